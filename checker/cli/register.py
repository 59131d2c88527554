"""The commands that keep the consent register."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Register, matching_app, register_app
from checker.terminal import note, say, say_all


@register_app.command("import")
def import_(
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="Apply at once, without asking.")] = False,
    register: Register = None,
) -> None:
    """Show what a CSV would change in the register, and apply it."""
    from checker.workflow.register import preview_import

    change = preview_import(file, register)
    say_all(change.lines())
    if not yes and not (sys.stdin.isatty() and typer.confirm("Apply these changes?")):
        note("Nothing was changed. Run again with --yes to apply.")
        raise typer.Exit(1)
    change.apply()
    say("The register is up to date.")


@register_app.command()
def enrol(folder: Path, register: Register = None) -> None:
    """Enrol pupils' faces from one sub-folder of reference photos per pupil."""
    from checker.workflow.register import enrol_faces

    report = enrol_faces(folder, register)
    say_all(report.lines())
    raise typer.Exit(1 if report.refused else 0)


@register_app.command()
def show(register: Register = None) -> None:
    """Show how many pupils consented to what, and whether face matching is on."""
    from checker.workflow.register import summary_lines

    say_all(summary_lines(register))


@matching_app.command("on")
def matching_on(
    dpia: Annotated[str, typer.Option(help="Reference of the data protection impact assessment.")],
    dpo: Annotated[str, typer.Option(help="The data protection officer who signed it off.")],
    register: Register = None,
) -> None:
    """Switch face matching on; needs the DPIA and the DPO's sign-off."""
    from checker.workflow.register import switch_matching_on

    switch_matching_on(dpia, dpo, register)
    say("Face matching is on, for pupils with a parent's written consent to it.")


@matching_app.command("off")
def matching_off(register: Register = None) -> None:
    """Switch face matching off at once; a person then says who each face is."""
    from checker.workflow.register import switch_matching_off

    switch_matching_off(register)
    say("Face matching is off. Faces are boxed, and a person says who they are.")
