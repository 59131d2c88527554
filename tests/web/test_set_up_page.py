"""The first set-up: every step can be left and gone on with, everything typed is kept, and the answers are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.store.accounts import Accounts
from checker.store.register import open_register
from checker.workflow.set_up import Step, StepState, finish, is_finished, missing_people, note_step, progress
from checker.workflow.settings_file import read_school
from tests.staff import acting, add_people, person
from tests.web.desk import HOSTILE, ROLES, Desk, actor, box, press, run, school, told

ADMIN = Role.ADMINISTRATOR


def set_up_page() -> None:
    from checker.web import set_up_page

    set_up_page.show()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    with open_register(str(tmp_path), create=True) as register:
        add_people(register, person("ada", ADMIN))
    return Desk(tmp_path, monkeypatch)


def states(desk: Desk) -> list[str]:
    return [state.value for state in progress(actor(ADMIN), desk.home, str(desk.home / "register.sqlite")).values()]


def open_step(at, step: Step):
    next(one for one in at.button if one.key == f"open-{step.name}").click()
    return run(at)


def test_a_new_school_has_everything_before_it(desk: Desk) -> None:
    assert not is_finished(desk.home)
    at = desk.open(set_up_page, ADMIN)
    assert at.title[0].value == "Set up"
    assert states(desk) == ["To do"] * 6
    assert told(at).count(" To do</span>") == 6


def test_steps_are_answered_left_and_gone_on_with_after_a_restart(desk: Desk) -> None:
    at = open_step(desk.open(set_up_page, ADMIN), Step.SCHOOL)
    box(at, "Name of the school").input(HOSTILE)
    press(at, "Save and go on")
    assert at.title[0].value == "Contact details"
    press(at, "Leave this for later")
    assert at.title[0].value == "Channels and accounts"
    press(at, "Back to the list of steps")
    again = desk.open(set_up_page, ADMIN)
    assert states(desk) == ["Done", "Left for later", "To do", "To do", "To do", "To do"]
    press(again, "Check your answers")
    shown = told(again)
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    press(again, "Finish the set-up")
    assert is_finished(desk.home)
    assert read_school(desk.home).about.school == HOSTILE


def test_without_a_name_it_is_not_finished(desk: Desk) -> None:
    at = press(press(desk.open(set_up_page, ADMIN), "Check your answers"), "Finish the set-up")
    assert at.error[0].value.startswith("Give the name of the school first.")
    assert not is_finished(desk.home)


def test_an_empty_name_is_a_sentence_and_the_step_stays(desk: Desk) -> None:
    at = press(open_step(desk.open(set_up_page, ADMIN), Step.SCHOOL), "Save and go on")
    assert at.error[0].value == "Give the name of the school, in at most 200 characters."
    assert at.title[0].value == "The school"


def test_who_is_missing_is_said_and_one_person_may_have_several_roles(desk: Desk) -> None:
    at = open_step(desk.open(set_up_page, ADMIN), Step.PEOPLE)
    assert [one.value.split(" yet.")[0] for one in at.info] == [
        "Nobody may send a post for approval",
        "Nobody may approve a post",
        "Nobody may import the list of pupils",
        "Nobody may protect a pupil",
    ]
    box(at, "Roles").set_value([ADMIN, Role.POSTER, Role.BUSINESS_MANAGER])
    press(at, "Save the roles")
    with open_register(str(desk.home)) as register:
        (ada,) = Accounts(register).everybody()
    assert ada.person.roles == {ADMIN, Role.POSTER, Role.BUSINESS_MANAGER}
    assert len(missing_people(actor(ADMIN), str(desk.home))) == 2


def test_the_list_of_pupils_is_imported_by_who_may(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_step(desk.open(set_up_page, ADMIN), Step.REGISTER)
    assert at.info[0].value.startswith("The business manager imports the list")
    assert not any(one.label == "Import the school's list" for one in at.button)
    press(at, "Done, go on")
    assert states(desk)[4] == "Left for later"
    both = acting(ADMIN, Role.BUSINESS_MANAGER, account=1)
    at = desk.open(set_up_page, ADMIN)
    monkeypatch.setattr("checker.web.session.at_the_desk", lambda: both)
    assert any(one.label == "Import the school's list" for one in open_step(run(at), Step.REGISTER).button)


def test_the_last_step_says_what_face_matching_requires_and_offers_the_papers(desk: Desk) -> None:
    at = open_step(desk.open(set_up_page, ADMIN), Step.FACES)
    assert "Every parent of a pupil has been told" in told(at)
    assert len(box(at, "Document").options) == 5
    press(at, "Done, go on")
    assert at.title[0].value == "Check your answers"


def test_a_school_that_runs_already_needs_no_set_up(tmp_path: Path) -> None:
    school(tmp_path)
    assert is_finished(tmp_path)


@pytest.mark.parametrize("role", [role for role in ROLES if role is not ADMIN])
def test_only_the_administrator_sets_up(desk: Desk, role: Role) -> None:
    at = desk.open(set_up_page, role)
    assert at.error[0].value.startswith("Only the administrator may change the settings.")
    for ask in (
        lambda: progress(actor(role), desk.home, str(desk.home)),
        lambda: note_step(actor(role), desk.home, Step.FACES, StepState.DONE),
        lambda: finish(actor(role), desk.home),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_notes_that_cannot_be_read_say_what_to_do(desk: Desk) -> None:
    (desk.home / "set-up.json").write_text('{"steps": 7}', encoding="utf-8")
    at = desk.open(set_up_page, ADMIN)
    assert at.error[0].value.startswith("The notes of the set-up (set-up.json) cannot be read.")
