"""How useful would a picture be to somebody who wants to misuse it? A level, and the reasons for it.

Source: guidance of the NCA, NSPCC, IWF and UKSIC (2026): no face-on pictures in which a child can be known, distance,
lower resolution, no names beside pictures. The steps between the levels are our judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from checker.core.finding import PixelBox

if TYPE_CHECKING:
    from checker.core.context import Picture
    from checker.core.faces import FaceSeen

LARGE_FACE, CLEAR_FACE, SMALL_FACE = 400, 200, 100
"""Heights of a face in pixels. Programs that put one face on another body take 128 to 256 px of it; 400 px show skin
and lashes; under 100 px even a school's own matching is often unsure."""
SHARP = 25.0
"""Variance of the face's Laplacian at 128 px height: of 90 portraits 0.95 had 29 or more, blurred
by 2 px all had under 17."""
FILLS_FRAME = 0.25
"""Height of a face, as a share of the picture's, from which it fills the frame: head and shoulders take half of it."""
FEW = 2


class Level(IntEnum):
    """How exposed a picture leaves the people in it."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """As it is said to people."""
        return self.name.lower()


_MEDIUM, _HIGH = 3, 5


@dataclass(frozen=True, slots=True)
class ExposureSeen:
    """What the pixels tell: how many faces can be known, and the largest. `is_frontal` is None where unknown."""

    faces: int = 0
    largest: PixelBox | None = None
    is_frontal: bool | None = None
    sharpness: float = 0.0

    @property
    def face_height(self) -> int:
        """Pixels of the largest face; 0 without one."""
        return self.largest.height if self.largest else 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the words beside the picture tell a stranger."""

    a_name: bool = False
    a_class: bool = False
    the_school: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """The meter: points, level, and what it rests on in words. More points, more exposed; for comparing pictures."""

    points: int
    reasons: tuple[str, ...]

    @property
    def level(self) -> Level:
        """Low, medium or high."""
        return Level.HIGH if self.points >= _HIGH else Level.MEDIUM if self.points >= _MEDIUM else Level.LOW


class ExposureMeter(Protocol):
    """Measures how well the largest of these faces can be seen."""

    def measure(self, picture: Picture, faces: tuple[FaceSeen, ...]) -> ExposureSeen: ...


NOTHING_TOLD = Told()
"""A picture without words beside it."""


def exposure_of(seen: ExposureSeen, told: Told = NOTHING_TOLD) -> Exposure:
    """How exposed the person with the largest face is. A picture without a face that can be known is low."""
    points, reasons = _of_face(seen)
    if points == 0:
        return Exposure(0, ())
    if seen.faces == 1:
        points += 1
        reasons.append("one person alone")
    if told.a_name:
        points += 1
        reasons.append("a child's name beside the picture")
    if told.a_class or told.the_school:
        points += 1
        reasons.append("the class or the school in the words")
    return Exposure(points, tuple(reasons))


def _of_face(seen: ExposureSeen) -> tuple[int, list[str]]:
    height = seen.face_height
    points = sum(height >= step for step in (SMALL_FACE, CLEAR_FACE, LARGE_FACE))
    if not points:
        return 0, []
    reasons = [f"a face {height} pixels tall"]
    is_sharp = seen.sharpness >= SHARP
    if seen.is_frontal and is_sharp:
        points += 1
        reasons.append("sharp and seen from the front")
    elif not is_sharp:
        points -= 1
        reasons.append("though blurred")
    return points, reasons
