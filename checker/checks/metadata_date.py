"""Is the photo much older than what the post tells of?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.folding import fold
from checker.core.post import Photo, Post

FAR = timedelta(days=31)
"""A judgement: a month's delay is usual for a newsletter; last year's trip with this year's words is not."""

REMEDY = "Check that it is the right photo, and that consent still holds for everyone in it."
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOW = re.compile(
    r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|evening|week)|last night|earlier this week)\b"
)
_LOOKING_BACK = re.compile(
    r"\b(?:throwback|tbt|memor(?:y|ies)|remember(?:ing|s)?|looking back|last year|years? ago|archive|back in"
    r"|anniversary|then and now|leavers|history|first day|farewell|retir\w+)\b|#tbt"
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY}(?: of)? {_MONTH}(?:,? (?P<year>20\d\d))?\b",
        rf"\b{_MONTH} {_DAY}\b(?:,? (?P<year>20\d\d))?",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:20)?\d\d)\b",
    )
)


@dataclass(frozen=True, slots=True)
class OldPicture:
    """A NOTE where the words say "today", or give a day, and the camera's clock says long before."""

    id: str = "metadata.date"
    question: str = "Is the photo much older than the day the post tells of?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        text = fold(post.text).text.lower()
        if not text or _LOOKING_BACK.search(text):
            return
        days = tuple(_days(text, context.today))
        taken = context.evidence.metadata(photo).taken if days else None
        if taken is not None and all(taken < day - FAR for day in days):
            says = "By the camera's clock this photo is more than a month older than the day the post tells of."
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), says, REMEDY)


def _days(text: str, today: date) -> Iterator[date]:
    """The days up to today that the words speak of; a date to come says nothing about a photo."""
    if _NOW.search(text):
        yield today
    for pattern in _DATES:
        for found in pattern.finditer(text):
            day = _day(found, today)
            if day is not None and day <= today:
                yield day


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that is written here; without a year the latest that is not to come. None where there is no such day."""
    month = int(found["month"]) if found["month"].isdigit() else 1 + _MONTHS.index(found["month"])
    year = int(found["year"]) if found["year"] else today.year
    try:
        day = date(year + 2000 if year < 100 else year, month, int(found["day"]))
        return day if found["year"] or day <= today else day.replace(year=year - 1)
    except ValueError:
        return None
