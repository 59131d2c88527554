"""In which views of a picture does the detector look for clothes? The whole, and the bodies under small faces."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from checker.analysers.pixels import Boxes, Pixels

SIDE = 320
"""Pixels: what the network was made for; at 640 more photos were flagged and no more found."""
MOST_BODIES = 9
"""Bodies looked at on their own; a crowd's are looked at in the whole picture alone. They share one view, because a
view costs 21 ms and the check has 80."""
BODY_ABOVE, BODY_BELOW, BODY_BESIDE = 0.5, 6.0, 2.75
"""Heights of the face: from above it to the knees, and from its middle to each side, arms out."""
LARGE_BODY = 0.6
"""Share of the picture's longer side from which a body is large enough in the whole view."""
QUARTER = 0.55
"""Share of each side that a quarter takes: they overlap, so that nobody is cut by every seam."""
SMALLEST_QUARTERED = 320
"""Pixels of the shorter side from which quarters show more than the whole."""
_REDUCED = 1280
"""Pixels along the longer side of the copy that all views come from. A whole number of pixels to one is OpenCV's fast
way: 9 ms for 12 megapixels instead of 21."""


@dataclass(frozen=True)
class View:
    """A square for the network, and which part of the picture each cell of it shows."""

    square: Pixels = field(repr=False)
    cells: tuple[Cell, ...]
    in_both_orders: bool = True
    """Red first and blue first; red first alone costs half."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a view: where its corner lies in the square and in the picture, and the picture's pixels to one."""

    left: int
    top: int
    right: int
    bottom: int
    at: tuple[float, float]
    scale: float


def views_of(reduced: Pixels, factor: int, faces: Boxes, *, has_water: bool = False) -> tuple[View, ...]:
    """The whole picture, then one view of the bodies that are small in it; `faces` are the sure ones.

    Swimmers often show no face: without bodies to look at, a picture with water is looked at quarter by quarter.
    """
    height, width = reduced.shape[:2]
    whole = _view(reduced, [(0, 0, width, height)], factor)
    bodies = _bodies(faces / np.float32(factor), width, height)
    if bodies:
        return whole, _view(reduced, bodies, factor)
    if not has_water or min(width, height) < SMALLEST_QUARTERED:
        return (whole,)
    return whole, *(_view(reduced, [part], factor, in_both_orders=False) for part in _quarters(width, height))


def _quarters(width: int, height: int) -> list[tuple[int, int, int, int]]:
    wide, tall = round(width * QUARTER), round(height * QUARTER)
    return [(x, y, x + wide, y + tall) for y in (0, height - tall) for x in (0, width - wide)]


def reduced_by(pixels: Pixels) -> tuple[Pixels, int]:
    """The picture made smaller by a whole factor, each pixel the mean of those it stands for."""
    factor = max(1, max(pixels.shape[:2]) // _REDUCED)
    if factor == 1:
        return pixels, 1
    rows, columns = pixels.shape[0] // factor, pixels.shape[1] // factor
    if not rows or not columns:  # a strip of a few pixels' height
        return pixels, 1
    kept = pixels[: rows * factor, : columns * factor]
    return np.asarray(cv2.resize(kept, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8), factor


def _bodies(faces: Boxes, width: int, height: int) -> list[tuple[int, int, int, int]]:
    """A square under each face, the largest faces first; people who stand in another's square are in it already."""
    found: list[tuple[int, int, int, int]] = []
    for left, top, right, bottom in sorted(faces.tolist(), key=lambda face: face[1] - face[3]):
        tall, middle = bottom - top, (left + right) / 2
        if (BODY_ABOVE + 1 + BODY_BELOW) * tall >= LARGE_BODY * max(width, height):
            continue
        chest = top + 2.5 * tall
        if any(one[0] <= middle < one[2] and one[1] <= chest < one[3] for one in found):
            continue
        body = (
            max(0, int(middle - BODY_BESIDE * tall)),
            max(0, int(top - BODY_ABOVE * tall)),
            min(width, int(middle + BODY_BESIDE * tall)),
            min(height, int(bottom + BODY_BELOW * tall)),
        )
        if body[2] > body[0] and body[3] > body[1]:
            found.append(body)
    return found[:MOST_BODIES]


def _view(pixels: Pixels, parts: list[tuple[int, int, int, int]], factor: int, *, in_both_orders: bool = True) -> View:
    """These parts side by side in one black square, each shrunk into the top left of its cell.

    NudeNet's own shrinking skips pixels: it found 3 of 7 photos, not 5.
    """
    across = math.ceil(math.sqrt(len(parts)))
    room = SIDE // across
    square = np.zeros((SIDE, SIDE, 3), np.uint8)
    cells = []
    for number, (left, top, right, bottom) in enumerate(parts):
        scale = room / max(right - left, bottom - top)
        size = max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))
        x, y = number % across * room, number // across * room
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        square[y : y + size[1], x : x + size[0]] = cv2.resize(pixels[top:bottom, left:right], size, interpolation=how)
        cells.append(Cell(x, y, x + size[0], y + size[1], (left * factor, top * factor), factor / scale))
    return View(square, tuple(cells), in_both_orders)
