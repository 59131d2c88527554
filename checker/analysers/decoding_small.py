"""What does a JPEG look like at a glance? Decoded whole, but at an eighth of its size: 20 ms in place of 120."""

from __future__ import annotations

from PIL import Image

from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import (
    ONE_AT_A_TIME,
    check_whole,
    open_header,
    orientation_of,
    strict_pillow,
    upright,
)

SMALL_SIDE = 128
"""Pixels: enough to tell pictures apart."""
_LAST_SMALL: list[tuple[int, int, Image.Image]] = []


def decode_small(data: bytes) -> Image.Image:
    """A JPEG decoded whole at the smallest scale that still has SMALL_SIDE pixels: every scan is read to its last byte.

    The last one is kept, because one photo is both read and cleaned. Raises: CannotRead, as `decode` does.
    """
    key = len(data), hash(data)
    with strict_pillow():
        for length, seen, small in _LAST_SMALL:
            if (length, seen) == key:
                return small
        check_whole(PictureKind.JPEG, data)
        image = open_header(PictureKind.JPEG, data)
        image.draft("L" if image.mode == "RGB" else None, (SMALL_SIDE, SMALL_SIDE))
        image.load()
        small = image.convert("L")
        _LAST_SMALL[:] = [(*key, small)]
    return small


def grey_jpeg(data: bytes, side: int) -> Image.Image:
    """A JPEG in grey and upright, at the smallest scale that still has `side` pixels along its longer side, or whole.

    Raises: CannotRead.
    """
    with strict_pillow():
        image = open_header(PictureKind.JPEG, data)
        shrink = min(1.0, side / max(image.size))
        wanted = max(1, int(image.width * shrink)), max(1, int(image.height * shrink))
        image.draft("L" if image.mode == "RGB" else None, wanted)
        return upright(image, orientation_of(PictureKind.JPEG, image)).convert("L")


def upright_small(data: bytes) -> Image.Image:
    """The same, turned as EXIF asks. Raises: CannotRead."""
    small = decode_small(data)
    with strict_pillow():
        return upright(small, orientation_of(PictureKind.JPEG, open_header(PictureKind.JPEG, data)))


def remember_as_small(copy: bytes, original: bytes) -> None:
    """A copy with the very scans of the original is the same small picture: proving it once more costs no decode."""
    small = decode_small(original)
    with ONE_AT_A_TIME:
        _LAST_SMALL[1:] = [(len(copy), hash(copy), small)]
