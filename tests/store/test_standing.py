"""Which answers count: any written refusal wins, blank is no, the child is heard."""

from __future__ import annotations

from datetime import date

import pytest

from checker.core.people import AnswerKind, Consent, ConsentState, Pupil, Purpose, confirmed_since
from checker.core.post import Channel
from checker.store.standing import current

GIVEN, REFUSED, WITHDRAWN, NOT_ASKED = (
    ConsentState.GIVEN,
    ConsentState.REFUSED,
    ConsentState.WITHDRAWN,
    ConsentState.NOT_ASKED,
)
FACEBOOK, X = Channel.FACEBOOK, Channel.X


def said(
    by: str,
    state: ConsentState,
    channel: Channel | None = None,
    *,
    written: bool = True,
    purpose: Purpose = Purpose.PHOTO,
) -> Consent:
    return Consent(purpose, state, channel, by, written)


def wish(state: ConsentState, channel: Channel | None = None, purpose: Purpose = Purpose.PHOTO) -> Consent:
    return Consent(purpose, state, channel, "child", kind=AnswerKind.WISH)


def states(*events: Consent, channel: Channel | None = None, purpose: Purpose = Purpose.PHOTO) -> ConsentState:
    return Pupil("T1", "Ola", "Fern", consents=current(events)).consent(purpose, channel)


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        ((), NOT_ASKED),
        ((said("mother", GIVEN),), GIVEN),
        ((said("mother", GIVEN), said("mother", WITHDRAWN)), WITHDRAWN),
        ((said("mother", WITHDRAWN), said("mother", GIVEN)), GIVEN),
        ((said("father", REFUSED), said("mother", GIVEN)), REFUSED),
        ((said("mother", GIVEN), said("father", REFUSED)), REFUSED),
        ((said("father", REFUSED), said("mother", GIVEN), said(" Father ", GIVEN)), GIVEN),
        ((said("father", REFUSED, written=False), said("mother", GIVEN)), GIVEN),
        ((said("mother", GIVEN), said("father", REFUSED, written=False)), REFUSED),
        ((said("", REFUSED), said("mother", GIVEN)), GIVEN),
        ((said("mother", GIVEN), said("mother", ConsentState.EXPIRED)), ConsentState.EXPIRED),
        ((said("father", REFUSED), said("mother", ConsentState.EXPIRED)), REFUSED),
        ((said("mother", GIVEN), wish(REFUSED)), REFUSED),
        ((wish(REFUSED), said("mother", GIVEN)), REFUSED),
        ((wish(REFUSED), said("mother", GIVEN), wish(GIVEN)), GIVEN),
        ((wish(GIVEN),), NOT_ASKED),
        ((said("child", GIVEN),), NOT_ASKED),
        ((Consent(Purpose.PHOTO, GIVEN, None, "aunt", True, has_responsibility=False),), NOT_ASKED),
        ((said("mother", GIVEN), Consent(Purpose.PHOTO, GIVEN, None, "aunt", has_responsibility=False)), GIVEN),
    ],
)
def test_the_answer_that_counts(events: tuple[Consent, ...], counts: ConsentState) -> None:
    assert states(*events) is counts


@pytest.mark.parametrize(
    ("events", "on_facebook", "on_x"),
    [
        ((said("mother", GIVEN), said("mother", REFUSED, X)), GIVEN, REFUSED),
        ((said("mother", GIVEN, FACEBOOK),), GIVEN, NOT_ASKED),
        ((said("mother", GIVEN, FACEBOOK), said("mother", WITHDRAWN)), WITHDRAWN, WITHDRAWN),
        ((said("mother", GIVEN, FACEBOOK), said("", WITHDRAWN, written=False)), WITHDRAWN, WITHDRAWN),
        ((said("mother", WITHDRAWN), said("mother", GIVEN, FACEBOOK)), GIVEN, WITHDRAWN),
        ((said("father", REFUSED), said("mother", GIVEN, FACEBOOK)), REFUSED, REFUSED),
        ((said("father", REFUSED, FACEBOOK), said("mother", GIVEN, FACEBOOK)), REFUSED, NOT_ASKED),
        ((said("father", REFUSED, FACEBOOK), said("father", GIVEN)), REFUSED, GIVEN),
        ((said("mother", GIVEN), wish(REFUSED, FACEBOOK)), REFUSED, GIVEN),
        ((said("mother", GIVEN, FACEBOOK), wish(REFUSED)), REFUSED, REFUSED),
    ],
)
def test_a_refusal_reaches_every_channel_it_is_about(
    events: tuple[Consent, ...], on_facebook: ConsentState, on_x: ConsentState
) -> None:
    assert (states(*events, channel=FACEBOOK), states(*events, channel=X)) == (on_facebook, on_x)


def test_for_face_matching_a_spoken_refusal_stands_too() -> None:
    matching = Purpose.FACE_MATCHING
    events = (said("father", REFUSED, written=False, purpose=matching), said("mother", GIVEN, purpose=matching))
    assert states(*events, purpose=matching) is REFUSED


def test_an_answer_of_one_purpose_says_nothing_about_another() -> None:
    events = (said("mother", GIVEN, purpose=Purpose.NAME), said("mother", REFUSED, purpose=Purpose.FIRST_NAME))
    assert states(*events, purpose=Purpose.NAME) is GIVEN
    assert states(*events) is NOT_ASKED


@pytest.mark.parametrize(
    ("today", "received", "confirmed"),
    [
        (date(2026, 11, 20), date(2025, 9, 1), True),
        (date(2026, 11, 20), date(2025, 8, 31), False),
        (date(2027, 1, 5), date(2026, 9, 14), True),
        (date(2027, 1, 5), date(2026, 8, 31), False),
        (date(2027, 8, 31), date(2026, 9, 1), True),
    ],
)
def test_confirmed_means_since_the_last_autumn_round_that_is_over(today: date, received: date, confirmed: bool) -> None:
    assert Consent(Purpose.PHOTO, GIVEN, received_on=received).is_confirmed(today) is confirmed
    assert (received >= confirmed_since(today)) is confirmed


def test_an_old_yes_is_a_fact_to_show_and_still_a_yes() -> None:
    old = Consent(Purpose.PHOTO, GIVEN, received_on=date(2024, 9, 1))
    pupil = Pupil("T1", "Ola", "Fern", consents=(old,))
    assert pupil.unconfirmed(date(2026, 11, 20)) == (Purpose.PHOTO,)
    assert pupil.has_consent(Purpose.PHOTO)


@pytest.mark.parametrize(
    "out", [{"left_on": date(2026, 7, 20)}, {"never_publish": True}, {"must_not_be_located": True}]
)
def test_a_leaver_or_protected_pupil_has_no_consent(out: dict[str, object]) -> None:
    pupil = Pupil("T1", "Ola", "Fern", consents=(said("mother", GIVEN),), **out)  # type: ignore[arg-type]
    assert not pupil.has_consent(Purpose.PHOTO)
