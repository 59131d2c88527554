"""Does a sentence, read as a whole, touch a criterion of the policy? One check per criterion.

The model is a guess about meaning, so its word is never more than a REVIEW: a person reads the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.animals import tells_of_animals
from checker.checks.long_ago import tells_of_long_ago
from checker.core.context import Context
from checker.core.evidence import Criterion, MeaningHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Passage, Post


@dataclass(frozen=True, slots=True)
class MeaningCheck:
    """Turns the sentences that touch one criterion into findings, each with the example it is most like."""

    id: str
    criterion: Criterion
    question: str
    says: str
    remedy: str

    @property
    def is_about_now(self) -> bool:
        """A picture's description speaks in the present ("children running"), whenever the picture was taken."""
        return self.criterion is Criterion.WHEREABOUTS

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per sentence, in the text and in the pictures' descriptions."""
        for passage in post.passages:
            if passage.part is Part.FILE_NAME or (passage.part is Part.ALT_TEXT and self.is_about_now):
                continue
            for hit in context.evidence.meaning(passage):
                if hit.criterion is self.criterion and not self._is_nobodys(hit, passage, context):
                    like = f" It reads like: “{hit.like[0]}”" if hit.like else ""
                    where = TextSpan.of(passage, hit.start, hit.end)
                    yield Finding(self.id, Severity.REVIEW, where, self.says + like, self.remedy)

    def _is_nobodys(self, hit: MeaningHit, passage: Passage, context: Context) -> bool:
        """The model reads "poorly" and "his", and knows no names: guinea pigs and the long dead have no secrets."""
        if self.criterion is not Criterion.PRIVATE:
            return False
        parsed, children = context.evidence.parsed(passage), context.evidence.children(passage)
        return tells_of_animals(parsed, hit.start, children) or tells_of_long_ago(parsed, hit.start, children)


MEANING_CHECKS = (
    MeaningCheck(
        "politics.meaning",
        Criterion.POLITICAL,
        "Does a sentence, as a whole, take a side in political debate?",
        "This sentence may take a side in political debate.",
        "Tell what happened without taking a side, or leave it out.",
    ),
    MeaningCheck(
        "opinion.meaning",
        Criterion.OPINION,
        "Does a sentence, as a whole, give a personal view?",
        "This sentence may give somebody's personal view.",
        "Keep to what happened and what families need to know.",
    ),
    MeaningCheck(
        "tone.disrepute_meaning",
        Criterion.DISREPUTE,
        "Does a sentence, as a whole, blame, complain or gossip?",
        "This sentence may blame somebody, complain or gossip.",
        "Say it kindly and to everybody, or speak to those concerned directly.",
    ),
    MeaningCheck(
        "tone.insult_meaning",
        Criterion.OFFENSIVE,
        "Could a sentence, as a whole, hurt or stereotype somebody?",
        "This sentence could hurt somebody, or treat a group of people as all alike.",
        "Read it as the person it is about would read it, and leave out what could hurt.",
    ),
    MeaningCheck(
        "rights.meaning",
        Criterion.UNLAWFUL,
        "Does a sentence, as a whole, use others' work, advertise, accuse or promote?",
        "This sentence may use somebody else's work, advertise, accuse somebody or promote what a school should not.",
        "Check that we may publish this, or leave it out.",
    ),
    MeaningCheck(
        "whereabouts.meaning",
        Criterion.WHEREABOUTS,
        "Does a sentence, as a whole, say where children are or when they are alone?",
        "This sentence may tell where children are now, or when nobody is with them.",
        "Post it afterwards, and without the place, route or time.",
    ),
    MeaningCheck(
        "details.meaning",
        Criterion.PRIVATE,
        "Does a sentence, as a whole, tell something private about one child or family?",
        "This sentence may tell something private about one child or family.",
        "Leave out what belongs to the family, or tell it without anything that shows who it is.",
    ),
)
