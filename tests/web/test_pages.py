"""The pages show the right things to the right people, and keep what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.web import frame, menu, session
from checker.workflow import sample
from tests.staff import acting

APP = str(Path(__file__).resolve().parents[2] / "app.py")
SLOW = 60.0  # seconds: the first check of a process loads the language model


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        # No photo is checked here: the slow reading of the reference portrait is left out.
        patch.setattr(sample, "_stand_in_template", lambda: bytes(512))
        return sample.prepare_sample(tmp_path_factory.mktemp("school") / "sample-school")


@pytest.fixture
def page(school: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CHECKER_HOME", str(school))
    return AppTest.from_file(APP, default_timeout=SLOW).run()


def html_of(page: AppTest) -> str:
    return "\n".join(one.proto.body for one in page.get("html"))


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def test_the_review_page_opens_with_the_school_and_its_drafts(page: AppTest) -> None:
    assert not page.exception
    assert page.title[0].value == "Check a post"
    assert sample.SCHOOL in html_of(page)
    assert len(page.selectbox("sample_draft").options) >= 12


def test_a_draft_is_checked_and_marked_and_its_tags_stay_text(page: AppTest) -> None:
    page.text_area("words").input("Well done to Orla Fenwick-Shah for reading <b>100</b> books.").run()
    button(page, "Check").click().run()
    shown = html_of(page)
    assert not page.exception
    assert '<section id="verdict" class="verdict stop" role="status">' in shown
    assert '<mark class="stop" data-findings="1">Orla Fenwick-Shah</mark>' in shown
    assert "&lt;b&gt;100&lt;/b&gt;" in shown
    assert "<b>100</b>" not in shown


def test_a_changed_draft_is_never_shown_under_the_old_verdict(page: AppTest) -> None:
    page.text_area("words").input("Thank you for a lovely harvest assembly.").run()
    button(page, "Check").click().run()
    assert "verdict clear" in html_of(page)
    page.text_area("words").input("Thank you for a lovely harvest assembly, Orla Fenwick-Shah.").run()
    assert "verdict clear" not in html_of(page)
    assert "verdict stop" in html_of(page)  # only words have changed: it was checked again by itself
    page.selectbox("album_pick").select("sports-day.jpg").run()
    assert "Changed since the check" in html_of(page)
    assert "verdict stop" not in html_of(page)


def test_what_was_typed_stays_when_the_check_cannot_start(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise InputError("The school's settings cannot be read.")

    monkeypatch.setattr(session, "gate", refuse)
    page.text_area("words").input("Half a day of careful writing.").run()
    button(page, "Check").click().run()
    assert page.error[0].value == "The school's settings cannot be read. Your draft is still here."
    assert page.text_area("words").value == "Half a day of careful writing."


def test_starting_again_can_be_undone(page: AppTest) -> None:
    page.text_area("words").input("Half a day of careful writing.").run()
    button(page, "Start again").click().run()
    assert page.text_area("words").value == "Half a day of careful writing."
    button(page, "Yes, start again").click().run()
    assert page.text_area("words").value == ""
    button(page, "Bring back the draft before this").click().run()
    assert page.text_area("words").value == "Half a day of careful writing."


def test_without_a_register_the_page_says_so_and_offers_the_sample_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    page = AppTest.from_file(APP, default_timeout=SLOW).run()
    assert (page.title[0].value, list(page.text_area)) == ("Sign in", [])
    assert page.markdown[0].value.startswith("Nobody can sign in yet.")
    monkeypatch.setattr(sample, "_stand_in_template", lambda: bytes(512))
    button(page, "Open the sample school").click().run()
    assert sample.SCHOOL in html_of(page)
    assert page.title[0].value == "Check a post"


ORDER = (
    "Set up, Home, Check a post, Check an album, Waiting, Take-downs, Register, School, Ledger, People, Policies, "
    "Your password"
).split(", ")
POSTS, WORK = ["Home", "Check a post", "Check an album"], ["Waiting", "Take-downs"]
KEEPS = ["Register", "School", "Ledger"]
OWN = ["Policies", "Your password"]


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.POSTER, [*POSTS, *OWN]),
        (Role.BUSINESS_MANAGER, [*POSTS, *KEEPS, *OWN]),
        (Role.DSL, [*POSTS, *KEEPS, *OWN]),
        (Role.PRINCIPAL, [*POSTS, *KEEPS, *OWN]),
        (Role.ADMINISTRATOR, ["Set up", "Home", "School", "Ledger", "People", *OWN]),
    ],
)
def test_each_person_is_led_where_they_may_go(
    role: Role, offered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    listed = list(frame.entries(acting(role)))
    assert [one for one in listed if one not in WORK] == offered
    assert listed == sorted(listed, key=ORDER.index)


def test_nobody_is_led_anywhere_but_to_sign_in() -> None:
    assert list(frame.entries(None)) == ["Sign in"]


def test_a_school_folder_that_may_not_be_opened_is_one_sentence_and_no_verdict(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Path.stat

    def closed(path: Path, **options: bool) -> object:
        if school in path.parents:
            raise PermissionError(13, "Permission denied")
        return look(path, **options)

    monkeypatch.setenv("CHECKER_HOME", str(school))
    monkeypatch.setattr(Path, "stat", closed)
    page = AppTest.from_file(APP, default_timeout=SLOW).run()
    says = "The folder of the register could not be opened (Permission denied)."
    assert not page.exception
    assert says in [error.value for error in page.error]
    assert (page.title[0].value, list(page.text_area)) == ("Sign in", [])


def test_every_page_of_the_menu_has_an_address_that_a_sign_in_leads_on_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    every = {title for role in Role for title in frame.entries(acting(role))}
    assert every <= set(menu.TITLES)


def test_whoever_is_not_signed_in_is_asked_to_at_each_address_and_goes_on_there() -> None:
    assert menu.elsewhere(tuple(frame.entries(None)), "Sign in") == menu.TITLES
    assert menu.elsewhere(("Home", "Policies"), "Home") == ("Home", "Sign in")
