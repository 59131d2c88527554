"""Can private details be read in the photo: addresses, numbers, plates, log-ins, timetables?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DetailHit, DetailKind
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post
from checker.core.writing import WritingSeen

SURE_SCORE = 0.8
"""The reader's score of a line from which what it read counts as certain; drawn lines of 16 px had 0.9."""

_COVER = "Cover the words, crop them away or choose another photo."
_LOOK = (
    "Please look. If it is private, cover the words or choose another photo; the school's own belongs in its settings."
)
_LOGIN = "details.login"
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s?(?:[A-Z][\w'’]++\s?){1,3}\b(?:Road|Rd|Street|Avenue|Ave|Close|Lane|Drive|Crescent|Court|"
    r"Gardens|Grove|Terrace|Walk|Mews|Way|Rise|Place)\b",
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?s?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|[1-9])\s?(?:am|pm)\b", re.IGNORECASE)
DAYS_OF_A_TIMETABLE, TIMES_OF_A_TIMETABLE = 3, 2
"""Different weekdays and clock times from which writing is a timetable; an opening hour has one or two days."""


@dataclass(frozen=True, slots=True)
class WrittenDetails:
    """What the text checks ask about a person's details, asked about the words in a photo."""

    id: str = "writing.details"
    question: str = "Can private details be read in the photo: addresses, numbers, plates, log-ins, timetables?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each detail, with a box around its words. Raises: LookupError, without rules for log-ins."""
        context.rules.need(_LOGIN)
        seen = context.evidence.writing(photo)
        if not seen.text:
            return
        passage = seen.passage(number)
        for hit in context.evidence.details(passage):
            yield self._detail(hit, seen, number)
        for rule_hit in context.rules.hits(_LOGIN, context.evidence.parsed(passage)):
            where = PhotoSpot(number, seen.box_of(rule_hit.start, rule_hit.end))
            says = "A password or a log-in can be read in this photo."
            yield Finding(self.id, rule_hit.rule.severity, where, says, f"{_COVER} Then change the password.")
        for street in _STREET.finditer(seen.text):
            where = PhotoSpot(number, seen.box_of(*street.span()))
            yield Finding(self.id, Severity.REVIEW, where, "An address can be read in this photo.", _LOOK)
        yield from self._timetable(seen, number)

    def _detail(self, hit: DetailHit, seen: WritingSeen, number: int) -> Finding:
        where = PhotoSpot(number, seen.box_of(hit.start, hit.end))
        article = "An" if hit.kind in (DetailKind.EMAIL, DetailKind.NHS_NUMBER) else "A"
        says = f"{article} {hit.kind.value} can be read in this photo."
        if hit.excuse:
            return Finding(
                self.id, Severity.NOTE, where, f"{says} It may stay: {hit.excuse}.", "Nothing, if this is right."
            )
        is_sure = all(line.score >= SURE_SCORE for line in seen.lines_of(hit.start, hit.end))
        if hit.certain and is_sure and hit.kind is not DetailKind.VEHICLE:
            return Finding(self.id, Severity.BLOCK, where, f"{says} It may be a person's own.", _COVER)
        return Finding(self.id, Severity.REVIEW, where, f"{says} We could not tell whose it is.", _LOOK)

    def _timetable(self, seen: WritingSeen, number: int) -> Iterator[Finding]:
        days = list(_WEEKDAY.finditer(seen.text))
        times = list(_CLOCK.finditer(seen.text))
        many = len({day.group(1)[:3].lower() for day in days}) >= DAYS_OF_A_TIMETABLE
        if many and len(times) >= TIMES_OF_A_TIMETABLE:
            spans = [match.span() for match in (*days, *times)]
            where = PhotoSpot(number, seen.box_of(min(spans)[0], max(end for _, end in spans)))
            says = "A timetable can be read in this photo: it tells where children are, and when."
            yield Finding(self.id, Severity.REVIEW, where, says, _COVER)
