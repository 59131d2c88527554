"""To everybody but the safeguarding lead, a protected pupil is one without consent: two schools, compared line by line.

In the first, T01's parents said yes and the lead protects T01; in the second, nobody has said yes. What the two say to
anybody else has to be the same. What cannot be the same is told in docs/decisions/019.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.checks import CHECKS
from checker.core.decision import Role
from checker.core.people import Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel, Post
from checker.core.staff import Actor, Signer
from checker.store.keeping import Keeping
from checker.store.publications import Publications
from checker.store.register import SqlRegister, open_register
from checker.web.pupil_page import head, posts, timeline
from checker.workflow.analysers import Analysers
from checker.workflow.as_json import post_json
from checker.workflow.home import what_today
from checker.workflow.permits import this_machine
from checker.workflow.pupil_list import EVERY_CLASS, Show, find_pupils
from checker.workflow.pupil_record import history_lines, pupil_lines, withdraw
from checker.workflow.pupil_view import pupil_view
from checker.workflow.register import summary_lines
from checker.workflow.register_import import preview_list
from checker.workflow.rosters import roster_choices
from checker.workflow.take_downs import take_down_rows
from checker.workflow.wiring import open_gate
from tests.staff import acting, add_people, person
from tests.store.school import LIST, NOW, OTHER_VECTOR, TODAY, opened
from tests.workflow.review_school import LANGUAGE

NEXT_YEAR = TODAY + timedelta(days=300)
"""By then the yes of the first school is older than the last autumn round."""
OTHERS = (*(acting(role) for role in Role if role not in (Role.DSL, Role.MACHINE, Role.ADMINISTRATOR)), this_machine())
READERS = tuple(one for one in OTHERS if Role.POSTER not in one.roles)
LEAD = acting(Role.DSL, account=1)
YES = Consent(Purpose.PHOTO, ConsentState.GIVEN, None, "mother", in_writing=True, received_on=TODAY)
NO = "T01,Wilfie,Thistlewood,Oak,no,no,yes"
LISTED = LIST.replace("T01,Wilfie,Thistlewood,Oak,yes,no,yes", NO)
ABOUT_PUPILS = ("names.", "consent.")
"""The checks that ask the register about words; those about faces have tests/workflow/test_photo_faces.py."""
WORDS = ("Well done Wilfie Thistlewood!", "Wilfie won the cup.", "Zuzanna Brambleby and Wilfie Thistlewood sang.")


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of the school with a protected pupil, and of the one with a pupil without consent."""
    homes = tmp_path_factory.mktemp("protected"), tmp_path_factory.mktemp("asked-nobody")
    for home in homes:
        with opened(home, LISTED) as store:
            add_people(store, person("dee", Role.DSL))
            store.switch_matching_on("DPIA-3", "A. Officer", TODAY)
            store.add_template("T01", OTHER_VECTOR)
            if home == homes[0]:
                for purpose in (Purpose.PHOTO, Purpose.NAME, Purpose.WEBSITE):
                    store.record_consent("T01", replace(YES, purpose=purpose))
                store.record_consent("T01", replace(YES, purpose=Purpose.VIDEO, channel=Channel.X))
                Keeping(store).protect("T01", Protection.MUST_NOT_BE_LOCATED, "A court order.")
    return homes


def _register(home: Path) -> str:
    return str(home / "register.sqlite")


def _view(actor: Actor, home: Path, today: date) -> tuple[object, ...]:
    view = pupil_view(actor, "T01", _register(home), today)
    return replace(view, seen=""), head(view), timeline(view), posts(view)


def _lists(actor: Actor, home: Path, today: date) -> list[object]:
    shown = [find_pupils(actor, home, words, EVERY_CLASS, today, show) for show in Show for words in ("", "wilfie")]
    return [one.lines() for one in shown] + [[pupil.without_protection_shown for pupil in one.found] for one in shown]


SAID: dict[str, Callable[[Actor, Path, date], object]] = {
    "the page of the pupil": _view,
    "the list of pupils": _lists,
    "register show": lambda actor, home, _: list(summary_lines(actor, _register(home))),
    "register show of one": lambda actor, home, today: list(pupil_lines(actor, "T01", _register(home), today)),
    "register history": lambda actor, home, _: list(history_lines(actor, "T01", _register(home))),
}


