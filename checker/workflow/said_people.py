"""What was said about somebody unknown in many photos: one word, spread over all the faces that a run took for them.

The run's own lines (`--lines`) tell which faces those are. A word about one face in one photo overrules it there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.finding import PixelBox
from checker.core.resolved import SAME_PLACE, overlap
from checker.core.resolving import Resolution
from checker.workflow.files import read_whole
from checker.workflow.same_person import UnknownPerson, people_of

MAX_LINES_BYTES = 1_000_000_000
"""Largest file of lines that is read: 10,000 photos of 30 faces take 150 MB."""
_NOT_LINES = "The file of lines is not what a run over an album wrote with --lines."


@dataclass(frozen=True, slots=True)
class Spread:
    """The word about one face that follows from a word about a person; `digest` is the SHA-256 of the very photo."""

    file: str = field(repr=False)
    digest: str
    resolution: Resolution = field(repr=False)


def read_lines(file: Path) -> list[dict[str, Any]]:
    """What a run over an album wrote with `--lines`. Raises: InputError."""
    try:
        return [json.loads(line) for line in read_whole(file, MAX_LINES_BYTES).decode().splitlines()]
    except OSError as error:
        raise InputError(f"The file of lines could not be opened ({error.strerror}). Check its name.") from None
    except (ValueError, RecursionError):
        raise InputError(_NOT_LINES) from None


def spread(rows: list[dict[str, Any]], words: Mapping[int, Resolution]) -> Iterator[Spread]:
    """Each person's word over that person's faces. Raises: InputError for a number that the lines do not have."""
    try:
        people = {person.number: person for person in people_of(rows)}
        digests = {row["file"]: row["sha256"] or "" for row in rows}
    except (KeyError, TypeError, AttributeError):
        raise InputError(_NOT_LINES) from None
    for number, word in words.items():
        if number not in people:
            raise InputError(f"The file of lines has nobody who is called unknown {number}. Check the number.")
        yield from over_faces(people[number], word, digests)


def over_faces(person: UnknownPerson, word: Resolution, digests: Mapping[str, str]) -> Iterator[Spread]:
    """This word about every face of the person."""
    for face in person.faces:
        yield Spread(face.file, digests[face.file], replace(word, box=face.box))


def overruled(spreading: Iterable[Resolution], here: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """What was said about this photo's faces, and what spreads to those that nothing was said about."""
    return (*here, *(one for one in spreading if not any(_is_about(word, one.box) for word in here)))


def _is_about(word: Resolution, box: PixelBox) -> bool:
    return overlap(word.box, box) >= SAME_PLACE
