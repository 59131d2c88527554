"""A known pupil is shown only with consent for this very channel."""

import pytest

from checker.checks.faces_consent import MatchedPupilsConsent
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Channel, Photo, Post
from tests.fakes import FakeEvidence, context

BOX = PixelBox(10, 20, 110, 140)
PHOTO = Photo("class.jpg", b"picture")
GIVEN = ConsentState.GIVEN
PHOTO_GIVEN = Consent(Purpose.PHOTO, GIVEN)


def findings(
    *consents: Consent,
    channel: Channel = Channel.FACEBOOK,
    never_publish: bool = False,
    outcome: FaceOutcome = FaceOutcome.MATCHED,
) -> list[Finding]:
    pupil = Pupil("P1", "Maren", "Okonjo", consents=consents, never_publish=never_publish)
    result = FaceResult(BOX, 0.9, outcome, "P1", distance=0.3)
    evidence = FakeEvidence(RegisterSnapshot("v1", (pupil,)), face_results={PHOTO.name: (result,)})
    return list(MatchedPupilsConsent().look(PHOTO, 0, Post("", channel, (PHOTO,)), context(evidence)))


def block(where: str = "on Facebook") -> list[Finding]:
    says = f"Face 1 is Maren O, without consent to be shown {where}."
    remedy = "Cover this face or choose another photo."
    return [Finding("faces.consent", Severity.BLOCK, PhotoSpot(0, BOX), says, remedy)]


def note(where: str = "on Facebook") -> list[Finding]:
    says = f"Face 1 is Maren O, with consent to be shown {where}."
    remedy = "Nothing to do, if the name is right."
    return [Finding("faces.consent", Severity.NOTE, PhotoSpot(0, BOX), says, remedy)]


def test_a_pupil_with_consent_is_a_line_of_evidence() -> None:
    assert findings(PHOTO_GIVEN) == note()


@pytest.mark.parametrize("state", [state for state in ConsentState if state is not GIVEN])
def test_only_given_lets_a_pupil_through(state: ConsentState) -> None:
    assert findings(Consent(Purpose.PHOTO, state)) == block()


def test_a_pupil_nobody_asked_is_blocked() -> None:
    assert findings() == block()


def test_a_pupil_named_by_a_person_needs_consent_too() -> None:
    assert findings(outcome=FaceOutcome.RESOLVED_BY) == block()


def test_a_protected_pupil_reads_exactly_like_one_without_consent() -> None:
    assert findings(PHOTO_GIVEN, never_publish=True) == findings() == block()


def test_the_answer_for_this_channel_counts_before_the_general_one() -> None:
    refused = Consent(Purpose.PHOTO, ConsentState.REFUSED, Channel.FACEBOOK)
    assert findings(PHOTO_GIVEN, refused) == block()
    assert findings(PHOTO_GIVEN, refused, channel=Channel.X) == note("on X")


def test_consent_for_another_channel_is_none() -> None:
    assert findings(Consent(Purpose.PHOTO, GIVEN, Channel.X)) == block()


@pytest.mark.parametrize(
    ("channel", "purpose", "where"),
    [(Channel.WEBSITE, Purpose.WEBSITE, "on the website"), (Channel.PRESS, Purpose.PRESS, "in the press")],
)
def test_website_and_press_need_their_own_consent(channel: Channel, purpose: Purpose, where: str) -> None:
    assert findings(PHOTO_GIVEN, channel=channel) == block(where)
    assert findings(Consent(purpose, GIVEN), channel=channel) == block(where)
    assert findings(PHOTO_GIVEN, Consent(purpose, GIVEN), channel=channel) == note(where)
    assert findings(Consent(Purpose.PHOTO, GIVEN, channel), channel=channel) == note(where)
    withdrawn = Consent(purpose, ConsentState.WITHDRAWN)
    assert findings(Consent(Purpose.PHOTO, GIVEN, channel), withdrawn, channel=channel) == block(where)


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_its_words(channel: Channel) -> None:
    assert [finding.severity for finding in findings(channel=channel)] == [Severity.BLOCK]


def test_a_face_without_a_pupil_is_left_to_the_other_check() -> None:
    stranger = FaceResult(BOX, 0.9, FaceOutcome.STRANGER)
    unsure = FaceResult(BOX, 0.9, FaceOutcome.UNSURE, candidates=("P1",))
    evidence = FakeEvidence(face_results={PHOTO.name: (stranger, unsure)})
    assert list(MatchedPupilsConsent().look(PHOTO, 0, Post("", photos=(PHOTO,)), context(evidence))) == []


def test_a_pupil_who_left_the_register_is_never_passed_over() -> None:
    result = FaceResult(BOX, 0.9, FaceOutcome.MATCHED, "P9")
    evidence = FakeEvidence(face_results={PHOTO.name: (result,)})
    with pytest.raises(KeyError):
        list(MatchedPupilsConsent().look(PHOTO, 0, Post("", photos=(PHOTO,)), context(evidence)))


def test_a_slip_about_one_face_never_keeps_a_refused_pupil_from_being_told() -> None:
    pupil = Pupil("P1", "Maren", "Okonjo")
    results = (
        FaceResult(BOX, 0.9, FaceOutcome.RESOLVED_BY, "P9"),
        FaceResult(PixelBox(200, 20, 300, 140), 0.9, FaceOutcome.MATCHED, "P1"),
    )
    evidence = FakeEvidence(RegisterSnapshot("v1", (pupil,)), face_results={PHOTO.name: results})
    told = MatchedPupilsConsent().look(PHOTO, 0, Post("", photos=(PHOTO,)), context(evidence))
    assert next(told).says == "Face 2 is Maren O, without consent to be shown on Facebook."
    with pytest.raises(KeyError):
        next(told)
