"""What was read in a picture, and where it stands there. It lives in memory only: never printed, logged or stored."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from checker.core.finding import PixelBox
from checker.core.post import Part, Passage

Point = tuple[float, float]
"""Across and down, in upright pixels of the full-size photo."""

_ROOM = 0.75
"""Widths of a letter left free on each side of words that a box is drawn around: a cover must reach their edges."""


@dataclass(frozen=True)
class WrittenLine:
    """One line as the reader read it; `score` is its own, 0 to 1.

    `corners`: where the line begins above, ends above, ends below, begins below, as the letters stand.
    `middles`: for each letter of `text` where its middle lies along the line, 0 to 1.
    """

    text: str = field(repr=False)
    score: float
    corners: tuple[Point, Point, Point, Point]
    middles: tuple[float, ...] = field(repr=False)

    @cached_property
    def box(self) -> PixelBox:
        """Around the whole line."""
        return _around(self.corners)

    @property
    def height(self) -> float:
        """Of the letters with some air, in pixels, however the line is turned."""
        return _distance(self.corners[0], self.corners[3])

    @property
    def length(self) -> float:
        """Pixels from where the line begins to where it ends."""
        return _distance(self.corners[0], self.corners[1])

    @property
    def angle(self) -> float:
        """Degrees, clockwise, from level to the way the line is read; more than -180 and at most 180."""
        (x, y), (to_x, to_y) = self.corners[:2]
        return math.degrees(math.atan2(to_y - y, to_x - x))

    @property
    def middle(self) -> Point:
        """The centre of the line."""
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    def box_of(self, start: int, end: int) -> PixelBox:
        """Around the letters [start, end) of this line."""
        if not self.text or start >= end:
            return self.box
        width = 1 / max(len(self.text), 1)
        left = max(0.0, self.middles[start] - width * _ROOM) if start else 0.0
        right = min(1.0, self.middles[end - 1] + width * _ROOM) if end < len(self.text) else 1.0
        above, below = self.corners[:2], (self.corners[3], self.corners[2])
        return _around((_along(*above, left), _along(*above, right), _along(*below, right), _along(*below, left)))


class CodeKind(StrEnum):
    """What a machine reads in a picture, in a person's words."""

    QR = "QR code"
    BARCODE = "barcode"


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code that a machine can read. `content` is what it says: a link, a contact card, a number."""

    kind: CodeKind
    content: str = field(repr=False)
    box: PixelBox


@dataclass(frozen=True)
class WritingSeen:
    """Everything read in one photo: lines in reading order, and codes from left to right."""

    lines: tuple[WrittenLine, ...] = field(default=(), repr=False)
    codes: tuple[CodeSeen, ...] = field(default=(), repr=False)

    @cached_property
    def text(self) -> str:
        """The lines one under the other, as the text checks read them."""
        return "\n".join(line.text for line in self.lines)

    def passage(self, photo: int) -> Passage:
        """The same as the finders of names and details take it; `photo` counts from 0."""
        return Passage(Part.WRITING, self.text, photo)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in `text` each line begins."""
        starts, reached = [], 0
        for line in self.lines:
            starts.append(reached)
            reached += len(line.text) + 1
        return tuple(starts)

    def lines_of(self, start: int, end: int) -> tuple[WrittenLine, ...]:
        """The lines that hold code points [start, end) of `text`."""
        found = zip(self.starts, self.lines, strict=True)
        return tuple(line for begin, line in found if begin < end and start < begin + len(line.text))

    def box_of(self, start: int, end: int) -> PixelBox | None:
        """Around code points [start, end) of `text`, over as many lines as they take; None where there is no line."""
        boxes = []
        for begin, line in zip(self.starts, self.lines, strict=True):
            first, last = max(start - begin, 0), min(end - begin, len(line.text))
            if first < last:
                boxes.append(line.box_of(first, last))
        return joined(boxes) if boxes else None


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A register name read in a picture. `certain` is False where it may be somebody else's, or only look like it."""

    box: PixelBox
    pupil_ids: tuple[str, ...]
    certain: bool

    def __post_init__(self) -> None:
        """Raises: ValueError for a name of nobody: "each of them may be named" would hold of no one at all."""
        if not self.pupil_ids:
            raise ValueError("a name belongs to at least one pupil")


def joined(boxes: list[PixelBox]) -> PixelBox:
    """The smallest box around all of these."""
    return PixelBox(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _around(points: tuple[Point, ...]) -> PixelBox:
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = max(0, int(min(across))), max(0, int(min(down)))
    return PixelBox(left, top, max(left + 1, -int(-max(across) // 1)), max(top + 1, -int(-max(down) // 1)))


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _distance(one: Point, other: Point) -> float:
    return math.dist(one, other)
