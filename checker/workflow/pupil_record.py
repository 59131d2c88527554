"""One pupil's record: what is held, what was answered, a withdrawal and all that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.parents import EXCUSED, ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Pupil, Purpose
from checker.core.post import Channel
from checker.core.staff import Actor
from checker.workflow.consent_words import followed_words
from checker.workflow.draft_search import drafts_about
from checker.workflow.permits import Act, may
from checker.workflow.pupil_list import leaving_words
from checker.workflow.register import home_of, opened_for

if TYPE_CHECKING:
    from checker.store.follow_up import FollowUp

NO_SUCH_PUPIL = "There is no pupil with this id in the register."


def withdraw(
    actor: Actor, pupil_id: str, purposes: Sequence[Purpose], by: str, register: str | None, letter: Consent
) -> Iterator[str]:
    """Withdraw consents (all, where none is named) at once and do what follows; says what was done.

    `letter` carries what is known of the withdrawal: channel, in writing, the day, evidence, responsibility.
    Raises: InputError, NoRegister, RegisterRefused.
    """
    followed = withdraw_now(actor, pupil_id, purposes, by, register, letter)
    what = ", ".join(purpose.words for purpose in purposes) if purposes else "everything"
    yield f"Stopped now: {what} for pupil {pupil_id}."
    if not purposes or Purpose.FACE_MATCHING in purposes:
        yield "Face templates of this pupil are deleted, if there were any."
    yield followed_words(followed)
    if followed.take_downs:
        yield "The list: checker takedowns list"
    yield from _in_drafts(actor, pupil_id, register)


def _in_drafts(actor: Actor, pupil_id: str, register: str | None) -> Iterator[str]:
    """What is saved is not judged: it is checked anew, against the register as it is now, whenever it is opened."""
    found = drafts_about(opened_for(actor, Act.WITHDRAW, register).read().by_id[pupil_id], home_of(register))
    if found.about:
        yield f"{len(found.about)} saved drafts name or show this pupil. They are checked anew when they are opened."
    if found.unopened:
        yield f"{found.unopened} saved drafts could not be opened, so nobody knows whom they are about."


def withdraw_now(
    actor: Actor,
    pupil_id: str,
    purposes: Sequence[Purpose],
    by: str,
    register: str | None,
    letter: Consent,
    seen: str | None = None,
) -> FollowUp:
    """The same; how many approvals ended and how many earlier posts are to be taken down.

    `seen`: the mark of the record that was looked at. Raises: InputError, NoRegister, RegisterRefused.
    """
    if not by.strip():
        raise InputError("Say who withdraws: mother, for example.")
    store = opened_for(actor, Act.WITHDRAW, register)
    return store.record_answers(pupil_id, tuple(_withdrawals(purposes or tuple(Purpose), by, letter)), seen)


def _withdrawals(purposes: Sequence[Purpose], by: str, letter: Consent) -> Iterator[Consent]:
    for purpose in purposes:
        channel = None if purpose is Purpose.FACE_MATCHING else letter.channel
        yield Consent(
            purpose,
            ConsentState.WITHDRAWN,
            channel,
            by,
            letter.in_writing,
            letter.received_on,
            letter.evidence,
            letter.has_responsibility,
        )


def record(actor: Actor, pupil_id: str, consent: Consent, register: str | None, seen: str | None = None) -> str:
    """Record one answer, or the child's own wish. Raises: InputError, NoRegister, RegisterRefused."""
    if consent.kind is AnswerKind.ANSWER and not consent.given_by.strip():
        raise InputError("Say whose answer it is: mother, for example, or the child's own wish.")
    followed = opened_for(actor, Act.RECORD_CONSENT, register).record_consent(pupil_id, consent, seen)
    whose = "the child's own wish" if consent.kind is AnswerKind.WISH else "an answer"
    what = f" {followed_words(followed)}" if followed.take_downs or followed.voided else ""
    return f"Recorded: {whose}.{what}"


def record_parent(
    actor: Actor, pupil_id: str, told: ParentRecord, register: str | None, seen: str | None = None
) -> str:
    """Record what is known of a parent, or that one was told about face matching. Raises: InputError, NoRegister."""
    if told.kind is not ParentKind.TOLD and not told.who.strip():
        raise InputError("Say which parent: mother, for example.")
    if told.kind in EXCUSED and not told.authorised_by.strip():
        raise InputError("Say who decided that this parent need not be told: the head teacher, for example.")
    opened_for(actor, Act.RECORD_CONSENT, register).record_parent(pupil_id, told, seen)
    return "Recorded."


