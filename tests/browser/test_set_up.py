"""A new school in a real browser: from the code on the terminal through every step of the set-up to Home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.store.register import open_register
from checker.workflow.settings_file import read_school
from tests.browser.hands import at, choose, fill, go_to, lay_down, press, said, tab
from tests.browser.served import free_port, served, window_on
from tests.running import REGISTER
from tests.staff import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SCHOOL = "Elm <script>window.broken = 1</script> **Primary** School"
NAME = "Ada <img src=x onerror='window.broken = 2'> Quillfeather"
AUTHORISED = "Authorised by (the title of a post)"
CODE = re.compile(r"The code for the first administrator: (\S+)")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a page over a folder with nothing in it, and the folder."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "home").mkdir()
    with served(folder, folder / "home", free_port()) as address:
        yield address, folder


@pytest.fixture
def page(office: tuple[str, Path], browser: Any) -> Iterator[Any]:
    """A window on it."""
    with window_on(browser, office[0], viewport={"width": 1280, "height": 1000}) as page:
        yield page


def test_a_new_school_is_set_up_and_ends_on_home(page: Any, office: tuple[str, Path]) -> None:
    folder = office[1]
    at(page, "Sign in")
    fill(page, "Code from the terminal", CODE.search((folder / "log").read_text())[1])
    fill(page, "Your name", NAME)
    fill(page, "Sign-in name", "ada")
    fill(page, "Password", PASSWORD)
    fill(page, "The same password again", PASSWORD)
    press(page, "Make the first administrator")

    at(page, "Set up")
    said(page, "0 of 6 steps are done")
    page.screenshot(path=folder / "set-up.png", full_page=True)
    press(page, "Begin step 1")
    at(page, "The school")
    fill(page, "Name of the school", SCHOOL)
    press(page, "Save and go on")

    at(page, "Contact details")
    fill(page, "Phone numbers of the school", "call the office")
    press(page, "Save and go on")
    said(page, "Line 1 of the phone numbers is not a phone number.")
    fill(page, "Phone numbers of the school", "01632 960123")
    press(page, "Save and go on")

    at(page, "Channels and accounts")
    page.reload()  # whoever leaves in the middle signs in again and goes on
    at(page, "Sign in")
    fill(page, "Sign-in name", "ada")
    fill(page, "Password", PASSWORD)
    press(page, "Sign in")
    at(page, "Set up")
    said(page, "2 of 6 steps are done")
    press(page, "Begin step 3")
    at(page, "Channels and accounts")
    press(page, "Leave this for later")

    at(page, "Who works with the checker")
    choose(page, "Roles", "Authorised poster", "Business manager")
    press(page, "Save the roles")
    said(page, "The roles are saved.")
    tab(page, "Add somebody")
    for label, words in (("Name", "Bo Larkspur"), ("Sign-in name", "bo"), (AUTHORISED, "Principal")):
        fill(page, label, words)
    press(page, "Add")
    said(page, "This is the starting password.")
    assert [page.get_by_label(one, exact=True).input_value() for one in ("Name", "Sign-in name", AUTHORISED)] == [
        ""
    ] * 3
    press(page, "Done, go on")

    at(page, "The list of pupils")
    press(page, "Import the school's list")
    at(page, "Import the school's list")
    (folder / "pupils.csv").write_text(REGISTER, encoding="utf-8")
    lay_down(page, folder / "pupils.csv", field="The list, as CSV")
    press(page, "Show what will change")
    press(page, "Apply these changes")
    said(page, "Imported: 2 pupils in the list.")
    go_to(page, "Set up", opens="The list of pupils")  # where it was left
    said(page, "The list of pupils is there.")
    press(page, "Done, go on")

    at(page, "Face matching")
    said(page, "at least one parent has agreed in writing.")
    page.screenshot(path=folder / "faces.png", full_page=True)
    press(page, "Leave this for later")
    at(page, "Check your answers")
    for words in (SCHOOL, NAME, "01632 960123"):
        assert page.get_by_test_id("stMain").get_by_text(words).count() == 1
    page.screenshot(path=folder / "answers.png", full_page=True)
    press(page, "Finish the set-up")

    at(page, "Home")
    left = "Left for later in the set-up: channels and accounts, face matching."
    assert page.get_by_role("link", name=left).count() == 1
    assert SCHOOL in page.get_by_test_id("stSidebar").inner_text()
    page.screenshot(path=folder / "home.png", full_page=True)
    found = read_school(folder / "home")
    assert (found.about.school, found.about.own_phones) == (SCHOOL, ("01632 960123",))
    with open_register(str(folder / "home")) as register:
        assert len(register.read().pupils) == 2
        assert register.ledger.verify().is_whole


def test_the_server_wrote_no_name_and_no_password(office: tuple[str, Path]) -> None:
    told = (office[1] / "log").read_text()
    assert [word for word in ("Quillfeather", "Penhallow", PASSWORD, "960123") if word in told] == []
