"""Which dates are somebody's date of birth?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.core.evidence import DetailHit, DetailKind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?![:.]?\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?,? (?:the )?)?"
# Two numbers alone are a date only with a slash: "3.15" is a time.
_DATE = (
    rf"{_WEEKDAY}(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?{_YEAR}|\d{{1,2}}/\d{{1,2}}|(?:19|20)\d\d-\d\d-\d\d|"
    rf"{_DAY}(?: of)? {_MONTH}\b\.?,?(?: {_YEAR})?|{_MONTH}\.? {_DAY}\b,?(?: {_YEAR})?)"
)
_LABEL = r"(?:d\.?o\.?b\.?|date of birth|birth ?date)(?!\w)"
# A range of dates, or everybody born in it, is an intake's and no child's: "children born September to February".
_RANGE = (
    rf"(?:between|from|after|before|on or|(?:in )?{_MONTH}(?: \d{{4}})? (?:to|until|-|and) |"
    r"in (?:the )?(?:autumn|spring|summer|winter))"
)
_BORN = (
    rf"(?:(?<!children )(?<!those )(?<!anyone )(?<!everyone )born(?! {_RANGE})|"
    r"birthdays?|b-?day|bday|arrived into the world|due date)\b"
)
_LABELLED = re.compile(rf"\b(?P<cue>{_LABEL})[^.!?\n\d]{{0,20}}(?P<date>{_DATE})(?!\d)", re.IGNORECASE)
_CUED = re.compile(rf"\b(?P<cue>{_BORN})[^.!?\n\d]{{0,40}}(?P<date>{_DATE})(?!\d)", re.IGNORECASE)
_CUE_AFTER = re.compile(rf"(?<![\d.:])(?P<date>{_DATE})[^.!?\n]{{0,25}}(?P<cue>{_BORN}|{_LABEL})", re.IGNORECASE)
_HAS_MONTH = re.compile(_MONTH, re.IGNORECASE)
# The oldest child in a primary school in 2026 was born in 2015; leave ten years for brothers and sisters.
FIRST_CHILD_YEAR = 2005


def find_birth_dates(text: str) -> Iterator[DetailHit]:
    """Dates of birth in a folded text; uncertain without a year, when only a name can tell a child's from a king's."""
    seen: set[int] = set()
    for pattern in (_LABELLED, _CUED, _CUE_AFTER):
        for match in pattern.finditer(text):
            start, end = match.span("date")
            if start in seen:
                continue
            seen.add(start)
            year = _year(match["date"])
            if pattern is _LABELLED or year is None or year >= FIRST_CHILD_YEAR:
                yield DetailHit(DetailKind.BIRTH_DATE, start, end, certain=pattern is _LABELLED or year is not None)


def _year(date: str) -> int | None:
    """The four-digit year of a written date; two digits are read as this century's."""
    numbers = re.findall(r"\d+", date)
    for number in numbers:
        if len(number) == len("2015"):
            return int(number)
    has_year = len(numbers) == (2 if _HAS_MONTH.search(date) else 3)
    return 2000 + int(numbers[-1]) if has_year else None
