"""The commands about what is kept and for how long, the school's devices, and the documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Register, app, devices_app, retention_app
from checker.terminal import note, say, say_all
from checker.workflow.permits import this_machine


@retention_app.command("show")
def retention_show(register: Register = None) -> None:
    """How long what is kept, and what would be deleted now."""
    from checker.workflow.retention import retention_lines
    from checker.workflow.wiring import checker_home

    say_all(retention_lines(this_machine(), checker_home(), register))


@retention_app.command("apply")
def retention_apply(
    yes: Annotated[bool, typer.Option("--yes", help="Delete at once, without asking.")] = False,
    register: Register = None,
) -> None:
    """Show what is past its time, and delete it."""
    from checker.workflow.retention import apply_retention, due_lines, retention_lines
    from checker.workflow.wiring import checker_home

    say_all(retention_lines(this_machine(), checker_home(), register))
    is_due = any(due_lines(this_machine(), checker_home(), register))
    if is_due and not yes and not (sys.stdin.isatty() and typer.confirm("Delete what is past its time?")):
        note("Nothing was deleted. Run again with --yes to delete it.")
        raise typer.Exit(1)
    say_all(apply_retention(this_machine(), checker_home(), register))


@devices_app.command("add")
def devices_add(
    model: Annotated[str, typer.Argument(help="As the photos say it: EOS 250D.")],
    approved_by: Annotated[str, typer.Option(help="Who approved it, by post: Business manager.")],
    make: Annotated[str, typer.Option(help="Who made it: Canon.")] = "",
    serial: Annotated[str, typer.Option(help="Its serial number; without it, every one of this model counts.")] = "",
    register: Register = None,
) -> None:
    """Add a camera or phone that the school owns."""
    from checker.workflow.devices import add_device

    say(f"Added as device {add_device(this_machine(), make, model, serial, approved_by, register)}.")


@devices_app.command("list")
def devices_list(register: Register = None) -> None:
    """The cameras and phones that the school owns."""
    from checker.workflow.devices import device_lines
    from checker.workflow.wiring import checker_home

    say_all(device_lines(this_machine(), register, checker_home()))


@devices_app.command("remove")
def devices_remove(number: int, register: Register = None) -> None:
    """Take a device off the list: sold, lost or broken."""
    from checker.workflow.devices import remove_device

    remove_device(this_machine(), number, register)
    say("Removed from the list.")


@app.command()
def documents(
    kind: Annotated[str, typer.Argument(help="dpia, parents, consent, pupils, privacy or governors")],
    out: Annotated[Path, typer.Option(help="The file; its ending says which: .pdf or .html.")],
    register: Register = None,
) -> None:
    """Write a document from the settings as they are now, to read, complete and sign."""
    from checker.workflow.documents import write_document
    from checker.workflow.wiring import checker_home

    say_all(write_document(this_machine(), kind, out, checker_home(), register))
