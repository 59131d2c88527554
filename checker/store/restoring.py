"""How does a backup become the register again? Proven first, then in one step; what it replaces is kept aside.

Whoever was erased after the backup was made is erased again before anybody can see the restored register, and what
somebody has said no to since stays no.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, select, text

from checker.core.errors import InputError, NoRegister, RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.store import writing
from checker.store.backup import Backup, export, metadata, opened_backup, read_backup, write_backup
from checker.store.carried import Noes, carry_over, noes_of
from checker.store.database import Database, file_of, open_database
from checker.store.erasures import Erased, add, came_back, in_file, keep_in_file, recorded
from checker.store.faults import NO_ROOM, office_sentences
from checker.store.keys import key_or_new
from checker.store.ledger import append, rows
from checker.store.seal_file import Seal, keep_seal
from checker.store.sqlite_file import is_plain

LEDGER_BROKEN = "The ledger in this backup does not hold, so it is not restored. Take another backup."
OTHER_KIND = "This backup is of another kind of register: a file is restored to a file, a server's to a server."
NEWER = (
    "The register here holds {0} entries that the backup does not. Restoring takes them back, but for erasures and "
    "what somebody has said no to. Look at the ledger first; to go on, add --yes."
)
UNKNOWN_HERE = "The register here cannot be opened, so nobody can say what would be lost. To go on, add --yes."

ASIDE_FILES = (
    "*.replaced-*[0-9]", "replaced-*.backup", "*.plain-*[0-9]",
    "*.restoring-*[0-9]", "*.encrypting-*[0-9]", "*.unfinished-*[0-9]",
)  # fmt: skip
"""What the registers that restoring and encrypting keep aside are called, without the logs and seals beside them; and
what a run of theirs, or a backup, leaves that was killed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `aside`: the name of what was replaced, in the same folder; empty where there was nothing."""

    backup: Backup
    erased_again: int
    noes: int
    """To how much that the backup allowed somebody has said no since, which holds."""
    is_known: bool
    """Whether the register that was there could be asked."""
    aside: str


@dataclass(frozen=True, slots=True)
class _Here:
    """The register that is there now."""

    head: Seal
    lost: int
    erased: Erased
    noes: Noes | None = None
    """None where nobody can be asked."""


def restore(file: Path, place: str, now: datetime, *, yes: bool, seal_folder: Path | None = None) -> Restored:
    """Put a backup in the register's place. Raises: InputError, NoRegister, RegisterRefused; nothing changed then."""
    backup = read_backup(file)
    if backup.proof.broken is not None:
        raise NoRegister(LEDGER_BROKEN)
    target = file_of(place)
    if (backup.notes["kind"] == "file") is (target is None):
        raise InputError(OTHER_KIND)
    if target is None:
        return _to_server(file, backup, open_database(place, create=True, seal_folder=seal_folder), now, yes=yes)
    return _to_file(file, backup, target, now, yes=yes)


def _to_file(file: Path, backup: Backup, target: Path, now: datetime, *, yes: bool) -> Restored:
    here = _here(target, backup, now, yes=yes)
    aside = target.with_name(f"{target.name}.replaced-{now:%Y%m%dT%H%M%S}")
    fresh = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    listed = target.with_name(f"{target.name}.erased")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file, fresh)
        fresh.chmod(0o600)
        with opened_backup(fresh) as connection:
            connection.exec_driver_sql("DROP TABLE backup_note")
            connection.commit()
        with closing(open_database(str(fresh), create=False)) as database, database.writing() as connection:
            again, noes = _settle(connection, here, here.erased | in_file(listed), now)
            every = recorded(connection)
        keep_in_file(listed, every)
        _swap(fresh, target, aside)
    except OSError:
        raise NoRegister(NO_ROOM) from None
    finally:
        for left in target.parent.glob(f"{fresh.name}*"):
            left.unlink()
    return Restored(backup, again, noes, here.noes is not None, aside.name if aside.exists() else "")


def _swap(fresh: Path, target: Path, aside: Path) -> None:
    """The old seal goes first: a run that ends between the steps leaves a ledger that says so, never a wrong whole."""
    seal = target.with_name(f"{target.name}.seal")
    if target.exists():
        for ending in ("-wal", "-shm"):
            if (log := target.with_name(target.name + ending)).exists():
                log.rename(aside.with_name(aside.name + ending))
        os.link(target, aside)
    if seal.exists():
        seal.rename(aside.with_name(f"{aside.name}.seal"))
    fresh.replace(target)
    made = fresh.with_name(f"{fresh.name}.seal")
    if made.exists():
        made.replace(seal)


def _here(target: Path, backup: Backup, now: datetime, *, yes: bool) -> _Here:
    """What is there, folded into one file and used by nobody else."""
    if not target.exists():
        return _Here(backup.head, 0, frozenset())
    try:
        database = open_database(str(target), create=False)
    except NoRegister:
        if not yes:
            raise RegisterRefused(UNKNOWN_HERE) from None
        return _Here(backup.head, 0, frozenset())
    with closing(database):
        here = _compared(database, backup, now, yes=yes)
        _fold(database)
    return here


