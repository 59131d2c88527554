"""Which boxes are the same face, and which are only perhaps one?

Rows of boxes hold left, top, right, bottom, score, whether a seam may have cut the face, and whether it was seen in an
overview.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from checker.analysers.pixels import Boxes

SAME_FACE = 0.3
"""Share of two boxes' union that both cover from which they are one face; CenterFace's own value."""
CUT_FACE = 0.5
"""Share of a box that another must cover, when a tile's edge cut the first, for both to be one face."""
NESTED_INSIDE, NESTED_SIZE, NESTED_SCORE = 0.7, 0.125, 0.8
"""A box this far inside a better one, at least this share of its area and below this score, is the middle of the same
face: so were all 5 in 37 photos (scores 0.27 to 0.74). A child before a poster of a face is smaller or clearer."""
LARGE_FACE = 112
"""Pixels of height at working size from which an overview must see a face too: 35 px there, where it misses none."""
CERTAIN_SCORE = 0.8
"""From here on a face needs no second sight."""
DOUBTED_SCORE = 0.29
"""Of a large face that only one size of the picture shows: a possible face, just below a sure one.

Dogs look like faces at one size and not at the next: 10 of 10 sights of dogs at seven sizes were doubted (scores 0.30
to 0.71), of 39 upright human faces below CERTAIN_SCORE none, of 123 half hidden ones none, of 12 blurred none, of 37 in
near darkness 1, of 29 tilted by 45 degrees 3, of 58 by 75 degrees 17. Nobody is lost: a person looks at each.
"""
_SCORE, _IS_CUT, _IN_OVERVIEW = 4, 5, 6  # columns


def doubted(rows: Boxes, scale: float, sure: float, *, only_doubting: bool) -> Boxes:
    """The rows, with large uncertain faces that no overview takes for a sure face scored as possible ones.

    `scale` is the working size's. With `only_doubting` the overview's own rows are dropped: a picture that was seen
    whole at working size needs no coarser boxes, and where a face is covered the overview sees one in the grey.
    """
    seen = rows[(rows[:, _IN_OVERVIEW] > 0) & (rows[:, _SCORE] >= sure)]
    is_large = (rows[:, 3] - rows[:, 1]) * scale >= LARGE_FACE
    is_uncertain = (rows[:, _SCORE] >= sure) & (rows[:, _SCORE] < CERTAIN_SCORE)
    scored = rows.copy()
    for number in np.flatnonzero(is_large & is_uncertain & (rows[:, _IN_OVERVIEW] == 0)):
        shared, areas, area = _overlap(seen, rows[number])
        if not (shared / (areas + area - shared) >= SAME_FACE).any():
            scored[number, _SCORE] = DOUBTED_SCORE
    return scored[scored[:, _IN_OVERVIEW] == 0] if only_doubting else scored


def without_fragments(rows: Boxes, scale: float, sure: float) -> Boxes:
    """The rows without large possible faces that a seam cut: the overview sees the whole of each real one.

    In 1099 faces, of group photos and composites up to 8 x 8, none was lost by it, as sure or as possible face.
    """
    is_large = (rows[:, 3] - rows[:, 1]) * scale >= LARGE_FACE
    return rows[~(is_large & (rows[:, _IS_CUT] > 0) & (rows[:, _SCORE] < sure))]


def apart_from(known: Boxes, rows: Boxes) -> Boxes:
    """The rows that share less than SAME_FACE of the smaller box with each known one."""
    kept = np.ones(len(rows), bool)
    for box in known:
        shared, areas, area = _overlap(rows, box)
        kept &= shared < SAME_FACE * np.minimum(areas, area)
    return np.asarray(rows[kept])


def without_repeats(rows: Boxes) -> Boxes:
    """Each face once, by its best-scored box; boxes cut by a seam come last, and go if another box explains them."""
    left = rows[np.lexsort((rows[:, 1], rows[:, 0], -rows[:, _SCORE], rows[:, _IS_CUT]))]
    kept: list[Boxes] = []
    while len(left):
        kept.append(left[0])
        left = left[1:][~_repeat(left[1:], left[0])]
    return np.array(kept, np.float32).reshape(-1, rows.shape[1])


def _repeat(rows: Boxes, kept: Boxes) -> npt.NDArray[np.bool_]:
    """Which of the boxes are another sight of the kept one."""
    shared, areas, area = _overlap(rows, kept)
    of_union, of_itself = shared / (areas + area - shared), shared / areas
    # A box cut by a seam covers only part of its face, so it is compared with its own area.
    is_rest_of_cut = (of_itself >= CUT_FACE) & (rows[:, _IS_CUT] > 0)
    is_nested = (of_itself >= NESTED_INSIDE) & (areas >= NESTED_SIZE * area) & (rows[:, _SCORE] < NESTED_SCORE)
    return np.asarray((of_union >= SAME_FACE) | is_rest_of_cut | is_nested)


def _overlap(rows: Boxes, box: Boxes) -> tuple[Boxes, Boxes, np.float32]:
    """The area that each row shares with the box, the rows' areas, and the box's."""
    across = np.minimum(rows[:, 2], box[2]) - np.maximum(rows[:, 0], box[0])
    down = np.minimum(rows[:, 3], box[3]) - np.maximum(rows[:, 1], box[1])
    areas = (rows[:, 2] - rows[:, 0]) * (rows[:, 3] - rows[:, 1])
    return across.clip(0) * down.clip(0), areas, (box[2] - box[0]) * (box[3] - box[1])
