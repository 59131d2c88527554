"""What a person says about faces is a value: each step can be undone, and the lists tell nothing they should not."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from checker.analysers.picture import PillowPicture
from checker.core.decision import Role
from checker.core.errors import CannotRead
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import PixelBox
from checker.core.resolving import Cover, Said
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.workflow.resolving import (
    Choice,
    FaceWords,
    Speaker,
    Suggestion,
    Word,
    choices,
    confirm_all,
    cover_preview,
    say,
    still_to_place,
    suggestions,
    undo,
)
from tests.workflow.face_gate import ALSO, NO, REGISTER, WHEN, YES, cell, matched, unsure

SPEAKER = Speaker("B. Office", Role.POSTER, WHEN)
ADULT, COVER = Word(Said.ADULT), Word(Said.COVER)
STRANGER = FaceResult(cell(0), 0.9, FaceOutcome.STRANGER, distance=0.8)


def test_a_word_is_kept_with_who_said_it_and_gives_way_to_a_later_one() -> None:
    words = say(say(FaceWords(), cell(0), ADULT, SPEAKER), cell(1), COVER, SPEAKER)
    words = say(words, cell(0), Word(Said.PUPIL, "S01"), SPEAKER)
    assert [(one.box, one.said, one.pupil_id) for one in words.resolutions] == [
        (cell(1), Said.COVER, None),
        (cell(0), Said.PUPIL, "S01"),
    ]
    about = words.about(cell(0))
    assert about is not None
    assert (about.by, about.role, about.when) == ("B. Office", Role.POSTER, WHEN)
    assert words.about(cell(5)) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([ADULT, COVER])), max_size=8))
def test_undo_goes_back_step_by_step_to_nothing_said(steps: list[tuple[int, Word]]) -> None:
    states = [FaceWords()]
    for number, word in steps:
        last = states[-1]
        states.append(say(last, cell(number), word, SPEAKER))
    words = states[-1]
    for before in reversed(states[:-1]):
        words = undo(words)
        assert words == before
    assert undo(words) == FaceWords()


def test_suggestions_name_one_pupil_each_and_never_one_of_several() -> None:
    faces = (matched(0, "S01"), unsure(1, "S02"), unsure(2, "S01", "S02"), replace(STRANGER, box=cell(3)))
    told = suggestions(faces, FaceWords(), REGISTER)
    assert told == (
        Suggestion(1, cell(0), Choice("S01", "Orla P, Oak", is_suggested=True)),
        Suggestion(2, cell(1), Choice("S02", "Kit T, Oak", is_suggested=True)),
    )
    spoken = say(FaceWords(), cell(0), ADULT, SPEAKER)
    assert [one.number for one in suggestions(faces, spoken, REGISTER)] == [2]


def test_a_suggestion_of_a_pupil_who_left_is_none() -> None:
    assert suggestions((matched(0, "S99"),), FaceWords(), REGISTER) == ()


def test_all_suggestions_are_confirmed_in_one_step_and_taken_back_in_one() -> None:
    faces = (matched(0, "S01"), unsure(1, "S02"))
    before = say(FaceWords(), cell(7), COVER, SPEAKER)
    after = confirm_all(before, suggestions(faces, before, REGISTER), SPEAKER)
    assert [(one.said, one.pupil_id) for one in after.resolutions] == [
        (Said.COVER, None),
        (Said.PUPIL, "S01"),
        (Said.PUPIL, "S02"),
    ]
    assert undo(after) == before
    assert confirm_all(before, (), SPEAKER) is before


def test_the_list_has_those_the_program_thinks_of_first_and_is_narrowed_by_typing() -> None:
    face = unsure(0, "S03", "S01")
    assert [(one.pupil_id, one.is_suggested) for one in choices(face, REGISTER)] == [
        ("S03", True),
        ("S01", True),
        ("S02", False),
    ]
    assert [one.label for one in choices(STRANGER, REGISTER)] == ["Wren H, Elm", "Kit T, Oak", "Orla P, Oak"]
    assert [one.label for one in choices(STRANGER, REGISTER, typed=" kIt")] == ["Kit T, Oak"]


def test_the_list_is_the_rosters() -> None:
    oak = Roster((RosterGroup(GroupKind.CLASS, "Oak"),))
    assert [one.pupil_id for one in choices(unsure(0, "S03"), REGISTER, oak)] == ["S02", "S01"]


def test_pupils_who_are_called_the_same_are_told_apart() -> None:
    twin = replace(ALSO, id="S08", first_name="Orla", last_name="Pascoe")
    register = replace(REGISTER, pupils=(YES, twin))
    assert {one.label for one in choices(STRANGER, register)} == {"Orla P, Oak (S01)", "Orla P, Oak (S08)"}


def test_the_list_tells_nothing_about_a_protected_pupil() -> None:
    protected = replace(REGISTER, pupils=(YES, ALSO, replace(NO, never_publish=True)))
    face = unsure(0, "S03")
    assert choices(face, protected) == choices(face, REGISTER)
    assert suggestions((face,), FaceWords(), protected) == suggestions((face,), FaceWords(), REGISTER)


def test_names_do_not_print() -> None:
    assert "Orla" not in repr(suggestions((matched(0, "S01"),), FaceWords(), REGISTER))
    assert "Office" not in repr(SPEAKER)


def test_a_cover_can_be_looked_at_before_it_is_chosen() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (300, 300, 3), np.uint8)
    small = np.asarray(Image.open(BytesIO(cover_preview(PillowPicture(pixels), Cover(PixelBox(120, 120, 180, 190))))))
    middle = small[small.shape[0] // 3 : -small.shape[0] // 3, small.shape[1] // 3 : -small.shape[1] // 3]
    assert np.ptp(middle) <= 2
    with pytest.raises(CannotRead, match="outside"):
        cover_preview(PillowPicture(pixels), Cover(PixelBox(500, 500, 540, 560)))


def test_whoever_was_ticked_waits_until_a_face_is_given() -> None:
    words = say(FaceWords(), cell(0), Word(Said.PUPIL, "S01"), SPEAKER)
    assert still_to_place(("S02", "S01"), words) == ("S02",)


def suggested(*faces: FaceResult, said: FaceWords) -> list[tuple[int, str]]:
    return [(one.number, one.choice.pupil_id) for one in suggestions(faces, said, REGISTER)]


def test_nobody_is_suggested_for_two_faces_and_a_sure_match_goes_before_a_doubt() -> None:
    nothing = FaceWords()
    placed = say(nothing, cell(2), Word(Said.PUPIL, "S01"), SPEAKER)
    assert suggested(matched(0, "S01"), unsure(1, "S01"), said=nothing) == [(1, "S01")]
    assert suggested(matched(0, "S01"), matched(1, "S01"), said=nothing) == []
    assert suggested(unsure(0, "S01"), unsure(1, "S01"), unsure(2, "S02"), said=nothing) == [(3, "S02")]
    assert suggested(matched(0, "S01"), unsure(1, "S02"), said=placed) == [(2, "S02")]
