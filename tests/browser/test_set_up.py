"""A new school in a real browser: from the code on the terminal through every step of the set-up to Home."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest

from checker.store.register import open_register
from checker.workflow.settings_file import read_school
from tests.browser.test_review_page import ANSWER, CHROMIUM, ROOT, browser, free_port, wait_for
from tests.running import REGISTER
from tests.staff import PASSWORD

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SCHOOL = "Elm <script>window.broken = 1</script> **Primary** School"
NAME = "Ada <img src=x onerror='window.broken = 2'> Quillfeather"
CODE = re.compile(r"The code for the first administrator: (\S+)")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a page over a folder with nothing in it, and the folder."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    folder, port = tmp_path_factory.mktemp("office"), free_port()
    words = [sys.executable, "-m", "checker", "serve", "--port", str(port)]
    surroundings = {**os.environ, "CHECKER_HOME": str(folder / "home"), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    (folder / "home").mkdir()
    with (folder / "log").open("wb") as log:
        page = subprocess.Popen(words, cwd=folder, env=surroundings, stdout=log, stderr=log)
        try:
            wait_for(port, page, folder / "log")
            yield f"http://localhost:{port}", folder
        finally:
            page.terminate()
            assert page.wait(30) == 0


@pytest.fixture
def page(office: tuple[str, Path], browser: Any) -> Iterator[Any]:
    """An open page; afterwards no request has left this machine, and nothing that was typed has run."""
    tab = browser.new_page(viewport={"width": 1280, "height": 1000})
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(office[0])
    yield tab
    assert tab.evaluate("window.broken") is None
    tab.close()
    hosts = {urlparse(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"localhost"}


def at(page: Any, title: str) -> None:
    page.get_by_role("heading", name=title, level=1).wait_for(timeout=ANSWER)


def fill(page: Any, label: str, words: str) -> None:
    """Typed, and sent to the server before anything else is pressed."""
    place = page.get_by_label(label, exact=True)
    place.fill(words)
    place.press("Tab")
    page.wait_for_timeout(600)


def press(page: Any, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def choose(page: Any, label: str, *options: str) -> None:
    """Several from a list; the list closes afterwards."""
    for option in options:
        page.get_by_role("combobox", name=re.compile(rf"^(Selected .*\. )?{re.escape(label)}")).click()
        page.get_by_role("option", name=option, exact=True).click()
        page.wait_for_timeout(600)
    page.keyboard.press("Escape")


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
    page.get_by_text("0 of 6 steps are done").wait_for(timeout=ANSWER)
    page.screenshot(path=folder / "set-up.png", full_page=True)
    page.get_by_role("button", name="Begin").first.click()
    at(page, "The school")
    fill(page, "Name of the school", SCHOOL)
    press(page, "Save and go on")

    at(page, "Contact details")
    fill(page, "Phone numbers of the school", "call the office")
    press(page, "Save and go on")
    page.get_by_text("Line 1 of the phone numbers is not a phone number.").wait_for(timeout=ANSWER)
    fill(page, "Phone numbers of the school", "01632 960123")
    press(page, "Save and go on")

    at(page, "Channels and accounts")
    page.reload()  # whoever leaves in the middle signs in again and goes on
    at(page, "Sign in")
    fill(page, "Sign-in name", "ada")
    fill(page, "Password", PASSWORD)
    press(page, "Sign in")
    at(page, "Set up")
    page.get_by_text("2 of 6 steps are done").wait_for(timeout=ANSWER)
    page.get_by_role("button", name="Begin").first.click()
    at(page, "Channels and accounts")
    press(page, "Leave this for later")

    at(page, "Who works with the checker")
    choose(page, "Roles", "Authorised poster", "Business manager")
    press(page, "Save the roles")
    page.get_by_text("The roles are saved.").wait_for(timeout=ANSWER)
    press(page, "Done, go on")

    at(page, "The list of pupils")
    press(page, "Import the school's list")
    at(page, "Import the school's list")
    (folder / "pupils.csv").write_text(REGISTER, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(folder / "pupils.csv")
    page.get_by_role("button", name="Show what will change").click(timeout=ANSWER)
    page.get_by_role("button", name="Apply these changes").click(timeout=ANSWER)
    page.get_by_text("Imported: 2 pupils in the list.").wait_for(timeout=ANSWER)
    page.get_by_role("link", name="Set up").click()
    at(page, "The list of pupils")  # where it was left
    page.get_by_text("The list of pupils is there.").wait_for(timeout=ANSWER)
    press(page, "Done, go on")

    at(page, "Face matching")
    page.get_by_text("at least one parent has agreed in writing.").wait_for(timeout=ANSWER)
    page.screenshot(path=folder / "faces.png", full_page=True)
    press(page, "Leave this for later")
    at(page, "Check your answers")
    for words in (SCHOOL, NAME, "01632 960123"):  # waited for: what stood there before goes last
        page.locator("[data-testid=stMain]").get_by_text(words).wait_for(timeout=ANSWER)
    page.screenshot(path=folder / "answers.png", full_page=True)
    press(page, "Finish the set-up")

    at(page, "Home")
    page.get_by_role("link", name="Left for later in the set-up: channels and accounts, face matching.").wait_for(
        timeout=ANSWER
    )
    assert SCHOOL in page.locator("[data-testid=stSidebar]").inner_text()
    page.screenshot(path=folder / "home.png", full_page=True)
    found = read_school(folder / "home")
    assert (found.about.school, found.about.own_phones) == (SCHOOL, ("01632 960123",))
    with open_register(str(folder / "home")) as register:
        assert len(register.read().pupils) == 2
        assert register.ledger.verify().is_whole


def test_the_server_wrote_no_name_and_no_password(office: tuple[str, Path]) -> None:
    told = (office[1] / "log").read_text()
    assert [word for word in ("Quillfeather", "Penhallow", PASSWORD, "960123") if word in told] == []
