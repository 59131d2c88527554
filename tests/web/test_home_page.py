"""Home: what needs me, each line a link, and nothing of anybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.post import Channel, Post
from checker.workflow.saved_drafts import DraftShelf, new_draft
from tests.web.desk import HOSTILE, ROLES, Desk, actor, school, told


def home_page() -> None:
    from checker.web import home_page

    home_page.show()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(school(tmp_path), monkeypatch)


@pytest.mark.parametrize("role", ROLES)
def test_a_quiet_day_says_so(desk: Desk, role: Role) -> None:
    at = desk.open(home_page, role)
    assert at.title[0].value == "Home"
    assert "Nothing needs you today." in told(at)


def test_what_waits_is_a_line_with_its_state_in_words(desk: Desk) -> None:
    DraftShelf(actor(Role.POSTER), desk.home).save(new_draft(), Post(HOSTILE, Channel.X))
    at = desk.open(home_page, Role.POSTER)
    assert [one.value for one in at.text] == ["1 draft of yours is in progress."]
    assert "To do" in told(at)
    assert "Nothing needs you" not in told(at)
    assert "Nothing needs you today." in told(desk.open(home_page, Role.DSL))


def test_what_is_late_says_so_in_a_word(desk: Desk) -> None:
    (desk.home / "school.toml").write_text('school = "Elm"\npack = "tibberton-st-lawrence"\n', encoding="utf-8")
    at = desk.open(home_page, Role.PRINCIPAL)
    assert " Late</span>" in told(at)


def test_settings_that_cannot_be_read_are_one_sentence(desk: Desk) -> None:
    (desk.home / "school.toml").write_text("school = [", encoding="utf-8")
    at = desk.open(home_page, Role.PRINCIPAL)
    assert at.error[0].value.startswith("The school's settings (school.toml) cannot be read.")