@pytest.mark.parametrize("today", [TODAY, NEXT_YEAR], ids=["today", "next-year"])
@pytest.mark.parametrize("actor", READERS, ids=lambda one: min(one.roles).value)
@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_both_schools_say_the_same_to_all_others(
    schools: tuple[Path, Path], said: Callable[[Actor, Path, date], object], actor: Actor, today: date
) -> None:
    one, other = (said(actor, home, today) for home in schools)
    assert one == other


@pytest.mark.parametrize("today", [TODAY, NEXT_YEAR], ids=["today", "next-year"])
@pytest.mark.parametrize("actor", OTHERS[:-1], ids=lambda one: min(one.roles).value)
def test_both_homes_ask_the_same_of_all_others(schools: tuple[Path, Path], actor: Actor, today: date) -> None:
    one, other = (what_today(actor, home, _register(home), today) for home in schools)
    assert one == other


def test_the_lead_sees_the_difference(schools: tuple[Path, Path]) -> None:
    one, other = (pupil_view(LEAD, "T01", _register(home), TODAY) for home in schools)
    assert (one.pupil.is_protected, other.pupil.is_protected) == (True, False)
    assert len(one.timeline) > len(other.timeline)
    assert one.counting == other.counting


@pytest.fixture(scope="module")
def reports(schools: tuple[Path, Path]) -> list[list[object]]:
    parts, asked = Analysers(language=LANGUAGE), tuple(one for one in CHECKS if one.id.startswith(ABOUT_PUPILS))
    gates = [replace(open_gate(home=home, analysers=parts), checks=asked) for home in schools]
    told = [Post(words, channel) for words in WORDS for channel in (Channel.FACEBOOK, Channel.WEBSITE)]
    return [[post_json("1", gate.check(post)) for post in told] for gate in gates]


def test_reports_read_the_same_word_for_word_and_in_the_same_order(reports: list[list[object]]) -> None:
    assert reports[0] == reports[1]


def test_the_menus_of_who_a_photo_can_show_are_the_same(schools: tuple[Path, Path]) -> None:
    one, other = (roster_choices(home) for home in schools)
    assert one == other


def test_a_list_that_says_no_previews_the_same_and_lifts_nothing(schools: tuple[Path, Path]) -> None:
    listed = f"{LIST.splitlines()[0]},never_publish\n{NO},no\n".encode()
    home = schools[0]
    change = preview_list(acting(Role.BUSINESS_MANAGER), listed, _register(home))
    assert (change.plan.protected, [group.title for group in change.groups if "rotect" in group.title]) == ((), [])


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[SqlRegister, SqlRegister]]:
    """Two alike schools, both with a yes, opened by the lead."""
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
        with opened(home) as store:
            add_people(store, person("dee", Role.DSL))
    signed = Signer(1, Role.DSL)
    with (
        open_register(str(homes[0]), now=lambda: NOW, signer=signed) as one,
        open_register(str(homes[1]), now=lambda: NOW, signer=signed) as two,
    ):
        yield one, two


def test_the_ledger_and_the_take_downs_read_as_if_the_lead_had_withdrawn_a_consent(
    two: tuple[SqlRegister, SqlRegister],
) -> None:
    from checker.core.publishing import PublishedPost, Shown

    shown = (Shown("T01", Purpose.PHOTO, "ab" * 32),)
    for store in two:
        Publications(store).publish(PublishedPost("cd" * 32, Channel.X, "https://x.example/1", TODAY, "Office", shown))
    protected, withdrawn = two
    Keeping(protected).protect("T01", Protection.NEVER_PUBLISH, "A court order.")
    list(
        withdraw(LEAD, "T01", [Purpose.PHOTO], "school", str(withdrawn.database.file), Consent(Purpose.PHOTO, NO_MORE))
    )
    rows = [[(row.deed, row.role, row.account, row.amount, row.digest) for row in one.ledger.rows()] for one in two]
    assert rows[0] == rows[1]
    assert all(one.ledger.verify().is_whole for one in two)
    office = acting(Role.BUSINESS_MANAGER)
    downs = [take_down_rows(office, str(one.database.file), TODAY) for one in two]
    assert [replace(row, due_on=TODAY) for row in downs[0]] == [replace(row, due_on=TODAY) for row in downs[1]]


NO_MORE = ConsentState.WITHDRAWN
