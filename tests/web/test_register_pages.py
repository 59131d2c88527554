"""The pages of the register and of take-downs: what each role sees and may do, and that names stay names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.core.finding import PixelBox
from checker.core.people import Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel, Photo
from checker.core.publishing import PublishedPost, Shown, TakeDownState
from checker.core.reference_photo import ReferenceQuality
from checker.core.staff import Actor
from checker.store.keeping import Keeping
from checker.store.publications import Publications
from checker.store.register import SqlRegister, open_register
from checker.store.seen import CHANGED_MEANWHILE
from checker.web import session
from checker.web.enrolment_page import quality
from checker.web.import_changes import changes
from checker.web.register_page import row
from checker.web.register_parts import OPEN
from checker.web.take_downs_page import is_web, line
from checker.workflow.enrol_photos import JudgedPhoto
from checker.workflow.import_rows import ImportGroup, ImportRow
from checker.workflow.pupil_list import Mark, PupilLine
from checker.workflow.take_downs import TakeDownRow
from tests.staff import acting
from tests.store.school import HEADINGS, TODAY, enrolled, planned

SLOW = 60.0  # seconds, as the first page of a process imports everything
HOSTILE = "<img src=x onerror=alert(1)> **B** [l](javascript:x) :red[r] $x$"
NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother")
MANY = "\n".join(f"M{n:03},Ola{n},Fern{n},Yew,no,no,no" for n in range(40))
LIST = f"""{HEADINGS}
T01,Wilfie,Thistlewood,Oak,yes,no,yes
T02,Zuzanna,Brambleby,Oak,yes,yes,no
T03,{HOSTILE},Zed,Elm,,,
{MANY}
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlRegister]:
    """A school with face matching on, and the business manager at the desk."""
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    sits(monkeypatch, acting(Role.BUSINESS_MANAGER))
    enrolled(tmp_path).close()
    with open_register(str(tmp_path)) as register:
        register.apply(planned(register, LIST))
        yield register


def sits(monkeypatch: pytest.MonkeyPatch, person: Actor) -> None:
    monkeypatch.setattr(session, "actor", lambda: person)


def register_page() -> None:
    from checker.web import register_page

    register_page.show()


def take_downs_page() -> None:
    from checker.web import take_downs_page

    take_downs_page.show()


def opened(script: Callable[[], None], pupil_id: str = "") -> AppTest:
    page = AppTest.from_function(script, default_timeout=SLOW)
    if pupil_id:
        page.session_state[OPEN] = pupil_id
    page.run()
    assert not page.exception
    return page


def html_of(page: AppTest) -> str:
    return "\n".join(one.proto.body for one in page.get("html"))


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def field(page: AppTest, label: str):
    return next(one for one in page.text_input if one.label == label)


def test_the_list_shows_a_page_of_pupils_and_turns(store: SqlRegister) -> None:
    page = opened(register_page)
    assert page.markdown[0].value.startswith("43 pupils, 1 to 25 are shown.")
    assert button(page, "Earlier pupils").disabled
    button(page, "More pupils").click().run()
    assert page.markdown[0].value.startswith("43 pupils, 26 to 43 are shown.")
    assert button(page, "More pupils").disabled


def test_a_search_narrows_the_list_and_begins_at_its_first_page(store: SqlRegister) -> None:
    page = opened(register_page)
    button(page, "More pupils").click().run()
    field(page, "Search by name, number or class").input("oak").run()
    assert page.markdown[0].value.startswith("2 pupils. Only a yes lets anything through")
    assert [one.label for one in page.button if one.key and one.key.startswith("open-")] == [
        r"Brambleby, Zuzanna",
        r"Thistlewood, Wilfie",
    ]
    field(page, "Search by name, number or class").input("nobody of this name").run()
    assert page.markdown[0].value == "Nobody answers to this. Try fewer words, or another class."


def test_a_name_of_tags_and_markdown_is_shown_as_it_is_written(store: SqlRegister) -> None:
    page = opened(register_page)
    (opener,) = (one.label for one in page.button if one.key == "open-T03")
    assert opener == r"Zed, \<img src=x onerror=alert(1)\> \*\*B\*\* \[l\](javascript\:x) \:red\[r\] \$x\$"
    shown = html_of(opened(register_page, "T03"))
    assert "&lt;img src=x onerror=alert(1)&gt; **B**" in shown
    assert "<img" not in shown


def test_a_row_says_each_mark_in_a_word_with_its_icon() -> None:
    marks = (Mark.YES, Mark.NO, Mark.SOME, Mark.NO, Mark.NO)
    told = row(PupilLine("T01", "Thistlewood, Wilfie", "Oak", marks, is_protected=True))
    assert told.count("check</span> yes</span>") == 1
    assert told.count("rule</span> in some places</span>") == 1
    assert told.count("close</span> no</span>") == 3
    assert "Protected: must not be shown" in told


