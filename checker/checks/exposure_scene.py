"""Do words speak of, or show, what a picture of children should not: injury, weapons, drink, somebody else's name?

No model that comes with the checker sees any of these in the pixels: only words are read, the post's and those that
stand in the picture itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.folding import in_any_case
from checker.core.post import Part, Passage, Photo, Post

SURE_SCORE = 0.8
"""The reader's score of a line from which it is believed; drawn lines of 16 px had 0.9."""
_OTHER_SCHOOL = "scene.other_school"


@dataclass(frozen=True, slots=True)
class UnsuitableScene:
    """A NOTE for words beside a photo. Words in the picture: a person looks, but another school's name is a NOTE."""

    id: str = "exposure.scene"
    question: str = "Could the picture show an injury, a weapon, alcohol, or another school's or sponsor's name?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each rule; the post's own text is told with the first photo only.

        Raises: LookupError, without rules.
        """
        context.rules.need(self.id)
        for passage in _passages(photo, number, post):
            for rule_id, finding in self._findings(passage, context):
                if rule_id != _OTHER_SCHOOL:  # it may be named in words: it was a match, or a visit
                    yield finding
        seen = context.evidence.writing(photo)
        if not seen.text:
            return
        own = in_any_case(context.settings.school)
        for hit in context.rules.hits(self.id, context.evidence.parsed(seen.passage(number))):
            read = in_any_case(seen.text[hit.start : hit.end])
            is_school = hit.rule.id == _OTHER_SCHOOL
            if is_school and own and (read in own or own in read):
                continue
            if any(line.score < SURE_SCORE for line in seen.lines_of(hit.start, hit.end)):
                continue  # "gin" and "rum" are what the reader makes of a pattern
            severity = hit.rule.severity if is_school else Severity.REVIEW
            where = PhotoSpot(number, seen.box_of(hit.start, hit.end))
            says = f"Words that can be read in this photo: {_lowered(hit.rule.says)}"
            yield Finding(self.id, severity, where, says, hit.rule.remedy)

    def _findings(self, passage: Passage, context: Context) -> Iterator[tuple[str, Finding]]:
        told: set[str] = set()
        for hit in context.rules.hits(self.id, context.evidence.parsed(passage)):
            if hit.rule.id not in told:
                told.add(hit.rule.id)
                where = TextSpan.of(passage, hit.start, hit.end)
                yield hit.rule.id, Finding(self.id, hit.rule.severity, where, hit.rule.says, hit.rule.remedy)


def _passages(photo: Photo, number: int, post: Post) -> Iterator[Passage]:
    if number == 0:
        yield from (passage for passage in post.passages if passage.part is Part.TEXT)
    if photo.alt_text:
        yield Passage(Part.ALT_TEXT, photo.alt_text, number)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
