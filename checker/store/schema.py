"""Is this database a whole register, of a version we know, with its guards in place?"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import OperationalError

from checker.core.errors import NoRegister
from checker.store.faults import DAMAGED, NO_ROOM, NOT_A_REGISTER
from checker.store.sealed_vectors import require_own_key
from checker.store.sqlite_file import BUSY_SECONDS
from checker.store.tables_kept import key_mark

SCHEMAS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Every schema version this checker knows, oldest first; the last is the one it writes."""

NEWER = "This register was written by a newer version of the checker. Install that version to open it."
UNGUARDED = (
    "The safeguards inside the register were removed or changed, so it is not used. Put back the last backup, "
    "or import the school's list into a new register."
)
_AGAIN = 0.02  # seconds
_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_MIGRATION_LOCK = 7_462_001  # any number that nothing else in the database takes as an advisory lock


def prove(engine: Engine, *, create: bool, is_still: bool = False) -> None:
    """Check the database, filling an empty one if `create` and bringing an older one up to date.

    `is_still`: nothing may be written. Raises: NoRegister.
    """
    is_file = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if is_file and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise NoRegister(DAMAGED)
        version = _version(connection, create=create)
    if is_still and version != SCHEMAS[-1]:
        raise NoRegister(NO_ROOM)
    if version != SCHEMAS[-1]:
        _migrate(engine, create=create)
    if is_file and not is_still:
        _keep_write_ahead_log(engine)
    if not is_file:
        _require_key(engine)
    with engine.connect() as connection:
        if not _expected_guards(engine.dialect.name) <= _guards(connection):
            raise NoRegister(UNGUARDED)


def _version(connection: Connection, *, create: bool) -> str | None:
    """The schema version that the database holds; None for an empty one that may be filled."""
    tables = set(inspect(connection).get_table_names())
    if not tables and create:
        return None
    if not {"alembic_version", "meta", "consent_event"} <= tables:
        raise NoRegister(NOT_A_REGISTER)
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version not in SCHEMAS:
        raise NoRegister(NEWER)
    return str(version)


def _migrate(engine: Engine, *, create: bool) -> None:
    from checker.store.migrations.running import upgrade  # brings Alembic, 0.4 s that a current register never needs

    with engine.execution_options(begins="BEGIN IMMEDIATE").begin() as connection:
        if engine.dialect.name != "sqlite":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        if _version(connection, create=create) != SCHEMAS[-1]:  # another process may have been faster
            upgrade(connection)


def _require_key(engine: Engine) -> None:
    """A server's templates are sealed with our key. Looked at first: who only reads need not wait for a writer."""
    with engine.begin() as connection:
        if connection.execute(select(key_mark.c.mark)).scalar() is None:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        require_own_key(connection)


def _keep_write_ahead_log(engine: Engine) -> None:
    """Readers and a writer then do not wait for each other. Only now: it changes the file, so the file must be ours.

    SQLite waits for locks by itself, but not for this one, and programs that make the register at the same moment have
    each other's in their way.
    """
    until = time.monotonic() + BUSY_SECONDS
    with engine.execution_options(begins="").connect() as connection:
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                return
            except OperationalError as error:
                is_busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > until:
                    raise
            time.sleep(_AGAIN)


def _guards(connection: Connection) -> set[str]:
    """The guards that are in force: for SQLite their full wording, for PostgreSQL the names of the enabled ones."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    if connection.dialect.name != "sqlite":
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
    return set(connection.exec_driver_sql(query).scalars())


def _expected_guards(dialect: str) -> set[str]:
    """What all migrations together leave in force; a later guard of the same name takes the earlier one's place."""
    guards: dict[str, str] = {}
    for file in sorted(_VERSIONS.glob(f"*_guards_{dialect}.sql")):
        for statement in file.read_text(encoding="utf-8").strip().split("\n\n"):
            _, _, made = statement.partition("CREATE TRIGGER ")
            if made:
                guards[made.split()[0]] = f"CREATE TRIGGER {made}"
            elif statement.startswith("DROP TRIGGER "):
                del guards[statement.split()[2]]
    return set(guards.values() if dialect == "sqlite" else guards)
