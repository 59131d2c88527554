"""Where are the lines of writing in a picture?"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.analysers.lighter_graph import lighter
from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Pixels
from checker.analysers.text_areas import Area

Chances = npt.NDArray[np.float32]
"""Height x width: how likely a pixel is inside a line of writing, 0 to 1."""

_INSIDE = 0.3  # the network's own value: chance from which a pixel belongs to a line
LINE_CHANCE = 0.5
"""Mean chance from which a patch is a line; the network's own value."""
_GROW = 1.6  # times: the network draws lines thinner than they are; its own value
_THINNEST = 3.0  # pixels of a patch; a line of print 8 px high makes one of 4
_MULTIPLE = 32  # the network halves its input five times
MOST_LINES = 1000
"""Lines read in one photo: a page of small print has about 100. Beyond it the photo is not read whole."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A turned rectangle around a line, in pixels of what was looked at.

    `angle`: degrees, more than -45 and at most 135, from level, clockwise, along the longer side; `length` is along it.
    """

    middle_x: float
    middle_y: float
    length: float
    height: float
    angle: float
    chance: float

    def moved(self, times: float, left: float = 0, top: float = 0) -> TextBox:
        """The same box in a picture that many times larger, of which this one is the part from (left, top) on."""
        middle = (self.middle_x * times + left, self.middle_y * times + top)
        return TextBox(*middle, self.length * times, self.height * times, self.angle, self.chance)

    def is_inside(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the box's middle lies in this rectangle."""
        return left <= self.middle_x < right and top <= self.middle_y < bottom

    def corners(self) -> npt.NDArray[np.float32]:
        """Four points: begins above, ends above, ends below, begins below."""
        turn = np.deg2rad(self.angle)
        along = np.array([np.cos(turn), np.sin(turn)]) * self.length / 2
        across = np.array([-np.sin(turn), np.cos(turn)]) * self.height / 2
        middle = np.array([self.middle_x, self.middle_y])
        points = [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
        return np.array(points, np.float32)


class TextDetector:
    """The PP-OCRv4 detector that comes with rapidocr_onnxruntime; safe to share between threads."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing."""
        path = model_file("rapidocr_onnxruntime", "models/ch_PP-OCRv4_det_infer.onnx")
        self._network = start_network(lighter(path.read_bytes()), threads)
        self._lock = threading.Lock()

    def find(self, pixels: Pixels, areas: Iterable[Area]) -> list[TextBox]:
        """The lines inside these areas; a line that crosses from one into the next is one line."""
        return boxes_in(self.chances(pixels, areas))

    def chances(self, pixels: Pixels, areas: Iterable[Area]) -> Chances:
        """How likely each pixel is in a line; 0 outside the areas."""
        height, width = pixels.shape[:2]
        chances = np.zeros((height, width), np.float32)
        for area in areas:
            answer = self._look(pixels[area.top : area.bottom, area.left : area.right])
            left, top, right, bottom = area.inner
            chances[top:bottom, left:right] = answer[
                top - area.top : bottom - area.top, left - area.left : right - area.left
            ]
        return chances

    def _look(self, pixels: Pixels) -> Chances:
        height, width = pixels.shape[:2]
        blob = np.zeros((1, 3, _padded(height), _padded(width)), np.float32)
        np.subtract(pixels[:, :, ::-1].transpose(2, 0, 1), np.float32(127.5), out=blob[0, :, :height, :width])
        blob *= np.float32(1 / 127.5)
        with self._lock:
            (answer,) = self._network.run(None, {"x": blob})
        return np.asarray(answer[0, 0, :height, :width], np.float32)


def boxes_in(chances: Chances) -> list[TextBox]:
    """A turned rectangle around each patch that is likely a line."""
    import cv2

    mask = cv2.dilate((chances > _INSIDE).astype(np.uint8), np.ones((2, 2), np.uint8))
    patches, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for patch in patches:
        (x, y), (one, other), angle = cv2.minAreaRect(patch)
        if min(one, other) < _THINNEST:
            continue
        chance = _mean_chance(chances, np.asarray(patch, np.int32))
        if chance >= LINE_CHANCE:
            grown = one * other * _GROW / (one + other)
            found.append(_along_the_longer(x, y, one + grown, other + grown, angle, chance))
    return found


def _along_the_longer(x: float, y: float, one: float, other: float, angle: float, chance: float) -> TextBox:
    """The angle along the line. A box nearly as high as long is taken for level: "Kit" more often is than is not."""
    if other > one:
        one, other, angle = other, one, angle + 90
    angle = (angle + 45) % 180 - 45
    if one < 1.5 * other and angle > 45:
        one, other, angle = other, one, angle - 90
    return TextBox(x, y, one, other, angle, chance)


def _mean_chance(chances: Chances, patch: npt.NDArray[np.int32]) -> float:
    import cv2

    left, top, width, height = cv2.boundingRect(patch)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [patch - np.array([left, top], np.int32)], 1)
    return float(cv2.mean(chances[top : top + height, left : left + width], inside)[0])


def _padded(length: int) -> int:
    return -(-length // _MULTIPLE) * _MULTIPLE
