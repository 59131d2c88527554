"""Each page opens at its own address, and the menu leads from the one thing that is open back to its list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.hands import at, click, go_to, said, settled, work_as
from tests.browser.served import window_on

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def desk(address: str, browser: Any) -> Iterator[Any]:
    """A window under our content security policy, which must let our script run."""
    with window_on(browser, address, bypass_csp=False) as page:
        at(page, "Check a post")
        yield page


@pytest.mark.parametrize(
    ("path", "heading"),
    [("check-a-post", "Check a post"), ("sign-in", "Check a post"), ("waiting?post=3", "Post 3"), ("", "Check a post")],
)
def test_each_page_stands_at_its_own_address_also_the_one_that_one_begins_with(
    desk: Any, address: str, path: str, heading: str
) -> None:
    desk.goto(f"{address}/{path}")
    at(desk, heading)
    assert desk.get_by_role("dialog").count() == 0


def test_the_menu_entry_of_the_open_page_leads_from_one_pupil_to_the_list(desk: Any) -> None:
    work_as(desk, "Business manager")
    go_to(desk, "Register")
    for _ in range(2):
        click(desk, desk.get_by_role("button", name="Adeyinka, Pearl"))
        at(desk, "Adeyinka, Pearl")
        go_to(desk, "Register")
    click(desk, desk.get_by_role("button", name="Adeyinka, Pearl"))
    at(desk, "Adeyinka, Pearl")
    go_to(desk, "Home")
    go_to(desk, "Register")
    settled(desk)
    assert desk.get_by_role("heading", name="Adeyinka, Pearl").count() == 0


def test_the_menu_entry_of_the_open_page_leads_from_one_post_to_the_list(desk: Any, address: str) -> None:
    desk.goto(f"{address}/waiting?post=3")
    at(desk, "Post 3")
    go_to(desk, "Waiting")
    assert "post=" not in desk.url


def test_who_takes_over_the_desk_stays_on_the_page_that_is_open(desk: Any, address: str) -> None:
    desk.goto(address)
    at(desk, "Check a post")  # with which the poster begins, at the address "/"
    work_as(desk, "Business manager")
    at(desk, "Check a post")
    go_to(desk, "Home")
    work_as(desk, "Authorised poster")
    at(desk, "Home")
    work_as(desk, "Business manager")
    go_to(desk, "Register")
    work_as(desk, "Authorised poster")  # who has no such page
    at(desk, "Check a post")


def test_the_page_of_another_role_says_so_in_our_words(desk: Any, address: str) -> None:
    desk.goto(f"{address}/register")
    at(desk, "Not for your role")
    said(desk, "The menu shows the pages that are yours.")
    assert desk.get_by_role("dialog").count() == 0


def test_the_menu_of_people_shows_each_role_to_its_end(desk: Any, address: str) -> None:
    desk.goto(address)
    at(desk, "Check a post")
    said(desk, "Authorised poster", exact=True)  # below the menu, which has no room for it
    work_as(desk, "Designated safeguarding lead")
    desk.get_by_role("combobox", name="I work here as").click()
    for words in desk.get_by_role("option").locator("div").all():
        assert words.evaluate(
            "it => it.scrollWidth <= it.clientWidth && it.offsetHeight <= it.parentElement.offsetHeight"
        )
    desk.keyboard.press("Escape")
