"""In a real browser: typing on, stopping, the keyboard alone, films, milder copies, and a school without matching."""

from __future__ import annotations

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
from tests.browser.hands import (
    ANSWER,
    check,
    click,
    fill,
    gone,
    one,
    pick,
    press,
    reads,
    said,
    settled,
    upload,
)
from tests.browser.hands import lay_down as lay

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOSTILE_PUPIL = """pupil_id,first_name,last_name,class_name,photo_consent
X999,**Bo** <img src=x onerror=window.broken=9>,:red[Zed] [x](javascript:alert(1)),Oak,yes
"""
AGAIN = 5_000  # milliseconds from the last key to the new verdict on a busy machine; the pause itself is 900


def lay_down(page: Any, name: str, data: bytes) -> None:
    lay(page, upload(name, data))
    said(page, f"Photo 1: {name}")


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
    settled(page)
    page.keyboard.press("Enter")
    page.locator("section.verdict.stop").wait_for(timeout=ANSWER)
    settled(page)
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
    press(page, "Check", waits=False)
    page.get_by_role("button", name="Stop the check").click(timeout=ANSWER)
    said(page, "The check was stopped. Your draft is as it was.")
    settled(page)
    assert page.locator("section.verdict").count() == 0
    said(page, "Photo 1: large.jpg")


def test_a_film_waits_for_a_person_and_something_else_is_refused(page: Any) -> None:
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
    lay_down(page, "assembly.mp4", film)
    said(page, "This is a film. No program here can look into it")
    assert "A person must look" in check(page).inner_text()
    said(page, "It must be checked as a video, by a person.")
    assert page.get_by_role("button", name="Download the cleaned copy").count() == 0


def test_a_deleted_draft_can_be_brought_back(page: Any) -> None:
    fill(page, "Words of the post", "A page for the newsletter.")
    press(page, "Delete this draft", exact=False)
    reads(page, "Words of the post", "")
    press(page, "Bring back the draft before this", exact=False)
    reads(page, "Words of the post", "A page for the newsletter.")


def test_a_milder_version_takes_the_place_in_one_press_and_gives_it_back(page: Any, folder: Path) -> None:
    picture = folder / "home" / "sample-school" / "album" / "space-day-two.jpg"
    large = BytesIO()
    with Image.open(picture) as opened:
        opened.resize((2400, round(2400 * opened.height / opened.width))).save(large, "JPEG", quality=90)
    lay_down(page, "space.jpg", large.getvalue())
    check(page)
    press(page, "Photo 1: Make it at most 1600 pixels wide or tall", exact=False)
    assert [page.get_by_role("img", name=name).count() for name in ("Before", "After")] == [1, 1]
    assert page.locator("section.verdict:not(.stale)").count() == 1
    press(page, "Photo 1: bring back the one before", exact=False)
    gone(page, page.get_by_role("img", name="After"))


def test_without_face_matching_each_face_needs_a_tick_and_a_press(page: Any, folder: Path) -> None:
    school = folder / "home" / "sample-school" / REGISTER_FILE
    with open_register(str(school)) as register:
        sheet = parse_register_csv(HOSTILE_PUPIL.encode())
        register.apply(plan_import(register.read(), sheet, date.today()))
        register.switch_matching_off()
    pick(page, "Or take one from the sample album", "space-day-two.jpg")
    said(page, "Photo 1: space-day-two.jpg")
    check(page)
    said(page, "Face 2: nobody has said who this is.", exact=True)
    assert page.get_by_role("button", name="Confirm").count() == 0
    for typed, name in (("Robin", "Robin A, Oak"), ("Bo", "**Bo**")):
        there = one(page, page.get_by_role("combobox", name="Who is in photo 1?"))
        there.press_sequentially(typed, delay=30)
        click(page, page.get_by_role("option", name=name))
    page.keyboard.press("Escape")
    hostile = one(page, page.get_by_role("button", name="Face 1: **Bo** <img"))
    assert hostile.locator("strong, img").count() == 0
    assert page.evaluate("window.broken") is None
    press(page, "Face 1: Robin A, Oak")
    said(page, "Face 1: Robin A, Oak, said by: Marigold Fennimore-Okoro.", exact=True)
    tab_to(page, "Face 2: other covers", most=150)
    page.keyboard.press("Enter")
    tab_to(page, "Face 2: Pixelate", most=3)  # what unfolds is next for the keyboard
    press(page, "Face 2: Pixelate")
    said(page, "Face 2: To be covered, said by: Marigold Fennimore-Okoro.", exact=True)
    assert "Clear" in check(page).inner_text()
    with open_register(str(school)) as register:
        register.switch_matching_on("DPIA-2026-01", "A. Officer", date.today())


def test_what_is_no_photo_is_named_with_the_reason_and_the_others_are_added(page: Any) -> None:
    photo = BytesIO()
    Image.new("RGB", (40, 40)).save(photo, "JPEG")
    lay(page, upload("letter.docx", b"x"), upload("ok.jpg", photo.getvalue()), upload("list.csv", b"a"))
    said(page, "Photo 1: ok.jpg")
    said(page, "Not added: letter.docx, list.csv", exact=True)
    assert page.get_by_test_id("stAlert").count() == 1


def test_the_verdict_stands_beside_the_button_wherever_one_is(page: Any) -> None:
    for name in "ab":
        photo = BytesIO()
        Image.effect_noise((300, 200), 40).convert("RGB").save(photo, "JPEG")
        lay(page, upload(f"{name}.jpg", photo.getvalue()))
    fill(page, "Words of the post", "Well done to Orla Fenwick-Shah.")
    check(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 500")
    short = page.get_by_role("link", name="Blocked")
    assert short.evaluate("it => it.getBoundingClientRect().bottom <= innerHeight")
    short.click()
    assert page.locator("section.verdict").evaluate("it => it.getBoundingClientRect().top >= 0")


def test_in_a_narrow_window_the_title_is_whole_and_the_folded_menu_takes_no_focus(page: Any) -> None:
    page.set_viewport_size({"width": 640, "height": 512})  # 1280 by 1024 at 200 %
    menu = page.locator("[data-testid=stSidebar][data-collapsed=true]")
    menu.wait_for(state="attached")
    bottom, top = (
        page.locator(place).bounding_box() for place in ("[data-testid=stHeader]", "[data-testid=stMain] h1")
    )
    assert top["y"] >= bottom["y"] + bottom["height"]
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('[data-testid=stSidebar]') !== null")
