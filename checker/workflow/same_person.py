"""Which faces of an album did a run take for one unknown person? Read from its lines, which hold only numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.core.finding import PixelBox

LABEL = "unknown"
"""The field of a face in a JSON line that holds its person's number."""
_SHOWN = 6
"""Photos that a line names."""


@dataclass(frozen=True, slots=True)
class SeenFace:
    """A face of the album: the photo's name, its place in the album, and the number of the face there, both from 0."""

    file: str = field(repr=False)
    photo: int
    face: int
    box: PixelBox


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    """Somebody whom the program takes for one person, from 1, those in the most photos first."""

    number: int
    faces: tuple[SeenFace, ...] = field(repr=False)

    @property
    def photos(self) -> int:
        """In how many photos; a person is in a photo once."""
        return len(self.faces)


def labelled(row: dict[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    """The JSON line with the person's number on each of these faces; the very line where that changes nothing."""
    if not numbers and not any(LABEL in face for face in row["faces"]):
        return row
    faces = [
        {**face, LABEL: numbers[place]} if place in numbers else {k: v for k, v in face.items() if k != LABEL}
        for place, face in enumerate(row["faces"])
    ]
    return {**row, "faces": faces}


def people_of(rows: Iterable[dict[str, Any]]) -> tuple[UnknownPerson, ...]:
    """The people whom the numbers in these JSON lines speak of."""
    found: dict[int, list[SeenFace]] = defaultdict(list)
    for photo, row in enumerate(rows):
        for number, face in enumerate(row["faces"]):
            if LABEL in face:
                found[face[LABEL]].append(SeenFace(row["file"], photo, number, PixelBox(*face["box"])))
    return tuple(UnknownPerson(number, tuple(found[number])) for number in sorted(found))


def people_lines(people: Iterable[UnknownPerson]) -> Iterator[str]:
    """A line for each person to be named, those in the most photos first."""
    for person in people:
        shown = ", ".join(f"{face.file} (face {face.face + 1})" for face in person.faces[:_SHOWN])
        more = f" and {person.photos - _SHOWN} more" if person.photos > _SHOWN else ""
        yield f"Unknown {person.number} is in {person.photos} photos: who? {shown}{more}"
