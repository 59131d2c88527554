"""Where are the faces in a picture?"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.analysers.face_boxes import CERTAIN_SCORE, apart_from, doubted, without_fragments, without_repeats
from checker.analysers.face_light import lit
from checker.analysers.networks import start_network, untouched
from checker.analysers.pixels import Boxes, Pixels, clipped, pixels_of
from checker.analysers.word_lists import MODELS
from checker.core.context import Picture
from checker.core.face_size import working_scale
from checker.core.faces import FaceSeen

SHA256 = "93a016ba59a6c08b8307057285a3c1d5da34cb94f16f9295b23777a883c8eee3"
"""Of the network that was measured: CenterFace in whole numbers, which finds the same faces in half the time."""
SURE_SCORE = 0.3
"""A face. At 0.35 and 0.5 fewer small faces are found: 0.96 and 0.89 of those of 14 to 22 px, against 0.97."""
POSSIBLE_SCORE = 0.2
"""Perhaps a face: finds 5 to 20 in a hundred more of the faces under 14 px, with 2.5 times the false boxes."""
TILE_OVERLAP = 96
"""Pixels at working size that neighbouring tiles share. A smaller face lies whole in one tile; of a larger one the
overview sees 30 px and more."""
TILE_SIDE = 1120
"""Pixels, the longest side of one tile: memory grows with the area."""
OVERVIEW = 640 / 2048
"""Scale of an overview: large faces are found there, each overview of a panorama tiled like the picture."""
OVERVIEW_FACE = 24
"""Pixels of height in an overview; smaller ones are seen better in the tiles, and add a third to the false boxes."""
TURNED_SIDE = 448
"""Pixels along the longer side in which turned faces are looked for, three times: 0.023 s of the processor for 12
megapixels, nearly all of it the network. 640 found the same; of 516 turned faces 384 lost four and found two others,
320 lost 23."""
TURNED_SCORE = 0.29
"""Of a face that only a turned look shows: a possible face, just below a sure one. Children hang from bars and lie in
the grass. Of 43 boxed faces 35 and 40 were found when the photo lay on either side, 39 upside down; with these looks
40, 42 and 42.
From CERTAIN_SCORE up they found no box more in the photos as they are; from 0.7 up two, from 0.5 up three."""
FAINT_SCORE = 0.79
"""The most a face scores that was seen only because light was spread out: too unclear to be compared with anybody."""
NETWORK = MODELS / "centerface" / "centerface_int8.onnx"
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
        self._network = start_network(untouched(NETWORK, SHA256), threads)
        self._lock = threading.Lock()

    def find(self, picture: Picture) -> tuple[FaceSeen, ...]:
        """Every face and possible face, in upright pixels of the full-size picture."""
        pixels, is_faint = lit(pixels_of(picture))
        scale = working_scale(picture.width, picture.height)
        sizes = _sizes(pixels, scale)
        rows = np.concatenate([self._look(cut, place) for cut, place in _looks(sizes, pixels)])
        is_one_look = max(picture.width, picture.height) * scale <= TILE_SIDE
        rows = without_fragments(rows, scale, SURE_SCORE)
        rows = doubted(rows, scale, SURE_SCORE, only_doubting=is_one_look)
        rows = without_repeats(rows)
        rows = np.concatenate([rows, without_repeats(apart_from(rows, self._turned(pixels, sizes)))])
        most = FAINT_SCORE if is_faint else 1.0
        faces = [
            FaceSeen(clipped(row[:4], picture.width, picture.height), min(most, round(float(row[4]), 4)))
            for row in rows
        ]
        return tuple(sorted(faces, key=lambda face: (face.box.left, face.box.top, face.box.right, face.box.bottom)))

    def _look(self, pixels: Pixels, place: _Place) -> Boxes:
        """The faces seen in one look: rows as in face_boxes."""
        height, width = pixels.shape[:2]
        blob = np.zeros((1, 3, _padded(height), _padded(width)), np.float32)
        blob[0, :, :height, :width] = pixels.transpose(2, 0, 1)
        with self._lock:
            heat, size, offset = self._network.run(["537", "538", "539"], {"input.1": blob})
        return place.in_photo(_decoded(heat[0, 0], size[0], offset[0], width, height), width, height)

    def _turned(self, pixels: Pixels, sizes: Sequence[Pixels]) -> Boxes:
        """Faces that lie on their side or upside down, as possible ones; `sizes` as `_sizes` made them."""
        small = _for_turning(pixels, sizes)
        place = _Place(small.shape[1] / pixels.shape[1], small.shape[0] / pixels.shape[0])
        found = []
        for quarters in (1, 2, 3):
            rows = self._look(np.ascontiguousarray(np.rot90(small, quarters)), _Place(1, 1))
            found.append(_turned_back(rows[rows[:, 4] >= CERTAIN_SCORE], quarters, small.shape[1], small.shape[0]))
        rows = np.concatenate(found)
        rows[:, 4] = TURNED_SCORE
        return place.in_photo(rows[:, :5], small.shape[1], small.shape[0])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a look lies in the photo: its scale, its corner in scaled pixels, and which of its sides are seams.

    `smallest` is the height in the look under which faces are left to other looks.
    """

    scale_x: float
    scale_y: float
    left: int = 0
    top: int = 0
    seams: tuple[bool, bool, bool, bool] = (False, False, False, False)
    smallest: int = 0

    def in_photo(self, rows: Boxes, width: int, height: int) -> Boxes:
        rows = rows[rows[:, 3] - rows[:, 1] >= self.smallest]
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
        is_overview = np.full(len(rows), self.smallest > 0)
        return np.column_stack([moved, rows[:, 4], is_cut, is_overview]).astype(np.float32)


