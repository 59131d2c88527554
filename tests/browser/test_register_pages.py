"""The register's pages in a real browser: a list imported and taken back, a no and what follows, a face, protection."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlparse

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
from tests.browser.test_review_page import ANSWER, CHROMIUM, ROOT, browser, free_port, pick, wait_for

__all__ = ["browser"]  # a fixture
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
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    folder, port = tmp_path_factory.mktemp("office"), free_port()
    words = [sys.executable, "-m", "checker", "serve", "--sample", "--port", str(port)]
    surroundings = {**os.environ, "CHECKER_HOME": str(folder / "home"), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        page = subprocess.Popen(words, cwd=folder, env=surroundings, stdout=log, stderr=log)
        try:
            wait_for(port, page, folder / "log")
            yield School(f"http://localhost:{port}", str(folder / "home" / SAMPLE_FOLDER / REGISTER_FILE))
        finally:
            page.terminate()
            assert page.wait(30) == 0
    told = (folder / "log").read_text()
    assert [name for name in ("Vantongeren", "Ashdowne", "mother") if name in told] == []


@pytest.fixture
def page(school: School, browser: Any) -> Iterator[Any]:
    """The register, opened by the business manager; afterwards no request has left this machine."""
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(f"{school.address}/")
    tab.get_by_role("link", name="Check a post").wait_for(timeout=ANSWER)
    works_as(tab, "Business manager")
    yield tab
    assert tab.evaluate("window.broken") is None
    tab.close()
    hosts = {urlparse(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"localhost"}


def works_as(page: Any, role: str) -> None:
    pick(page, "I work here as", role)
    page.get_by_role("link", name="Register").click()
    page.get_by_role("heading", name="Register", exact=True).wait_for(timeout=ANSWER)


def open_pupil(page: Any, search: str, name: str) -> None:
    page.get_by_label("Search by name, number or class").fill(search)
    page.get_by_role("button", name=name).click(timeout=ANSWER)
    page.get_by_role("heading", name=name).wait_for(timeout=ANSWER)


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(timeout=ANSWER)


def said(page: Any, words: str) -> None:
    page.get_by_role("status").filter(has_text=words).wait_for(timeout=ANSWER)


def shown(page: Any, words: str) -> None:
    page.get_by_text(words, exact=True).first.wait_for(timeout=ANSWER)


def back(page: Any) -> None:
    press(page, "Back to the register")
    page.get_by_role("heading", name="Register", exact=True).wait_for(timeout=ANSWER)


def preview(page: Any) -> None:
    upload = {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.get_by_role("heading", name="Import the school's list").wait_for(timeout=ANSWER)
    asked = page.get_by_test_id("stFileUploader").filter(has_text="The list, as CSV")  # not one of the page before
    asked.locator("input[type=file]").set_input_files([upload])
    page.get_by_role("heading", name="2. What the columns mean").wait_for(timeout=ANSWER)


def test_a_list_is_looked_at_applied_taken_back_and_applied_again(page: Any) -> None:
    page.get_by_role("button", name="Import the school's list").click()
    preview(page)
    pick(page, "Adno", "Pupil's number")
    press(page, "Show what will change")
    said(page, "2 pupils in the list, 0 as they were: 1 with a consent that ends, 1 new.")
    assert page.get_by_text("Vantongeren, Idris (Q001)").count() == 1
    assert page.get_by_text(f"Fell, {HOSTILE} (Q900)").count() == 1
    page.get_by_role("button", name="Apply these changes").click()
    said(page, "Imported: 2 pupils in the list.")

    page.get_by_role("button", name="Show what would be taken back").click()
    said(page, "1 with answers as before, 1 leaving.")
    press(page, "Take it back")
    said(page, "Taken back: the last import.")

    preview(page)  # the heading is remembered
    press(page, "Show what will change")
    said(page, "1 with a consent that ends, 1 with changed details")
    page.get_by_role("button", name="Apply these changes").click()
    said(page, "Imported: 2 pupils in the list.")
    back(page)
    page.get_by_label("Search by name, number or class").fill("Q900")
    page.get_by_role("button", name=f"Fell, {HOSTILE}").click(timeout=ANSWER)
    page.get_by_role("heading", name=f"Fell, {HOSTILE}").wait_for(timeout=ANSWER)


def test_a_no_stops_everything_and_puts_earlier_posts_on_the_work_list(page: Any, school: School) -> None:
    post = PublishedPost("ab" * 32, Channel.FACEBOOK, LINK, date.today(), "Office", (Shown("Q002", Purpose.PHOTO),))
    record_published(this_machine(), post, school.register)
    open_pupil(page, "thornelow", "Thornelow, Maisie")
    page.get_by_label("Who withdraws").fill("mother")
    page.get_by_role("button", name="Stop now").click()
    said(page, "Stopped now: everything. 1 earlier post or photo to take down, see Take-downs;")
    page.get_by_text("Photo, video, full name with image").wait_for(timeout=ANSWER)
    page.get_by_role("link", name="Take-downs (1)").click()
    page.get_by_role("heading", name="Take-downs", exact=True).wait_for(timeout=ANSWER)
    page.get_by_role("button", name="It is down").wait_for(timeout=ANSWER)
    assert page.get_by_text(LINK).count() == 1
    assert page.get_by_text(re.compile("Due by")).count() == 1
    page.get_by_role("button", name="It is down").click()
    said(page, "Recorded: the post is down.")
    page.get_by_text("Nothing here has to come down.").wait_for(timeout=ANSWER)
    page.get_by_role("link", name="Take-downs", exact=True).wait_for(timeout=ANSWER)


def blurred() -> bytes:
    written = BytesIO()
    Image.open(BytesIO(reference_portrait())).filter(ImageFilter.GaussianBlur(4)).save(written, "PNG")
    return written.getvalue()


def test_a_face_is_enrolled_only_when_all_the_law_asks_for_is_on_record(page: Any) -> None:
    open_pupil(page, "Q058", "Ashdowne, Robin")  # the portrait is this pupil's until it is deleted
    tab(page, "Face photos")
    page.get_by_role("button", name="Delete the enrolled face").click(timeout=ANSWER)
    press(page, "Yes, delete it")
    said(page, "Deleted: what was kept of 1 face photo.")
    back(page)

    open_pupil(page, "Q003", "Deshmane, Anoushka")
    tab(page, "Face photos")
    page.get_by_text("No photo can be added before everything above is on record.").wait_for(timeout=ANSWER)
    assert page.locator("input[type=file]").count() == 0
    tab(page, "Details and family")
    pick(page, "This parent", "was told about face matching")
    press(page, "Record")
    said(page, "Recorded.")
    tab(page, "Consents")
    page.get_by_text("Record an answer, or the child's own wish").click()
    answer = page.get_by_test_id("stForm").filter(has_text="Whose word")
    pick(page, "To what", "Face matching")
    answer.get_by_text("Yes", exact=True).first.click()
    answer.get_by_label("Who answered, if a parent").fill("mother")
    answer.get_by_text("Yes", exact=True).last.click()
    answer.get_by_text("It is in writing").click()
    answer.get_by_role("button", name="Record").click()
    said(page, "Recorded: an answer.")

    tab(page, "Face photos")
    photos = [("clear.png", reference_portrait()), ("blurred.png", blurred())]
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in photos]
    )
    page.get_by_role("heading", name="Photo 2: blurred.png").wait_for(timeout=ANSWER)
    assert page.get_by_alt_text("Photo 1 with each face in a box").count() == 1
    assert page.get_by_text("The face in this photo is blurred. Choose a sharper one.").count() == 1
    press(page, "Enrol 1 photo")
    said(page, "Photo 1: Enrolled. The photos were not kept.")
    page.get_by_text("to be renewed from").wait_for(timeout=ANSWER)


def test_protection_and_its_reason_are_seen_by_the_safeguarding_lead_alone(page: Any) -> None:
    works_as(page, "Designated safeguarding lead")
    open_pupil(page, "Q006", "Karadeniz-Holt, Yusuf")
    tab(page, "Protection")
    page.get_by_label("Why, in as few words as you need").fill("a court order")
    page.get_by_role("button", name="Protect now").click()
    said(page, "Recorded.")
    page.get_by_text("a court order").last.wait_for(timeout=ANSWER)
    page.get_by_text("Protected: must not be shown").wait_for(timeout=ANSWER)
    works_as_other(page, "Principal")
    assert page.get_by_role("tab", name="Protection").count() == 0
    for secret in ("a court order", "Protected", "shield"):
        assert page.get_by_text(secret).count() == 0
    assert page.get_by_text("Photo: close no").count() == 1


def works_as_other(page: Any, role: str) -> None:
    """The desk changes hands while the pupil's page is open: the page is drawn anew for the other person."""
    pick(page, "I work here as", role)
    page.get_by_role("tab", name="Protection").wait_for(state="detached", timeout=ANSWER)


def test_no_part_of_a_pupil_s_page_an_import_or_the_work_list_has_a_grave_fault(page: Any, school: School) -> None:
    axe_script()
    post = PublishedPost("cd" * 32, Channel.FACEBOOK, LINK, date.today(), "Office", (Shown("Q005", Purpose.PHOTO),))
    record_published(this_machine(), post, school.register)  # without consent, so it is listed at once
    found: dict[str, list[str]] = {"the list": faults(page)}
    open_pupil(page, "Q058", "Ashdowne, Robin")
    for part in ("Consents", "Details and family", "Face photos", "All that is held"):
        tab(page, part)
        page.wait_for_timeout(500)
        found[part] = faults(page)
    back(page)
    page.get_by_role("button", name="Import the school's list").click()
    preview(page)
    found["columns"] = faults(page)
    page.get_by_role("link", name="Take-downs").click()
    page.get_by_role("button", name="It is down").first.wait_for(timeout=ANSWER)
    found["the work-list"] = faults(page)
    assert {part: told for part, told in found.items() if told} == {}
