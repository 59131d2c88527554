"""Which of several photos that are nearly the same is the sharpest? A number to compare these with, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from checker.core.finding import PixelBox

if TYPE_CHECKING:
    import numpy.typing as npt

_SIDE = 1000
"""Pixels along the longer side at which photos are compared: decoded larger, a 12-megapixel photo costs 0.2 s."""
_FACE_SIDE = 64
"""Pixels of a face when it is compared: of one in a photo of a group hardly more are there."""
_SCENE_SIDE = 400
"""Pixels of a picture without faces."""


def sharpness(data: bytes, faces: Sequence[PixelBox], width: int) -> float:
    """How much fine detail the faces have, or the whole picture where there is none; the boxes are of this width.

    The variance of the Laplacian, averaged over the faces. Raises: CannotRead.
    """
    import cv2

    from checker.analysers.likeness import small_picture

    image, _ = small_picture(data, _SIDE)
    grey = np.asarray(image.convert("L"))
    scale = image.width / width
    cuts = [cut for cut in (_cut(grey, face, scale) for face in faces) if cut.size]
    side = _FACE_SIDE if cuts else _SCENE_SIDE
    seen = [cv2.resize(cut, (side, side), interpolation=cv2.INTER_AREA) for cut in cuts or [grey]]
    return float(np.mean([cv2.Laplacian(one, cv2.CV_64F).var() for one in seen]))


def _cut(grey: npt.NDArray[np.uint8], box: PixelBox, scale: float) -> npt.NDArray[np.uint8]:
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in (box.left, box.top, box.right, box.bottom))
    return grey[top:bottom, left:right]
