"""Whatever is in a photo and whatever people say: no face is lost, no order matters, no word frees a refused pupil."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.core.faces import FaceOutcome, FaceResult, FaceSeen
from checker.core.finding import PixelBox
from checker.core.report import Report, Verdict
from checker.core.resolving import CoverStyle, Resolution, Said
from tests.workflow.face_gate import REGISTER, Eyes, cell, check, word

PUPILS = ("S01", "S02", "S03", "S99")
WORTH = {Verdict.CLEAR: 0, Verdict.REVIEW: 1, Verdict.BLOCK: 2}
FAST = settings(max_examples=150, deadline=None)


@st.composite
def results(draw: st.DrawFn, number: int) -> FaceResult:
    """A face in this place, and what the program takes it for."""
    score = draw(st.sampled_from([0.22, 0.31, 0.85, 0.99]))
    outcome = draw(st.sampled_from([FaceOutcome.MATCHED, FaceOutcome.UNSURE, FaceOutcome.STRANGER]))
    ids = draw(st.lists(st.sampled_from(PUPILS[:3]), min_size=1, max_size=3, unique=True))
    if outcome is FaceOutcome.MATCHED:
        return FaceResult(cell(number), score, outcome, ids[0], distance=0.3)
    return FaceResult(cell(number), score, outcome, candidates=tuple(ids) if outcome is FaceOutcome.UNSURE else ())


@st.composite
def words(draw: st.DrawFn, number: int) -> Resolution:
    """What somebody says about the face in this place; the box may be a little off, or far."""
    box, moved = cell(number), draw(st.sampled_from([0, 0, 0, 5, 45]))
    said = draw(st.sampled_from(Said))
    pupil = draw(st.sampled_from(PUPILS)) if said is Said.PUPIL else None
    place = PixelBox(box.left + moved, box.top, box.right + moved, box.bottom)
    return word(said, place, pupil, draw(st.sampled_from(CoverStyle)))


@st.composite
def photos(draw: st.DrawFn, first: int = 0, most: int = 4) -> tuple[list[FaceResult], list[Resolution]]:
    """Faces apart from each other, and words about some of them."""
    faces = [draw(results(first + number)) for number in range(draw(st.integers(0, most)))]
    said = [one for number in range(len(faces)) for one in draw(st.lists(words(first + number), max_size=2))]
    return faces, said


def seen(faces: list[FaceResult]) -> Eyes:
    return Eyes(tuple(FaceSeen(one.box, one.score) for one in faces), {one.box: one for one in faces})


def report(faces: list[FaceResult], said: list[Resolution]) -> Report:
    return check(seen(faces), *said)


@FAST
@given(photo=photos(), more=photos(first=8, most=2))
def test_another_face_and_whatever_is_said_about_it_never_makes_a_photo_better(
    photo: tuple[list[FaceResult], list[Resolution]], more: tuple[list[FaceResult], list[Resolution]]
) -> None:
    before = report(*photo).verdict
    after = report([*photo[0], *more[0]], [*photo[1], *more[1]]).verdict
    assert WORTH[after] >= WORTH[before]


@FAST
@given(photo=photos(), number=st.integers(8, 9), score=st.floats(0.2, 1))
def test_a_face_nobody_spoke_about_is_never_clear(
    photo: tuple[list[FaceResult], list[Resolution]], number: int, score: float
) -> None:
    stranger = FaceResult(cell(number), score, FaceOutcome.STRANGER, distance=0.8)
    assert report([*photo[0], stranger], photo[1]).verdict is not Verdict.CLEAR


@FAST
@given(photo=photos(), seed=st.integers())
def test_the_order_of_faces_and_words_changes_nothing(
    photo: tuple[list[FaceResult], list[Resolution]], seed: int
) -> None:
    faces, said = photo
    shuffled_faces, shuffled_said = faces.copy(), said.copy()
    random.Random(seed).shuffle(shuffled_faces)
    random.Random(seed + 1).shuffle(shuffled_said)
    once, again = report(faces, said), report(shuffled_faces, shuffled_said)
    assert once.verdict is again.verdict
    assert set(once.photos[0].faces or ()) == set(again.photos[0].faces or ())
    assert once.photos[0].resolutions == again.photos[0].resolutions
    assert report(faces, shuffled_said).findings == once.findings


@FAST
@given(
    photo=photos(),
    said=st.lists(words(9).filter(lambda one: one.said is not Said.COVER), min_size=1, max_size=3),
)
def test_no_word_but_a_cover_clears_a_match_of_a_pupil_who_may_not_be_shown(
    photo: tuple[list[FaceResult], list[Resolution]], said: list[Resolution]
) -> None:
    refused = FaceResult(cell(9), 0.9, FaceOutcome.MATCHED, "S03", distance=0.3)
    assert report([*photo[0], refused], photo[1]).verdict is Verdict.BLOCK
    assert report([*photo[0], refused], [*photo[1], *said]).verdict is not Verdict.CLEAR


@FAST
@given(said=st.lists(words(0), max_size=3))
def test_a_photo_is_clear_with_a_cover_only_when_its_copy_is_covered(said: list[Resolution]) -> None:
    refused = FaceResult(cell(0), 0.9, FaceOutcome.MATCHED, "S03", distance=0.3)
    result = report([refused], said)
    if result.verdict is Verdict.CLEAR:
        copy = result.photos[0].clean_copy
        assert copy is not None
        assert any(area.left <= 0 and area.right >= 60 for area in copy.covered)


@FAST
@given(photo=photos())
def test_nothing_said_is_lost_from_the_report(photo: tuple[list[FaceResult], list[Resolution]]) -> None:
    faces, said = photo
    result = report(faces, said)
    assert set(result.photos[0].resolutions) == set(said)
    told = {one for face in result.photos[0].faces or () for one in face.said}
    lost = [one for one in set(said) - told if one.said is not Said.COVER]
    assert not lost or result.verdict is not Verdict.CLEAR


@FAST
@given(photo=photos())
def test_without_matching_nobody_is_compared_and_no_verdict_is_better(
    photo: tuple[list[FaceResult], list[Resolution]],
) -> None:
    faces, said = photo
    eyes = seen(faces)
    manual = check(eyes, *said, register=replace(REGISTER, matching=None))
    assert eyes.compared == []
    if manual.verdict is Verdict.CLEAR:
        assert all(face.outcome is not FaceOutcome.MATCHED for face in manual.photos[0].faces or ())
        assert len(manual.photos[0].faces or ()) == len(faces)
