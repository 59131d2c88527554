"""The page of people: added, changed, switched off; each refusal is a sentence and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.store.accounts import Accounts
from checker.store.register import open_register
from checker.workflow.people import everybody, update_person
from tests.web.desk import HOSTILE, ROLES, Desk, actor, box, press, run, school, told

ADMIN = Role.ADMINISTRATOR


def people_page() -> None:
    from checker.web import people_page

    people_page.show()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(school(tmp_path), monkeypatch)


def known(desk: Desk) -> dict[str, object]:
    with open_register(str(desk.home)) as register:
        return {one.person.sign_in_name: one for one in Accounts(register).everybody()}


def test_an_administrator_adds_somebody_and_the_starting_password_is_shown_once(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    box(at, "Name").input("Olga <b>Quillfeather</b>")
    box(at, "Sign-in name").input("olga")
    box(at, "Authorised by (the title of a post)").input("Principal")
    box(at, "Roles of the new person").set_value([Role.POSTER])
    press(at, "Add")
    assert at.info[0].value == "Added."
    assert len(at.code[0].value) >= 12
    assert "Olga &lt;b&gt;Quillfeather&lt;/b&gt;" in told(at)
    assert list(run(at).code) == []
    assert box(at, "Sign-in name").value == ""
    assert known(desk)["olga"].person.roles == {Role.POSTER}


def test_what_was_typed_stays_when_it_is_refused(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    box(at, "Name").input("Olga Quillfeather")
    press(at, "Add")
    assert at.error[0].value == "Give the sign-in name, the name and who authorised this person."
    assert box(at, "Name").value == "Olga Quillfeather"


def test_roles_are_given_and_taken(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    box(at, "Person").set_value("poster")
    run(at)
    box(at, "Roles").set_value([Role.DSL])
    press(at, "Save the roles")
    assert known(desk)["poster"].person.roles == {Role.DSL}
    assert "Nobody may send a post for approval yet." in "".join(one.value for one in at.info)


def test_days_training_and_who_authorised_are_changed(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    box(at, "Person").set_value("poster")
    run(at)
    box(at, "Last day, empty for none").set_value(date(2030, 7, 20))
    box(at, "Online safety training").set_value(date(2026, 9, 4))
    box(at, "Authorised by, as the title of a post").input("Chair of governors")
    press(at, "Save these")
    found = known(desk)["poster"].person
    assert (found.valid_until, found.trained_on, found.authorised_by) == (
        date(2030, 7, 20), date(2026, 9, 4), "Chair of governors",
    )  # fmt: skip
    assert 'until <span class="unbroken">20/07/2030</span>, by Chair of governors' in told(at)
    box(at, "Last day, empty for none").set_value(None)
    press(at, "Save these")
    assert known(desk)["poster"].person.valid_until is None


def test_who_comes_second_is_told_and_keeps_what_was_typed(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    box(at, "Name that is shown").input("Ada Second")
    run(at)
    where = actor(ADMIN), str(desk.home)
    seen = everybody(*where)[0]
    update_person(where[0], seen, replace(seen.person, display_name="Ada First"), where[1])
    press(at, "Save these")
    assert at.error[0].value.startswith("Somebody else changed this person's record")
    assert box(at, "Name that is shown").value == "Ada Second"
    assert known(desk)["administrator"].person.display_name == "Ada First"
    press(at, "Show what is there now")
    assert box(at, "Name that is shown").value == "Ada First"


def test_the_last_administrator_is_told_why_not(desk: Desk) -> None:
    at = desk.open(people_page, ADMIN)
    press(at, "Switch the account off")
    assert at.error[0].value.startswith("This is the only administrator")


def test_names_with_tags_are_shown_as_they_are(desk: Desk) -> None:
    with open_register(str(desk.home)) as register:
        seen = Accounts(register).everybody()[0]
        changed = replace(seen.person, display_name=HOSTILE, authorised_by=HOSTILE)
        Accounts(register).change(seen.person.sign_in_name, changed)
    shown = told(desk.open(people_page, ADMIN))
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 2


@pytest.mark.parametrize("role", [role for role in ROLES if role is not ADMIN])
def test_nobody_else_sees_anybody(desk: Desk, role: Role) -> None:
    at = desk.open(people_page, role)
    assert at.error[0].value.startswith("Only the administrator may keep the list of people")
    assert (told(at), list(at.button), list(at.text_input)) == ("", [], [])
