"""In a real browser: type, use a wording, undo it, reload, and find the draft again with its photo."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hands import ANSWER, check, fill, pick, press, reads, said

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

NAMED = "Well done to Orla Fenwick-Shah for reading 100 books."
MENDED = "Well done to Orla for reading 100 books."
WORDS, DESCRIPTION = "Words of the post", "Describe photo 1 for blind readers"


def test_a_draft_is_typed_mended_undone_and_found_again_after_a_reload(page: Any) -> None:
    fill(page, WORDS, NAMED)
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    fill(page, DESCRIPTION, "Two teams run.")
    assert "Blocked" in check(page).inner_text()
    assert page.locator("p.change del").first.inner_text() == "Orla Fenwick-Shah"
    assert page.locator("p.change ins").first.inner_text() == "Orla"

    press(page, "Use this wording (1)")
    reads(page, WORDS, MENDED)
    assert page.locator("section.verdict:not(.stop):not(.stale)").count() == 1
    press(page, "Undo")
    reads(page, WORDS, NAMED)
    assert page.locator("section.verdict.stop").count() == 1

    page.wait_for_url("**draft=*", timeout=ANSWER)
    page.reload()
    reads(page, WORDS, NAMED)
    said(page, "Photo 1: sports-day.jpg")
    reads(page, DESCRIPTION, "Two teams run.")

    press(page, "Start again")
    press(page, "Yes, start again")
    reads(page, WORDS, "")
    pick(page, "Go on with a saved draft", "Well done to Orla Fenwick-Shah")
    reads(page, WORDS, NAMED)
    said(page, "Photo 1: sports-day.jpg")
