"""In a real browser, on every page that the menu offers to anybody: accessible, readable at 200%, and local."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.axe import axe_script, faults
from tests.browser.hands import check, go_to, holds, options, pick, said, settled, unfold, work_as
from tests.browser.served import WINDOW, window_on

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

MENU = "[data-testid=stSidebarNav] a"
WIDER = (
    "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth }"
)
"""Pixels that one would have to scroll sideways."""
LAID_OUT = 2_000  # milliseconds within which a page fits into a window of another size
SLIPPED_IN = """() => {
  const script = document.createElement("script")
  script.textContent = "window.broken = 1"
  document.body.append(script)
  document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.broken = 2'>")
}"""


@pytest.fixture(scope="module")
def desk(address: str, browser: Any) -> Iterator[Any]:
    """One open page for the module: every desk of the sample school is walked through."""
    with window_on(browser, address, bypass_csp=False) as page:
        settled(page)
        yield page


def titles(page: Any) -> list[str]:
    """What the menu offers now, without the counts."""
    return [re.sub(r"\s*\(\d+\)$", "", title.strip()) for title in page.locator(MENU).all_inner_texts()]


def every_page(page: Any) -> Iterator[tuple[str, str]]:
    """Each page once, at the desk of the first person whose menu has it: (person, title)."""
    seen: set[str] = set()
    for person in options(page, "I work here as"):
        work_as(page, person)
        for title in titles(page):
            if title not in seen:
                seen.add(title)
                go_to(page, title)
                yield person, title


@dataclass(frozen=True)
class Walked:
    """What one walk over every page found: whose menu has each, grave faults, and pixels to scroll sideways."""

    pages: dict[str, str]
    faults: dict[str, list[str]]
    wider: dict[tuple[str, int], int]


@pytest.fixture(scope="module")
def walked(desk: Any) -> Walked:
    axe_script()
    found = Walked({}, {}, {})
    for person, title in every_page(desk):
        found.pages[title] = person
        if told := faults(desk):
            found.faults[title] = told
        for width, height in ((720, 500), (768, 1024)):  # 200% on a laptop, and a tablet
            desk.set_viewport_size({"width": width, "height": height})
            if not holds(desk, lambda: desk.evaluate(WIDER) <= 0, LAID_OUT):
                found.wider[title, width] = desk.evaluate(WIDER)
        desk.set_viewport_size(WINDOW)
        settled(desk)
    return found


def test_no_page_has_a_grave_fault_for_anybody_who_reads_or_works_in_another_way(walked: Walked) -> None:
    assert {"Home", "Check a post", "Check an album", "Waiting", "Take-downs", "Register", "School", "Ledger"} <= set(
        walked.pages
    )
    assert walked.faults == {}


def test_nothing_has_to_be_scrolled_sideways_at_200_percent_or_on_a_tablet(walked: Walked) -> None:
    assert walked.wider == {}


def test_a_checked_post_with_faces_to_speak_about_has_none_either(desk: Any) -> None:
    axe_script()
    work_as(desk, "Authorised poster")
    go_to(desk, "Check a post")
    pick(desk, "Start from a sample draft", "Block: a full name beside a photo")
    said(desk, "Photo 1: space-day-two.jpg")
    check(desk)
    assert faults(desk) == []
    unfold(desk, "Face 2: other covers")
    assert desk.get_by_role("button", name="Face 2: Pixelate", exact=True).count() == 1
    assert faults(desk) == []


def test_a_page_of_another_role_cannot_be_reached_by_its_address(desk: Any, walked: Walked, address: str) -> None:
    work_as(desk, "Authorised poster")
    offered = set(titles(desk))
    forbidden = sorted(set(walked.pages) - offered)
    assert "Register" in forbidden
    for title in forbidden:
        desk.goto(f"{address}/{title.lower().replace(' ', '-')}")
        settled(desk)
        assert desk.get_by_role("heading", level=1, name=title, exact=True).count() == 0


def test_every_answer_carries_the_headers_and_only_two_scripts_may_run(address: str) -> None:
    for path in ("", "/_stcore/health", "/static/nothing.js"):
        try:
            with urlopen(f"{address}{path}") as answer:
                told = answer.headers
        except OSError as refused:
            told = refused.headers  # type: ignore[attr-defined]
        policy = told["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert policy.count("'sha256-") == 4  # of Streamlit, of typing, of the album, of the menu
        assert "frame-ancestors 'none'" in policy
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Referrer-Policy"] == "no-referrer"


def test_a_script_that_slips_into_the_page_does_not_run(desk: Any, address: str) -> None:
    desk.goto(address)
    settled(desk)
    desk.evaluate(SLIPPED_IN)
    desk.wait_for_timeout(500)
    assert desk.evaluate("window.broken") is None