def _sizes(pixels: Pixels, scale: float) -> list[Pixels]:
    """The picture at working size, and then smaller until the whole of it is one tile."""
    sizes = [_resized(pixels, scale)]
    while len(sizes) == 1 or max(sizes[-1].shape) > TILE_SIDE:
        sizes.append(_resized(sizes[-1], OVERVIEW))
    return sizes


def _looks(sizes: Sequence[Pixels], pixels: Pixels) -> Iterator[tuple[Pixels, _Place]]:
    """The picture at working size, in tiles when it is large, and its overviews."""
    for number, scaled in enumerate(sizes):
        yield from _in_tiles(scaled, pixels, OVERVIEW_FACE if number else 0)


def _for_turning(pixels: Pixels, sizes: Sequence[Pixels]) -> Pixels:
    """The picture at the size in which turned faces are looked for, never enlarged.

    Shrunk from the smallest at hand that is large enough: from 12 megapixels it takes 25 ms, from their overview 0.2.
    """
    wanted = min(TURNED_SIDE, max(pixels.shape[:2]))
    at_hand = [one for one in (pixels, *sizes) if max(one.shape[:2]) >= wanted]
    smallest = min(at_hand, key=lambda one: one.size)
    return _resized(smallest, wanted / max(smallest.shape[:2]))


def _in_tiles(scaled: Pixels, pixels: Pixels, smallest: int) -> Iterator[tuple[Pixels, _Place]]:
    height, width = scaled.shape[:2]
    scale_x, scale_y = width / pixels.shape[1], height / pixels.shape[0]
    for tile in _tiles(width, height):
        seams = (tile.left > 0, tile.top > 0, tile.right < width, tile.bottom < height)
        cut = scaled[tile.top : tile.bottom, tile.left : tile.right]
        yield cut, _Place(scale_x, scale_y, tile.left, tile.top, seams, smallest)


def _tiles(width: int, height: int) -> Iterator[_Tile]:
    for top, bottom in _strips(height):
        for left, right in _strips(width):
            yield _Tile(left, top, right, bottom)


def _strips(length: int) -> list[tuple[int, int]]:
    """Equal stretches that overlap, none longer than a tile."""
    count = max(1, -(-(length - TILE_OVERLAP) // (TILE_SIDE - TILE_OVERLAP)))
    step = max(1, -(-(length - TILE_OVERLAP) // count))  # a picture no longer than the overlap is one stretch
    return [(start, min(start + step + TILE_OVERLAP, length)) for start in range(0, step * count, step)]


def _resized(pixels: Pixels, scale: float) -> Pixels:
    import cv2

    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    # Shrinking below half without averaging makes small faces vanish between the samples; down to half no pixel is
    # passed over, and it takes 5 ms in place of 37 for 12 megapixels.
    resized = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)


def _turned_back(rows: Boxes, quarters: int, width: int, height: int) -> Boxes:
    """Rows seen in a picture that was turned by so many quarters against the clock, in the picture as it was."""
    left, top, right, bottom = rows[:, :4].T
    sides = {
        1: [width - bottom, left, width - top, right],
        2: [width - right, height - bottom, width - left, height - top],
        3: [top, height - right, bottom, height - left],
    }
    return np.column_stack([*sides[quarters], rows[:, 4:]]).astype(np.float32)


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
