"""Where in a picture can there be writing at all? Plain walls, sky and blur are not worth a network's time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from checker.analysers.pixels import Pixels

TILE_SIDE = 768
"""Pixels, the longest side of one look. A pixel costs twice as much in a look of 1280 x 960: 0.28 s for a million
against 0.12 s, because the network's own tables no longer fit the processor's memory."""
MARGIN = 32
"""Pixels around a look that are seen but not believed: at its very edge the network does not know what follows."""
CELL = 32
"""Pixels: what is kept or left out together, and the multiple that the network asks for."""
EDGE = 20
"""Levels of brightness between neighbours that make an edge. Black print of 12 px, blurred and halved, has about 100,
pale ink 35; grain stays below 16."""
EDGES_INCELL = 0.04
"""Share of a cell's pixels on an edge from which writing can be in it: one line of print 8 px high has 0.06 or more."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle to look at, and the part of it whose answer counts; in pixels, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int
    inner: tuple[int, int, int, int]


def areas_with_edges(pixels: Pixels) -> Iterator[Area]:
    """The parts of a picture in which there is enough to be read, in tiles that overlap by their margins."""
    busy = _busy_cells(pixels)
    height, width = pixels.shape[:2]
    for top, bottom in _stretches(height):
        for left, right in _stretches(width):
            rows, columns = np.nonzero(busy[top // CELL : -(-bottom // CELL), left // CELL : -(-right // CELL)])
            if rows.size:
                inner = (
                    left + int(columns.min()) * CELL,
                    top + int(rows.min()) * CELL,
                    min(right, left + (int(columns.max()) + 1) * CELL),
                    min(bottom, top + (int(rows.max()) + 1) * CELL),
                )
                yield _with_margin(inner, width, height)


def whole(pixels: Pixels) -> Area:
    """All of a small picture in one look."""
    height, width = pixels.shape[:2]
    return Area(0, 0, width, height, (0, 0, width, height))


def _busy_cells(pixels: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """True for each cell with edges in it, and for its neighbours."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    around = np.ones((3, 3), np.uint8)
    edges = (cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, around) > EDGE).astype(np.float32)
    height, width = edges.shape
    down, across = -(-height // CELL), -(-width // CELL)
    padded = np.zeros((down * CELL, across * CELL), np.float32)
    padded[:height, :width] = edges
    share = padded.reshape(down, CELL, across, CELL).mean(axis=(1, 3))
    busy = (share >= EDGES_INCELL).astype(np.uint8)
    return np.asarray(cv2.dilate(busy, around), bool).reshape(busy.shape)


def _with_margin(inner: tuple[int, int, int, int], width: int, height: int) -> Area:
    left, top, right, bottom = inner
    return Area(
        max(0, left - MARGIN), max(0, top - MARGIN), min(width, right + MARGIN), min(height, bottom + MARGIN), inner
    )


def _stretches(length: int) -> list[tuple[int, int]]:
    """Equal stretches in whole cells, none longer than a tile without its margins."""
    count = max(1, -(-length // (TILE_SIDE - 2 * MARGIN)))
    step = -(-length // (count * CELL)) * CELL
    return [(start, min(start + step, length)) for start in range(0, length, step)]
