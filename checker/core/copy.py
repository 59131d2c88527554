"""What would be published of a picture?"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.core.finding import PixelBox

PUBLISHED_SIDE = 1600
"""Pixels: lower resolution is official safety advice (UKSIC), and no channel shows a post larger than 2048."""


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A copy of a picture proven to carry pixels, colour profile and nothing else."""

    data: bytes = field(repr=False)
    suffix: str
    note: str = ""
    """What had to change besides the hidden details, for example "turned upright"."""
    covered: tuple[PixelBox, ...] = ()
    """The places that are covered in it, margins and all."""
