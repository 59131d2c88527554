"""How is the register kept for the day the machine is gone? In one encrypted file, read again before it counts.

A backup is a database of its own under the same key, with a note of when and of what it was made. It is consistent:
one transaction sees it all. Nothing in it opens without the key, which is not in it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    create_engine,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from checker.core.errors import InputError, NoRegister
from checker.core.ledger import Deed, LedgerEntry, moment
from checker.store import tables, tables_kept, tables_people, tables_published  # noqa: F401 - they fill `metadata`
from checker.store import tables_review as _tables_review  # noqa: F401 - so does this
from checker.store.database import Database
from checker.store.erasures import keep_in_file, recorded
from checker.store.faults import DAMAGED, office_sentences
from checker.store.keys import Secrets, require_key
from checker.store.ledger import LedgerProof, prove, rows
from checker.store.register import SqlRegister
from checker.store.schema import SCHEMAS
from checker.store.seal_file import Seal, read_seal
from checker.store.sqlite_file import BUSY_SECONDS, connect, is_plain, sqlcipher, unlock

TAKEN = "There is a file of this name already. Give the backup another name."
NOT_WRITTEN = "The backup could not be written: the disk is full or its folder may not be written to. There is none."
NOT_THE_SAME = "The backup does not read as the register does, so it was thrown away. Check the disk, then try again."
NOT_A_BACKUP = "This file is not a backup of the checker's register, or it is damaged. Nothing was changed."
metadata = tables.metadata  # importing the other tables fills it

note = Table("backup_note", MetaData(), Column("name", Text, primary_key=True), Column("value", Text, nullable=False))


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds, as it was read again."""

    counts: dict[str, int]
    proof: LedgerProof
    notes: dict[str, str]

    @property
    def head(self) -> Seal:
        """The end of the ledger in it."""
        return Seal(int(self.notes["entries"]), self.notes["seal"])


def make_backup(register: SqlRegister, file: Path) -> Backup:
    """Write the backup, read it again, and only then say in the ledger that there is one.

    Raises: InputError, NoRegister; there is no file of that name then.
    """
    if file.exists():
        raise InputError(TAKEN)
    made = write_backup(register.database, file, register.now())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    register.ledger.append(LedgerEntry(Deed.BACKED_UP, digest, amount=made.counts["pupil"]))
    return made


def write_backup(database: Database, file: Path, now: datetime) -> Backup:
    """The same without the ledger, over nothing that is there."""
    aside = file.with_name(f"{file.name}.unfinished-{os.getpid()}")
    try:
        aside.unlink(missing_ok=True)
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with office_sentences():
            expected = _copy_file(database, aside) if database.is_file else _copy_server(database, aside)
        _write_note(aside, database, now)
        made = read_backup(aside)
        if made.counts != expected:
            raise NoRegister(NOT_THE_SAME)
        os.link(aside, file)
    except (OSError, sqlcipher().Error):
        raise NoRegister(NOT_WRITTEN) from None
    finally:
        aside.unlink(missing_ok=True)
    _write_erasures(database)
    return made


def read_backup(file: Path) -> Backup:
    """Read all of a backup and prove it. Raises: NoRegister."""
    with opened_backup(file) as connection:
        notes = {row.name: row.value for row in connection.execute(select(note))}
        if notes.get("schema") not in SCHEMAS:
            raise NoRegister(NOT_A_BACKUP)
        head = Seal(int(notes["entries"]), notes["seal"])
        outside = Seal(int(notes["kept"].split()[0]), notes["kept"].split()[1]) if notes["kept"] else None
        return Backup(counted(connection), prove(rows(connection), head, outside), notes)


@contextmanager
def opened_backup(file: Path) -> Iterator[Connection]:
    """A backup, whole. Raises: NoRegister with one sentence."""
    engine = _engine(file, require_key())
    with ExitStack() as closing:
        closing.callback(engine.dispose)
        try:
            connection = closing.enter_context(engine.connect())
            is_whole = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
            if not is_whole:
                raise NoRegister(DAMAGED)
            is_ours = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'backup_note'").scalar()
        except DBAPIError:
            raise NoRegister(NOT_A_BACKUP) from None
        if not is_ours:
            raise NoRegister(NOT_A_BACKUP)
        yield connection


def counted(connection: Connection) -> dict[str, int]:
    """How many rows each of our tables has, where this version of the schema has the table."""
    there = set(inspect(connection).get_table_names())
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
        if table.name in there
    }


def _engine(file: Path, key: bytes) -> Engine:
    return create_engine(
        "sqlite://",
        module=sqlcipher(),
        creator=lambda: connect(file.resolve(), key, BUSY_SECONDS),
        poolclass=NullPool,
        hide_parameters=True,
        execution_options={"secrets": Secrets(lambda: key)},
    )


def export(source: Path, key: bytes | None, aside: Path, new_key: bytes) -> None:
    """Copy a register file, as one transaction sees it, into an empty encrypted one, guards and all."""
    connection = sqlcipher().connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    with ExitStack() as closing:
        closing.callback(connection.close)
        if key is not None:
            unlock(connection, key)
        connection.execute(f"ATTACH DATABASE ? AS copied KEY \"x'{new_key.hex()}'\"", (str(aside),))
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copied')")
        connection.execute("COMMIT")


def _copy_file(database: Database, aside: Path) -> dict[str, int]:
    """The register file is locked against writers while it is copied, so that counts and copy are of one state."""
    with database.writing() as connection:
        source = connection.exec_driver_sql("PRAGMA database_list").one()[2]
        secrets: Secrets = connection.get_execution_options()["secrets"]
        counts = counted(connection)
        export(Path(source), None if is_plain(Path(source)) else secrets.key, aside, secrets.key)
    return counts


def _copy_server(database: Database, aside: Path) -> dict[str, int]:
    """Row by row, as they are: templates stay sealed. The guards are the server's own, so they are not in it."""
    with database.reading() as connection:
        engine = _engine(aside, connection.get_execution_options()["secrets"].key)
        metadata.create_all(engine)
        with engine.begin() as copied:
            copied.execute(text("PRAGMA foreign_keys = OFF"))
            for table in metadata.sorted_tables:
                found = connection.execution_options(yield_per=1000).execute(select(table)).mappings()
                for part in found.partitions(1000):
                    copied.execute(insert(table), [dict(row) for row in part])
        engine.dispose()
        return counted(connection)


def _write_note(aside: Path, database: Database, now: datetime) -> None:
    kept = None if database.seal_file is None else read_seal(database.seal_file)
    engine = _engine(aside, require_key())
    with office_sentences(), engine.begin() as connection:
        note.create(connection)
        entries, seal = connection.execute(text("SELECT entries, seal FROM ledger_head")).one()
        told = {
            "schema": SCHEMAS[-1],
            "kind": "file" if database.is_file else "server",
            "made_at": moment(now),
            "entries": str(entries),
            "seal": seal,
            "kept": "" if kept is None else f"{kept.entries} {kept.seal}",
        }
        connection.execute(insert(note), [{"name": name, "value": value} for name, value in told.items()])
    engine.dispose()


def _write_erasures(database: Database) -> None:
    """What is kept beside the register may have been left behind by a full disk or a power cut."""
    if database.erasures_file is None:
        return
    with database.reading() as connection:
        erased = recorded(connection)
    if erased:
        keep_in_file(database.erasures_file, erased)
