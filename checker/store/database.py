"""Opens the register's database: only whole, with its guards in place, and of a version we know."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from checker.core.errors import NoRegister
from checker.core.staff import Signer
from checker.store import REGISTER_FILE
from checker.store.erasures import CHANGED, keep_in_file, recorded
from checker.store.faults import NO_ACCESS, NO_ROOM, office_sentences
from checker.store.keys import Secrets
from checker.store.schema import prove
from checker.store.seal_file import Seal, keep_seal, read_seal
from checker.store.sqlite_file import BUSY_SECONDS, file_engine

UNKNOWN_KIND = "This is not the address of a register. Give a file, or an address that begins with postgresql://."
BAD_SCHOOL = "The short name of a school in the register's address has small letters, digits and _ only."
_SCHOOL = re.compile(r"[a-z][a-z0-9_]{0,30}")
NO_DRIVER = "The part that speaks to PostgreSQL (psycopg) is not installed here. Ask whoever installed the checker."


@dataclass(frozen=True, slots=True)
class Database:
    """An opened database. Everything inside one `reading` or `writing` sees, or changes, one state of it."""

    engine: Engine
    seal_file: Path | None = None
    """Where the ledger's last seal is kept outside of the database."""
    signer: Signer = field(default_factory=Signer)
    """Who opened it: every entry of the ledger that names nobody else is signed so."""

    @property
    def erasures_file(self) -> Path | None:
        """Where it is kept, outside of the database, who was erased."""
        return None if self.seal_file is None else self.seal_file.with_suffix(".erased")

    @property
    def file(self) -> Path | None:
        """The register's file; None for a server."""
        beside = self.seal_file if self.is_file else None
        return None if beside is None else beside.with_suffix("")

    @property
    def is_file(self) -> bool:
        """True for SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout. Raises: NoRegister."""
        engine = self.engine if self.is_file else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with office_sentences(), engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is saved whole or not at all; writers wait for each other.

        Raises: NoRegister, RegisterRefused.
        """
        engine = self.engine.execution_options(begins="BEGIN IMMEDIATE", signer=self.signer)
        with office_sentences(), engine.begin() as connection:
            if not self.is_file:
                connection.execute(text("SELECT changes FROM meta FOR UPDATE"))
            yield connection
            seal = self._seal_to_keep(connection)
            erased = recorded(connection) if connection.info.pop(CHANGED, False) else None
        if seal is not None and self.seal_file is not None:
            with suppress(OSError):  # the deed is saved; a seal that stays behind is told by `checker ledger verify`
                keep_seal(self.seal_file, seal)
        if erased is not None and self.erasures_file is not None:
            with suppress(OSError):  # they stand in the register too; the next erasure or backup writes the file again
                keep_in_file(self.erasures_file, erased)
        # Closing the last connection folds the write-ahead log into the file, and what was deleted is gone from both.

    def _seal_to_keep(self, connection: Connection) -> Seal | None:
        """The ledger's end; None where the one that was kept is newer, or is not in the ledger any more: a trace."""
        if self.seal_file is None:
            return None
        end = Seal(*connection.execute(text("SELECT entries, seal FROM ledger_head")).one())
        kept = read_seal(self.seal_file)
        if kept is None or kept.entries == 0:
            return end
        same = connection.execute(text("SELECT seal FROM ledger WHERE sequence = :at"), {"at": kept.entries}).scalar()
        return end if same == kept.seal and end != kept else None

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_database(url_or_path: str, *, create: bool, seal_folder: Path | None = None) -> Database:
    """Open a register by file, folder (then `register.sqlite` in it) or URL.

    The ledger's last seal is kept beside a register file; for a server, in `seal_folder`.

    Raises: NoRegister: missing, not a register, damaged, locked, unguarded, or written by a newer version.
    """
    file = file_of(url_or_path)
    if file is None:
        url = _parsed(url_or_path)
        database = Database(
            _server_engine(url, create=create), None if seal_folder is None else seal_folder / _seal_name(url)
        )
    else:
        engine = file_engine(file, create=create, busy_seconds=BUSY_SECONDS)
        database = Database(engine, file.with_name(f"{file.name}.seal"))
    with ExitStack() as undo:
        undo.callback(database.close)
        with office_sentences():
            prove(database.engine, create=create)
        undo.pop_all()
    return database


def open_still(url_or_path: str) -> Database:
    """Open a register's file only to look, where there is no room for what SQLite writes beside it.

    Raises: NoRegister, also where its log holds what is newer than the file, and for a server.
    """
    file = file_of(url_or_path)
    if file is None or _has_log(file):
        raise NoRegister(NO_ROOM)
    engine = file_engine(file, create=False, busy_seconds=BUSY_SECONDS, is_still=True)
    with office_sentences():
        prove(engine, create=False, is_still=True)
    return Database(engine, file.with_name(f"{file.name}.seal"))


def _has_log(file: Path) -> bool:
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        raise NoRegister(NO_ACCESS) from None


def is_empty_server(address: str) -> bool:
    """Whether this is a server on which nothing was made yet, for this school. Raises: NoRegister."""
    if file_of(address) is not None:
        return False
    with office_sentences(), _server_engine(_parsed(address), create=False).connect() as connection:
        return not inspect(connection).get_table_names()


def file_of(url_or_path: str) -> Path | None:
    """The register's file; None for the address of a server. Raises: NoRegister."""
    path = Path(url_or_path)
    if "://" in url_or_path:
        url = _parsed(url_or_path)
        if url.get_backend_name() != "sqlite":
            return None
        if not url.database or url.database == ":memory:":
            raise NoRegister(UNKNOWN_KIND)
        path = Path(url.database)
    return path / REGISTER_FILE if path.is_dir() else path


def _seal_name(url: URL) -> str:
    """One file for each database of each server; nothing of the address can be read from it."""
    place = f"{url.host}:{url.port}/{url.database}{url.query.get('school', '')}"
    return f"ledger-{hashlib.sha256(place.encode()).hexdigest()[:12]}.seal"


def _parsed(address: str) -> URL:
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise NoRegister(UNKNOWN_KIND) from None  # the original would print the address, and so a password
    if backend not in ("sqlite", "postgresql"):
        raise NoRegister(UNKNOWN_KIND)
    return url


_SERVERS: dict[str, Engine] = {}
"""One pool of connections for each server of this process: every use case opens the register anew, and a server has
only so many connections to give. Keys are not in it: each opening asks for its own."""


def _server_engine(url: URL, *, create: bool) -> Engine:
    place = url.render_as_string(hide_password=False)
    school = url.query.get("school")
    schema = None if school is None else _schema_of(school)
    if place not in _SERVERS:
        _SERVERS[place] = _new_server_engine(url.difference_update_query(["school"]), schema)
    engine = _SERVERS[place].execution_options(secrets=Secrets())
    if schema is not None and create:
        with office_sentences(), engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    return engine


def _new_server_engine(url: URL, schema: str | None) -> Engine:
    options = f"-c lock_timeout={int(BUSY_SECONDS * 1000)}" + (f" -c search_path={schema}" if schema else "")
    waits = {"connect_timeout": int(BUSY_SECONDS), "options": options}
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=waits)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise NoRegister(NO_DRIVER) from None


def _schema_of(school: object) -> str:
    """Where a school of a trust keeps its own register, apart from the others in the same database."""
    if not isinstance(school, str) or not _SCHOOL.fullmatch(school):
        raise NoRegister(BAD_SCHOOL)
    return f"school_{school}"
