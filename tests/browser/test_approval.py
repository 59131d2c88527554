"""In a real browser: from a checked draft to a post that is out, by two people; an override; a referral seen by two."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.hands import (
    at,
    check,
    click,
    download,
    fill,
    go_to,
    lay_down,
    pick,
    press,
    said,
    settled,
    tick,
    tick_all,
    unfold,
    upload,
    work_as,
)
from tests.browser.test_review_page import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

NAMED = "Well done to Orla Fenwick-Shah for reading 100 books."
IN_CARE = "One of the runners is in care."


def send(page: Any) -> None:
    page.get_by_role("heading", name="Send for approval").wait_for()
    tick_all(page)
    assert page.locator("p.state.clear", has_text="Nothing stands in the way.").count() == 1
    press(page, "Send for approval")
    said(page, "Sent. The answer comes to this page")


def open_newest(page: Any, label: str) -> None:
    """The post that came last."""
    said(page, "Waiting", exact=True)
    settled(page)
    click(page, page.get_by_role("button", name=label).last)


def decide(page: Any) -> None:
    """What somebody signs who decides about the post that came last."""
    open_newest(page, "Decide (post")
    assert page.get_by_role("heading", name="What you sign").count() == 1


def test_two_people_bring_a_post_from_the_draft_to_its_link(page: Any, tmp_path: Path) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    fill(page, "Words of the post", f"Every class cheered for every runner. {HOSTILE}"[:60])
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    fill(page, "Describe photo 1 for blind readers", "Five children seen from behind.")
    check(page)
    send(page)

    work_as(page, "Ingram")
    go_to(page, "Waiting")
    decide(page)
    assert page.locator("img.outgoing").get_attribute("alt") == "Picture 1 as it will go out"
    page.screenshot(path=tmp_path / "approve.png", full_page=True)
    tick(page, "I have read the words")
    press(page, "Approve")
    said(page, "is approved.")

    work_as(page, "Marigold")
    go_to(page, "Waiting")
    tick(page, "Approved (1)", role="radio")
    open_newest(page, "Open (post")
    press(page, "Make the package")
    said(page, "no picture carries hidden details")
    download(page, "Download approved-post").save_as(tmp_path / "package.zip")
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == ["post.txt", "descriptions.txt", "photo-1.jpg", "certificate.html", "certificate.pdf"]
    assert Image.open(io.BytesIO(files["photo-1.jpg"])).getexif() == {}
    assert hashlib.sha256(files["photo-1.jpg"]).hexdigest() in files["certificate.html"].decode()
    page.screenshot(path=tmp_path / "package.png", full_page=True)

    fill(page, "Link of the post", "https://quillbrook.example/posts/7")
    press(page, "Record that it is up")
    said(page, "Recorded. Should somebody in it withdraw consent")
    press(page, "All posts")
    assert page.get_by_role("heading", name="Is this file the approved one?").count() == 1
    for name, data, says in (
        ("photo-1.jpg", files["photo-1.jpg"], "Yes. This is picture 1"),
        ("other.jpg", files["photo-1.jpg"] + b"\0", "This is no file of a post that was approved here"),
    ):
        lay_down(page, upload(name, data, "image/jpeg"))
        said(page, says)


def test_a_second_person_lets_a_blocked_post_through_for_a_written_reason(page: Any) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    fill(page, "Words of the post", NAMED)
    assert "Blocked" in check(page).inner_text()
    assert page.get_by_role("heading", name="Send for approval").count() == 1
    assert page.get_by_role("button", name="Send for approval", exact=True).count() == 0
    tick_all(page)
    unfold(page, "It is right as it is: ask another person")
    fill(page, "Why should it go up although it is blocked?", "She is the author of the book.")
    press(page, "Send it although it is blocked")
    said(page, "Sent. The answer comes to this page")

    work_as(page, "Ingram")
    go_to(page, "Waiting")
    decide(page)
    assert "She is the author of the book." in page.get_by_test_id("stMain").inner_text()
    tick(page, "I have read the words")
    press(page, "Let it through and approve")
    said(page, "has to let it through first, with the reason in writing")
    fill(page, "Why may it go up although it is blocked?", "I know the book.")
    press(page, "Let it through and approve")
    said(page, "is approved.")


def test_the_lead_reads_why_a_post_was_referred_and_nobody_else_does(page: Any) -> None:
    work_as(page, "Marigold")
    go_to(page, "Check a post")
    fill(page, "Words of the post", "Every class cheered for every runner on Friday.")
    check(page)
    send(page)
    work_as(page, "Ingram")
    go_to(page, "Waiting")
    decide(page)
    unfold(page, "Ask the designated safeguarding lead")
    fill(page, "Why? Only the lead reads this", IN_CARE, exact=False)
    press(page, "Refer")
    said(page, "is referred to the lead.")
    open_newest(page, "Open (post")
    said(page, "It was referred to the designated safeguarding lead.")
    assert IN_CARE not in page.content()
    assert page.get_by_role("button", name="Approve", exact=True).count() == 0

    work_as(page, "Thandeka")
    press(page, "All posts")
    decide(page)
    said(page, IN_CARE)
    fill(page, "Comment for whoever sent it", "Please leave the photo out.", exact=False)
    press(page, "Send back")
    said(page, "went back with your comment.")

    work_as(page, "Marigold")
    tick(page, "Sent back (1)", role="radio")
    open_newest(page, "Open (post")
    press(page, "Put it on the desk")
    at(page, "Check a post")
    said(page, "Please leave the photo out.")
    assert IN_CARE not in page.content()