def change_details(actor: Actor, changed: Pupil, register: str | None, seen: str) -> str:
    """Write name, known-as name, year and class over the old ones. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.store.keeping import Keeping

    if not changed.first_name.strip() or not changed.last_name.strip():
        raise InputError("A pupil needs a first name and a surname. Nothing was changed.")
    Keeping(opened_for(actor, Act.RECORD_CONSENT, register)).change_details(changed, seen)
    return "Recorded: details changed."


def mark_left(actor: Actor, pupil_id: str, on: date | None, register: str | None, seen: str | None = None) -> str:
    """Record the day a pupil leaves, which may be to come, or that one stays or is back.

    Raises: InputError, NoRegister, RegisterRefused.
    """
    from checker.store.keeping import Keeping

    store = opened_for(actor, Act.RECORD_CONSENT, register)
    Keeping(store).mark_left(pupil_id, on, seen)
    if on is None:
        return "Recorded: at the school."
    if on > store.now().date():
        return f"Recorded: leaves on {on:%d/%m/%Y}. On that day consents end and face templates go, not before."
    return "Recorded: left. Consents ended, face templates deleted."


def join_siblings(actor: Actor, one: str, other: str, register: str | None) -> str:
    """Record that two pupils are of one family. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.store.keeping import Keeping

    Keeping(opened_for(actor, Act.RECORD_CONSENT, register)).join_siblings(one, other)
    return "Recorded: brothers or sisters."


def parent_kind(untrusted_word: str) -> ParentKind:
    """The kind of record of this name. Raises: InputError."""
    try:
        return ParentKind(untrusted_word.strip().lower().replace("-", "_"))
    except ValueError:
        raise InputError(f"Give one of: {', '.join(kind.value for kind in ParentKind)}.") from None


def purpose_named(untrusted_word: str) -> Purpose:
    """The purpose of this name. Raises: InputError."""
    try:
        return Purpose(untrusted_word.strip().lower().replace("-", "_"))
    except ValueError:
        raise InputError(f"Give a purpose: {', '.join(purpose.value for purpose in Purpose)}.") from None


def channel_named(untrusted_word: str | None) -> Channel | None:
    """The channel of this name; None where none was given. Raises: InputError for one we do not know."""
    if untrusted_word is None:
        return None
    channel = Channel.named(untrusted_word)
    if channel is Channel.OTHER and untrusted_word.strip().lower() != "other":
        raise InputError(f"Give a channel: {', '.join(one.value for one in Channel)}.")
    return channel


def history_lines(actor: Actor, pupil_id: str, register: str | None) -> Iterator[str]:
    """Every answer as a timeline, oldest first. A protected pupil reads like one without consent.

    Raises: InputError, NoRegister, RegisterRefused.
    """
    store = opened_for(actor, Act.SEE_REGISTER, register)
    timeline, pupil = store.history(pupil_id), store.read().by_id[pupil_id]
    sees_all = may(actor, Act.SEE_PROTECTION)
    for line in timeline:
        consent = line.consent
        if pupil.hides(consent) and not sees_all:
            continue
        where = f" on {consent.channel.value}" if consent.channel else ""
        by = "the child's own wish" if consent.kind is AnswerKind.WISH else consent.given_by or "not said by whom"
        written = "in writing" if consent.in_writing else "not in writing"
        power = {True: ", with parental responsibility", False: ", without parental responsibility", None: ""}
        received = f", received {consent.received_on:%d/%m/%Y}" if consent.received_on else ""
        proof = f", {consent.evidence}" if consent.evidence else ""
        said = f"{consent.purpose.words}{where}: {consent.state.value.replace('_', ' ')}"
        whose = f"{by}{power[consent.has_responsibility]}, {written}{received}{proof}"
        yield f"{line.recorded_at:%d/%m/%Y %H:%M}  {said}, {whose}"


def pupil_lines(actor: Actor, pupil_id: str, register: str | None, today: date) -> Iterator[str]:
    """What counts now for one pupil, by id. A protected pupil reads like one without consent.

    Raises: InputError, NoRegister.
    """
    snapshot = opened_for(actor, Act.SEE_REGISTER, register).read()
    pupil = snapshot.by_id.get(pupil_id)
    if pupil is None:
        raise InputError(NO_SUCH_PUPIL)
    yield ", ".join(filter(None, (f"{pupil.id} · {pupil.class_name or 'no class'}", leaving_words(pupil))))
    for purpose in Purpose:
        yield f"{purpose.words}: {_said(pupil, purpose, today)}"
    siblings = [one if two == pupil_id else two for one, two in snapshot.siblings if pupil_id in (one, two)]
    if siblings:
        yield f"brothers and sisters at the school: {', '.join(siblings)}"
    yield f"parents told about face matching: {'yes' if pupil.parents_told else 'no'}"
    enrolled = sum(template.pupil_id == pupil_id for template in snapshot.templates)
    yield f"face photos enrolled: {enrolled}" + (", others are too old" if pupil_id in snapshot.expired else "")


def _said(pupil: Pupil, purpose: Purpose, today: date) -> str:
    channels = [channel for channel in Channel if pupil.has_consent(purpose, channel) != pupil.has_consent(purpose)]
    said = "yes" if pupil.has_consent(purpose) else "no"
    if channels:
        said += f", but {'no' if said == 'yes' else 'yes'} on {', '.join(channel.value for channel in channels)}"
    is_old = pupil.has_consent(purpose) and purpose in pupil.unconfirmed(today)
    return f"{said} (not confirmed since the last autumn)" if is_old else said


def delete_face_photos(actor: Actor, pupil_id: str, register: str | None) -> int:
    """Delete a pupil's face templates; how many. Like any no, it never waits. Raises: InputError, NoRegister."""
    from checker.store.enrolled import delete_templates

    return delete_templates(opened_for(actor, Act.WITHDRAW, register), pupil_id)
