"""The whole walk in a real browser: a photo with two faces, each said to be somebody, and the verdict follows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hands import check, gone, pick, press, said

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_every_face_is_resolved_by_a_person_and_the_verdict_follows(page: Any) -> None:
    pick(page, "Or take one from the sample album", "space-day-two.jpg")
    said(page, "Photo 1: space-day-two.jpg")
    assert "A person must look" in check(page).inner_text()
    said(page, "Face 1: nobody has said who this is.", exact=True)

    press(page, "Face 1: A grown-up or a visitor")
    said(page, "Face 1: A grown-up or a visitor, said by: Marigold Fennimore-Okoro.", exact=True)
    press(page, "Undo the last word about photo 1")
    said(page, "Face 1: nobody has said who this is.", exact=True)

    pick(page, "Face 1 is this pupil", "Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.", exact=True)
    press(page, "Face 2: Cover")
    said(page, "Face 2: To be covered, said by: Marigold Fennimore-Okoro.", exact=True)
    assert page.get_by_role("img", name="Face 2, covered").count() == 1
    assert "Changed since the check" in page.locator("section.verdict").inner_text()

    assert "Clear" in check(page).inner_text()
    first, second = page.locator("ul.faces").all_inner_texts()
    assert "Robin A, Oak, said by: Marigold Fennimore-Okoro. Consent to be shown there is given." in first
    assert "Covered." in second


def test_all_suggestions_are_named_and_confirmed_at_once(page: Any) -> None:
    pick(page, "Or take one from the sample album", "space-day-one.jpg")
    said(page, "Photo 1: space-day-one.jpg")
    check(page)
    press(page, "Confirm the suggestion: face 1 Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.", exact=True)
    gone(page, page.get_by_role("button", name="Confirm the suggestion"))
