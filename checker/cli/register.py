"""The commands that keep the consent register."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Register, matching_app, register_app
from checker.core.errors import InputError
from checker.terminal import note, say, say_all
from checker.workflow.permits import this_machine


@register_app.command("import")
def import_(
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="Apply at once, without asking.")] = False,
    system: Annotated[str | None, typer.Option(help="The list comes from: sims, arbor or bromcom.")] = None,
    mapped: Annotated[
        list[str] | None, typer.Option("--map", help="What a heading means: --map 'Adm No=pupil_id'. Remembered.")
    ] = None,
    whole_school: Annotated[
        bool, typer.Option("--whole-school", help="Pupils who are not in the list have left the school.")
    ] = False,
    register: Register = None,
) -> None:
    """Show what a list (CSV or XLSX) would change in the register, and apply it."""
    from checker.workflow.register_import import preview_import

    headings = dict(_pair(one) for one in mapped or ())
    change = preview_import(this_machine(), file, register, system, headings, is_whole_school=whole_school)
    say_all(change.lines())
    _confirm(yes=yes)
    change.apply(this_machine())
    say("The register is up to date.")


@register_app.command("undo-import")
def undo_import(
    yes: Annotated[bool, typer.Option("--yes", help="Undo at once, without asking.")] = False,
    erase_added: Annotated[
        bool, typer.Option("--erase-added", help="Erase the pupils whom it added, for the list of another school.")
    ] = False,
    register: Register = None,
) -> None:
    """Take back the last import, by new events: the history is kept."""
    from checker.workflow.register_import import preview_undo

    undo = preview_undo(this_machine(), register, erase_added=erase_added)
    say_all(undo.lines())
    _confirm(yes=yes)
    undo.apply(this_machine())
    say("The import is undone.")


def _pair(untrusted: str) -> tuple[str, str]:
    heading, _, column = untrusted.rpartition("=")
    if not heading.strip() or not column.strip():
        raise InputError("Write a mapping as HEADING=column, for example: --map 'Adm No=pupil_id'.")
    return heading.strip(), column.strip()


def _confirm(*, yes: bool) -> None:
    if not yes and not (sys.stdin.isatty() and typer.confirm("Apply these changes?")):
        note("Nothing was changed. Run again with --yes to apply.")
        raise typer.Exit(1)


@register_app.command()
def enrol(folder: Path, register: Register = None) -> None:
    """Enrol pupils' faces from one sub-folder of reference photos per pupil."""
    from checker.workflow.register import enrol_faces

    report = enrol_faces(this_machine(), folder, register)
    say_all(report.lines())
    raise typer.Exit(1 if report.refused else 0)


@register_app.command()
def show(pupil_id: Annotated[str | None, typer.Argument()] = None, register: Register = None) -> None:
    """Show how many pupils consented to what, or what counts now for one pupil."""
    from datetime import date

    from checker.workflow.pupil_record import pupil_lines
    from checker.workflow.register import summary_lines

    say_all(
        summary_lines(this_machine(), register)
        if pupil_id is None
        else pupil_lines(this_machine(), pupil_id, register, date.today())
    )


@matching_app.command("on")
def matching_on(
    dpia: Annotated[str, typer.Option(help="Reference of the data protection impact assessment.")],
    dpo: Annotated[str, typer.Option(help="The data protection officer who signed it off.")],
    register: Register = None,
) -> None:
    """Switch face matching on; needs the DPIA and the DPO's sign-off."""
    from checker.workflow.register import switch_matching_on

    switch_matching_on(this_machine(), dpia, dpo, register)
    say("Face matching is on, for pupils with a parent's written consent to it.")


@matching_app.command("off")
def matching_off(register: Register = None) -> None:
    """Switch face matching off at once; a person then says who each face is."""
    from checker.workflow.register import switch_matching_off

    switch_matching_off(this_machine(), register)
    say("Face matching is off. Faces are boxed, and a person says who they are.")
