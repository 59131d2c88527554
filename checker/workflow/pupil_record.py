"""One pupil's record: what is held, what was answered, a withdrawal and all that follows from it, erasure."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from checker.core.errors import InputError
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Pupil, Purpose
from checker.core.post import Channel
from checker.core.staff import Actor
from checker.workflow.files import write_new
from checker.workflow.permits import Act
from checker.workflow.register import opened_for

NO_SUCH_PUPIL = "There is no pupil with this id in the register."


def withdraw(
    actor: Actor, pupil_id: str, purposes: Sequence[Purpose], by: str, register: str | None, letter: Consent
) -> Iterator[str]:
    """Withdraw consents (all, where none is named) at once and do what follows; says what was done.

    `letter` carries what is known of the withdrawal: channel, in writing, the day, evidence, responsibility.
    Raises: InputError, NoRegister, RegisterRefused.
    """
    if not by.strip():
        raise InputError("Say who withdraws: --by mother, for example.")
    store = opened_for(actor, Act.WITHDRAW, register)
    followed = store.record_answers(pupil_id, tuple(_withdrawals(purposes or tuple(Purpose), by, letter)))
    what = ", ".join(purpose.words for purpose in purposes) if purposes else "everything"
    yield f"Stopped now: {what} for pupil {pupil_id}."
    if not purposes or Purpose.FACE_MATCHING in purposes:
        yield "Face templates of this pupil are deleted, if there were any."
    yield f"{followed.take_downs} earlier posts or photos to take down; {followed.voided} approvals ended."
    if followed.take_downs:
        yield "The list: checker takedowns list"


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


def record(actor: Actor, pupil_id: str, consent: Consent, register: str | None) -> str:
    """Record one answer, or the child's own wish. Raises: InputError, NoRegister, RegisterRefused."""
    if consent.kind is AnswerKind.ANSWER and not consent.given_by.strip():
        raise InputError("Say whose answer it is: --by mother, for example, or --wish for the child's own.")
    followed = opened_for(actor, Act.RECORD_CONSENT, register).record_consent(pupil_id, consent)
    whose = "the child's own wish" if consent.kind is AnswerKind.WISH else "an answer"
    return f"Recorded: {whose}. {followed.take_downs} earlier posts to take down; {followed.voided} approvals ended."


def record_parent(actor: Actor, pupil_id: str, told: ParentRecord, register: str | None) -> str:
    """Record what is known of a parent, or that one was told about face matching. Raises: InputError, NoRegister."""
    opened_for(actor, Act.RECORD_CONSENT, register).record_parent(pupil_id, told)
    return "Recorded."


def mark_left(actor: Actor, pupil_id: str, on: date | None, register: str | None) -> str:
    """Record the day a pupil left, or that one is back. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.store.keeping import Keeping

    Keeping(opened_for(actor, Act.RECORD_CONSENT, register)).mark_left(pupil_id, on)
    return "Recorded: back at the school." if on is None else "Recorded: left. Consents ended, face templates deleted."


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
    """Every answer as a timeline, oldest first. Raises: InputError, NoRegister, RegisterRefused."""
    for line in opened_for(actor, Act.SEE_REGISTER, register).history(pupil_id):
        consent = line.consent
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
    yield f"{pupil.id} · {pupil.class_name or 'no class'}" + (
        f", left {pupil.left_on:%d/%m/%Y}" if pupil.left_on else ""
    )
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


def export(actor: Actor, pupil_id: str, out: Path, register: str | None) -> tuple[Path, Path]:
    """Write everything held on a pupil as JSON and as a page to read. Raises: InputError, NoRegister."""
    from checker.store.held import NOT_HERE, held_on

    files = out.with_suffix(".json"), out.with_suffix(".html")
    if any(file.exists() for file in files):
        raise InputError("There is such a file already. Give another name.")
    held = held_on(opened_for(actor, Act.EXPORT_PUPIL, register), pupil_id)
    told = {"held": held, "please_note": NOT_HERE}
    try:
        write_new(files[0], json.dumps(told, indent=2, ensure_ascii=False).encode())
        write_new(files[1], _page(held, NOT_HERE).encode())
    except OSError as error:
        raise InputError(f"The files could not be written ({error.strerror}).") from None
    return files


def _page(held: dict[str, list[dict[str, str | int | bool | None]]], note: str) -> str:
    parts = []
    for kind, rows in held.items():
        parts.append(f"<h2>{html.escape(kind.replace('_', ' ').capitalize())}</h2>")
        if not rows:
            parts.append("<p>Nothing is held.</p>")
            continue
        heads = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in rows[0])
        cells = "".join(f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in rows)
        parts.append(f"<table><tr>{heads}</tr>{cells}</table>")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>What the school holds</title>'
        "<style>body{font:16px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse}"
        "td,th{border:1px solid #888;padding:.3rem .6rem;text-align:left;overflow-wrap:anywhere}</style>"
        "<h1>What the school's consent register holds about one pupil</h1>"
        f"{''.join(parts)}<p>{html.escape(note)}</p></html>"
    )


def _cell(value: str | int | bool | None) -> str:
    shown = {None: "", True: "yes", False: "no"}.get(value) if value is None or isinstance(value, bool) else str(value)
    return f"<td>{html.escape(shown or '')}</td>"


def write_certificate(file: Path, text: str) -> None:
    """Keep the certificate in a file of a new name. Raises: InputError."""
    try:
        write_new(file, text.encode())
    except OSError as error:
        raise InputError(f"The pupil is erased, but the certificate was not written ({error.strerror}).") from None


def erase(actor: Actor, pupil_id: str, register: str | None) -> str:
    """Erase everything on a pupil; the certificate in words. Raises: InputError, NoRegister, RegisterRefused."""
    return opened_for(actor, Act.ERASE, register).erase(pupil_id).text
