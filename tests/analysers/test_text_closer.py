"""Hints at small writing are found wherever they lie, and a picture without any is not looked at twice."""

from __future__ import annotations

import numpy as np
import pytest

from checker.analysers.text_areas import CELL, Area
from checker.analysers.text_closer import thin_places


def hinted(*places: tuple[int, int], chance: float = 0.5) -> list[Area]:
    chances = np.zeros((640, 960), np.float32)
    for left, top in places:
        chances[top : top + 8, left : left + 40] = chance
    return thin_places(chances)


def around(left: int, top: int, right: int, bottom: int) -> Area:
    """These cells."""
    sides = (left * CELL, top * CELL, right * CELL, bottom * CELL)
    return Area(*sides, sides)


def test_no_hint_no_second_look() -> None:
    assert hinted() == []
    assert hinted((320, 320), chance=0.05) == []


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        ((320, 320), (8, 8, 14, 13)),
        ((0, 0), (0, 0, 4, 3)),
        ((920, 632), (26, 17, 30, 20)),
    ],
)
def test_a_hint_is_told_where_it_lies(place: tuple[int, int], cells: tuple[int, int, int, int]) -> None:
    assert hinted(place) == [around(*cells)]


def test_two_hints_far_apart_are_two_places() -> None:
    assert hinted((64, 64), (832, 512)) == [around(0, 0, 6, 5), around(24, 14, 30, 19)]
