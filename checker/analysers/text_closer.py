"""Where does a reduced copy hint at writing too small for it, so that the full-size photo should be looked at?"""

from __future__ import annotations

import numpy as np

from checker.analysers.text_areas import CELL, Area
from checker.analysers.text_detection import Chances

HINT = 0.1
"""Chance from which a thin patch is a hint. Print of 12 px left one in 8 of 8 drawn photos; 14 ordinary ones had at
most 0.14 million pixels to look at again."""
THIN = 12
"""Pixels in the reduced copy: print of 24 px in the photo makes patches of that height, and is read well as it is."""
_LEAST = (12, 6)  # pixels of a patch in all, and along its longer side: less is a speck
_AROUND = 2  # cells on each side that belong to a hint: the rest of its line leaves none


def thin_places(chances: Chances) -> list[Area]:
    """Rectangles of the reduced copy around hints, none of which overlap."""
    import cv2

    hints = (chances > HINT).astype(np.uint8)
    begin, above, across, down = cv2.boundingRect(hints)
    if not across:
        return []
    # Most of a picture hints at nothing: to number the patches of all of it took 17 ms.
    _, _, found, _ = cv2.connectedComponentsWithStats(hints[above : above + down, begin : begin + across])
    found[:, :2] += begin, above
    height, width = chances.shape
    cells = np.zeros((-(-height // CELL), -(-width // CELL)), np.uint8)
    for left, top, wide, tall, size in found[1:].tolist():
        if min(wide, tall) <= THIN and size >= _LEAST[0] and max(wide, tall) >= _LEAST[1]:
            cells[top // CELL : -(-(top + tall) // CELL), left // CELL : -(-(left + wide) // CELL)] = 1
    cells = np.asarray(cv2.dilate(cells, np.ones((2 * _AROUND + 1, 2 * _AROUND + 1), np.uint8)), np.uint8)
    return [_in_pixels(rectangle, width, height) for rectangle in _apart(cells)]


def _apart(cells: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> list[tuple[int, int, int, int]]:
    """Rectangles around the patches of cells; those that overlap become one, until none do."""
    import cv2

    while True:
        count, _, found, _ = cv2.connectedComponentsWithStats(cells, connectivity=8)
        rectangles = [(x, y, x + wide, y + tall) for x, y, wide, tall, _ in found[1:].tolist()]
        filled = cells.copy()
        for left, top, right, bottom in rectangles:
            filled[top:bottom, left:right] = 1
        if count == 1 or (filled == cells).all():
            return rectangles
        cells = filled


def _in_pixels(rectangle: tuple[int, int, int, int], width: int, height: int) -> Area:
    left, top = rectangle[0] * CELL, rectangle[1] * CELL
    right, bottom = min(width, rectangle[2] * CELL), min(height, rectangle[3] * CELL)
    return Area(left, top, right, bottom, (left, top, right, bottom))
