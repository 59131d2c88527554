"""The numbers on a picture of many faces do not cover the faces."""

from __future__ import annotations

import pytest

from checker.core.finding import PixelBox
from checker.web.photos import numbered
from checker.workflow.desk_copies import CopyOffer
from checker.workflow.desk_photos import FaceLine, PhotoCard, Standing


def card(faces: int) -> PhotoCard:
    lines = tuple(
        FaceLine(number, f"Face {number}", "", Standing.ASK, PixelBox(10 * number, 5, 10 * number + 8, 14))
        for number in range(1, faces + 1)
    )
    return PhotoCard(0, 400, 300, (), (), b"", lines, (), CopyOffer("", ""))


@pytest.mark.parametrize(("faces", "begins"), [(6, '<div class="framed">'), (7, '<div class="framed many">')])
def test_of_many_faces_the_numbers_are_small(faces: int, begins: str) -> None:
    shown = numbered(b"jpeg", card(faces))
    assert shown.startswith(begins)
    assert [f">{number}</span>" in shown for number in range(1, faces + 1)] == [True] * faces
