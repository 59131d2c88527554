"""A face's marks are found, and whether it looks at the camera."""

import math

import numpy as np
import pytest

from checker.analysers.landmarks import five_points, is_frontal
from tests.analysers.pictures import PORTRAIT_FACE, portrait

FRONT = np.array([[40, 50], [80, 50], [60, 72], [45, 90], [75, 90]], float)


def tilted(points: np.ndarray, degrees: float) -> np.ndarray:
    turn = math.radians(degrees)
    return points @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])


def moved(x: float, y: float) -> np.ndarray:
    points = FRONT.copy()
    points[2] += (x, y)
    return points


def test_the_marks_of_a_portrait_lie_in_the_face_in_order() -> None:
    points = five_points(portrait(), PORTRAIT_FACE)
    left, right, nose, mouth_left, mouth_right = points.tolist()
    assert PORTRAIT_FACE.left < left[0] < nose[0] < right[0] < PORTRAIT_FACE.right
    assert left[1] < nose[1] < mouth_left[1] < PORTRAIT_FACE.bottom
    assert mouth_left[0] < mouth_right[0]
    assert is_frontal(points)


@pytest.mark.parametrize("degrees", [0, 25, -40, 90, 180])
def test_a_head_tilted_to_the_side_is_still_seen_from_the_front(degrees: float) -> None:
    assert is_frontal(tilted(FRONT, degrees))
    assert not is_frontal(tilted(moved(14, 0), degrees))


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (moved(9, 0), True),
        (moved(11, 0), False),
        (moved(-11, 0), False),
        (moved(0, -9), True),
        (moved(0, -11), False),
        (moved(0, 9), True),
        (moved(0, 11), False),
        (np.array([[60, 50]] * 5, float), False),
        (FRONT[[0, 1, 2, 0, 1]], False),
    ],
)
def test_turned_and_nodding_faces_are_told(points: np.ndarray, expected: bool) -> None:
    assert is_frontal(points) is expected
