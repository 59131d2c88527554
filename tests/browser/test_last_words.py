"""In a real browser: what was typed a moment before the page was reloaded or left is there again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hands import fill, pick, reads, settled

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ALT = "Describe photo 1 for blind readers"
WORDS = "Words of the post"


def begun(page: Any) -> None:
    """A saved draft with one photo."""
    fill(page, WORDS, "Sports day was dry.")
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    page.wait_for_url("**draft=*")
    settled(page)


def test_a_description_typed_a_moment_before_a_reload_is_there_again(page: Any) -> None:
    """In the very moment in which the page takes it by itself."""
    begun(page)
    page.get_by_label(ALT).press_sequentially("Two teams run.")
    page.wait_for_timeout(900)
    page.reload()
    reads(page, ALT, "Two teams run.")


def test_a_description_typed_right_before_a_reload_is_there_again(page: Any) -> None:
    """The browser gives a page 150 ms to say goodbye: on a machine that is busy with other work, not always enough."""
    begun(page)
    for number in range(3):
        words = f"Two teams run {number}."
        page.get_by_label(ALT).fill("")
        page.get_by_label(ALT).press_sequentially(words)
        page.reload()
        settled(page)
        if page.get_by_label(ALT).input_value() == words:
            return
    raise AssertionError("three times the last words were lost")


def test_words_typed_a_moment_before_the_page_was_left_are_there_again(page: Any) -> None:
    begun(page)
    page.get_by_label(WORDS).press("End")
    page.get_by_label(WORDS).press_sequentially(" All ran.")
    there = page.url
    page.goto("about:blank")
    page.goto(there)
    reads(page, WORDS, "Sports day was dry. All ran.")
