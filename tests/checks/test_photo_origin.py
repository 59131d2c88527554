"""Whose device, made by whom, of which day, and who is named on a face: told without a value or a full name."""

from __future__ import annotations

from datetime import date

import pytest

from checker.checks.metadata_date import REMEDY as DATE_REMEDY
from checker.checks.metadata_date import OldPicture
from checker.checks.metadata_device import (
    FROM_PARENT,
    FROM_PARENT_REMEDY,
    LICENSED,
    LICENSED_REMEDY,
    NO_DEVICE,
    NO_DEVICE_REMEDY,
    OTHER_DEVICE,
    OTHER_REMEDY,
    SchoolDevice,
)
from checker.checks.metadata_face_names import REMEDY, SOMEBODY, NamedFaces
from checker.checks.metadata_making import MadeOrEdited
from checker.core.context import Context, PhotoCheck, Settings
from checker.core.evidence import DeviceSeen, Making, MetadataSeen, NameForm, NameHit
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Origin, Photo, Post
from tests.fakes import FakeEvidence, context

PHOTO = Photo("a.jpg", b"a")
OWNED = ("Apple iPad (9th generation)", "Canon EOS 250D, serial 0420", "Example Phone 5")


def find(check: PhotoCheck, given: Context, text: str = "Sports day") -> list[Finding]:
    return list(check.look(PHOTO, 0, Post(text, photos=(PHOTO,)), given))


def seeing(seen: MetadataSeen, settings: Settings = Settings()) -> Context:
    return context(FakeEvidence(metadata_seen={"a.jpg": seen}), settings=settings)


def told(severity: Severity, check: PhotoCheck, says: str, remedy: str) -> list[Finding]:
    return [Finding(check.id, severity, PhotoSpot(0), says, remedy)]


# --- devices ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "device",
    [
        DeviceSeen("Apple", "iPad (9th generation)"),
        DeviceSeen("APPLE", "IPAD (9TH GENERATION)"),
        DeviceSeen("Canon", "Canon EOS 250D", ("0420",)),
        DeviceSeen("Canon", "EOS 250D"),
        DeviceSeen("Example", "Phone 5", ("SN-1",)),
    ],
)
def test_a_device_on_the_list_is_left_alone(device: DeviceSeen) -> None:
    given = seeing(MetadataSeen((), device=device), Settings(school_devices=OWNED))
    assert find(SchoolDevice(), given) == []


@pytest.mark.parametrize(
    "device",
    [
        DeviceSeen("Apple", "iPhone 15"),
        DeviceSeen("Apple", "iPad (10th generation)"),
        DeviceSeen("Apple", "iPad"),
        DeviceSeen("Canon", "Canon EOS 250D", ("0421",)),
        DeviceSeen("Canon", "Canon EOS 2500"),
        DeviceSeen("Apple", ""),
        DeviceSeen("", "", ("777",)),
    ],
)
def test_any_other_device_goes_to_a_person(device: DeviceSeen) -> None:
    given = seeing(MetadataSeen((), device=device), Settings(school_devices=OWNED))
    assert find(SchoolDevice(), given) == told(Severity.REVIEW, SchoolDevice(), OTHER_DEVICE, OTHER_REMEDY)


def test_a_file_that_names_no_device_asks_for_a_word() -> None:
    given = seeing(MetadataSeen(()), Settings(school_devices=OWNED))
    assert find(SchoolDevice(), given) == told(Severity.NOTE, SchoolDevice(), NO_DEVICE, NO_DEVICE_REMEDY)


def test_without_a_list_nothing_is_asked_of_devices() -> None:
    assert find(SchoolDevice(), seeing(MetadataSeen((), device=DeviceSeen("Apple", "iPhone 15")))) == []


# --- made by AI, edited -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("making", "severity"),
    [(Making.AI_MADE, Severity.REVIEW), (Making.AI_EDITED, Severity.REVIEW), (Making.EDITED, Severity.NOTE)],
)
def test_a_picture_that_says_how_it_was_made(making: Making, severity: Severity) -> None:
    (finding,) = find(MadeOrEdited(), seeing(MetadataSeen((), making=making)))
    assert (finding.check, finding.severity, finding.where) == ("metadata.making", severity, PhotoSpot(0))


def test_a_camera_photo_is_left_alone() -> None:
    assert find(MadeOrEdited(), seeing(MetadataSeen(()))) == []


