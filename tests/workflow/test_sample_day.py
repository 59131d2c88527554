"""A newcomer to the sample school sees on each page what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.store import REGISTER_FILE
from checker.workflow import sample, sample_day
from checker.workflow.home import what_today
from checker.workflow.sample_people import sample_people
from checker.workflow.take_downs import take_down_rows
from checker.workflow.waiting import lines

TODAY = date.today()


@dataclass(frozen=True)
class Done:
    """A program that has ended."""

    returncode: int


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "_stand_in_template", lambda: bytes(512))
        home = sample.prepare_sample(tmp_path_factory.mktemp("school") / "sample-school")
        sample_day.begin_day(home, TODAY)
    return home


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.POSTER, ["Take-downs"]),
        (Role.BUSINESS_MANAGER, ["Take-downs", "Register"]),
        (Role.DSL, ["Waiting", "Take-downs"]),
        (Role.PRINCIPAL, ["Waiting", "Take-downs"]),
    ],
)
def test_home_has_something_for_each_of_its_people(made: Path, role: Role, pages: list[str]) -> None:
    (person,) = (one for one in sample_people(made, TODAY) if role in one.roles)
    assert [line.page for line in what_today(person, made, str(made / REGISTER_FILE), TODAY)] == pages


def test_two_posts_wait_and_the_lead_is_asked_about_a_third(made: Path) -> None:
    (lead,) = (one for one in sample_people(made, TODAY) if Role.DSL in one.roles)
    listed = lines(lead, made, str(made / REGISTER_FILE))
    assert [line.title[:12] for line in listed] == ["Our gardenin", "Thank you to", "Year 6 are o"]
    assert all(line.is_for_me for line in listed)


def test_one_post_has_to_come_down(made: Path) -> None:
    (office,) = (one for one in sample_people(made, TODAY) if Role.BUSINESS_MANAGER in one.roles)
    (row,) = take_down_rows(office, str(made / REGISTER_FILE), TODAY)
    assert (row.link, row.is_overdue) == (sample_day.LINK, False)


def test_it_is_filled_once_and_not_where_it_shall_be_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(sample, "_stand_in_template", lambda: bytes(512))
    monkeypatch.setattr(sample_day.subprocess, "run", lambda program, **_: asked.append(program) or Done(0))
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    monkeypatch.setenv(sample_day.QUIET, "1")
    home = sample_day.busy_sample()
    assert asked == []
    monkeypatch.delenv(sample_day.QUIET)
    assert sample_day.busy_sample() == home
    assert asked == []  # what somebody has begun there stays
    sample_day.busy_sample(anew=True)
    assert [program[-1] for program in asked] == [str(home.resolve())]
    monkeypatch.setattr(sample_day.subprocess, "run", lambda *_, **__: Done(3))
    with pytest.raises(InputError, match="could not be filled"):
        sample_day.busy_sample(anew=True)
