"""In a real browser: type, use a wording, undo it, reload, and find the draft again with its photo."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_review_page import ANSWER, address, browser, check, drawn, page, pick

__all__ = ["address", "browser", "page"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

NAMED = "Well done to Orla Fenwick-Shah for reading 100 books."
MENDED = "Well done to Orla for reading 100 books."
WRITTEN = "expected => document.querySelector('textarea')?.value === expected"


def test_a_draft_is_typed_mended_undone_and_found_again_after_a_reload(page: Any) -> None:
    words = page.get_by_label("Words of the post")
    words.fill(NAMED)
    words.press("Tab")
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    page.get_by_text("Photo 1: sports-day.jpg").wait_for(timeout=ANSWER)
    page.get_by_label("Describe photo 1 for blind readers").fill("Two teams run.")
    page.get_by_label("Describe photo 1 for blind readers").press("Tab")
    page.wait_for_timeout(1500)  # a pause in typing has the words checked
    drawn(page)
    assert "Blocked" in check(page).inner_text()
    assert page.locator("p.change del").first.inner_text() == "Orla Fenwick-Shah"
    assert page.locator("p.change ins").first.inner_text() == "Orla"

    page.get_by_role("button", name="Use this wording (1)").click()
    page.wait_for_function(WRITTEN, arg=MENDED, timeout=ANSWER)
    page.locator("section.verdict:not(.stop):not(.stale)").wait_for(timeout=ANSWER)
    page.get_by_role("button", name="Undo", exact=True).click()
    page.wait_for_function(WRITTEN, arg=NAMED, timeout=ANSWER)
    page.locator("section.verdict.stop").wait_for(timeout=ANSWER)

    page.wait_for_url("**draft=*", timeout=ANSWER)
    page.reload()
    page.wait_for_function(WRITTEN, arg=NAMED, timeout=ANSWER)
    page.get_by_text("Photo 1: sports-day.jpg").wait_for(timeout=ANSWER)
    drawn(page)
    assert page.get_by_label("Describe photo 1 for blind readers").input_value() == "Two teams run."

    page.get_by_role("button", name="Start again", exact=True).click()
    page.get_by_role("button", name="Yes, start again").click()
    page.wait_for_function(WRITTEN, arg="", timeout=ANSWER)
    pick(page, "Go on with a saved draft", "Well done to Orla Fenwick-Shah")
    page.wait_for_function(WRITTEN, arg=NAMED, timeout=ANSWER)
    page.get_by_text("Photo 1: sports-day.jpg").wait_for(timeout=ANSWER)