# --- where somebody said it came from -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("origin", "severity", "says", "remedy"),
    [
        (None, Severity.REVIEW, OTHER_DEVICE, OTHER_REMEDY),
        (Origin.SCHOOL_DEVICE, Severity.REVIEW, OTHER_DEVICE, OTHER_REMEDY),
        (Origin.PARENT, Severity.REVIEW, FROM_PARENT, FROM_PARENT_REMEDY),
        (Origin.PHOTOGRAPHER, Severity.NOTE, LICENSED, LICENSED_REMEDY),
    ],
)
def test_an_answer_about_the_origin_is_heard(origin: Origin | None, severity: Severity, says: str, remedy: str) -> None:
    photo = Photo("a.jpg", b"a", origin=origin)
    given = seeing(MetadataSeen((), device=DeviceSeen("Apple", "iPhone 15")), Settings(school_devices=OWNED))
    found = list(SchoolDevice().look(photo, 0, Post("", photos=(photo,)), given))
    assert found == told(severity, SchoolDevice(), says, remedy)
    in_a_school_without_a_list = list(
        SchoolDevice().look(photo, 0, Post("", photos=(photo,)), seeing(MetadataSeen(())))
    )
    assert in_a_school_without_a_list == (found if origin in (Origin.PARENT, Origin.PHOTOGRAPHER) else [])


# --- names on faces -----------------------------------------------------------------------------------------------
def named(state: ConsentState, *names: str) -> Context:
    pupil = Pupil("P1", "Quokka", "Example", consents=(Consent(Purpose.PHOTO, state),))
    evidence = FakeEvidence(
        snapshot=RegisterSnapshot("v1", (pupil,)),
        name_hits={"Quokka Example": (NameHit(0, 14, ("P1",), NameForm.FULL),)},
        metadata_seen={"a.jpg": MetadataSeen((), face_names=names)},
    )
    return context(evidence)


def test_a_pupil_named_on_a_face_without_consent_goes_to_a_person() -> None:
    (finding,) = find(NamedFaces(), named(ConsentState.REFUSED, "Quokka Example", "Robin Nobody"))
    assert finding.severity is Severity.REVIEW
    assert "Quokka E" in finding.says
    assert "Example" not in finding.says


def test_names_of_pupils_who_may_be_shown_and_of_others_are_a_note() -> None:
    (finding,) = find(NamedFaces(), named(ConsentState.GIVEN, "Quokka Example"))
    assert finding.severity is Severity.NOTE
    nobody = told(Severity.NOTE, NamedFaces(), SOMEBODY, REMEDY)
    assert find(NamedFaces(), named(ConsentState.GIVEN, "Robin Nobody")) == nobody
    assert find(NamedFaces(), named(ConsentState.GIVEN)) == []


# --- old pictures -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("What a day we had today!", date(2026, 9, 1)),
        ("Yesterday Year 3 went to the farm.", date(2025, 11, 19)),
        ("Our harvest festival on 14 November", date(2026, 6, 14)),
        ("Our harvest festival on 14th November 2026", date(2025, 11, 14)),
        ("Held on 14/11/2026", date(2024, 1, 1)),
        ("Held on November 14", date(2024, 1, 1)),
    ],
)
def test_a_photo_much_older_than_the_words_is_a_note(text: str, taken: date) -> None:
    says = "By the camera's clock this photo is more than a month older than the day the post tells of."
    found = find(OldPicture(), seeing(MetadataSeen((), taken=taken)), text)
    assert found == told(Severity.NOTE, OldPicture(), says, DATE_REMEDY)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("What a day we had today!", date(2026, 11, 19)),
        ("What a day we had today!", None),
        ("What a day we had today!", date(2027, 1, 1)),
        ("Sports day", date(2020, 1, 1)),
        ("Throwback to this week last year", date(2025, 11, 19)),
        ("Join us on 14 December 2026", date(2025, 12, 14)),
        ("On 31 February", date(2020, 1, 1)),
        ("On 31/02/2026", date(2020, 1, 1)),
        ("Today we remember 12 June", date(2026, 6, 12)),
        ("", date(2020, 1, 1)),
    ],
)
def test_a_photo_of_about_the_day_or_of_no_told_day_is_left_alone(text: str, taken: date | None) -> None:
    assert find(OldPicture(), seeing(MetadataSeen((), taken=taken)), text) == []
