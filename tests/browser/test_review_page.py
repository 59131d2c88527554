"""The real page in a real browser: a draft with a photo goes in, a verdict comes out, nothing leaves the machine."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.hands import ANSWER, check, download, fill, go_to, lay_down, pick, reads, said, upload, work_as
from tests.browser.served import ARGUMENTS, CHROMIUM, served_sample  # noqa: F401 - benchmarks/desk.py asks here

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOSTILE = (
    "<script>window.broken = 1</script><img src=x onerror='window.broken = 2'> **not bold** "
    "![beacon](http://192.0.2.1/beacon.png) [link](javascript:alert(1)) </div></section>"
)
WITHOUT_NUMBERS = """passage => {
  const copy = passage.cloneNode(true)
  copy.querySelectorAll("sup").forEach(numbers => numbers.remove())
  return copy.textContent
}"""


def test_a_sample_draft_with_a_photo_gets_its_verdict(page: Any, tmp_path: Path) -> None:
    pick(page, "Start from a sample draft", "Block: a full name beside a photo")
    said(page, "Photo 1: space-day-two.jpg")
    assert "Blocked" in check(page).inner_text()
    assert page.locator("mark", has_text="Robin Ashdowne").count() == 1
    assert page.locator("img.preview").get_attribute("alt") == "Photo 1 with 2 numbered spots"
    assert "Could be Robin A, Oak. See finding 3." in page.locator("ul.faces").last.inner_text()
    page.locator("a.number").first.click()
    page.wait_for_function("location.hash === '#finding-1'", timeout=ANSWER)
    page.screenshot(path=tmp_path / "review-page.png")


def test_hidden_details_are_shown_and_the_copy_is_free_of_them(page: Any, tmp_path: Path) -> None:
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    said(page, "Photo 1: sports-day.jpg")
    assert "Clear" in check(page).inner_text()
    assert "54.17" in page.locator("table.plain").inner_text()
    copy = download(page, "Download the cleaned copy")
    assert copy.suggested_filename == "photo-1.jpg"
    copy.save_as(tmp_path / "copy.jpg")
    assert b"Exif" not in (tmp_path / "copy.jpg").read_bytes()


def test_tags_in_words_descriptions_and_file_names_stay_words(page: Any) -> None:
    name = "<img src=x onerror=window.broken=3>.png"
    picture = BytesIO()
    Image.new("RGB", (120, 80), "ivory").save(picture, "PNG")
    fill(page, "Words of the post", HOSTILE)
    lay_down(page, upload(name, picture.getvalue()))
    fill(page, "Describe photo 1 for blind readers", HOSTILE)
    check(page)
    passages = page.locator(".passage").all()
    assert [passage.evaluate(WITHOUT_NUMBERS) for passage in passages] == [HOSTILE, HOSTILE, name]
    assert page.locator(".passage").locator("script, img, strong").count() == 0
    assert page.evaluate("window.broken") is None


def test_a_safeguarding_lead_sees_the_register_and_the_draft_is_still_there(page: Any) -> None:
    fill(page, "Words of the post", "Half a day of careful writing.")
    work_as(page, "Designated safeguarding lead")
    go_to(page, "Register")
    said(page, "Only a yes lets anything through; a blank counts as no.")
    go_to(page, "Check a post")
    reads(page, "Words of the post", "Half a day of careful writing.")
