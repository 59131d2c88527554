"""A large face that only one size of the picture shows is only perhaps a face, and never nothing."""

import numpy as np

from checker.analysers.face_boxes import (
    CERTAIN_SCORE,
    DOUBTED_SCORE,
    LARGE_FACE,
    doubted,
    without_fragments,
    without_repeats,
)
from checker.analysers.faces import POSSIBLE_SCORE, SURE_SCORE
from checker.analysers.pixels import Boxes


def row(left: int, height: int, score: float, *, in_overview: bool = False) -> list[float]:
    return [left, 0, left + height, height, score, 0, float(in_overview)]


def scores(*rows: list[float], only_doubting: bool = False) -> list[float]:
    seen: Boxes = np.array(rows, np.float32)
    return [round(float(one[4]), 2) for one in doubted(seen, 1, SURE_SCORE, only_doubting=only_doubting)]


def test_a_doubted_face_stays_a_possible_one() -> None:
    assert POSSIBLE_SCORE <= DOUBTED_SCORE < SURE_SCORE


def test_a_large_uncertain_face_that_the_overview_does_not_see_is_doubted() -> None:
    assert scores(row(0, LARGE_FACE, 0.7), row(500, LARGE_FACE, 0.9, in_overview=True)) == [DOUBTED_SCORE, 0.9]


def test_a_face_that_both_see_is_believed() -> None:
    assert scores(row(0, LARGE_FACE, 0.7), row(5, LARGE_FACE, 0.4, in_overview=True)) == [0.7, 0.4]


def test_a_face_that_the_overview_only_supposes_is_doubted() -> None:
    assert scores(row(0, LARGE_FACE, 0.7), row(5, LARGE_FACE, 0.25, in_overview=True)) == [DOUBTED_SCORE, 0.25]


def test_certain_and_small_and_possible_faces_keep_their_score() -> None:
    assert scores(row(0, LARGE_FACE, CERTAIN_SCORE), row(300, LARGE_FACE - 1, 0.4), row(600, 200, 0.25)) == [
        CERTAIN_SCORE,
        0.4,
        0.25,
    ]


def test_a_face_that_only_the_overview_sees_is_kept_unless_one_look_saw_the_whole_picture() -> None:
    assert scores(row(0, 900, 0.5, in_overview=True)) == [0.5]
    assert scores(row(0, 900, 0.5, in_overview=True), only_doubting=True) == []


def test_no_box_at_all_is_no_trouble() -> None:
    nothing = np.zeros((0, 7), np.float32)
    assert without_repeats(doubted(nothing, 1, SURE_SCORE, only_doubting=False)).shape == (0, 7)


def test_the_best_box_of_a_face_stays() -> None:
    kept = without_repeats(np.array([row(0, 100, 0.5), row(4, 100, 0.9), row(300, 100, 0.4)], np.float32))
    assert np.allclose(kept[:, [0, 4]], [[4, 0.9], [300, 0.4]])


def test_only_a_large_possible_face_that_a_seam_cut_is_left_to_the_overview() -> None:
    fragment, sure, small = (
        [0, 0, 200, height, score, 1, 0] for height, score in ((200, 0.25), (200, 0.3), (50, 0.25))
    )
    rows = np.array([fragment, sure, small, row(0, 200, 0.25)], np.float32)
    assert np.array_equal(without_fragments(rows, 1, SURE_SCORE), rows[1:])
