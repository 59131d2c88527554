"""The commands of the designated safeguarding lead, who signs in for each: who is protected, and why.

The reason is asked for and never given as an option: options stay in the history of the command line.
"""

from __future__ import annotations

from typing import Annotated

import typer

from checker.cli.frame import Register, register_app
from checker.terminal import say, say_all

Lead = Annotated[str, typer.Option("--as", help="The sign-in name of the designated safeguarding lead.")]
Kind = Annotated[str, typer.Option(help="never_publish or must_not_be_located")]
PASSWORD, WHY = "Password", "Why (only the designated safeguarding lead can read it)"


@register_app.command()
def protect(pupil_id: str, lead: Lead, kind: Kind = "never_publish", register: Register = None) -> None:
    """Protect a pupil at once; to everybody else it looks like any other pupil without consent."""
    _record(pupil_id, lead, kind, register, is_on=True)


@register_app.command()
def unprotect(pupil_id: str, lead: Lead, kind: Kind = "never_publish", register: Register = None) -> None:
    """Lift a protection; the record that there was one stays with the designated safeguarding lead."""
    _record(pupil_id, lead, kind, register, is_on=False)


@register_app.command()
def protections(pupil_id: str, lead: Lead, register: Register = None) -> None:
    """Every protection ever recorded for a pupil, with the reason."""
    from checker.workflow.protecting import protection_lines
    from checker.workflow.signing_in import signed_in

    with signed_in(lead, typer.prompt(PASSWORD, hide_input=True), register) as actor:
        lines = list(protection_lines(actor, pupil_id, register))
    say_all(lines or ["None was ever recorded."])


def _record(pupil_id: str, lead: str, kind: str, register: str | None, *, is_on: bool) -> None:
    from checker.workflow.permits import Act, require
    from checker.workflow.protecting import protect as record
    from checker.workflow.protecting import protection_named
    from checker.workflow.signing_in import signed_in

    meant = protection_named(kind)
    with signed_in(lead, typer.prompt(PASSWORD, hide_input=True), register) as actor:
        require(actor, Act.PROTECT)  # before anybody types a reason
        say(record(actor, pupil_id, meant, typer.prompt(WHY, default="", show_default=False), register, is_on=is_on))
