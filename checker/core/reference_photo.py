"""What was seen of the face in a reference photo, and is it good enough to know a pupil by?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from checker.core.context import Picture, ReferenceFaces
from checker.core.finding import PixelBox


@dataclass(frozen=True, slots=True)
class ReferenceQuality:
    """One reference photo. What was not looked at any more, because something before it failed, is None.

    `least_height` is what `height` (pixels, of the only face) must reach; `refusal` says why it is not good enough.
    """

    faces: tuple[PixelBox, ...]
    refusal: str = ""
    height: int | None = None
    least_height: int = 0
    is_sharp: bool | None = None
    is_frontal: bool | None = None


class ReferenceJudge(ReferenceFaces, Protocol):
    """Reads reference photos, and says what it saw before any template is made."""

    def judge(self, picture: Picture) -> ReferenceQuality: ...
