"""The page of the school: each role its own sections, settings saved, and two people at once overwrite nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.post import Channel
from checker.core.settings import DeskTimes
from checker.store.register import open_register
from checker.web.school_page import sections
from checker.workflow.backups import FOLDER, back_up_here
from checker.workflow.devices import devices
from checker.workflow.face_matching import matching_now
from checker.workflow.school_settings import CHANGED_MEANWHILE, register_in, save_settings
from checker.workflow.settings_file import read_school
from tests.staff import acting
from tests.web.desk import HOSTILE, ROLES, Desk, actor, box, press, run, school, told

ADMIN, OFFICE, HEAD = Role.ADMINISTRATOR, Role.BUSINESS_MANAGER, Role.PRINCIPAL
SETTINGS = ["Name and policy", "Contact details", "Channels and accounts", "Names that may stand", "Times"]
FACES, PAPERS = "Face matching", "Documents"


def school_page() -> None:
    from checker.web import school_page

    school_page.show()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(school(tmp_path), monkeypatch)


def at_section(desk: Desk, role: Role, section: str):
    at = desk.open(school_page, role)
    box(at, "Section").set_value(section)
    return run(at)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (ADMIN, [*SETTINGS, FACES, PAPERS, "Backups"]),
        (OFFICE, ["Cameras and phones", FACES, PAPERS, "Backups"]),
        (HEAD, [FACES, PAPERS]),
        (Role.DSL, [FACES, PAPERS]),
        (Role.POSTER, []),
    ],
)
def test_each_role_sees_only_its_own_sections(role: Role, offered: list[str]) -> None:
    assert list(sections(acting(role))) == offered


def test_a_poster_finds_nothing_here_even_by_address(desk: Desk) -> None:
    at = desk.open(school_page, Role.POSTER)
    assert at.error[0].value.startswith("Nothing here is for your role.")
    assert (list(at.button), list(at.radio)) == ([], [])


def test_what_the_page_hides_the_workflow_refuses(desk: Desk) -> None:
    home, seen = desk.home, read_school(desk.home)
    for role in ROLES:
        if role is not ADMIN:
            with pytest.raises(NotAllowed):
                save_settings(actor(role), seen, replace(seen, times=DeskTimes(1)), home, register_in(home))
        if role is not OFFICE:
            with pytest.raises(NotAllowed):
                devices(actor(role), str(home))
    with pytest.raises(NotAllowed):
        back_up_here(actor(HEAD), home, str(home))
    with pytest.raises(NotAllowed):
        matching_now(actor(Role.POSTER), home, str(home))


def test_contact_details_are_saved_and_excuse_from_then_on(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Contact details")
    box(at, "Phone numbers of the school").input("01632 960123\n01632 960124")
    box(at, "Websites of the school").input("https://www.elm.example/home")
    press(at, "Save")
    assert at.success[0].value == "Saved."
    about = read_school(desk.home).about
    assert (about.own_phones, about.own_websites) == (("01632 960123", "01632 960124"), ("www.elm.example",))
    assert box(at, "Websites of the school").value == "www.elm.example"


def test_a_slip_is_one_sentence_and_everything_typed_stays(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Contact details")
    box(at, "Phone numbers of the school").input("01632 960123")
    box(at, "E-mail addresses of the school").input("office at elm")
    press(at, "Save")
    assert at.error[0].value.startswith("Line 1 of the e-mail addresses is not an e-mail address.")
    assert box(at, "Phone numbers of the school").value == "01632 960123"
    assert read_school(desk.home).about.own_phones == ()


def test_channels_policy_times_and_periods_are_saved(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Channels and accounts")
    box(at, "The school posts on").set_value(["facebook", "website"])
    box(at, "Accounts that a post may point to").input("elmschool")
    press(at, "Save")
    box(at, "Section").set_value("Name and policy")
    run(at)
    box(at, "Policy").set_value("malcolm-sargent")
    press(at, "Save")
    box(at, "Section").set_value("Times")
    run(at)
    box(at, "Hours that an approval holds (1 to 168)").set_value(24)
    box(at, "Drafts (1 to 365)").set_value(14)
    press(at, "Save")
    found = read_school(desk.home)
    assert (found.about.channels, found.about.approved_handles) == (
        (Channel.FACEBOOK, Channel.WEBSITE),
        ("@elmschool",),
    )
    assert (found.pack, found.times, found.retention.drafts) == ("malcolm-sargent", DeskTimes(24, 10), 14)


def test_who_comes_second_keeps_what_was_typed_and_can_look_at_what_is_there(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Name and policy")
    box(at, "Name of the school").input("Second School")
    run(at)
    seen = read_school(desk.home)
    other = replace(seen, about=replace(seen.about, school="First School"))
    save_settings(actor(ADMIN), seen, other, desk.home, register_in(desk.home))
    press(at, "Save")
    assert at.error[0].value == CHANGED_MEANWHILE
    assert box(at, "Name of the school").value == "Second School"
    press(at, "Show the settings as they are now")
    assert box(at, "Name of the school").value == "First School"
    assert read_school(desk.home) == other


def test_untouched_boxes_follow_what_others_save(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Name and policy")
    seen = read_school(desk.home)
    other = replace(seen, about=replace(seen.about, school="First School"))
    save_settings(actor(ADMIN), seen, other, desk.home, register_in(desk.home))
    assert box(run(at), "Name of the school").value == "First School"


def test_what_was_typed_is_there_after_looking_at_another_section(desk: Desk) -> None:
    at = at_section(desk, ADMIN, "Names that may stand")
    box(at, "Staff").input("Mrs Adaeze Thornbury")
    run(at)
    box(at, "Section").set_value("Times")
    run(at)
    box(at, "Section").set_value("Names that may stand")
    assert box(run(at), "Staff").value == "Mrs Adaeze Thornbury"


def test_the_office_keeps_devices_and_their_names_stay_text(desk: Desk) -> None:
    at = at_section(desk, OFFICE, "Cameras and phones")
    assert "No device is on the list." in told(at)
    box(at, "Make, as in Canon").input("Canon")
    box(at, "Model, as the photos say it, as in EOS 250D").input(HOSTILE)
    press(at, "Add it to the list")
    assert at.error[0].value == "Give the model of the device and who approved it."
    box(at, "Approved by (the title of a post)").input("Business manager")
    press(at, "Add it to the list")
    assert "Canon &lt;script&gt;" in told(at)
    assert "<script>" not in told(at)
    box(at, "Take off the list").set_value(1)
    run(at)
    press(at, "Take it off")
    assert "No device is on the list." in told(at)


def test_face_matching_says_what_it_requires_and_only_the_head_switches_it_on(desk: Desk) -> None:
    at = at_section(desk, OFFICE, FACES)
    assert "Face matching is off." in told(at)
    assert "at least one parent has agreed in writing." in told(at)
    assert not any(one.label == "Switch face matching on" for one in at.button)
    at = at_section(desk, HEAD, FACES)
    box(at, "Reference of the impact assessment").input("DPIA-7 <b>")
    box(at, "Data protection officer who signed it off").input("Dr Imogen Fairweather")
    box(at, "All of this is so").check()
    run(at)
    press(at, "Switch face matching on")
    assert "DPIA-7 &lt;b&gt;" in told(at)
    press(at, "Switch face matching off")
    assert "Face matching is off." in told(at)


def test_a_document_is_made_from_the_settings_and_offered(desk: Desk) -> None:
    at = at_section(desk, Role.DSL, PAPERS)
    box(at, "As").set_value(".html")
    run(at)
    press(at, "Make the document")
    assert [one.proto.label for one in at.get("download_button")] == ["Download dpia.html"]
    with open_register(str(desk.home)) as store:
        last = store.ledger.rows()[-1]
    assert (last.deed, last.role) == ("document_made", "dsl")


def test_the_last_backup_is_told_and_a_new_one_made(desk: Desk) -> None:
    at = at_section(desk, OFFICE, "Backups")
    assert "No backup was ever made." in told(at)
    press(at, "Make a backup now")
    assert "The last backup was made on" in told(at)
    assert len(list((desk.home / FOLDER).iterdir())) == 1
    assert [one.proto.label for one in at.get("download_button")] == ["Download the backup"]


def test_a_school_name_with_tags_is_shown_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = at_section(Desk(school(tmp_path, HOSTILE), monkeypatch), ADMIN, "Name and policy")
    assert box(at, "Name of the school").value == HOSTILE
    assert "<script>" not in told(at)
