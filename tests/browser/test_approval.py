"""In a real browser: from a checked draft to a post that is out, by two people; an override; a referral seen by two."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.test_review_page import ANSWER, HOSTILE, address, browser, check, page, pick

__all__ = ["address", "browser", "page"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

NAMED = "Well done to Orla Fenwick-Shah for reading 100 books."
IN_CARE = "One of the runners is in care."


def write(page: Any, words: str) -> None:
    field = page.get_by_label("Words of the post")
    field.fill(words)
    field.press("Tab")


def tick(page: Any, name: str | None = None) -> None:
    """Tick what is to be ticked, one by one, as the page is drawn anew after each."""
    boxes = page.get_by_role("checkbox", name=name) if name else page.locator("[data-testid=stCheckbox] input")
    for number in range(boxes.count()):
        box = boxes.nth(number)
        if not box.is_checked():
            box.press("Space")
            settle(page)
            assert boxes.nth(number).is_checked()


def settle(page: Any) -> None:
    """Until the page has been drawn anew."""
    page.wait_for_timeout(300)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=ANSWER)


def work_as(page: Any, name: str) -> None:
    pick(page, "I work here as", name)
    settle(page)


def go_to(page: Any, title: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    page.get_by_role("heading", name=title, exact=True, level=1).wait_for(timeout=ANSWER)
    settle(page)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def send(page: Any) -> None:
    page.get_by_role("heading", name="Send for approval").wait_for(timeout=ANSWER)
    settle(page)
    nothing_left = page.locator("p.state.clear", has_text="Nothing stands in the way.")
    for _ in range(5):  # a page that is drawn anew at that moment may lose a tick
        tick(page)
        if nothing_left.count():
            break
    nothing_left.wait_for(timeout=ANSWER)
    press(page, "Send for approval")
    page.get_by_text("Sent. The answer comes to this page").wait_for(timeout=ANSWER)


def newest(page: Any, label: str) -> Any:
    """The button of the post that came last."""
    page.get_by_role("heading", name="Waiting", exact=True).wait_for(timeout=ANSWER)
    found = page.get_by_role("button", name=label)
    found.last.wait_for(timeout=ANSWER)
    return found.last


def test_two_people_bring_a_post_from_the_draft_to_its_link(page: Any, tmp_path: Path) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    write(page, f"Every class cheered for every runner. {HOSTILE}"[:60])
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    page.get_by_label("Describe photo 1 for blind readers").fill("Five children seen from behind.")
    page.get_by_label("Describe photo 1 for blind readers").press("Tab")
    check(page)
    send(page)

    work_as(page, "Ingram")
    go_to(page, "Waiting")
    newest(page, "Decide (post").click()
    page.get_by_role("heading", name="What you sign").wait_for(timeout=ANSWER)
    settle(page)
    assert page.locator("img.outgoing").get_attribute("alt") == "Picture 1 as it will go out"
    page.screenshot(path=tmp_path / "approve.png", full_page=True)
    tick(page, "I have read the words")
    press(page, "Approve")
    page.get_by_text("is approved.").wait_for(timeout=ANSWER)

    work_as(page, "Marigold")
    go_to(page, "Waiting")
    page.get_by_text("Approved (1)").click()
    newest(page, "Open (post").click()
    press(page, "Make the package")
    page.get_by_text("no picture carries hidden details").wait_for(timeout=ANSWER)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download approved-post").click()
    waiting.value.save_as(tmp_path / "package.zip")
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == ["post.txt", "descriptions.txt", "photo-1.jpg", "certificate.html", "certificate.pdf"]
    assert Image.open(io.BytesIO(files["photo-1.jpg"])).getexif() == {}
    assert hashlib.sha256(files["photo-1.jpg"]).hexdigest() in files["certificate.html"].decode()
    page.screenshot(path=tmp_path / "package.png", full_page=True)

    page.get_by_label("Link of the post").fill("https://quillbrook.example/posts/7")
    press(page, "Record that it is up")
    page.get_by_text("Recorded. Should somebody in it withdraw consent").wait_for(timeout=ANSWER)
    press(page, "All posts")
    page.get_by_role("heading", name="Is this file the approved one?").wait_for(timeout=ANSWER)
    for name, data, says in (
        ("photo-1.jpg", files["photo-1.jpg"], "Yes. This is picture 1"),
        ("other.jpg", files["photo-1.jpg"] + b"\0", "This is no file of a post that was approved here"),
    ):
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
        page.get_by_text(says).wait_for(timeout=ANSWER)


def test_a_second_person_lets_a_blocked_post_through_for_a_written_reason(page: Any) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    write(page, NAMED)
    assert "Blocked" in check(page).inner_text()
    page.get_by_role("heading", name="Send for approval").wait_for(timeout=ANSWER)
    settle(page)
    assert page.get_by_role("button", name="Send for approval", exact=True).count() == 0
    tick(page)
    page.get_by_text("It is right as it is: ask another person").click()
    page.get_by_label("Why should it go up although it is blocked?").fill("She is the author of the book.")
    page.get_by_label("Why should it go up although it is blocked?").press("Tab")
    settle(page)
    press(page, "Send it although it is blocked")
    page.get_by_text("Sent. The answer comes to this page").wait_for(timeout=ANSWER)

    work_as(page, "Ingram")
    go_to(page, "Waiting")
    newest(page, "Decide (post").click()
    page.get_by_role("heading", name="What you sign").wait_for(timeout=ANSWER)
    settle(page)
    assert "She is the author of the book." in page.get_by_test_id("stMain").inner_text()
    tick(page, "I have read the words")
    press(page, "Let it through and approve")
    page.get_by_text("has to let it through first, with the reason in writing").wait_for(timeout=ANSWER)
    page.get_by_label("Why may it go up although it is blocked?").fill("I know the book.")
    page.get_by_label("Why may it go up although it is blocked?").press("Tab")
    settle(page)
    press(page, "Let it through and approve")
    page.get_by_text("is approved.").wait_for(timeout=ANSWER)


def test_the_lead_reads_why_a_post_was_referred_and_nobody_else_does(page: Any) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    write(page, "Every class cheered for every runner on Friday.")
    check(page)
    send(page)
    work_as(page, "Ingram")
    go_to(page, "Waiting")
    newest(page, "Decide (post").click()
    page.get_by_role("heading", name="What you sign").wait_for(timeout=ANSWER)
    settle(page)
    page.get_by_text("Ask the designated safeguarding lead").last.click()
    page.get_by_label("Why? Only the lead reads this").fill(IN_CARE)
    page.get_by_label("Why? Only the lead reads this").press("Tab")
    settle(page)
    press(page, "Refer")
    page.get_by_text("is referred to the lead.").wait_for(timeout=ANSWER)
    newest(page, "Open (post").click()
    page.get_by_text("It was referred to the designated safeguarding lead.").wait_for(timeout=ANSWER)
    assert IN_CARE not in page.content()
    assert page.get_by_role("button", name="Approve", exact=True).count() == 0

    work_as(page, "Thandeka")
    press(page, "All posts")
    newest(page, "Decide (post").click()
    page.get_by_text(IN_CARE).wait_for(timeout=ANSWER)
    settle(page)
    page.get_by_label("Comment for whoever sent it").fill("Please leave the photo out.")
    page.get_by_label("Comment for whoever sent it").press("Tab")
    settle(page)
    press(page, "Send back")
    page.get_by_text("went back with your comment.").wait_for(timeout=ANSWER)

    work_as(page, "Marigold")
    page.get_by_text("Sent back (1)").click()
    newest(page, "Open (post").click()
    press(page, "Put it on the desk")
    page.get_by_role("heading", name="Check a post", exact=True).wait_for(timeout=ANSWER)
    page.get_by_text("Please leave the photo out.").wait_for(timeout=ANSWER)
    assert IN_CARE not in page.content()
