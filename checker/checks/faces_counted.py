"""Does the number of people in the words fit the picture?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post

CLEAR_SCORE = 0.5
"""The face finder's score from which a face is counted: of 859 photos of nobody 19 had one."""

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_PEOPLE = (
    r"finalists?|winners?|pupils?|children|girls?|boys?|players?|readers?|runners?|musicians?|singers?|dancers?|"
    r"athletes?|councillors?|ambassadors?|leaders?|helpers?|friends?|champions?|scientists?|authors?|artists?|chefs?"
)
# "Year 3 pupils", "4 of 30", "one in ten", "aged 7", "3.5" and "1,200 pupils" count nobody in a picture.
_COUNTED = re.compile(
    r"(?<![\w.,£/-])(?<!year )(?<!class )(?<!of )(?<!in )(?<!over )(?<!than )(?<!aged )"
    rf"(?P<number>{'|'.join(_NUMBERS)}|[1-9]|1\d|20)\s+(?:(?!of\b|from\b|in\b)[a-z’'-]+\s+){{0,2}}?(?:{_PEOPLE})\b"
    r"(?!\s+(?:from each|per|in each|each))",
    re.IGNORECASE,
)
_LOOK = "Check the words: is it the right photo, and does it leave nobody out? Backs and turned heads are not counted."


@dataclass(frozen=True, slots=True)
class FacesCounted:
    """Advice, never more: who is shown from behind, or beside the children, no program can tell."""

    id: str = "faces.counted"
    question: str = "Does the number of people in the words fit the picture?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """A NOTE where the description, or the text of a post with one photo, tells one number and we count another."""
        told = {*_told(photo.alt_text), *(_told(post.text) if len(post.photos) == 1 else ())}
        if len(told) != 1:
            return
        wanted = told.pop()
        seen = sum(face.score >= CLEAR_SCORE for face in context.evidence.faces(photo))
        if seen and seen != wanted:
            says = f"The words speak of {_word(wanted)}, and we count {_word(seen)} {'face' if seen == 1 else 'faces'}."
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), says, _LOOK)


def _told(text: str) -> set[int]:
    """Every number of people in these words, 1 to 20."""
    return {_value(match["number"]) for match in _COUNTED.finditer(text)}


def _value(written: str) -> int:
    return int(written) if written.isdecimal() else _NUMBERS.index(written.lower()) + 1


def _word(number: int) -> str:
    return _NUMBERS[number - 1] if number <= len(_NUMBERS) else str(number)
