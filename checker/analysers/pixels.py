"""What does a decoded picture look like to the parts that see?"""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from checker.core.context import Picture
from checker.core.finding import PixelBox

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3, red, green, blue, upright."""
Boxes = npt.NDArray[np.float32]
"""Rows of left, top, right, bottom."""


def pixels_of(picture: Picture) -> Pixels:
    """The picture's pixels, proven to be what every analyser counts on. Raises: TypeError, ValueError."""
    pixels = getattr(picture, "pixels", None)
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8:
        raise TypeError("this picture has no pixels to look at")
    if pixels.shape != (picture.height, picture.width, 3) or not pixels.size:
        raise ValueError("the pixels do not have the picture's size")
    return cast(Pixels, pixels)


def clipped(box: Boxes, width: int, height: int) -> PixelBox:
    """The box in whole pixels inside the picture; at least one pixel each way, so that no face vanishes."""
    left, top = min(max(int(box[0]), 0), width - 1), min(max(int(box[1]), 0), height - 1)
    right, bottom = (max(int(np.ceil(box[2])), left + 1), max(int(np.ceil(box[3])), top + 1))
    return PixelBox(left, top, min(right, width), min(bottom, height))


def cut(picture: Picture, box: PixelBox) -> Pixels:
    """A view of the picture inside this box."""
    return pixels_of(picture)[box.top : box.bottom, box.left : box.right]
