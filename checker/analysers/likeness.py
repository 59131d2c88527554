"""How does a photo look at a glance? A fingerprint for finding bursts, and a thumbnail with faces covered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.core.errors import CannotRead
from checker.core.finding import PixelBox

if TYPE_CHECKING:
    from PIL.Image import Image

THUMBNAIL_SIDE = 320
"""Pixels along the longer side: enough to know the photo again."""
CROP_SIDE = 144
"""Pixels of a face on the page: enough to know a child by, drawn from a JPEG decoded no larger than needed."""
_MARGIN = 0.35
"""Share of a face's box covered around it on each side, hair and chin too."""
_COVER = "#57606a"
_QUALITY = 70


def likeness(data: bytes) -> int:
    """The perceptual hash of the upright picture, 64 bits. Raises: CannotRead.

    Of a JPEG the small picture is taken that its checks have decoded already.
    """
    import imagehash

    from checker.analysers.containers.kind import PictureKind, kind_of
    from checker.analysers.decoding_small import upright_small

    small = upright_small(data) if kind_of(data) is PictureKind.JPEG else _small(data)[0]
    return int(str(imagehash.phash(small)), 16)


def thumbnail(data: bytes, covers: Sequence[PixelBox]) -> bytes:
    """A small JPEG without metadata, with a solid cover over each box (of the full size). Raises: CannotRead."""
    from PIL import ImageDraw

    image, scale = _small(data)
    pen = ImageDraw.Draw(image)
    for box in covers:
        across, down = box.width * _MARGIN + 1, box.height * _MARGIN + 1
        edges = (box.left - across, box.top - down, box.right + across, box.bottom + down)
        pen.rectangle([edge * scale for edge in edges], fill=_COVER)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def face_crop(data: bytes, box: PixelBox) -> bytes:
    """A small JPEG of one face and what is around it (the box in the full size). Raises: CannotRead."""
    wanted = max(THUMBNAIL_SIDE, round(max(_size(data)) * CROP_SIDE / max(box.width, box.height)))
    image, scale = _small(data, wanted)
    half = max(box.width, box.height) * (0.5 + _MARGIN) * scale
    across, down = (box.left + box.right) / 2 * scale, (box.top + box.bottom) / 2 * scale
    cut = image.crop((round(across - half), round(down - half), round(across + half), round(down + half)))
    cut.thumbnail((CROP_SIDE, CROP_SIDE))
    file = io.BytesIO()
    cut.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _size(data: bytes) -> tuple[int, int]:
    """Of the picture as it lies in the file. Raises: CannotRead."""
    from PIL import Image as Pillow

    from checker.analysers.decoding import DAMAGED, DECODE_FAULTS

    try:
        with Pillow.open(io.BytesIO(data)) as opened:
            return opened.size
    except DECODE_FAULTS:
        raise CannotRead(DAMAGED) from None


def _small(data: bytes, side: int = THUMBNAIL_SIDE) -> tuple[Image, float]:
    """The upright picture, at most `side` along its longer side, and its scale. Raises: CannotRead.

    A JPEG is decoded at an eighth of its size: 20 ms, not 120. It is no proof of anything; the checks decode it whole.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps

    from checker.analysers.decoding import DAMAGED, DECODE_FAULTS, MAX_PIXELS, TOO_LARGE

    try:
        with Pillow.open(io.BytesIO(data)) as opened:
            longest = max(opened.size)
            if opened.width * opened.height > MAX_PIXELS:
                raise CannotRead(TOO_LARGE)
            opened.draft("RGB", (side, side))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except DECODE_FAULTS:
        raise CannotRead(DAMAGED) from None
    image.thumbnail((side, side))
    return image, max(image.size) / longest
