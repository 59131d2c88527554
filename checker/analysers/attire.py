"""Does a picture show signs of swimwear or undress, so that a person should look?"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from checker.analysers.attire_colours import colours_of
from checker.analysers.attire_views import Cell, View, reduced_by, views_of
from checker.analysers.attire_votes import MUCH_WATER, WEAK_SCORE, judged, votes
from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Boxes, Pixels, clipped, pixels_of
from checker.core.context import Picture
from checker.core.evidence import AttireKind, AttireSeen
from checker.core.faces import SURE_SCORE, FaceSeen
from checker.core.finding import PixelBox

CLEAR_FACE = 0.5
"""The face finder's score from which a face is a person: of 859 photos of nobody 19 had one, of 0.3 already 76."""
_BOX_ROWS = 4  # middle x, middle y, width, height; then one row per class

_Signs = list[tuple[Boxes, float, AttireKind]]


class NudeNetLooker:
    """Looks with NudeNet's small detector and weighs its answers. From left to right, overlapping signs as one."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing."""
        self._network = start_network(model_file("nudenet", "320n.onnx").read_bytes(), threads)
        self._lock = threading.Lock()

    def look(self, picture: Picture, faces: tuple[FaceSeen, ...] = ()) -> tuple[AttireSeen, ...]:
        """Every sign, and everybody who is there, in upright pixels of the full-size picture."""
        pixels = pixels_of(picture)
        clear = _boxes([face for face in faces if face.score >= CLEAR_FACE])
        reduced, factor = reduced_by(pixels)
        colours = colours_of(reduced, clear, factor)
        views = views_of(reduced, factor, clear, has_water=colours.water >= MUCH_WATER)
        seen = [self._answers(view) for view in views]
        all_boxes, all_scores = (np.concatenate(parts) for parts in zip(*seen, strict=True))
        found = votes(all_boxes, all_scores, colours, clear)
        kinds = judged(found, colours, clear)
        signs: _Signs = [
            (box, float(score), kind)
            for box, score, kind in zip(found.boxes, found.scores, kinds, strict=True)
            if kind is not None
        ]
        people = [_person(face) for face in faces if face.score >= SURE_SCORE]
        return _merged([*signs, *people], picture)

    def _answers(self, view: View) -> tuple[Boxes, npt.NDArray[np.float32]]:
        """Every answer for this view: boxes in the picture, and a column of scores per class."""
        # NudeNet's own code feeds blue first, though red first suits its weights better (faces: 0.77 against 0.73).
        # The figures hold for one of the two; asking both keeps what either finds (12 and 12 photos of 92: 14).
        blob = _blob(view.square)[: 2 if view.in_both_orders else 1]
        with self._lock:
            (answers,) = self._network.run(None, {"images": blob})
        rows = np.concatenate([answer.T for answer in answers])
        kept = rows[rows[:, _BOX_ROWS:].max(axis=1) >= WEAK_SCORE]
        placed = [_in_picture(kept, cell) for cell in view.cells]
        return (
            np.concatenate([boxes for boxes, _ in placed]),
            np.concatenate([scores for _, scores in placed]),
        )


def _blob(square: Pixels) -> npt.NDArray[np.float32]:
    both = np.stack([square, square[:, :, ::-1]]).transpose(0, 3, 1, 2)
    return np.asarray(both.astype(np.float32) / np.float32(255))


def _boxes(faces: list[FaceSeen]) -> Boxes:
    sides = [(face.box.left, face.box.top, face.box.right, face.box.bottom) for face in faces]
    return np.array(sides, np.float32).reshape(-1, 4)


def _in_picture(rows: Boxes, cell: Cell) -> tuple[Boxes, npt.NDArray[np.float32]]:
    """The answers whose middle lies in this cell, in pixels of the picture."""
    x, y = rows[:, 0], rows[:, 1]
    inside = rows[(cell.left <= x) & (x < cell.right) & (cell.top <= y) & (y < cell.bottom)]
    middle, half = inside[:, :2] - (cell.left, cell.top), inside[:, 2:_BOX_ROWS] / 2
    at = np.tile(np.array(cell.at), 2)
    boxes = np.hstack([middle - half, middle + half]) * cell.scale + at
    return boxes.astype(np.float32), inside[:, _BOX_ROWS:]


def _person(face: FaceSeen) -> tuple[Boxes, float, AttireKind]:
    return _boxes([face])[0], face.score, AttireKind.PERSON


def _merged(signs: _Signs, picture: Picture) -> tuple[AttireSeen, ...]:
    """Overlapping boxes of one kind as one box around them all, with the best score of theirs."""
    groups: _Signs = []
    for box, score, kind in sorted(signs, key=lambda sign: -sign[1]):
        merged, best = box, score
        apart: _Signs = []
        for other in groups:
            if other[2] is kind and (merged[:2] < other[0][2:]).all() and (other[0][:2] < merged[2:]).all():
                merged = np.concatenate([np.minimum(merged[:2], other[0][:2]), np.maximum(merged[2:], other[0][2:])])
                best = max(best, other[1])
            else:
                apart.append(other)
        groups = [*apart, (merged, best, kind)]
    seen = [
        AttireSeen(clipped(box, picture.width, picture.height), round(score, 4), kind) for box, score, kind in groups
    ]
    return tuple(sorted(seen, key=lambda sign: (*_sides(sign.box), sign.kind)))


def _sides(box: PixelBox) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom
