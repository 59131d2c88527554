"""Does the post say when a child was born, or how old a named child is?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DetailKind, Span
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import Folded, fold
from checker.core.post import Passage, Post

# Ages of children at a primary school and its nursery, in years.
_AGE = r"(?:[2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TOLD = re.compile(
    rf"\baged? (?:of )?{_AGE}\b|\bturn(?:s|ed|ing)? {_AGE}\b(?! to\b)|\b{_AGE}[- ]years?[- ]old\b|"
    rf"(?:\b(?:is|was|be)|'s) (?:now |only |just |already |officially )?{_AGE}"
    rf"(?= (?:today|tomorrow|now|years?|this|next|on)\b|[!.,](?!\d))|\bbig {_AGE}\b|"
    rf"\b(?:is|was|be) {_AGE} (?:on|and a half|and three|and a quarter|last|tomorrow|years?)\b|"
    rf"\b{_AGE} (?:and (?:three quarters|a half|a quarter|\d+ months?)|years?,? (?:and )?(?:{_AGE}|\d+) months?)\b|"
    rf"\b(?:double figures|{_AGE} (?:\w+ )?candles|hit(?:s|ting)? (?:the big )?{_AGE}\b|many happy returns)|"
    rf"\bshares? (?:a|his|her|their) birthday\b|\bhappy {_AGE}(?:st|nd|rd|th)?\b|\bborn (?:on|in) (?:\d|"
    rf"january|february|march|april|may|june|july|august|september|october|november|december)|"
    rf"\b{_AGE}(?:st|nd|rd|th) birthday\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) birthday\b|"
    r"\bhappy (?!(?:1[3-9]|[2-9]\d)(?:st|nd|rd|th)\b)(?:\w+ )?birthday\b|"
    r"\bpen-?blwydd hapus\b|\bco-?latha breith\b|\bsto lat\b|\bla mul[tț]i ani\b|\bjoyeux anniversaire\b|"
    r"\bbirthday (?:boy|girl|wishes|badge|crown|cake|hugs)\b|"
    r"\b(?:his|her|their|[a-z]+'s) (?:\w+ )?birthday\b|\bbirthday (?:is|was|falls)\b",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(rf"(?: \d{{1,2}}(?:st|nd|rd|th))?\s?\({_AGE}\)|, {_AGE}(?=[,.!)]| from\b)", re.IGNORECASE)
# A capitalised word with an age after it reads as a child, on the register or not.
_LIKE_A_NAME = re.compile(
    r"(?<!from )\b"
    r"(?!(?:The|Our|This|That|Year|Years|Class|Room|Team|School|Chapter|Unit|Week|Day|Page|Part|Group|Nursery|Reception|"
    r"It|He|She|They|Who|Everyone|Key|Stage|Lesson|Table|Number|Level|Book|Mr|Mrs|Miss|Ms|Dr|Until|Age|Ages|If|When|"
    r"Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b)[A-Z][a-z'-]+"
    rf"(?:(?: \d{{1,2}}(?:st|nd|rd|th))? \({_AGE}\)| is {_AGE} today\b| turn(?:s|ed) {_AGE}\b(?! to)|,? aged {_AGE}\b)"
)
# "Goals from Kai (2)": a number in brackets counts what was scored.
_SCORES_BEFORE = 60
_SCORES = re.compile(r"\b(?:goals?|scor\w+|tries|runs|wickets|points|votes|medals)\b", re.IGNORECASE)
# Somebody else's age or candles: an animal's, or those of Advent.
_NOT_A_CHILDS = re.compile(
    r"\b(?:advent|christingle|wreath|assembl(?:y|ies)|vigil|dog|puppy|cat|kitten|hamster|guinea pigs?|rabbits?|"
    r"tortoise|hens?|chicks?|pony|gecko|goldfish|school pet)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|them)\b", re.IGNORECASE)
_CHILD = re.compile(
    r"\b(?:pupil|child|baby|son|daughter|brother|sister|he|she|his|her|our|year [1-6]|reception)\b", re.IGNORECASE
)
_REMEDY = "Take the age, birthday or date of birth out, or leave the name out."


@dataclass(frozen=True, slots=True)
class BirthDate:
    """Dates of birth, and ages or birthdays tied to a child's name."""

    id: str = "details.birth_date"
    question: str = "Does the post say when a child was born, or how old a named child is?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per date or age in any passage."""
        for passage in post.passages:
            names = _names(passage, context)
            yield from self._dates(passage, names, context)
            yield from self._ages(passage, names, context)

    def _dates(self, passage: Passage, names: dict[Span, bool], context: Context) -> Iterator[Finding]:
        parsed = context.evidence.parsed(passage)
        for hit in context.evidence.details(passage):
            if hit.kind is not DetailKind.BIRTH_DATE:
                continue
            sentence = parsed.sentence_at(hit.start)
            is_named = any(sentence.start <= name.start < sentence.end for name in names)
            where = TextSpan.of(passage, hit.start, hit.end)
            if hit.certain or is_named:
                yield Finding(self.id, Severity.BLOCK, where, "This is somebody's date of birth or birthday.", _REMEDY)
            elif _CHILD.search(passage.text[sentence.start : sentence.end]):
                yield Finding(self.id, Severity.REVIEW, where, "This may be a child's birthday.", _REMEDY)

    def _ages(self, passage: Passage, names: dict[Span, bool], context: Context) -> Iterator[Finding]:
        folded = fold(passage.text)
        told: dict[int, Finding] = {}
        for span, is_certain in _ages_of_the_named(passage, folded, names, context):
            severity = Severity.BLOCK if is_certain else Severity.REVIEW
            where = TextSpan.of(passage, span.start, span.end)
            told.setdefault(
                span.start, Finding(self.id, severity, where, "This gives a named child's age or birthday.", _REMEDY)
            )
        if not told:
            for match in _LIKE_A_NAME.finditer(folded.text):
                if _SCORES.search(folded.text[max(0, match.start() - _SCORES_BEFORE) : match.start()]):
                    continue
                where = TextSpan.of(passage, folded.offsets[match.start()], folded.original_end(match.end()))
                says = "This may give a named child's age or birthday."
                told.setdefault(where.start, Finding(self.id, Severity.REVIEW, where, says, _REMEDY))
        yield from told.values()


