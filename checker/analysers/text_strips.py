"""How is a turned line cut out so that it lies level, and a whole part of a picture turned so that its lines do?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.analysers.pixels import Pixels

Points = npt.NDArray[np.float32]
"""Rows of across, down."""

_STRIP_HEIGHT = 96  # pixels, twice what the recogniser takes: a larger line is shrunk while it is cut
_HALF = 0.5
_AROUND = 8.0  # heights of a line around those found in which others of the same notice are looked for


@dataclass(frozen=True, slots=True)
class LevelCopy:
    """A part of a picture turned level, and the way back from its pixels to the picture's."""

    pixels: Pixels = field(repr=False)
    inverse: npt.NDArray[np.float64]

    def back(self, points: Points) -> Points:
        """These points of the copy in pixels of the picture it was made from."""
        return np.asarray(points @ self.inverse[:, :2].T + self.inverse[:, 2], np.float32)


def resized(pixels: Pixels, scale: float) -> Pixels:
    """A smaller copy, averaged: sampling would lose thin strokes."""
    import cv2

    if scale >= 1:
        return pixels
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    how = cv2.INTER_AREA
    if scale < _HALF:  # halving first is OpenCV's fast way of averaging: 12 megapixels to 2.5 take 6 ms in place of 39
        halves = max(1, pixels.shape[1] // 2), max(1, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, halves, interpolation=how), np.uint8)
        how = cv2.INTER_LINEAR if scale > _HALF * _HALF else how  # of averages no pixel is passed over down to half
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def strip(pixels: Pixels, corners: Points) -> Pixels:
    """The line inside these corners, level, upright and no larger than it needs to be."""
    import cv2

    wide = max(4.0, float(np.linalg.norm(corners[0] - corners[1])))
    tall = max(4.0, float(np.linalg.norm(corners[0] - corners[3])))
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
    part = pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
    shrink = min(1.0, _STRIP_HEIGHT / tall)
    if shrink < 0.5:  # cutting skips pixels when it shrinks so much
        part = resized(part, shrink)
    else:
        shrink = 1.0
    inside = ((corners - np.array([left, top])) * shrink).astype(np.float32)
    size = max(4, round(wide * shrink)), max(4, round(tall * shrink))
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(inside, flat)
    cut = cv2.warpPerspective(part, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def level_copy(pixels: Pixels, points: Points, angle: float, height: float) -> LevelCopy:
    """The part of the picture around these points, turned back by `angle` degrees; `height` is that of a line."""
    import cv2

    turn = cv2.getRotationMatrix2D((0, 0), angle, 1.0)
    turned = points @ turn[:, :2].T
    low, high = turned.min(axis=0) - _AROUND * height, turned.max(axis=0) + _AROUND * height
    frame = _corners_of(pixels) @ turn[:, :2].T
    low, high = np.maximum(low, frame.min(axis=0)), np.minimum(high, frame.max(axis=0))
    turn[:, 2] = -low
    size = (max(32, int(high[0] - low[0])), max(32, int(high[1] - low[1])))
    level = cv2.warpAffine(pixels, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return LevelCopy(np.asarray(level, np.uint8), np.asarray(cv2.invertAffineTransform(turn), np.float64))


def _corners_of(pixels: Pixels) -> npt.NDArray[np.float64]:
    height, width = pixels.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
