"""A report says how small a face was looked for, in each form, and only where faces were looked for."""

import pytest

from checker.core.evidence import PhotoEvidence
from checker.core.face_size import ENLARGE_AT_MOST, LONGEST_SIDE, smallest_face, working_scale
from checker.core.post import Origin
from checker.core.report import Report
from checker.workflow.as_json import photo_json, post_json
from checker.workflow.as_text import report_lines

LOOKED = "Photo 1: Faces 36 pixels tall and taller were looked for. Please look for smaller ones yourself."


def report(*photos: PhotoEvidence) -> Report:
    return Report("", (), None, (), (), photos)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (500, 375), (4000, 3000), (3000, 4000), (2048, 2048)])
def test_an_ordinary_photo_is_shrunk_to_the_longest_side_and_enlarged_twice_at_most(width: int, height: int) -> None:
    scale = working_scale(width, height)
    assert scale <= ENLARGE_AT_MOST
    assert max(width, height) * scale <= LONGEST_SIDE


def test_larger_photos_hide_larger_faces() -> None:
    assert [smallest_face(width, width * 3 // 4) for width in (1000, 2048, 4000, 8000)] == [9, 18, 36, 71]


def test_the_size_is_in_the_words_and_in_the_json() -> None:
    told = report(PhotoEvidence(width=4000, height=3000, faces=()))
    assert LOOKED in list(report_lines(told, ()))
    assert photo_json("a.jpg", told)["smallest_face"] == 36
    assert post_json("1", told)["photos"][0]["smallest_face"] == 36


@pytest.mark.parametrize("seen", [PhotoEvidence(), PhotoEvidence(width=4000, height=3000)])
def test_nothing_is_said_where_faces_could_not_be_looked_for(seen: PhotoEvidence) -> None:
    assert not [line for line in report_lines(report(seen), ()) if "looked for" in line]
    assert photo_json("a.jpg", report(seen))["smallest_face"] is None


def test_where_a_photo_came_from_is_told_in_the_json() -> None:
    told = report(PhotoEvidence(origin=Origin.PARENT))
    assert photo_json("a.jpg", told)["origin"] == "parent"
    assert post_json("1", told)["photos"][0]["origin"] == "parent"
    assert photo_json("a.jpg", report(PhotoEvidence()))["origin"] is None
