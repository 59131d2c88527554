"""Does a post tell something private about a child who can be told apart? The rules know what, the evidence who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.checks.animals import animal_names, is_animals, opens_with_animal
from checker.checks.overlaps import apart
from checker.core.context import Context
from checker.core.evidence import ChildHit, ParsedText, Span
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Passage, Post
from checker.core.rules import RuleHit

SENTENCES_BACK = 2
"""How many sentences before, a "he" or "her" may take its name from."""

_PRONOUN = re.compile(
    r"\b(?:he|she|his|her|him|hers|himself|herself|they|their|them|they're|he's|she's)\b", re.IGNORECASE
)
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him|he's|she's)\b", re.IGNORECASE)
# A short sentence that speaks of nobody else still belongs to the child just named: "Twelve days off this term!"
_LEANS_BACK = 80
# And a shorter one before a name is a heading to it.
_HEADING = 45
_STANDS_ALONE = re.compile(
    r"\b(?:you|your|please|children|pupils|child|parents?|families|everyone|everybody|all|any|anyone|we|we're|our|us|if|"
    r"school|class|club|year [1-6]|reception|nursery|reminder|mr|mrs|miss|ms|staff|week|tickets?|there|this|it|it's)\b",
    re.IGNORECASE,
)
# Anybody else whom "he" or "she" may mean, where no child is named: then the words alone tell nothing.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:mr|mrs|miss|ms|dr|sir|teacher|head|headteacher|governor|caretaker|author|artist|king|queen|saint|character|"
    r"story|book|film|explorer|scientist|vicar|colleague|staff|dog|cat|hamster|rabbit|guinea|chick|hen|lamb|pony|tortoise|"
    r"fish|class bear|teddy bear)s?\b|\b(?-i:[A-Z][a-z]+ [A-Z][a-z]+)\b|\b1[0-9]{3}\b",
    re.IGNORECASE,
)
_PET = r"(?:dog|puppy|cat|kitten|hamster|rabbit|guinea pig|chick|hen|cockerel|lamb|pony|tortoise|fish|gecko|snake|bear)"
_IS_A_PET = re.compile(rf"(?:,| is)? (?:our|the|a) (?:[\w-]+ ){{0,3}}?{_PET}\b", re.IGNORECASE)
_PET_CALLED = re.compile(rf"\b{_PET},? (?:called |named )?$", re.IGNORECASE)
_BEFORE_A_NAME = 30


@dataclass(frozen=True, slots=True)
class ChildDetail:
    """Pairs what the rules of this check find with a child meant in the same sentence, or referred back to.

    A named child blocks. For one who is only told apart, the rule's own severity holds.
    """

    id: str
    question: str
    sentences_back: int = 0
    """Sentences before, in which the child may be named without any "he" or "her" after it."""

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per detail, in the text and in the pictures' descriptions.

        Raises: LookupError, without rules.
        """
        context.rules.need(self.id)
        for passage in post.passages:
            if passage.part is not Part.FILE_NAME:
                yield from self._in_passage(passage, context)

    def _in_passage(self, passage: Passage, context: Context) -> Iterator[Finding]:
        parsed = context.evidence.parsed(passage)
        children = _Children(parsed, context.evidence.children(passage))
        if not children.are_meant:
            return
        told: list[tuple[Severity, RuleHit]] = []
        for hit in context.rules.hits(self.id, parsed):
            child = children.meant_at(hit.start, self.sentences_back)
            if child is not None and not children.is_an_animals(hit.start):
                told.append((_severity(hit, child), hit))
        for severity, hit in apart(told):
            where = TextSpan.of(passage, hit.start, hit.end)
            yield Finding(self.id, severity, where, hit.rule.says, hit.rule.remedy)


