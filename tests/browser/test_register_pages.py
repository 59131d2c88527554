"""The register's pages in a real browser: a list imported and taken back, a no and what follows, a face, protection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageFilter

from checker.analysers.sample_album import reference_portrait
from checker.core.people import Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown
from checker.store import REGISTER_FILE
from checker.workflow.approvals import record_published
from checker.workflow.permits import this_machine
from checker.workflow.sample import SAMPLE_FOLDER
from tests.browser.axe import axe_script, faults
from tests.browser.hands import (
    ANSWER,
    at,
    click,
    fill,
    go_to,
    gone,
    lay_down,
    pick,
    press,
    said,
    settled,
    tab,
    tick,
    unfold,
    upload,
    work_as,
)
from tests.browser.served import served_sample, window_on

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOSTILE = "<script>window.broken=1</script>**Ada**"
LIST = f"""Adno,first_name,last_name,year_group,class_name,photo_consent,video_consent
Q001,Idris,Vantongeren,Reception,Acorn,no,yes
Q900,{HOSTILE},Fell,Reception,Acorn,yes,no
"""
LINK = "https://social.example/quillbrook/77"


@dataclass(frozen=True)
class School:
    """A running page of the sample school, and its register."""

    address: str
    register: str


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("office")
    with served_sample(folder) as address:
        yield School(address, str(folder / "home" / SAMPLE_FOLDER / REGISTER_FILE))
    told = (folder / "log").read_text()
    assert [name for name in ("Vantongeren", "Ashdowne", "mother") if name in told] == []


@pytest.fixture
def page(school: School, browser: Any) -> Iterator[Any]:
    """The register, opened by the business manager."""
    with window_on(browser, f"{school.address}/") as page:
        settled(page)
        work_as(page, "Business manager")
        go_to(page, "Register")
        yield page


def open_pupil(page: Any, search: str, name: str) -> None:
    fill(page, "Search by name, number or class", search)
    press(page, name, exact=False)
    assert page.get_by_role("heading", name=name).count() == 1


def told(page: Any, words: str) -> None:
    """What the page tells of the deed just done."""
    page.get_by_role("status").filter(has_text=words).wait_for(timeout=ANSWER)


def back(page: Any) -> None:
    press(page, "Back to the register")
    at(page, "Register")


def preview(page: Any) -> None:
    at(page, "Import the school's list")
    lay_down(page, upload("list.csv", LIST.encode(), "text/csv"), field="The list, as CSV")
    assert page.get_by_role("heading", name="2. What the columns mean").count() == 1


def test_a_list_is_looked_at_applied_taken_back_and_applied_again(page: Any) -> None:
    press(page, "Import the school's list")
    preview(page)
    pick(page, "Adno", "Pupil's number")
    press(page, "Show what will change")
    told(page, "2 pupils in the list, 0 as they were: 1 with a consent that ends, 1 new.")
    assert page.get_by_text("Vantongeren, Idris (Q001)").count() == 1
    assert page.get_by_text(f"Fell, {HOSTILE} (Q900)").count() == 1
    press(page, "Apply these changes")
    told(page, "Imported: 2 pupils in the list.")

    press(page, "Show what would be taken back")
    told(page, "1 with answers as before, 1 leaving.")
    press(page, "Take it back")
    told(page, "Taken back: the last import.")

    preview(page)  # the heading is remembered
    press(page, "Show what will change")
    told(page, "1 with a consent that ends, 1 with changed details")
    press(page, "Apply these changes")
    told(page, "Imported: 2 pupils in the list.")
    back(page)
    open_pupil(page, "Q900", f"Fell, {HOSTILE}")


def test_a_no_stops_everything_and_puts_earlier_posts_on_the_work_list(page: Any, school: School) -> None:
    post = PublishedPost("ab" * 32, Channel.FACEBOOK, LINK, date.today(), "Office", (Shown("Q002", Purpose.PHOTO),))
    record_published(this_machine(), post, school.register)
    open_pupil(page, "thornelow", "Thornelow, Maisie")
    fill(page, "Who withdraws", "mother", exact=False)
    press(page, "Stop now")
    told(page, "Stopped now: everything. 1 earlier post or photo to take down, see Take-downs;")
    said(page, "Photo, video, full name with image")
    assert page.get_by_role("link", name="Take-downs (1)").count() == 1
    go_to(page, "Take-downs")
    assert page.get_by_text(LINK).count() == 1
    assert page.get_by_text(re.compile("Due by")).count() == 1
    press(page, "It is down")
    told(page, "Recorded: the post is down.")
    said(page, "Nothing here has to come down.")
    assert page.get_by_role("link", name="Take-downs", exact=True).count() == 1


def blurred() -> bytes:
    written = BytesIO()
    Image.open(BytesIO(reference_portrait())).filter(ImageFilter.GaussianBlur(4)).save(written, "PNG")
    return written.getvalue()


def test_a_face_is_enrolled_only_when_all_the_law_asks_for_is_on_record(page: Any) -> None:
    open_pupil(page, "Q058", "Ashdowne, Robin")  # the portrait is this pupil's until it is deleted
    tab(page, "Face photos")
    unfold(page, "Delete the enrolled face")
    press(page, "Yes, delete it")
    told(page, "Deleted: what was kept of 1 face photo.")
    back(page)

    open_pupil(page, "Q003", "Deshmane, Anoushka")
    tab(page, "Face photos")
    said(page, "No photo can be added before everything above is on record.")
    assert page.locator("input[type=file]").count() == 0
    tab(page, "Details and family")
    pick(page, "This parent", "was told about face matching")
    press(page, "Record")
    told(page, "Recorded.")
    tab(page, "Consents")
    unfold(page, "Record an answer, or the child's own wish")
    answer = page.get_by_test_id("stForm").filter(has_text="Whose word")
    pick(page, "To what", "Face matching")
    for question in ("The answer", "Has this person parental responsibility?"):
        tick(page, "Yes", answer.get_by_role("radiogroup", name=question), role="radio")
    fill(page, "Who answered, if a parent", "mother", exact=False)
    tick(page, "It is in writing", answer)
    click(page, answer.get_by_role("button", name="Record"))
    told(page, "Recorded: an answer.")

    tab(page, "Face photos")
    photos = (("clear.png", reference_portrait()), ("blurred.png", blurred()))
    lay_down(page, *(upload(name, data, "image/png") for name, data in photos))
    assert page.get_by_role("heading", name="Photo 2: blurred.png").count() == 1
    assert page.get_by_alt_text("Photo 1 with each face in a box").count() == 1
    assert page.get_by_text("The face in this photo is blurred. Choose a sharper one.").count() == 1
    press(page, "Enrol 1 photo")
    told(page, "Photo 1: Enrolled. The photos were not kept.")
    said(page, "to be renewed from")


def test_protection_and_its_reason_are_seen_by_the_safeguarding_lead_alone(page: Any) -> None:
    work_as(page, "Designated safeguarding lead")
    go_to(page, "Register")
    open_pupil(page, "Q006", "Karadeniz-Holt, Yusuf")
    tab(page, "Protection")
    fill(page, "Why, in as few words as you need", "a court order", exact=False)
    press(page, "Protect now")
    told(page, "Recorded.")
    said(page, "a court order")
    said(page, "Protected: must not be shown")
    work_as(page, "Principal")  # the desk changes hands while the pupil's page is open
    gone(page, page.get_by_role("tab", name="Protection"))
    for secret in ("a court order", "Protected", "shield"):
        assert page.get_by_text(secret).count() == 0
    assert page.get_by_text("Photo: close no").count() == 1


def test_no_part_of_a_pupil_s_page_an_import_or_the_work_list_has_a_grave_fault(page: Any, school: School) -> None:
    axe_script()
    post = PublishedPost("cd" * 32, Channel.FACEBOOK, LINK, date.today(), "Office", (Shown("Q005", Purpose.PHOTO),))
    record_published(this_machine(), post, school.register)  # without consent, so it is listed at once
    found: dict[str, list[str]] = {"the list": faults(page)}
    open_pupil(page, "Q058", "Ashdowne, Robin")
    for part in ("Consents", "Details and family", "Face photos", "All that is held"):
        tab(page, part)
        found[part] = faults(page)
    back(page)
    press(page, "Import the school's list")
    preview(page)
    found["columns"] = faults(page)
    go_to(page, "Take-downs")
    assert page.get_by_role("button", name="It is down").count() == 1
    found["the work-list"] = faults(page)
    assert {part: told for part, told in found.items() if told} == {}
