"""The whole walk in a real browser: a photo with two faces, each said to be somebody, and the verdict follows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_review_page import ANSWER, address, browser, check, page, pick

__all__ = ["address", "browser", "page"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def press(page: Any, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def said(page: Any, words: str) -> None:
    page.get_by_text(words, exact=True).wait_for(timeout=ANSWER)


def test_every_face_is_resolved_by_a_person_and_the_verdict_follows(page: Any) -> None:
    pick(page, "Or take one from the sample album", "space-day-two.jpg")
    page.get_by_text("Photo 1: space-day-two.jpg").wait_for(timeout=ANSWER)
    assert "A person must look" in check(page).inner_text()
    said(page, "Face 1: nobody has said who this is.")

    press(page, "Face 1: A grown-up or a visitor")
    said(page, "Face 1: A grown-up or a visitor, said by: Marigold Fennimore-Okoro.")
    press(page, "Undo the last word about photo 1")
    said(page, "Face 1: nobody has said who this is.")

    pick(page, "Face 1 is this pupil", "Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.")
    press(page, "Face 2: Cover")
    said(page, "Face 2: To be covered, said by: Marigold Fennimore-Okoro.")
    page.get_by_role("img", name="Face 2, covered").wait_for(timeout=ANSWER)
    assert "Changed since the check" in page.locator("section.verdict").inner_text()

    press(page, "Check")
    page.locator("section.verdict.clear").wait_for(timeout=ANSWER)
    page.locator("ul.faces").get_by_text("Covered.").wait_for(timeout=ANSWER)  # drawn after the verdict
    first, second = page.locator("ul.faces").all_inner_texts()
    assert "Robin A, Oak, said by: Marigold Fennimore-Okoro. Consent to be shown there is given." in first
    assert "Covered." in second


def test_all_suggestions_are_named_and_confirmed_at_once(page: Any) -> None:
    pick(page, "Or take one from the sample album", "space-day-one.jpg")
    page.get_by_text("Photo 1: space-day-one.jpg").wait_for(timeout=ANSWER)
    check(page)
    press(page, "Confirm the suggestion: face 1 Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.")
    page.get_by_role("button", name="Confirm the suggestion").wait_for(state="detached", timeout=ANSWER)
