"""What does a person see, to tell which finding is about which face?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.analysers.pixels import cut, pixels_of
from checker.core.context import Picture
from checker.core.finding import PixelBox

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

PREVIEW_SIDE = 1400
"""Pixels, the longest side of a preview: fills a laptop's screen, and a face of 35 px in a 12-MP photo keeps 12."""
VEIL_SIDE = 12
"""Specks along the longer side of a veiled preview: no face, body or clothes can be told, or brought back."""
CROP_SIDE = 160
"""Pixels, the longest side of a face shown on its own."""
CROP_MARGIN = 0.25
"""Share of the box shown around it on each side: hair and collar help to know a child."""
_JPEG_QUALITY = 85
_TAG_HEIGHT = 22  # pixels: readable at arm's length on a preview


class Mark(Enum):
    """How a face stands: (colour, line width, dashes on and off, in pixels). The line tells those who see no red."""

    FINE = ("#1a7f37", 3, (1, 0))
    ASK = ("#b35900", 3, (14, 8))
    STOP = ("#c8102e", 8, (1, 0))
    POSSIBLE = ("#57606a", 3, (4, 7))

    @property
    def colour(self) -> str:
        """As the page writes it."""
        return self.value[0]

    @property
    def width(self) -> int:
        """Pixels of the coloured line."""
        return self.value[1]

    @property
    def dashes(self) -> tuple[int, int]:
        """Pixels drawn and left out."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class NumberedBox:
    """A box, the number findings call it by, and how it stands."""

    number: int
    box: PixelBox
    mark: Mark


def draw_numbered(picture: Picture, boxes: Sequence[NumberedBox]) -> bytes:
    """A preview as JPEG, without any metadata, with the numbered boxes on it."""
    from PIL import Image, ImageDraw

    image = Image.fromarray(pixels_of(picture))
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    scale = image.width / picture.width
    pen = ImageDraw.Draw(image)
    for numbered in boxes:
        _draw_box(pen, numbered, scale)
    for numbered in boxes:  # the numbers last, so that no line crosses one
        _draw_tag(pen, numbered, scale, image)
    return _as_jpeg(image)


def draw_veiled(picture: Picture) -> bytes:
    """A JPEG in which light and shadow of the picture can be told, and nothing that is in it: VEIL_SIDE specks."""
    from PIL import Image

    image = Image.fromarray(pixels_of(picture))
    scale = PREVIEW_SIDE / 2 / max(image.size)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    image = image.resize([max(1, round(side / max(size) * VEIL_SIDE)) for side in size], Image.Resampling.BOX)
    return _as_jpeg(image.resize(size, Image.Resampling.BICUBIC))


def crop(picture: Picture, box: PixelBox) -> bytes:
    """A small JPEG of this face and a little around it."""
    from PIL import Image

    across, down = round(box.width * CROP_MARGIN), round(box.height * CROP_MARGIN)
    wide = PixelBox(
        max(box.left - across, 0),
        max(box.top - down, 0),
        min(box.right + across, picture.width),
        min(box.bottom + down, picture.height),
    )
    image = Image.fromarray(cut(picture, wide))
    image.thumbnail((CROP_SIDE, CROP_SIDE), Image.Resampling.LANCZOS)
    return _as_jpeg(image)


def _draw_box(pen: ImageDraw, numbered: NumberedBox, scale: float) -> None:
    """A white line under a coloured one: one of the two stands out on any background."""
    box, mark = numbered.box, numbered.mark
    left, top, right, bottom = (round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom))
    right, bottom = max(right, left + 4), max(bottom, top + 4)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    pen.line(corners, fill="white", width=mark.width + 2, joint="curve")
    for start, end in pairwise(corners):
        _dashed(pen, start, end, mark)


def _dashed(pen: ImageDraw, start: tuple[int, int], end: tuple[int, int], mark: Mark) -> None:
    on, off = mark.dashes
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    on = length if not off else on
    for begin in range(0, length, on + off):
        stop = min(begin + on, length)
        points = [
            (start[0] + (end[0] - start[0]) * at // length, start[1] + (end[1] - start[1]) * at // length)
            for at in (begin, stop)
        ]
        pen.line(points, fill=mark.colour, width=mark.width)


def _draw_tag(pen: ImageDraw, numbered: NumberedBox, scale: float, image: Image) -> None:
    """The number, white on the mark's colour, above the box where there is room, else inside its top."""
    from PIL import ImageFont

    text = str(numbered.number)
    font = ImageFont.load_default(_TAG_HEIGHT - 5)
    width = int(font.getlength(text)) + 10
    left = min(max(round(numbered.box.left * scale), 0), max(image.width - width - 1, 0))
    top = round(numbered.box.top * scale) - _TAG_HEIGHT
    top = min(max(top, 0), max(image.height - _TAG_HEIGHT - 1, 0))
    pen.rectangle((left, top, left + width, top + _TAG_HEIGHT), fill=numbered.mark.colour, outline="white", width=2)
    pen.text((left + width / 2, top + _TAG_HEIGHT / 2), text, fill="white", font=font, anchor="mm")


def _as_jpeg(image: Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_JPEG_QUALITY)
    return file.getvalue()