def _fold(database: Database) -> None:
    """Into one file, which needs that nobody else has it open. Raises: NoRegister."""
    with office_sentences(), database.engine.execution_options(begins="").connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")


def _compared(database: Database, backup: Backup, now: datetime, *, yes: bool) -> _Here:
    """What would be lost: the entries after the backup's last, or all where the backup is of another register."""
    with database.reading() as connection:
        entries = list(rows(connection))
        erased = recorded(connection)
        known = any((row.sequence, row.seal) == (backup.head.entries, backup.head.seal) for row in entries)
        since = None if known else datetime.fromisoformat(backup.notes["made_at"]).date()
        noes = noes_of(connection, now, since) if entries else None
    later = entries[backup.head.entries :] if known or backup.head.entries == 0 else entries
    if not yes and any(row.deed != Deed.BACKED_UP for row in later):
        raise RegisterRefused(NEWER.format(len(later)))
    head = Seal(entries[-1].sequence, entries[-1].seal) if entries else backup.head
    return _Here(head, len(later), erased, noes)


def _settle(connection: Connection, here: _Here, erased: Erased, now: datetime) -> tuple[int, int]:
    """Erase again who was erased since, say no again, and write into the ledger which end it had before; how many."""
    later = erased - recorded(connection)
    again = came_back(connection, later)
    for pupil_id in again:
        writing.erase_pupil(connection, pupil_id, now)
    add(connection, later)
    noes = 0 if here.noes is None else carry_over(connection, here.noes, now)
    if again:
        append(connection, LedgerEntry(Deed.PUPIL_ERASED, amount=len(again)), now)
    append(connection, LedgerEntry(Deed.RESTORED, here.head.seal, here.head.entries, here.lost), now)
    return len(again), noes


def _to_server(file: Path, backup: Backup, database: Database, now: datetime, *, yes: bool) -> Restored:
    """In one transaction of the server; the replaced register is kept aside as a backup beside its seal."""
    with closing(database):
        here = _compared(database, backup, now, yes=yes)
        folder = database.seal_file.parent if database.seal_file else file.parent
        aside = folder / f"replaced-{now:%Y%m%dT%H%M%S}.backup"
        write_backup(database, aside, now)
        listed = in_file(database.erasures_file) if database.erasures_file else frozenset()
        with opened_backup(file) as source, office_sentences(), database.engine.begin() as connection:
            connection.execute(text("SELECT changes FROM meta FOR UPDATE"))
            _replace_rows(source, connection)
            again, noes = _settle(connection, here, here.erased | listed, now)
            every = recorded(connection)
            end = Seal(*connection.execute(text("SELECT entries, seal FROM ledger_head")).one())
        if database.seal_file and database.erasures_file:
            keep_seal(database.seal_file, end)
            keep_in_file(database.erasures_file, every)
    return Restored(backup, again, noes, here.noes is not None, aside.name)


def _replace_rows(source: Connection, connection: Connection) -> None:
    """Past the guards, which let nobody change what was recorded; they are in force again before the end."""
    tables = metadata.sorted_tables
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
    for table in reversed(tables):
        connection.execute(table.delete())
    for table in tables:
        _copy_rows(table, source, connection)
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table.name} ENABLE TRIGGER USER"))
    stamp = "md5(CAST(random() AS text) || CAST(clock_timestamp() AS text))"
    connection.execute(text(f"UPDATE meta SET changes = changes + 1, stamp = {stamp}"))  # noqa: S608 - our own words


def _copy_rows(table: Table, source: Connection, connection: Connection) -> None:
    names = [column.name for column in table.columns]
    places = ", ".join(f":{name}" for name in names)
    words = f"INSERT INTO {table.name} ({', '.join(names)}) OVERRIDING SYSTEM VALUE VALUES ({places})"  # noqa: S608
    statement = text(words)
    for part in source.execute(select(table)).mappings().partitions(1000):
        connection.execute(statement, [dict(row) for row in part])
    if "id" in names and table.columns["id"].identity is not None:
        last = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"  # noqa: S608 - our own names
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last}, false)"))


def encrypt(target: Path, now: datetime) -> str:
    """Encrypt a register that was plain until now; the name of the plain one, which is kept aside. Raises: NoRegister.

    Everything is copied and proven under another name first.
    """
    with closing(open_database(str(target), create=False)) as database:
        _fold(database)
    if not is_plain(target):
        raise RegisterRefused("The register is encrypted already.")
    fresh = target.with_name(f"{target.name}.encrypting-{os.getpid()}")
    aside = target.with_name(f"{target.name}.plain-{now:%Y%m%dT%H%M%S}")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        export(target, None, fresh, key_or_new())
        open_database(str(fresh), create=False).close()
        os.link(target, aside)
        fresh.replace(target)
    except OSError:
        raise NoRegister(NO_ROOM) from None
    finally:
        for left in target.parent.glob(f"{fresh.name}*"):
            left.unlink()
    return aside.name
