"""The page before every other one: nobody gets past it, and what was typed is there again after an idle time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.core.staff import IDLE_ENDS, Actor
from checker.store import passwords
from checker.store.accounts import Accounts
from checker.store.register import open_register
from checker.web import session
from checker.workflow import first_start, signing_in
from checker.workflow import register as registers
from tests.staff import PASSWORD, QUICK, add_people, person
from tests.store.school import opened

APP = str(Path(__file__).resolve().parents[2] / "app.py")
CODE = "12ab-34cd-56ef-7890"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs nothing here, and no register stays open from one test to the next."""
    defaults = (1, 64, *passwords.Passwords.__init__.__defaults__[2:])
    monkeypatch.setattr(passwords.Passwords.__init__, "__defaults__", defaults)
    monkeypatch.setattr(registers, "_KEPT", {})


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with opened(tmp_path) as register:
        add_people(
            register, person("ada", Role.ADMINISTRATOR), person("petra", Role.POSTER), person("dora", Role.POSTER)
        )
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    (tmp_path / "school.toml").write_text('school = "Elm School"\n', encoding="utf-8")
    return tmp_path


def page() -> AppTest:
    return AppTest.from_file(APP, default_timeout=60.0).run()


def fill(at: AppTest, submit: str, **words: str) -> AppTest:
    for one in at.text_input:
        key = one.label.lower().replace(" ", "_").replace("-", "_")
        if key in words:
            one.input(words[key])
    next(one for one in at.button if one.label == submit).click().run()
    return at


def signed_in(name: str, at: AppTest | None = None) -> AppTest:
    return fill(at or page(), "Sign in", sign_in_name=name, password=PASSWORD)


def title(at: AppTest) -> str:
    assert not at.exception
    return at.title[0].value


def test_nothing_is_shown_before_somebody_signs_in(school: Path) -> None:
    at = page()
    assert (title(at), list(at.text_area), list(at.selectbox)) == ("Sign in", [], [])


def test_a_wrong_password_is_one_sentence_and_the_right_one_opens_the_desk(school: Path) -> None:
    at = fill(page(), "Sign in", sign_in_name="petra", password="not the password")
    assert at.error[0].value.startswith("The sign-in name or the password is not right")
    assert title(signed_in("petra", at)) == "Check a post"
    assert [one.value for one in at.sidebar.text] == ["Petra Quillfeather\nAuthorised poster"]


def idle(school: Path) -> None:
    """As if nothing had been done for the idle time."""
    with open_register(str(school)) as register, register.database.writing() as connection:
        from sqlalchemy import update

        from checker.store.tables_people import desk_session

        long_ago = register.now() - IDLE_ENDS - timedelta(seconds=1)
        connection.execute(update(desk_session).values(started_at=long_ago, seen_at=long_ago))


def test_after_an_idle_time_the_page_is_covered_and_what_was_typed_comes_back(school: Path) -> None:
    at = signed_in("petra")
    at.text_area("words").input("Half a day of careful writing.").run()
    idle(school)
    at.run()
    assert (title(at), list(at.text_area)) == ("Sign in", [])
    assert "What you typed on this page is kept" in at.info[0].value
    signed_in("petra", at)
    assert at.text_area("words").value == "Half a day of careful writing."


def test_another_person_finds_an_empty_desk(school: Path) -> None:
    at = signed_in("petra")
    at.text_area("words").input("Half a day of careful writing.").run()
    idle(school)
    assert title(at.run()) == "Sign in"
    signed_in("dora", at)
    assert at.text_area("words").value == ""


@pytest.mark.parametrize(("who", "finds"), [("petra", "Half a day of careful writing."), ("dora", "")])
def test_signing_out_ends_the_session_and_only_its_writer_finds_the_draft_again(
    school: Path, who: str, finds: str
) -> None:
    at = signed_in("petra")
    at.text_area("words").input("Half a day of careful writing.").run()
    next(one for one in at.button if one.label == "Sign out").click().run()
    assert (title(at), list(at.text_area)) == ("Sign in", [])
    with open_register(str(school)) as register:
        assert [row.deed for row in register.ledger.rows()[-2:]] == ["signed_in", "signed_out"]
    assert signed_in(who, at).text_area("words").value == finds


def test_a_starting_password_must_be_changed_before_anything_else(school: Path) -> None:
    with open_register(str(school)) as register:
        Accounts(register).set_password(2, QUICK.hashed(PASSWORD), must_change=True)
    at = signed_in("petra")
    assert title(at) == "Your password"
    new = "three quite new words"
    change = {"the_password_until_now": PASSWORD, "a_new_password": new, "the_new_password_again": new}
    fill(at, "Change the password", **{**change, "the_new_password_again": "something else"})
    assert at.error[0].value.startswith("The two new passwords are not the same")
    fill(at, "Change the password", **change)
    assert not any("starting password" in one.value for one in at.markdown)
    assert signing_in.at_desk(
        signing_in.sign_in("petra", new, str(school / "register.sqlite")), str(school / "register.sqlite")
    )


def test_whoever_is_switched_off_is_out_at_the_next_click(school: Path) -> None:
    at = signed_in("petra")
    with open_register(str(school)) as register:
        Accounts(register).switch("petra", is_off=True)
    assert title(at.run()) == "Sign in"


def test_the_first_administrator_needs_the_code_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    told = {"your_name": "Ada", "sign_in_name": "ada", "password": PASSWORD, "the_same_password_again": PASSWORD}
    make = "Make the first administrator"
    monkeypatch.delenv(first_start.CODE_DIGEST, raising=False)
    at = fill(page(), make, code_from_the_terminal=CODE, **told)
    assert at.error[0].value == first_start.NO_CODE
    monkeypatch.setenv(first_start.CODE_DIGEST, first_start.digest_of(CODE))
    fill(at, make, code_from_the_terminal="0000-0000-0000-0000", **told)
    assert at.error[0].value == first_start.WRONG_CODE
    fill(at, make, code_from_the_terminal=f" {CODE.upper()} ", **told)
    assert title(at) == "Set up"
    assert title(page()) == "Sign in"


def test_the_schools_own_idle_time_counts(school: Path) -> None:
    (school / "school.toml").write_text('school = "Elm School"\nidle_minutes = 30\n', encoding="utf-8")
    at = signed_in("petra")
    idle(school)
    assert title(at.run()) == "Check a post"
    (school / "school.toml").write_text('school = "Elm School"\nidle_minutes = 9\n', encoding="utf-8")
    assert title(at.run()) == "Check a post"  # it was used a moment ago
    idle(school)
    assert title(at.run()) == "Sign in"
    assert "after 9 minutes without a click" in at.info[0].value


def test_a_drawing_asks_once_who_is_there_and_the_next_press_asks_again(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = signed_in("petra")
    asked: list[bool] = []
    look = session.at_desk

    def counted(number: int, register: str | None, *, is_active: bool = True) -> Actor | None:
        asked.append(is_active)
        return look(number, register, is_active=is_active)

    monkeypatch.setattr(session, "at_desk", counted)
    at.run()
    assert asked == [True, False]  # once for the page, once by the piece that covers it when the session has ended
    with open_register(str(school)) as register:
        Accounts(register).switch("petra", is_off=True)
    assert title(at.run()) == "Sign in"
