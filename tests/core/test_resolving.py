"""What people said is laid over what the program saw: by place, in any order, and never dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from checker.core.decision import Role
from checker.core.faces import FaceOutcome, FaceResult, NotCompared
from checker.core.finding import PixelBox
from checker.core.post import Photo, Post
from checker.core.resolved import contradict, covers, overlap, resolve, unplaced
from checker.core.resolving import Cover, CoverStyle, Resolution, Said

WHEN = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
LEFT, RIGHT = PixelBox(0, 0, 100, 120), PixelBox(300, 0, 400, 120)
STRANGER = FaceResult(LEFT, 0.9, FaceOutcome.STRANGER, distance=0.7)
OTHER = replace(STRANGER, box=RIGHT)
POSSIBLE = FaceResult(LEFT, 0.25, FaceOutcome.NOT_COMPARED, why=NotCompared.ONLY_POSSIBLE)


def word(said: Said, box: PixelBox = LEFT, pupil_id: str | None = None, **more: object) -> Resolution:
    return Resolution(box, said, "B. Office", Role.POSTER, WHEN, pupil_id, **more)  # type: ignore[arg-type]


PUPIL = word(Said.PUPIL, pupil_id="P1")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (PUPIL, FaceOutcome.RESOLVED_BY),
        (word(Said.ADULT), FaceOutcome.RESOLVED_BY),
        (word(Said.COVER), FaceOutcome.COVERED),
        (word(Said.NOT_IDENTIFIABLE), FaceOutcome.NOT_IDENTIFIABLE),
    ],
)
def test_a_word_about_a_face_resolves_it_and_keeps_what_the_program_saw(said: Resolution, outcome: FaceOutcome) -> None:
    resolved = replace(STRANGER, outcome=outcome, pupil_id=said.pupil_id, said=(said,), program=STRANGER)
    assert resolve((STRANGER, OTHER), (said,)) == (resolved, OTHER)


def test_without_words_the_faces_are_as_the_program_saw_them() -> None:
    assert resolve((STRANGER, OTHER), ()) == (STRANGER, OTHER)


def test_a_possible_face_can_be_dismissed_and_a_clear_one_cannot() -> None:
    said = word(Said.NOT_A_FACE)
    assert resolve((POSSIBLE,), (said,))[0].outcome is FaceOutcome.RESOLVED_BY
    assert resolve((STRANGER,), (said,))[0] == replace(STRANGER, said=(said,), program=STRANGER)


@pytest.mark.parametrize(("moved", "fits"), [(0, True), (20, True), (33, True), (34, False), (100, False)])
def test_a_word_is_about_the_face_it_overlaps_by_half_of_the_union(moved: int, fits: bool) -> None:
    said = word(Said.ADULT, PixelBox(moved, 0, 100 + moved, 120))
    (face,) = resolve((STRANGER,), (said,))
    assert (face.outcome is FaceOutcome.RESOLVED_BY) == fits
    assert unplaced((face,), (said,)) == (() if fits else (said,))


def test_a_word_goes_to_the_face_it_overlaps_best() -> None:
    near = replace(STRANGER, box=PixelBox(20, 0, 120, 120))
    first, second = resolve((STRANGER, near), (word(Said.ADULT, PixelBox(18, 0, 118, 120)),))
    assert (first.outcome, second.outcome) == (FaceOutcome.STRANGER, FaceOutcome.RESOLVED_BY)


def test_people_who_contradict_each_other_resolve_nothing() -> None:
    said = (PUPIL, word(Said.ADULT))
    (face,) = resolve((STRANGER,), said)
    assert face.outcome is FaceOutcome.STRANGER
    assert contradict(face.said)
    assert set(face.said) == set(said)


def test_two_people_who_say_the_same_agree() -> None:
    again = replace(PUPIL, by="C. Head", role=Role.PRINCIPAL)
    (face,) = resolve((STRANGER,), (again, PUPIL))
    assert (face.outcome, face.pupil_id, contradict(face.said)) == (FaceOutcome.RESOLVED_BY, "P1", False)


def test_a_cover_settles_what_people_disagree_about() -> None:
    (face,) = resolve((STRANGER,), (PUPIL, word(Said.ADULT), word(Said.COVER)))
    assert (face.outcome, face.pupil_id, contradict(face.said)) == (FaceOutcome.COVERED, None, False)


def test_the_order_of_words_changes_nothing() -> None:
    words = (PUPIL, word(Said.ADULT, RIGHT), word(Said.COVER), word(Said.ADULT, PixelBox(600, 0, 700, 90)))
    results = {resolve((STRANGER, OTHER), order) for order in permutations(words)}
    assert len(results) == 1
    assert len({covers(*results, order) for order in permutations(words)}) == 1


def test_a_cover_hides_the_face_and_the_drawn_box_and_is_solid_where_anybody_wants_it_so() -> None:
    drawn = PixelBox(10, 10, 110, 130)
    said = (
        word(Said.COVER, drawn, style=CoverStyle.PIXELS, has_badge=True),
        word(Said.COVER, LEFT, style=CoverStyle.SOLID),
    )
    assert covers(resolve((STRANGER,), said), said) == (Cover(PixelBox(0, 0, 110, 130), CoverStyle.SOLID, True),)


def test_a_cover_where_no_face_was_found_is_drawn_all_the_same() -> None:
    said = (word(Said.COVER, RIGHT, style=CoverStyle.PIXELS),)
    assert covers(resolve((STRANGER,), said), said) == (Cover(RIGHT, CoverStyle.PIXELS),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"said": Said.PUPIL},
        {"said": Said.ADULT, "pupil_id": "P1"},
        {"said": Said.ADULT, "when": datetime(2026, 11, 20)},  # noqa: DTZ001 - that is the fault
        {"said": Said.ADULT, "box": PixelBox(5, 5, 5, 9)},
    ],
)
def test_a_word_that_says_too_little_cannot_be_made(wrong: dict[str, object]) -> None:
    whole = {"box": LEFT, "by": "B. Office", "role": Role.POSTER, "when": WHEN}
    with pytest.raises(ValueError, match=r"pupil|zone|empty"):
        Resolution(**{**whole, **wrong})  # type: ignore[arg-type]


def test_a_word_does_not_print_who_said_it() -> None:
    assert "Office" not in repr(PUPIL)


def test_what_people_say_is_no_part_of_what_a_reader_sees() -> None:
    photo = Photo("sports.jpg", b"jpeg")
    assert Post("", photos=(photo,)).digest == Post("", photos=(replace(photo, resolutions=(PUPIL,)),)).digest


def test_boxes_overlap_by_their_share_of_the_union() -> None:
    assert overlap(LEFT, LEFT) == 1
    assert overlap(LEFT, RIGHT) == 0
    assert overlap(LEFT, PixelBox(50, 0, 150, 120)) == pytest.approx(1 / 3)
