"""The commands for the day the machine is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Register, app, register_app
from checker.terminal import say_all
from checker.workflow.permits import this_machine


@app.command()
def backup(file: Path, register: Register = None) -> None:
    """Write the register, encrypted, into one file, and prove it by reading it again."""
    from checker.workflow.backups import back_up

    say_all(back_up(this_machine(), file, register))


@app.command()
def restore(
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="Also where the register holds more than the backup.")] = False,
    register: Register = None,
) -> None:
    """Put a backup in the register's place; who was erased since is erased again."""
    from checker.workflow.backups import restore as restore_backup

    say_all(restore_backup(this_machine(), file, register, yes=yes))


@register_app.command()
def encrypt(register: Register = None) -> None:
    """Encrypt a register of an earlier version; the plain one is kept beside it."""
    from checker.workflow.backups import encrypt as encrypt_register

    say_all(encrypt_register(this_machine(), register))
