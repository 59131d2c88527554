"""A first name beside a picture needs its own yes where the school asks for one; and old answers are shown as old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames
from checker.checks.consent_confirmed import ConsentConfirmed
from checker.checks.faces_named import NamedBesidePicture
from checker.checks.first_name import REMEDY
from checker.checks.names_pupil import PupilFullName
from checker.core.evidence import NameForm, NameHit
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PixelBox, Severity, TextSpan, WholePost
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Channel, Photo, Post
from checker.core.showing import allowing, may_be_shown, naming
from tests.fakes import FakeEvidence, context

GIVEN, REFUSED = ConsentState.GIVEN, ConsentState.REFUSED
BOX = PixelBox(10, 20, 110, 140)
PHOTO = Photo("class.jpg", b"picture")
POST = Post("Well done Maren for reading.", photos=(PHOTO,))
HIT = NameHit(10, 15, ("P1",), NameForm.PARTIAL, certain=False)
"""As its finder tells it: whose a lone first name is, it never knows for certain."""
STRANGER, SHOWN = FaceResult(BOX, 0.9, FaceOutcome.STRANGER), FaceResult(BOX, 0.9, FaceOutcome.MATCHED, "P1")
SOMEBODY_ELSE = FaceResult(BOX, 0.9, FaceOutcome.RESOLVED_BY, "P2")
MAREN = Pupil("P1", "Maren", "Okonjo", "", "Year 3", consents=(Consent(Purpose.PHOTO, GIVEN),))
ASKED = Pupil("P2", "Ida", "Quell", "", "Year 2", consents=(Consent(Purpose.FIRST_NAME, GIVEN),))


def yes(*purposes: Purpose, on: date | None = None) -> tuple[Consent, ...]:
    return tuple(Consent(purpose, GIVEN, received_on=on) for purpose in purposes)


def named(pupil: Pupil, *faces: FaceResult, others: tuple[Pupil, ...] = (ASKED,), hit: NameHit = HIT) -> list[Finding]:
    register = RegisterSnapshot("v1", (pupil, *others))
    evidence = FakeEvidence(register, first_name_hits={POST.text: (hit,)}, face_results={PHOTO.name: faces})
    return list(NamedBesidePicture().find(POST, context(evidence)))


def test_these_tests_give_the_checks_what_the_finder_of_first_names_gives_them() -> None:
    assert RegisterNames((MAREN, ASKED)).find_first_names(SpacyLanguage(trained=None).parse(POST.text)) == (HIT,)


def test_the_first_name_of_who_is_shown_without_consent_to_it_is_blocked() -> None:
    assert named(MAREN, SHOWN) == [
        Finding(
            "faces.named",
            Severity.BLOCK,
            TextSpan(10, 15),
            "The words name a child whom photo 1 shows. There is no consent to a first name beside a picture here.",
            "Leave the name out, or choose another picture.",
        )
    ]


def test_beside_a_face_that_nobody_named_it_is_for_a_person() -> None:
    assert named(MAREN, STRANGER) == [
        Finding(
            "faces.named",
            Severity.REVIEW,
            TextSpan(10, 15),
            "The words name a child, and somebody in the photos can be known. "
            "There is no consent to a first name beside a picture here.",
            "If a picture shows the child, leave the name out. If none does, say who is in them, and it can stay.",
        )
    ]


@pytest.mark.parametrize(
    ("consents", "is_asked"),
    [
        (yes(Purpose.FIRST_NAME), False),
        (yes(Purpose.NAME), False),
        ((*yes(Purpose.NAME), Consent(Purpose.FIRST_NAME, REFUSED)), True),
        ((*yes(Purpose.FIRST_NAME), Consent(Purpose.FIRST_NAME, REFUSED, Channel.FACEBOOK)), True),
        ((Consent(Purpose.FIRST_NAME, GIVEN, Channel.WEBSITE),), True),
        ((Consent(Purpose.FIRST_NAME, ConsentState.WITHDRAWN),), True),
        (yes(Purpose.PHOTO, Purpose.VIDEO, Purpose.WEBSITE), True),
    ],
)
def test_a_yes_to_the_first_or_the_full_name_lets_it_stand(consents: tuple[Consent, ...], is_asked: bool) -> None:
    (found,) = named(replace(MAREN, consents=consents), SHOWN)
    assert found.severity is (Severity.BLOCK if is_asked else Severity.NOTE)


def test_a_register_that_nobody_asked_about_first_names_gives_advice_as_before() -> None:
    (found,) = named(MAREN, SHOWN, others=())
    assert (found.severity, found.says) == (Severity.NOTE, "The words name a child whom photo 1 shows.")


def test_where_everybody_in_the_picture_is_known_to_be_another_it_is_advice() -> None:
    assert [found.severity for found in named(MAREN, SOMEBODY_ELSE)] == [Severity.NOTE]


def test_of_several_with_the_name_the_one_who_is_shown_decides() -> None:
    namesake = Pupil("P3", "Maren", "Tuil", consents=yes(Purpose.FIRST_NAME))
    both = replace(HIT, pupil_ids=("P1", "P3"))
    shown = replace(SHOWN, pupil_id="P3")
    assert [one.severity for one in named(MAREN, shown, others=(namesake,), hit=both)] == [Severity.NOTE]
    assert [one.severity for one in named(MAREN, STRANGER, others=(namesake,), hit=both)] == [Severity.REVIEW]


def test_a_protected_pupil_reads_like_any_other_without_consent() -> None:
    protected = replace(MAREN, consents=yes(*Purpose), never_publish=True)
    for face in (SHOWN, STRANGER):
        assert named(protected, face) == named(replace(MAREN, consents=()), face)


def test_the_first_name_is_not_offered_where_it_may_not_stand_beside_the_picture() -> None:
    text = "Maren Okonjo won."
    hits = {text: (NameHit(0, 12, ("P1",), NameForm.FULL),)}
    evidence = FakeEvidence(RegisterSnapshot("v1", (MAREN, ASKED)), name_hits=hits)
    offered = []
    for photos in ((PHOTO,), ()):
        found = next(PupilFullName().find(Post(text, photos=photos), context(evidence)))
        offered.append((found.remedy, found.suggestion))
    assert offered == [
        (REMEDY, "A Year 3 pupil"),
        ("Use the first name only, or leave the name out.", "Maren"),
    ]


# --- films and the channel that is for them --------------------------------------------------------------------------
def test_the_channel_for_films_needs_the_yes_to_films() -> None:
    photo, film = replace(MAREN, consents=yes(Purpose.PHOTO)), replace(MAREN, consents=yes(Purpose.VIDEO))
    both = replace(MAREN, consents=yes(Purpose.PHOTO, Purpose.VIDEO))
    assert [may_be_shown(one, Channel.FACEBOOK) for one in (photo, film, both)] == [True, False, True]
    assert [may_be_shown(one, Channel.YOUTUBE) for one in (photo, film, both)] == [False, False, True]
    assert allowing(both, Channel.YOUTUBE) == (Purpose.PHOTO, Purpose.VIDEO)


def test_which_consent_lets_a_first_name_stand() -> None:
    assert naming(replace(MAREN, consents=yes(Purpose.NAME, Purpose.FIRST_NAME)), Channel.X) == (Purpose.FIRST_NAME,)
    assert naming(replace(MAREN, consents=yes(Purpose.NAME)), Channel.X) == (Purpose.NAME,)
    assert naming(MAREN, Channel.X) == ()


# --- the last autumn round -------------------------------------------------------------------------------------------
LONG_AGO, LATELY = date(2025, 8, 31), date(2025, 9, 1)


def confirmed(*consents: Consent, face: FaceResult = SHOWN, text: str = "") -> list[Finding]:
    pupil = replace(MAREN, consents=consents)
    names = {text: (NameHit(0, 12, ("P1",), NameForm.FULL),)}
    first = {POST.text: (HIT,)}
    evidence = FakeEvidence(
        RegisterSnapshot("v1", (pupil,)), name_hits=names, first_name_hits=first, face_results={PHOTO.name: (face,)}
    )
    return list(ConsentConfirmed().find(Post(text, photos=(PHOTO,)), context(evidence)))


def old(what: str) -> list[Finding]:
    says = f"The post rests on consents that nobody has confirmed since 1 September 2025: Maren O ({what})."
    remedy = "It still holds. Ask the office to have it confirmed with the next update form."
    return [Finding("consent.confirmed", Severity.NOTE, WholePost(), says, remedy)]


def test_a_consent_of_before_the_last_autumn_is_shown_and_still_holds() -> None:
    assert confirmed(*yes(Purpose.PHOTO, on=LONG_AGO)) == old("photo")
    assert confirmed(*yes(Purpose.PHOTO, on=LATELY)) == []
    recorded = replace(yes(Purpose.PHOTO)[0], recorded_on=LONG_AGO)
    assert confirmed(recorded) == old("photo")


def test_a_list_that_tells_no_days_says_nothing() -> None:
    assert confirmed(*yes(Purpose.PHOTO)) == []


def test_names_count_too_the_first_one_only_beside_a_picture() -> None:
    assert confirmed(*yes(Purpose.NAME, on=LONG_AGO), text="Maren Okonjo") == old("full name with image")
    assert confirmed(*yes(Purpose.FIRST_NAME, on=LONG_AGO), text=POST.text) == old("first name with image")
    assert confirmed(*yes(Purpose.VIDEO, on=LONG_AGO), text="Maren Okonjo") == []


def test_what_nobody_agreed_to_is_the_other_checks_to_tell() -> None:
    assert confirmed(Consent(Purpose.PHOTO, REFUSED, received_on=LONG_AGO)) == []
    assert confirmed(*yes(Purpose.PHOTO, on=LONG_AGO), face=STRANGER) == []
    assert confirmed(*yes(Purpose.PHOTO, on=LONG_AGO), face=replace(SHOWN, pupil_id="P9")) == []
