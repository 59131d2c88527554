"""Where each person begins, where Home leads, and how one comes back from the sample school."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.core.post import Channel, Post
from checker.web import session
from checker.workflow import sample
from checker.workflow.saved_drafts import DraftShelf, new_draft
from tests.staff import acting
from tests.web.desk import SLOW, actor, press, run, school

APP = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    return school(tmp_path)


def opened(monkeypatch: pytest.MonkeyPatch, *roles: Role) -> AppTest:
    person = actor(roles[0]) if len(roles) == 1 else acting(*roles, account=1)
    monkeypatch.setattr(session, "at_the_desk", lambda: person)
    return run(AppTest.from_file(APP, default_timeout=SLOW))


@pytest.mark.parametrize("role", [Role.POSTER, Role.BUSINESS_MANAGER, Role.ADMINISTRATOR])
def test_who_only_posts_begins_with_a_post_and_everybody_else_with_home(
    home: Path, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(monkeypatch, role).title[0].value == ("Check a post" if role is Role.POSTER else "Home")


def test_who_posts_and_keeps_the_register_begins_with_home_and_a_post_is_one_press_away(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(monkeypatch, Role.POSTER, Role.BUSINESS_MANAGER)
    assert at.title[0].value == "Home"
    assert press(at, "Check a post").title[0].value == "Check a post"


def test_a_line_of_home_leads_to_where_it_is_done(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    DraftShelf(actor(Role.DSL), home).save(new_draft(), Post("A lovely day", Channel.X))
    (link,) = opened(monkeypatch, Role.DSL).get("page_link")
    assert (link.proto.label, link.proto.page) == ("1 draft of yours is in progress.", "check-a-post")


def test_a_new_school_begins_with_its_set_up_for_the_administrator_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "school.toml").unlink()
    assert opened(monkeypatch, Role.ADMINISTRATOR).title[0].value == "Set up"
    assert opened(monkeypatch, Role.PRINCIPAL).title[0].value == "Home"


def test_settings_that_cannot_be_read_are_said_and_nothing_else_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "school.toml").write_text("school = [", encoding="utf-8")
    at = opened(monkeypatch, Role.ADMINISTRATOR)
    assert {one.value.split(".")[0] for one in at.error} == {"The school's settings (school"}
    assert at.title[0].value == "Sign in"
    assert list(at.text_input) == []


def test_from_the_sample_school_one_comes_back_to_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    monkeypatch.setattr(sample, "_stand_in_template", lambda: bytes(512))
    monkeypatch.setenv("CHECKER_SAMPLE_QUIET", "1")
    at = run(AppTest.from_file(APP, default_timeout=SLOW))
    assert at.title[0].value == "Sign in"
    press(at, "Open the sample school")
    assert at.title[0].value == "Check a post"
    press(at, "Back to your own school")
    assert at.title[0].value == "Sign in"
