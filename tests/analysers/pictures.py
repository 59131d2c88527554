"""Pictures for the tests of what sees: a public-domain portrait from a package, and ways to lay it out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import skimage.data
from PIL import Image, ImageOps

from checker.analysers.pixels import Pixels
from checker.core.finding import PixelBox


@dataclass(frozen=True)
class Pictured:
    """A decoded picture made in a test."""

    pixels: Pixels
    is_animated: bool = False

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


@cache
def portrait() -> Pictured:
    """One grown-up, face about 100 x 127 px at (175, 53) of 512 x 512."""
    pixels = skimage.data.astronaut()
    pixels.setflags(write=False)
    return Pictured(pixels)


PORTRAIT_FACE = PixelBox(175, 53, 275, 180)


def sized(picture: Pictured, scale: float) -> Pictured:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return Pictured(np.asarray(cv2.resize(picture.pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8))


def empty(width: int, height: int, grey: int = 128) -> Pictured:
    return Pictured(np.full((height, width, 3), grey, np.uint8))


def pasted(canvas: Pictured, *pieces: tuple[Pictured, int, int]) -> Pictured:
    """The canvas with each picture laid on it, its corner at (left, top)."""
    pixels = canvas.pixels.copy()
    for piece, left, top in pieces:
        pixels[top : top + piece.height, left : left + piece.width] = piece.pixels
    return Pictured(pixels)


def opened(path: Path) -> Pictured:
    """A file, upright."""
    with Image.open(path) as image:
        return Pictured(np.array(ImageOps.exif_transpose(image).convert("RGB")))


def is_on(found: PixelBox, truth: PixelBox) -> bool:
    """Whether a box is on a true face: its middle in it, the areas within a factor of four."""
    x, y = (found.left + found.right) / 2, (found.top + found.bottom) / 2
    inside = truth.left <= x <= truth.right and truth.top <= y <= truth.bottom
    return inside and 0.25 < found.width * found.height / (truth.width * truth.height) < 4
