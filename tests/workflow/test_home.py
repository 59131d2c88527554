"""Home: each person sees what needs this very person, at most seven lines, and nobody anything of another role."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.post import Channel, Post
from checker.core.publishing import PublishedPost, Shown
from checker.core.staff import Actor, Standing
from checker.store.publications import Publications
from checker.store.register import open_register
from checker.workflow.home import MOST_LINES, HomeLine, what_today
from checker.workflow.saved_drafts import DraftShelf, new_draft
from checker.workflow.set_up import Step, StepState, finish, note_step
from tests.staff import acting, add_people, person
from tests.store.school import NOW, enrolled

TODAY = NOW.date()
ROLES = Role.POSTER, Role.BUSINESS_MANAGER, Role.DSL, Role.PRINCIPAL, Role.ADMINISTRATOR
PEOPLE = {role: acting(role, account=number) for number, role in enumerate(ROLES, 1)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with enrolled(tmp_path) as store:
        add_people(store, *(person(role.name.lower(), role) for role in ROLES))
    (tmp_path / "school.toml").write_text('school = "Elm School"\n', encoding="utf-8")
    return tmp_path


def told(home: Path, actor: Actor, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.page, one.says) for one in what_today(actor, home, str(home / "register.sqlite"), today)]


def test_a_quiet_day_has_no_lines(home: Path) -> None:
    for actor in PEOPLE.values():
        assert told(home, actor) == []


def test_drafts_are_told_to_their_writer_only(home: Path) -> None:
    DraftShelf(PEOPLE[Role.POSTER], home).save(new_draft(), Post("A lovely day", Channel.X))
    assert told(home, PEOPLE[Role.POSTER]) == [("Check a post", "1 draft of yours is in progress.")]
    assert told(home, PEOPLE[Role.DSL]) == []


def test_take_downs_are_told_to_whoever_works_on_them_and_late_ones_come_first(home: Path) -> None:
    with open_register(str(home)) as store:
        shown = (Shown("T03", photo_digest="ab" * 32),)
        Publications(store).publish(PublishedPost("cd" * 32, Channel.X, "https://x.example/1", TODAY, "Head", shown))
        due = Publications(store).take_downs()[0].due_on
    DraftShelf(PEOPLE[Role.POSTER], home).save(new_draft(), Post("A lovely day", Channel.X))
    first = f"1 earlier post to take down, by {due:%d/%m/%Y}."
    assert told(home, PEOPLE[Role.DSL]) == [("Take-downs", first)]
    late = due + timedelta(days=1)
    assert told(home, PEOPLE[Role.POSTER], late)[0] == (
        "Take-downs",
        "1 earlier post to take down, it should be down already.",
    )
    assert told(home, PEOPLE[Role.ADMINISTRATOR], late) == []


def test_old_answers_and_face_photos_are_the_offices(home: Path) -> None:
    later = TODAY + timedelta(days=300)
    office = told(home, PEOPLE[Role.BUSINESS_MANAGER], later)
    asked = "2 pupils have a consent that nobody has confirmed since 1 September 2027. Ask their families."
    assert ("Register", asked) in told(home, PEOPLE[Role.BUSINESS_MANAGER], date(2028, 1, 1))
    assert any(says.startswith("The face photos of 1 pupil are more than 6 months old.") for _, says in office)
    for role in (Role.POSTER, Role.DSL, Role.PRINCIPAL, Role.ADMINISTRATOR):
        assert not any("face photos" in says or "confirmed" in says for _, says in told(home, PEOPLE[role], later))


def test_a_policy_past_its_review_is_told_to_the_head_and_the_administrator(home: Path) -> None:
    (home / "school.toml").write_text('school = "Elm"\npack = "tibberton-st-lawrence"\n', encoding="utf-8")
    says = "The school's policy was due for review by 31/12/2021. Ask whether there is a newer one."
    for role in ROLES:
        expected = [("Policies", says)] if role in (Role.PRINCIPAL, Role.ADMINISTRATOR) else []
        assert told(home, PEOPLE[role]) == expected


def test_what_is_deleted_within_a_week_is_told_before(home: Path) -> None:
    DraftShelf(PEOPLE[Role.POSTER], home).save(new_draft(), Post("A lovely day", Channel.X))
    (file,) = (home / "drafts").rglob("*.draft")
    old = time.time() - 25 * 24 * 3600
    os.utime(file, (old, old))
    says = "Deleted within 7 days, because its time is over: 1 × drafts."
    assert told(home, PEOPLE[Role.BUSINESS_MANAGER]) == [("School", says)]
    assert told(home, PEOPLE[Role.ADMINISTRATOR]) == [("School", says)]
    assert told(home, PEOPLE[Role.DSL]) == []


def test_what_was_left_in_the_set_up_is_told_to_the_administrator(home: Path) -> None:
    admin = PEOPLE[Role.ADMINISTRATOR]
    for step in Step:
        note_step(admin, home, step, StepState.DONE)
    note_step(admin, home, Step.FACES, StepState.LATER)
    assert told(home, admin) == [("Set up", "The set-up of the school is not finished.")]
    finish(admin, home)
    assert told(home, admin) == [("Set up", "Left for later in the set-up: face matching.")]


def test_there_are_never_more_than_seven_lines(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.workflow import home as house
    from checker.workflow.permits import Act

    lines = [HomeLine(f"Line {number}", "Register", is_late=number == 8) for number in range(9)]
    monkeypatch.setattr(house, "_LINES", ((Act.CHECK, lambda _: iter(lines)),))
    found = what_today(PEOPLE[Role.POSTER], home, str(home / "register.sqlite"), TODAY)
    assert (len(found), found[0].says) == (MOST_LINES, "Line 8")


def test_whoever_may_not_work_now_sees_nothing(home: Path) -> None:
    gone = Actor(1, frozenset({Role.POSTER}), "Petra Quillfeather", Standing.ENDED)
    with pytest.raises(NotAllowed):
        what_today(gone, home, str(home / "register.sqlite"), TODAY)


def test_home_is_there_in_a_glance(home: Path) -> None:
    actor = Actor(2, frozenset(ROLES), "Petra Quillfeather")
    what_today(actor, home, str(home / "register.sqlite"), TODAY)
    began = time.process_time()
    what_today(actor, home, str(home / "register.sqlite"), TODAY)
    assert time.process_time() - began < 0.3
