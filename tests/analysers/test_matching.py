"""A match is certain or it is a question: the rules, on made-up vectors."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysers.encoding import FaceEncoder, Vector, to_bytes
from checker.analysers.matching import ASK_DISTANCE, LOOK_ALIKE, MARGIN, MATCH_DISTANCE, DlibMatcher
from checker.core.context import Picture
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate
from tests.fakes import FakePicture

PHOTO = FakePicture(4000, 3000)
M, U, S, N = FaceOutcome.MATCHED, FaceOutcome.UNSURE, FaceOutcome.STRANGER, FaceOutcome.NOT_COMPARED


class Drawn(FaceEncoder):
    """Gives each face the vector drawn up for its left edge, and counts how often it was asked."""

    def __init__(self, vectors: dict[int, Vector]) -> None:
        self.vectors, self.asked = vectors, 0

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        self.asked += 1
        return self.vectors[box.left]


def at(*places: float) -> Vector:
    """A vector at these places along the first axes: distances can be read off."""
    vector = np.zeros(128, np.float32)
    vector[: len(places)] = places
    return vector


def seen(left: int, score: float = 0.9, height: int = 100) -> FaceSeen:
    return FaceSeen(PixelBox(left, 0, left + 80, height), score)


def template(pupil_id: str, *places: float) -> FaceTemplate:
    return FaceTemplate(pupil_id, to_bytes(at(*places)))


def match(faces: dict[int, Vector], *templates: FaceTemplate) -> list[tuple[FaceOutcome, str | None, tuple[str, ...]]]:
    results = DlibMatcher(lambda: Drawn(faces)).match(PHOTO, tuple(seen(left) for left in faces), templates)
    return [(result.outcome, result.pupil_id, result.candidates) for result in results]


def test_a_near_face_is_the_pupil() -> None:
    matcher = DlibMatcher(lambda: Drawn({0: at(0.3)}))
    expected = FaceResult(PixelBox(0, 0, 80, 100), 0.9, M, "P1", distance=0.3)
    assert matcher.match(PHOTO, (seen(0),), (template("P1", 0), template("P2", 2))) == (expected,)


@pytest.mark.parametrize(
    ("distance", "outcome"),
    [
        (MATCH_DISTANCE - 0.001, (M, "P1", ())),
        (MATCH_DISTANCE + 0.001, (U, None, ("P1",))),
        (ASK_DISTANCE - 0.001, (U, None, ("P1",))),
        (ASK_DISTANCE + 0.001, (S, None, ())),
    ],
)
def test_there_are_two_thresholds(distance: float, outcome: tuple[FaceOutcome, str | None, tuple[str, ...]]) -> None:
    assert match({0: at(distance)}, template("P1", 0)) == [outcome]


def test_a_rival_within_the_margin_makes_it_a_question() -> None:
    near, rival = template("P1", 0), template("P2", 0, 0.7)
    assert match({0: at(0, 0.35 - MARGIN / 2 + 0.01)}, near, rival) == [(U, None, ("P1", "P2"))]
    assert match({0: at(0, 0.2)}, near, rival) == [(M, "P1", ())]


def test_pupils_who_look_alike_are_never_told_apart() -> None:
    twins = (template("P1", 0), template("P2", LOOK_ALIKE - 0.01))
    assert match({0: at(-0.4)}, *twins) == [(U, None, ("P1", "P2"))]
    apart = (template("P1", 0), template("P2", LOOK_ALIKE + 0.01))
    assert match({0: at(-0.4)}, *apart) == [(M, "P1", ())]


def test_three_candidates_at_most_the_nearest_first() -> None:
    pupils = [template(f"P{number}", 0, *([0] * number), 0.3 + number / 100) for number in range(5)]
    assert match({0: at(0)}, *pupils) == [(U, None, ("P0", "P1", "P2"))]


def test_one_pupil_is_in_a_photo_at_most_once() -> None:
    assert match({0: at(0.1), 100: at(-0.12)}, template("P1", 0)) == [(U, None, ("P1",)), (U, None, ("P1",))]
    assert match({0: at(0.1), 100: at(0, 0.4)}, template("P1", 0)) == [(M, "P1", ()), (U, None, ("P1",))]


def test_what_explains_the_whole_photo_best_counts() -> None:
    # The first face is a little nearer to P1, but only the second can be nobody else: then neither is certain.
    pupils = (template("P1", 0), template("P2", 0.7))
    assert match({0: at(0.3), 100: at(-0.36)}, *pupils) == [(U, None, ("P1", "P2")), (U, None, ("P1",))]


def test_a_match_needs_two_photos_to_agree_where_there_are_more() -> None:
    astray = (template("P1", 0), template("P1", 2), template("P1", 2.1))
    assert match({0: at(-0.1)}, *astray) == [(U, None, ("P1",))]
    assert match({0: at(-0.1)}, *astray, template("P1", 0.1)) == [(M, "P1", ())]


@pytest.mark.parametrize(
    ("face", "why"),
    [
        (seen(0, score=0.29), NotCompared.ONLY_POSSIBLE),
        (seen(0, height=59), NotCompared.TOO_SMALL),
        (seen(0, score=0.79), NotCompared.TOO_SMALL),
    ],
)
def test_a_face_that_cannot_be_told_is_not_compared(face: FaceSeen, why: NotCompared) -> None:
    encoder = Drawn({})
    (result,) = DlibMatcher(lambda: encoder).match(PHOTO, (face,), (template("P1", 0),))
    assert result == FaceResult(face.box, face.score, N, why=why)
    assert encoder.asked == 0


def test_without_templates_no_vector_is_made() -> None:
    encoder = Drawn({})
    faces = (seen(0), seen(100, score=0.25))
    results = DlibMatcher(lambda: encoder).match(PHOTO, faces, ())
    assert [result.why for result in results] == [NotCompared.NOBODY_ENROLLED, NotCompared.ONLY_POSSIBLE]
    assert encoder.asked == 0


def test_a_damaged_template_is_raised_not_skipped() -> None:
    with pytest.raises(ValueError, match="length"):
        match({0: at(0)}, template("P1", 0), FaceTemplate("P2", b"short"))


def test_results_show_no_vector() -> None:
    assert "float" not in repr(match({0: at(0.1)}, template("P1", 0)))
    assert "vector" not in repr(template("P1", 0))


def _places() -> Iterator[st.SearchStrategy[list[tuple[float, float]]]]:
    hundredths = st.integers(-80, 80).map(lambda number: number / 100)
    place = st.tuples(hundredths, hundredths)
    yield st.lists(place, min_size=1, max_size=5)
    yield st.lists(place, min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(*_places(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_nobody_is_there_twice(faces, pupils, shuffler) -> None:  # type: ignore[no-untyped-def]
    drawn = {number * 100: at(*place) for number, place in enumerate(faces)}
    templates = [template(f"P{number % 3}", *place) for number, place in enumerate(pupils)]
    found = [seen(left) for left in drawn]
    matcher = DlibMatcher(lambda: Drawn(drawn))
    before = dict(zip(found, matcher.match(PHOTO, tuple(found), tuple(templates)), strict=True))
    shuffler.shuffle(found)
    shuffler.shuffle(templates)
    after = matcher.match(PHOTO, tuple(found), tuple(templates))
    assert after == tuple(before[face] for face in found)
    matched = [result.pupil_id for result in after if result.outcome is M]
    assert len(matched) == len(set(matched))
