"""In a real browser: typing on, stopping, the keyboard alone, films, milder copies, and a school without matching."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checker.store import REGISTER_FILE
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register
from tests.browser.test_review_page import ANSWER, browser, check, page, pick, served_sample

__all__ = ["browser", "page"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOSTILE_PUPIL = """pupil_id,first_name,last_name,class_name,photo_consent
X999,**Bo** <img src=x onerror=window.broken=9>,:red[Zed] [x](javascript:alert(1)),Oak,yes
"""
AGAIN = 5_000  # milliseconds from the last key to the new verdict on a busy machine; the pause itself is 900


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served_sample(folder) as address:
        yield address


def press(page: Any, label: str, *, exact: bool = True) -> None:
    page.get_by_role("button", name=label, exact=exact).click()


def said(page: Any, words: str) -> None:
    page.get_by_text(words, exact=True).wait_for(timeout=ANSWER)


def lay_down(page: Any, name: str, data: bytes) -> None:
    upload = [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_text(f"Photo 1: {name}").wait_for(timeout=ANSWER)


def focused(page: Any) -> str:
    """What a screen reader calls the element that the keyboard is on; a symbol's name stands before the words."""
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText") or ""


def tab_to(page: Any, words: str, most: int = 60) -> None:
    """Press Tab until what has this name is focused."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).strip().splitlines()[-1:] == [words]:
            return
    pytest.fail(f"{words!r} is not reached with the keyboard")


def test_with_the_keyboard_alone_a_post_is_written_checked_mended_and_checked_again(page: Any) -> None:
    tab_to(page, "Words of the post")
    page.keyboard.type("Well done to Orla Fenwick-Shah for reading 100 books.")
    tab_to(page, "Check")
    page.keyboard.press("Enter")
    page.locator("section.verdict.stop").wait_for(timeout=ANSWER)
    tab_to(page, "finding 1")
    assert page.evaluate("getComputedStyle(document.querySelector('#finding-1')).outlineStyle") == "solid"
    tab_to(page, "Use this wording (1)")
    page.keyboard.press("Space")
    page.locator("section.verdict.clear").wait_for(timeout=ANSWER)


def test_a_pause_in_typing_is_enough_for_a_new_verdict_and_no_key_is_lost(page: Any) -> None:
    words = page.get_by_label("Words of the post")
    words.press_sequentially("A lovely harvest assembly", delay=20)
    page.wait_for_url("**draft=*", timeout=ANSWER)  # saved without leaving the field
    assert "Clear" in check(page).inner_text()
    words.press("Control+End")
    more = ", said Orla Fenwick-Shah, and everybody sang along until the bell rang."
    for count, key in enumerate(more):
        page.keyboard.type(key)
        page.wait_for_timeout(920 if count in (20, 45) else 15)  # pauses just long enough for a check to begin
    page.locator("section.verdict.stop").wait_for(timeout=AGAIN)
    page.locator(".passage", has_text="until the bell rang.").wait_for(timeout=AGAIN)
    assert words.input_value() == f"A lovely harvest assembly{more}"


def test_a_check_can_be_stopped_and_the_draft_stays(page: Any) -> None:
    noise = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(noise, "JPEG", quality=80)
    lay_down(page, "large.jpg", noise.getvalue())
    press(page, "Check")
    press(page, "Stop the check", exact=False)
    page.get_by_text("The check was stopped. Your draft is as it was.").wait_for(timeout=ANSWER)
    assert page.locator("section.verdict").count() == 0
    page.get_by_text("Photo 1: large.jpg").wait_for(timeout=ANSWER)


def test_a_film_waits_for_a_person_and_something_else_is_refused(page: Any) -> None:
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
    lay_down(page, "assembly.mp4", film)
    page.get_by_text("This is a film. No program here can look into it").wait_for(timeout=ANSWER)
    assert "A person must look" in check(page).inner_text()
    page.get_by_text("It must be checked as a video, by a person.").first.wait_for(timeout=ANSWER)
    assert page.get_by_role("button", name="Download the cleaned copy").count() == 0


def test_a_deleted_draft_can_be_brought_back(page: Any) -> None:
    words = page.get_by_label("Words of the post")
    words.fill("A page for the newsletter.")
    words.press("Tab")
    press(page, "Delete this draft", exact=False)
    page.wait_for_function("document.querySelector('textarea')?.value === ''", timeout=ANSWER)
    press(page, "Bring back the draft before this", exact=False)
    page.wait_for_function("document.querySelector('textarea')?.value === 'A page for the newsletter.'", timeout=ANSWER)


def test_a_milder_version_takes_the_place_in_one_press_and_gives_it_back(page: Any, folder: Path) -> None:
    picture = folder / "home" / "sample-school" / "album" / "space-day-two.jpg"
    large = BytesIO()
    with Image.open(picture) as opened:
        opened.resize((2400, round(2400 * opened.height / opened.width))).save(large, "JPEG", quality=90)
    lay_down(page, "space.jpg", large.getvalue())
    check(page)
    press(page, "Photo 1: Make it at most 1600 pixels wide or tall", exact=False)
    page.get_by_role("img", name="After").wait_for(timeout=ANSWER)
    page.get_by_role("img", name="Before").wait_for(timeout=ANSWER)
    page.locator("section.verdict:not(.stale)").wait_for(timeout=ANSWER)
    press(page, "Photo 1: bring back the one before", exact=False)
    page.get_by_role("img", name="After").wait_for(state="detached", timeout=ANSWER)


def test_without_face_matching_each_face_needs_a_tick_and_a_press(page: Any, folder: Path) -> None:
    school = folder / "home" / "sample-school" / REGISTER_FILE
    with open_register(str(school)) as register:
        sheet = parse_register_csv(HOSTILE_PUPIL.encode())
        register.apply(plan_import(register.read(), sheet, date.today()))
        register.switch_matching_off()
    pick(page, "Or take one from the sample album", "space-day-two.jpg")
    page.get_by_text("Photo 1: space-day-two.jpg").wait_for(timeout=ANSWER)
    check(page)
    said(page, "Face 2: nobody has said who this is.")
    assert page.get_by_role("button", name="Confirm").count() == 0
    there = page.get_by_role("combobox", name="Who is in photo 1?")
    there.click()
    there.press_sequentially("Robin", delay=30)
    page.get_by_role("option", name="Robin A, Oak").click()
    there.press_sequentially("Bo", delay=30)
    page.get_by_role("option", name="**Bo**").click()
    page.keyboard.press("Escape")
    hostile = page.get_by_role("button", name="Face 1: **Bo** <img")
    hostile.wait_for(timeout=ANSWER)
    assert hostile.locator("strong, img").count() == 0
    assert page.evaluate("window.broken") is None
    press(page, "Face 1: Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.")
    press(page, "Face 2: other covers", exact=False)
    press(page, "Face 2: Pixelate")
    said(page, "Face 2: To be covered, said by: Marigold Fennimore-Okoro.")
    page.keyboard.press("Escape")
    press(page, "Check")
    page.locator("section.verdict.clear").wait_for(timeout=ANSWER)
    with open_register(str(school)) as register:
        register.switch_matching_on("DPIA-2026-01", "A. Officer", date.today())
