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
_SAMPLES, _WAVES = 32, 8  # pixels and waves along each side; imagehash's own
_DECIMALS = 6  # of waves of up to a million: rounding leaves 1e-9
_QUALITY = 70


def likeness(data: bytes) -> int:
    """The perceptual hash of the upright picture, 64 bits. Raises: CannotRead.

    Of a JPEG the small picture is taken that its checks have decoded already.
    """
    from checker.analysers.containers.kind import PictureKind, kind_of
    from checker.analysers.decoding_small import upright_small

    small = upright_small(data) if kind_of(data) is PictureKind.JPEG else small_picture(data)[0]
    return _phash(small)


def _phash(image: Image) -> int:
    """What `imagehash.phash` gives, whose scipy took 0.2 s to import for two products of small matrices: of the grey
    picture at 32 x 32 the 8 x 8 slowest waves (DCT II), a bit for each that is above their median.

    Rounded, because what a plain or mirrored picture has none of is not quite nought, differently on each machine.
    """
    import numpy as np
    from PIL.Image import Resampling

    grey = np.asarray(image.convert("L").resize((_SAMPLES, _SAMPLES), Resampling.LANCZOS), float)
    places = np.pi * (2 * np.arange(_SAMPLES) + 1) / (2 * _SAMPLES)
    waves = 2 * np.cos(np.outer(np.arange(_WAVES), places))
    low = (waves @ grey @ waves.T).round(_DECIMALS)
    bits = (low > np.median(low)).ravel()
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def thumbnail(data: bytes, covers: Sequence[PixelBox]) -> bytes:
    """A small JPEG without metadata, with a solid cover over each box (of the full size). Raises: CannotRead."""
    from PIL import ImageDraw

    image, scale = small_picture(data)
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
    image, scale = small_picture(data, wanted)
    half = max(box.width, box.height) * (0.5 + _MARGIN) * scale
    across, down = (box.left + box.right) / 2 * scale, (box.top + box.bottom) / 2 * scale
    left, top = max(0, round(across - half)), max(0, round(down - half))  # beside the picture there is only black
    right, bottom = min(image.width, round(across + half)), min(image.height, round(down + half))
    cut = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
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


def small_picture(data: bytes, side: int = THUMBNAIL_SIDE) -> tuple[Image, float]:
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
