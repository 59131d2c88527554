"""What the office does for the day the machine is gone: back the register up, restore it, encrypt an older one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checker.core.errors import InputError, NoRegister
from checker.core.ledger import Deed, LedgerFilter
from checker.core.staff import Actor
from checker.store import REGISTER_FILE
from checker.workflow.permits import Act, require
from checker.workflow.register import opened_for
from checker.workflow.wiring import checker_home, is_there

FOLDER = "backups"
"""Inside of the school's folder: whoever makes backups on the page copies them from there, or downloads them."""


def back_up(actor: Actor, file: Path, register: str | None) -> Iterator[str]:
    """Write an encrypted backup and prove it by reading it again. Raises: NotAllowed, InputError, NoRegister."""
    with opened_for(actor, Act.BACK_UP, register) as store:
        from checker.store.backup import make_backup

        made = make_backup(store, file)
    yield f"Backed up and read again: {made.counts['pupil']} pupils, {made.counts['ledger']} entries of the ledger."
    if not made.proof.is_whole:
        yield f"The backup is as the register is: {made.proof.says}"
    yield "It opens only with the key of this register. Keep a copy of the key somewhere else than the backup."


def back_up_here(actor: Actor, home: Path, register: str) -> tuple[Path, tuple[str, ...]]:
    """Write a backup into the school's folder, under the moment it is made; the file, and what to know about it.

    Raises: NotAllowed, InputError, NoRegister.
    """
    require(actor, Act.BACK_UP)
    folder = home / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder for backups could not be made ({error.strerror}).") from None
    file = folder / f"register-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.backup"
    return file, tuple(back_up(actor, file, register))


def last_backup(actor: Actor, register: str | None) -> datetime | None:
    """When the last backup was made, by the ledger; None where none ever was. Raises: NotAllowed, NoRegister."""
    with opened_for(actor, Act.BACK_UP, register) as store:
        _, rows = store.ledger.found(LedgerFilter(Deed.BACKED_UP), 1)
    return datetime.fromisoformat(rows[0].at) if rows else None


def restore(actor: Actor, file: Path, register: str | None, *, yes: bool) -> Iterator[str]:
    """Put a backup in the register's place. Raises: NotAllowed, InputError, NoRegister, RegisterRefused."""
    require(actor, Act.RESTORE)
    if not is_there(file):
        raise InputError("There is no such backup. Check its name.")
    from checker.store import restoring
    from checker.store.register import utc_now

    place = register or str(checker_home() / REGISTER_FILE)
    done = restoring.restore(file, place, utc_now(), yes=yes, seal_folder=checker_home())
    yield f"Restored: the register as of {done.backup.notes['made_at'][:16].replace('T', ' ')} UTC."
    if done.erased_again:
        yield f"{done.erased_again} pupils who were erased after the backup was made were erased again."
    if done.noes:
        yield f"{done.noes} times somebody has said no, or left, since then: that was recorded again and holds."
    if not done.is_known:
        yield (
            "There was no register here to ask who has said no since. Record every withdrawal that came after that "
            "moment again before you publish anything."
        )
    if done.aside:
        yield f"What was there is kept beside it as {done.aside}. Delete that once everything is well."


def encrypt(actor: Actor, register: str | None) -> Iterator[str]:
    """Encrypt a register file of an earlier version. Raises: NotAllowed, InputError, NoRegister, RegisterRefused."""
    require(actor, Act.RESTORE)
    from checker.store import restoring
    from checker.store.database import file_of
    from checker.store.register import utc_now

    file = file_of(register or str(checker_home() / REGISTER_FILE))
    if file is None:
        raise InputError("A server keeps its own files. Only face templates are encrypted there, and they are already.")
    if not is_there(file):
        raise NoRegister("There is no register yet. Import one with: checker register import FILE.csv")
    kept = restoring.encrypt(file, utc_now())
    yield "The register is encrypted."
    yield f"The plain one is kept beside it as {kept}. Delete it once the register opens as it should."