@pytest.mark.parametrize(
    ("role", "is_shown"), [(Role.BUSINESS_MANAGER, False), (Role.PRINCIPAL, False), (Role.DSL, True)]
)
def test_protection_is_seen_by_the_safeguarding_lead_alone(
    store: SqlRegister, monkeypatch: pytest.MonkeyPatch, role: Role, is_shown: bool
) -> None:
    Keeping(store).protect("T01", Protection.NEVER_PUBLISH, "a court order")
    sits(monkeypatch, acting(role))
    page = opened(register_page, "T01")
    told = html_of(page) + "".join(tab.label for tab in page.tabs)
    assert ["Protect" in told, "court order" in told, "shield" in told] == [is_shown] * 3
    assert "Protected: must not be shown" in html_of(opened(register_page)) or not is_shown


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (
            Role.BUSINESS_MANAGER,
            ["Stop now", "Record", "Save the details", "Record as left", "Make the files", "Erase for good"],
        ),
        (Role.DSL, ["Stop now", "Make the files", "Protect now"]),
        (Role.PRINCIPAL, ["Stop now"]),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    store: SqlRegister, monkeypatch: pytest.MonkeyPatch, role: Role, offered: list[str]
) -> None:
    sits(monkeypatch, acting(role))
    page = opened(register_page, "T02")
    every = {
        "Stop now",
        "Record",
        "Save the details",
        "Record as left",
        "Make the files",
        "Erase for good",
        "Protect now",
    }
    assert {one.label for one in page.button if not one.disabled} & every == set(offered)


