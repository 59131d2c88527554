"""The commands about one pupil's record."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Register, register_app
from checker.core.errors import InputError
from checker.terminal import note, say, say_all
from checker.workflow.permits import this_machine

Purposes = Annotated[
    list[str] | None, typer.Option("--purpose", help="photo, video, name, first_name … Several times.")
]
By = Annotated[str, typer.Option(help="Whose word it is: mother, father, carer …")]
Where = Annotated[str | None, typer.Option(help="For one channel only; without it for all.")]
Received = Annotated[str | None, typer.Option(help="The day the letter came: 01/09/2026.")]
Evidence = Annotated[str, typer.Option(help="Where the letter is filed.")]
Spoken = Annotated[bool, typer.Option("--spoken", help="Not in writing.")]
NoResponsibility = Annotated[
    bool, typer.Option("--no-responsibility", help="Not somebody with parental responsibility.")
]


def day(untrusted: str | None) -> date | None:
    """A day as it is written on letters. Raises: InputError."""
    if untrusted is None:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(untrusted.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise InputError("Write the day as 01/09/2026.")


@register_app.command()
def withdraw(
    pupil_id: str,
    by: By,
    purpose: Purposes = None,
    channel: Where = None,
    received: Received = None,
    evidence: Evidence = "",
    spoken: Spoken = False,
    no_responsibility: NoResponsibility = False,
    register: Register = None,
) -> None:
    """Withdraw consents at once (all of them, unless a purpose is named), and list the earlier posts to take down."""
    from checker.core.people import Consent, ConsentState, Purpose
    from checker.workflow import pupil_record

    purposes = tuple(map(pupil_record.purpose_named, purpose or ()))
    letter = Consent(
        Purpose.PHOTO,
        ConsentState.WITHDRAWN,
        pupil_record.channel_named(channel),
        in_writing=not spoken,
        received_on=day(received),
        evidence=evidence,
        has_responsibility=not no_responsibility,
    )
    say_all(pupil_record.withdraw(this_machine(), pupil_id, purposes, by, register, letter))


@register_app.command()
def record(
    pupil_id: str,
    purpose: Annotated[str, typer.Option(help="photo, video, name, first_name, website, press, face_matching")],
    state: Annotated[str, typer.Option(help="given, refused, withdrawn, expired or not_asked")],
    by: By = "",
    wish: Annotated[bool, typer.Option("--wish", help="The child's own wish, not a parent's answer.")] = False,
    channel: Where = None,
    received: Received = None,
    evidence: Evidence = "",
    spoken: Spoken = False,
    no_responsibility: NoResponsibility = False,
    register: Register = None,
) -> None:
    """Record an answer that came to the office, or a child's own wish."""
    from checker.core.people import AnswerKind, Consent, ConsentState
    from checker.workflow import pupil_record

    if state not in {one.value for one in ConsentState}:
        raise InputError(f"Give a state: {', '.join(one.value for one in ConsentState)}.")
    consent = Consent(
        pupil_record.purpose_named(purpose),
        ConsentState(state),
        pupil_record.channel_named(channel),
        "child" if wish else by,
        not spoken and not wish,
        day(received),
        evidence,
        None if wish else not no_responsibility,
        AnswerKind.WISH if wish else AnswerKind.ANSWER,
    )
    say(pupil_record.record(this_machine(), pupil_id, consent, register))


@register_app.command()
def parent(
    pupil_id: str,
    kind: Annotated[str, typer.Argument(help="known, told, not_found, lacks_capacity, welfare, not_practicable …")],
    who: Annotated[str, typer.Option(help="Which parent; without it, all who are known.")] = "",
    on: Annotated[str | None, typer.Option(help="The day it happened: 01/09/2026.")] = None,
    evidence: Evidence = "",
    authorised_by: Annotated[str, typer.Option(help="Who decided that this parent need not be told.")] = "",
    register: Register = None,
) -> None:
    """Record a parent, or that one was told about face matching (Protection of Freedoms Act 2012 ss.26-27)."""
    from checker.core.parents import ParentRecord
    from checker.workflow import pupil_record

    told = ParentRecord(pupil_record.parent_kind(kind), who, day(on), evidence, authorised_by)
    say(pupil_record.record_parent(this_machine(), pupil_id, told, register))


@register_app.command()
def left(
    pupil_id: str,
    on: Annotated[str | None, typer.Option(help="The day, also one to come: 01/09/2026; without it, today.")] = None,
    back: Annotated[bool, typer.Option("--back", help="The pupil is at the school again, or stays.")] = False,
    register: Register = None,
) -> None:
    """Record the day a pupil leaves: on it consents end, and face templates are deleted."""
    from checker.workflow.pupil_record import mark_left

    say(mark_left(this_machine(), pupil_id, None if back else day(on) or date.today(), register))


@register_app.command()
def siblings(one: str, other: str, register: Register = None) -> None:
    """Record that two pupils are of one family, so that a person is always asked who is who."""
    from checker.workflow.pupil_record import join_siblings

    say(join_siblings(this_machine(), one, other, register))


@register_app.command()
def history(pupil_id: str, register: Register = None) -> None:
    """Every answer ever recorded for a pupil, oldest first."""
    from checker.workflow.pupil_record import history_lines

    say_all(history_lines(this_machine(), pupil_id, register))


@register_app.command()
def export(
    pupil_id: str,
    out: Annotated[Path, typer.Option(help="The file; .json and .html are written.")],
    register: Register = None,
) -> None:
    """Write everything held on a pupil, for a subject access request."""
    from checker.workflow.held_page import export as write_export

    files = write_export(this_machine(), pupil_id, out, register)
    say(f"Written: {files[0].name} and {files[1].name}. They hold personal data: hand them over safely.")


@register_app.command()
def erase(
    pupil_id: str,
    yes: Annotated[bool, typer.Option("--yes", help="Erase at once, without asking.")] = False,
    certificate: Annotated[Path | None, typer.Option(help="Write the certificate to this file.")] = None,
    register: Register = None,
) -> None:
    """Erase everything on a pupil, and print the certificate."""
    from checker.workflow.erasure import erase as erase_pupil
    from checker.workflow.erasure import write_certificate

    question = "Erase everything on this pupil? This cannot be undone."
    if not yes and not (sys.stdin.isatty() and typer.confirm(question)):
        note("Nothing was erased. Run again with --yes to erase.")
        raise typer.Exit(1)
    text = erase_pupil(this_machine(), pupil_id, register)
    say_all(iter(text.splitlines()))
    if certificate is not None:
        write_certificate(certificate, text)
