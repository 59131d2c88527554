"""Which answers count now, out of everything that was ever said about one pupil? The one place where that is decided.

Blank is no. The latest answer for a purpose and channel decides, but a named person's written refusal stands until
that same person says yes, whoever else has said yes since; for face matching any named refusal does, written or not
(Protection of Freedoms Act 2012 s.26). A refusal for all channels ends an earlier yes for one. A child's own no counts
like a refusal; a child's yes, or that of somebody without parental responsibility, consents to nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.core.people import AnswerKind, Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.store.face_consent import OBJECTIONS, is_child


def current(events: Iterable[Consent]) -> tuple[Consent, ...]:
    """The answers that count, by purpose and then channel. `events` are one pupil's, oldest first."""
    by_purpose: dict[Purpose, list[Consent]] = defaultdict(list)
    for event in events:
        by_purpose[event.purpose].append(event)
    return tuple(answer for purpose in Purpose if purpose in by_purpose for answer in _decided(by_purpose[purpose]))


def _decided(events: list[Consent]) -> Iterator[Consent]:
    answers = [event for event in events if event.kind is AnswerKind.ANSWER and not _counts_for_nothing(event)]
    wishes = [event for event in events if event.kind is AnswerKind.WISH]
    channels = sorted({event.channel for event in events if event.channel is not None})
    for channel in (None, *channels):
        answer = _answer(answers, channel)
        objection = _no_of_the_child(wishes, channel) or _standing(answers, channel)
        if objection is not None and (answer is None or answer.state not in OBJECTIONS):
            answer = replace(objection, channel=channel)
        if answer is not None:
            yield _without_power(answer)


def _answer(answers: Sequence[Consent], channel: Channel | None) -> Consent | None:
    """The latest answer for this very channel; None where a later refusal of all channels has ended it."""
    latest = None
    for answer in answers:
        if answer.channel is channel:
            latest = answer
        elif answer.channel is None and answer.state in OBJECTIONS and latest is not None:
            latest = latest if latest.state in OBJECTIONS else None
    return latest


def _standing(answers: Sequence[Consent], channel: Channel | None) -> Consent | None:
    """A named person's refusal that the same person has not taken back."""
    stands: dict[tuple[str, Channel | None], Consent] = {}
    for answer in answers:
        person = answer.given_by.strip().lower()
        if not person or answer.channel not in (channel, None):
            continue
        if _is_lasting(answer):
            stands[person, answer.channel] = answer
        elif answer.state is ConsentState.GIVEN:
            stands.pop((person, answer.channel), None)
            if answer.channel is not None:
                stands.pop((person, None), None)
    return next(reversed(stands.values()), None)


def _is_lasting(answer: Consent) -> bool:
    return answer.state in OBJECTIONS and (answer.in_writing or answer.purpose is Purpose.FACE_MATCHING)


def _no_of_the_child(wishes: Sequence[Consent], channel: Channel | None) -> Consent | None:
    latest = {wish.channel: wish for wish in wishes if wish.channel in (channel, None)}
    return next((wish for wish in latest.values() if wish.state in OBJECTIONS), None)


def _counts_for_nothing(answer: Consent) -> bool:
    """A yes without the power to give it changes nothing; for face matching it ends what was, as in the guards."""
    return answer.purpose is not Purpose.FACE_MATCHING and _is_powerless(answer)


def _without_power(answer: Consent) -> Consent:
    return replace(answer, state=ConsentState.NOT_ASKED) if _is_powerless(answer) else answer


def _is_powerless(answer: Consent) -> bool:
    return answer.state is ConsentState.GIVEN and (answer.has_responsibility is False or is_child(answer.given_by))