def test_a_poster_who_gets_here_anyway_sees_a_sentence_and_nobody(
    store: SqlRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    sits(monkeypatch, acting(Role.POSTER))
    for page in (opened(register_page), opened(register_page, "T01")):
        assert page.error[0].value.startswith("Only the business manager, the designated safeguarding lead")
        assert "Thistlewood" not in html_of(page)


def test_a_no_is_told_with_what_follows_and_the_form_is_empty_again(store: SqlRegister) -> None:
    shown = PublishedPost("ab" * 32, Channel.FACEBOOK, "https://x.example/1", TODAY, "Office", (Shown("T01"),))
    Publications(store).publish(shown)
    page = opened(register_page, "T01")
    button(page, "Stop now").click().run()
    assert page.error[0].value == "Say who withdraws: mother, for example."
    field(page, "Who withdraws").input("mother")
    button(page, "Stop now").click().run()
    assert (
        "Stopped now: everything. 1 earlier post or photo to take down, see Take-downs; no approval was touched. "
        "Face photos are deleted."
    ) in html_of(page)
    assert (
        "Photo, video, full name with image, first name with image, website, press, face matching: withdrawn"
        in html_of(page)
    )
    assert "Facebook, 20/11/2026: https://x.example/1 (photo, to come down)" in html_of(page)
    assert field(page, "Who withdraws").value == ""
    assert not store.read().templates


def test_an_answer_needs_a_yes_or_a_no_and_shows_on_the_timeline(store: SqlRegister) -> None:
    page = opened(register_page, "T02")
    button(page, "Record").click().run()
    assert page.error[0].value == "Choose yes or no. Nothing was recorded."
    next(one for one in page.radio if one.label == "The answer").set_value("No")
    next(one for one in page.radio if one.label == "Whose word").set_value("The child's own wish")
    button(page, "Record").click().run()
    assert "Recorded: the child&#x27;s own wish." in html_of(page)
    assert "Photo: no" in html_of(page)
    assert not store.read().by_id["T02"].has_consent(Purpose.PHOTO)


def test_who_saves_second_is_told_and_then_sees_what_is_new(store: SqlRegister) -> None:
    page = opened(register_page, "T02")
    Keeping(store).mark_left("T02", TODAY)
    field(page, "Known as").input("Zuzi")
    button(page, "Save the details").click().run()
    assert page.error[0].value == CHANGED_MEANWHILE
    assert "left 20/11/2026" in html_of(page)
    assert store.read().by_id["T02"].known_as == ""
    button(page, "Save the details").click().run()  # now on what is new
    assert store.read().by_id["T02"].left_on == TODAY


def test_a_pupil_is_erased_only_by_number_and_the_certificate_stays_until_put_away(store: SqlRegister) -> None:
    page = opened(register_page, "T02")
    confirm = "To confirm, type the pupil's number as it stands at the top of this page"
    field(page, confirm).input("T01")
    button(page, "Erase for good").click().run()
    assert page.error[0].value == "This is not the number of this pupil. Nothing was erased."
    field(page, confirm).input("T02")
    button(page, "Erase for good").click().run()
    assert page.title[0].value == "Register"
    assert page.text[0].value.startswith("CERTIFICATE OF ERASURE")
    assert "T02" not in store.read().by_id
    button(page, "Put it away").click().run()
    assert not page.text


def test_what_is_held_is_made_when_asked_for_and_only_for_this_pupil(store: SqlRegister) -> None:
    page = opened(register_page, "T02")
    assert not page.get("download_button")
    button(page, "Make the files").click().run()
    assert [one.proto.label for one in page.get("download_button")] == [
        "Download the page to read",
        "Download for machines",
    ]
    button(page, "Back to the register").click().run()
    next(one for one in page.button if one.key == "open-T01").click().run()
    assert not page.get("download_button")


def test_a_face_photo_is_asked_for_only_where_nothing_is_missing(store: SqlRegister) -> None:
    ready, missing = opened(register_page, "T01"), opened(register_page, "T02")
    assert (len(ready.get("file_uploader")), len(missing.get("file_uploader"))) == (1, 0)
    assert "No photo can be added before everything above is on record." in [one.value for one in missing.info]
    assert html_of(missing).count("close</span> Missing</span>") == 2
    assert "enrolled on 20/11/2026" in html_of(ready)
    button(ready, "Yes, delete it").click().run()
    assert "Deleted: what was kept of 1 face photo." in html_of(ready)
    assert not store.read().templates


def test_quality_is_told_for_each_photo_with_the_reason() -> None:
    seen = ReferenceQuality((PixelBox(0, 0, 60, 90),), "It is blurred.", 90, 80, is_sharp=False)
    told = quality(JudgedPhoto(2, Photo("<b>.png", b""), seen, b"jpeg"))
    assert 'alt="Photo 2 with each face in a box"' in told
    assert "block</span> Not taken</span> It is blurred." in told
    assert "check</span> Size:</span> the face is 90 pixels tall, 80 are needed" in told
    assert "close</span> Sharpness:</span> blurred" in told
    assert "remove</span> Pose:</span> not looked at" in told
    assert "&lt;b&gt;.png" in told


def test_every_pupil_whom_an_import_touches_is_listed_and_a_long_list_is_folded() -> None:
    rows = tuple(ImportRow(f"P{n}", "<b>", "Oak") for n in range(31))
    told = changes((ImportGroup("New pupils", "new", rows), ImportGroup("Left", "leaving", rows[:1])), "31 pupils")
    assert "31 pupils: 31 new, 1 leaving." in told
    assert told.count("&lt;b&gt;") == 32
    assert (told.count("<details"), told.count(" open>")) == (2, 1)


def test_the_last_import_can_be_taken_back_from_the_page(store: SqlRegister) -> None:
    page = opened(register_page)
    button(page, "Import the school's list").click().run()
    button(page, "Show what would be taken back").click().run()
    assert "To be taken back; nothing recorded is deleted: 1 with details as before, 40 leaving." in html_of(page)
    button(page, "Take it back").click().run()
    assert "Taken back: the last import." in html_of(page)
    assert store.read().by_id["M000"].left_on is not None
    button(page, "Show what would be taken back").click().run()
    assert page.info[0].value == "The last import was undone already."


def publish_and_withdraw(store: SqlRegister, link: str) -> None:
    Publications(store).publish(PublishedPost("ab" * 32, Channel.FACEBOOK, link, TODAY, "<b>", (Shown("T02"),)))
    store.record_consent("T02", NO)


def test_a_take_down_is_done_or_not_practicable_with_a_reason(store: SqlRegister) -> None:
    for number in (1, 2):
        publish_and_withdraw(store, f"https://social.example/{number}")
    page = opened(take_downs_page)
    assert page.markdown[0].value.startswith("2 on this list, the most pressing first.")
    button(page, "Record the reason").click().run()
    assert page.error[0].value == "Say why it is not practicable to take the post down."
    field(page, "Why it cannot be taken down").input("printed <b>twice</b>")
    button(page, "Record the reason").click().run()
    button(page, "It is down").click().run()
    assert page.markdown[0].value == "Nothing here has to come down."
    page.selectbox("takedowns_show").select("All, also those that are closed").run()
    assert "Not practicable" in html_of(page)
    assert "printed &lt;b&gt;twice&lt;/b&gt;" in html_of(page)


def test_a_long_work_list_is_shown_in_parts(store: SqlRegister) -> None:
    for number in range(22):
        publish_and_withdraw(store, f"https://social.example/{number}/")
    page = opened(take_downs_page)
    assert sum(one.label == "It is down" for one in page.button) == 20
    button(page, "Show more: 2 are left").click().run()
    assert sum(one.label == "It is down" for one in page.button) == 22


def test_a_poster_works_on_take_downs_without_pupils_names(store: SqlRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_and_withdraw(store, "https://social.example/1")
    assert "Zuzanna B, Oak" in html_of(opened(take_downs_page))
    sits(monkeypatch, acting(Role.POSTER))
    page = opened(take_downs_page)
    assert "https://social.example/1" in html_of(page)
    assert "Zuzanna" not in html_of(page)


def test_late_is_a_word_with_an_icon_and_only_addresses_of_pages_become_links() -> None:
    late = TakeDownRow(1, Channel.X, "javascript:alert(1)", "The whole post", "", "Office", TODAY, date(2026, 11, 1),
                       True, TakeDownState.OPEN, "", None)  # fmt: skip
    assert (
        'class="state stop"><span class="symbol" translate="no" aria-hidden="true">alarm</span> Overdue since'
        in line(late)
    )
    assert "Due by" in line(replace(late, is_overdue=False, due_on=TODAY + timedelta(days=7)))
    assert [is_web(one) for one in (late.link, "https://a.example", "file:///etc", "")] == [False, True, False, False]
