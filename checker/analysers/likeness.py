"""How does a photo look at a glance? A fingerprint for finding bursts, and a thumbnail with faces covered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    from checker.analysers.containers.kind import kind_of
    from checker.analysers.decoding import open_header, strict_pillow

    kind = kind_of(data)
    with strict_pillow():
        return open_header(kind, data).size


def _small(data: bytes, side: int = THUMBNAIL_SIDE) -> tuple[Image, float]:
    """The picture as the checks see it, at most `side` along its longer side, and its scale. Raises: CannotRead.

    Upright by the same rule as theirs: turned otherwise, a cover would lie beside its face. A JPEG is decoded at an
    eighth of its size: 20 ms, not 120. It is no proof of anything; the checks decode it whole.
    """
    from PIL import Image as Pillow

    from checker.analysers.containers.kind import PictureKind, kind_of
    from checker.analysers.decoding import decode, rgb_pixels

    if kind_of(data) is PictureKind.JPEG:
        seen, longest = _small_jpeg(data, side)
    else:
        seen = decode(data).image
        longest = max(seen.size)
    image = Pillow.fromarray(rgb_pixels(seen))
    image.thumbnail((side, side))
    return image, max(image.size) / longest


def _small_jpeg(data: bytes, side: int) -> tuple[Image, int]:
    """The upright picture, not much larger than wanted, and the longer side of the whole one. Raises: CannotRead."""
    from checker.analysers.containers.kind import PictureKind
    from checker.analysers.decoding import open_header, orientation_of, strict_pillow, upright

    with strict_pillow():
        image = open_header(PictureKind.JPEG, data)
        longest = max(image.size)
        image.draft("RGB", (side, side))
        return upright(image, orientation_of(PictureKind.JPEG, image)), longest