class _Children:
    """The children meant in a passage, asked for by sentence."""

    def __init__(self, parsed: ParsedText, children: tuple[ChildHit, ...]) -> None:
        self._parsed = parsed
        self._by_sentence: dict[int, list[ChildHit]] = {}
        self._answers: dict[int, ChildHit | None] = {}
        animals = animal_names(parsed.text)
        for child in children:
            if not is_animals(parsed, child) and not _is_pet(parsed.text, child):
                self._by_sentence.setdefault(parsed.sentence_at(child.start).start, []).append(child)
        # With nobody named, "he" and "she" can only be the child in the picture, unless somebody else is spoken of.
        self._is_in_picture = (
            not self._by_sentence
            and bool(_HE_OR_SHE.search(parsed.text))
            and not _SOMEBODY_ELSE.search(parsed.text)
            and not animals.are_meant
        )

    @property
    def are_meant(self) -> bool:
        """Whether the passage speaks of a child at all."""
        return bool(self._by_sentence) or self._is_in_picture

    def is_an_animals(self, position: int) -> bool:
        """Whether the sentence speaks of an animal, and names no child before this place in it."""
        sentence = self._parsed.sentence_at(position)
        if not opens_with_animal(self._parsed.text[sentence.start : sentence.end]):
            return False
        return all(child.start > position for child in self._by_sentence.get(sentence.start, ()))

    def meant_at(self, position: int, sentences_back: int) -> ChildHit | None:
        """The child in this sentence, or the one before that it refers to; a name before a description."""
        sentence = self._parsed.sentence_at(position)
        if sentence.start not in self._answers:
            self._answers[sentence.start] = self._meant_in(sentence, sentences_back)
        return self._answers[sentence.start]

    def _meant_in(self, sentence: Span, sentences_back: int) -> ChildHit | None:
        words = self._parsed.text[sentence.start : sentence.end]
        reach = max(sentences_back, SENTENCES_BACK if _PRONOUN.search(words) else _leans_back(words))
        start = sentence.start
        for _ in range(reach + 1):
            here = self._by_sentence.get(start)
            if here:
                return max(here, key=lambda child: (child.is_named, child.certain))
            if not start:
                break
            start = self._before(start)
        if _is_heading(words):  # "Speech therapy star! Nia has moved up a stage."
            named = [child for child in self._by_sentence.get(self._after(sentence), ()) if child.is_named]
            if named:
                return replace(named[0], certain=False)
        if self._is_in_picture and _HE_OR_SHE.search(words):
            return ChildHit(sentence.start, sentence.start, is_named=False)
        return None

    def _before(self, start: int) -> int:
        """Where the sentence before begins; blanks between sentences belong to none."""
        while start and self._parsed.text[start - 1].isspace():
            start -= 1
        return self._parsed.sentence_at(start - 1).start if start else 0

    def _after(self, sentence: Span) -> int:
        """Where the next sentence begins."""
        rest = self._parsed.text[sentence.end :]
        return sentence.end + len(rest) - len(rest.lstrip())


def _leans_back(words: str) -> int:
    return int(len(words) <= _LEANS_BACK and not _STANDS_ALONE.search(words))


def _is_heading(words: str) -> bool:
    return len(words) <= _HEADING and not _STANDS_ALONE.search(words)


def _severity(hit: RuleHit, child: ChildHit) -> Severity:
    if child.is_named:
        return Severity.BLOCK if child.certain else max(Severity.REVIEW, hit.rule.severity)
    return hit.rule.severity


def _is_pet(text: str, child: ChildHit) -> bool:
    before = text[max(0, child.start - _BEFORE_A_NAME) : child.start]
    return bool(_IS_A_PET.match(text, child.end) or _PET_CALLED.search(before))


CHILD_DETAILS = (
    ChildDetail("details.health", "Does the post tell about a child's health, body, needs or support?"),
    ChildDetail("details.education", "Does the post tell about a child's results, behaviour or attendance?"),
    ChildDetail("details.family", "Does the post tell about a child's family or its money?"),
    ChildDetail("details.care", "Does the post tell that a child is in care, adopted or being protected?"),
    ChildDetail("details.beliefs_origin", "Does the post tell a child's religion, nationality or language at home?"),
    ChildDetail("details.address", "Does the post tell where a child lives?", sentences_back=1),
    ChildDetail("details.routine", "Does the post tell where a child goes, when, and with whom?"),
    ChildDetail("details.handle", "Does the post give a child's or parent's name on a platform or in a game?"),
)