def _names(passage: Passage, context: Context) -> dict[Span, bool]:
    """Every place where a child's name stands, and whether we are sure that it is one."""
    return {Span(hit.start, hit.end): hit.certain for hit in context.evidence.children(passage) if hit.is_named}


def _ages_of_the_named(
    passage: Passage, folded: Folded, names: dict[Span, bool], context: Context
) -> Iterator[tuple[Span, bool]]:
    """Ages directly after a name, in its sentence, or in the next sentence that speaks of him or her."""
    if not names:
        return
    parsed = context.evidence.parsed(passage)
    for name, is_certain in names.items():
        after = _AFTER_NAME.match(folded.text, bisect_left(folded.offsets, name.end))
        sentence = parsed.sentence_at(name.start)
        if after and not _SCORES.search(passage.text[sentence.start : sentence.end]):
            yield Span(folded.offsets[after.start()], folded.original_end(after.end())), is_certain
    for match in _TOLD.finditer(folded.text):
        span = Span(folded.offsets[match.start()], folded.original_end(match.end()))
        sentence = parsed.sentence_at(span.start)
        before = parsed.sentence_at(len(passage.text[: sentence.start].rstrip()) - 1) if sentence.start else sentence
        has_pronoun = bool(_PRONOUN.search(passage.text[sentence.start : sentence.end]))
        first = before.start if has_pronoun else sentence.start
        if _NOT_A_CHILDS.search(passage.text[first : sentence.end]):
            continue
        near = [sure for name, sure in names.items() if first <= name.start < sentence.end]
        if near:
            yield span, any(near)
