"""Opens the register's database: only whole, with its guards in place, and of a version we know."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from checker.core.errors import NoRegister
from checker.core.staff import Signer
from checker.store import REGISTER_FILE
from checker.store.faults import NO_ACCESS, NOT_A_REGISTER, office_sentences
from checker.store.schema import prove
from checker.store.seal_file import Seal, keep_seal, read_seal

_SQLITE_HEADER = b"SQLite format 3\0"
BUSY_SECONDS = 5.0
"""How long to wait for another program: twice our own longest write, the first import of 50,000 pupils (2.5 s)."""

MISSING = "There is no register yet. Import the school's list first."
UNKNOWN_KIND = "This is not the address of a register. Give a file, or an address that begins with postgresql://."
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
        if seal is not None and self.seal_file is not None:
            with suppress(OSError):  # the deed is saved; a seal that stays behind is told by `checker ledger verify`
                keep_seal(self.seal_file, seal)
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
    file = _file_of(url_or_path)
    if file is None:
        url = _parsed(url_or_path)
        database = Database(_server_engine(url), None if seal_folder is None else seal_folder / _seal_name(url))
    else:
        database = Database(_file_engine(file, create=create), file.with_name(f"{file.name}.seal"))
    with ExitStack() as undo:
        undo.callback(database.close)
        with office_sentences():
            prove(database.engine, create=create)
        undo.pop_all()
    return database


def _file_of(url_or_path: str) -> Path | None:
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
    return f"ledger-{hashlib.sha256(f'{url.host}:{url.port}/{url.database}'.encode()).hexdigest()[:12]}.seal"


def _parsed(address: str) -> URL:
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise NoRegister(UNKNOWN_KIND) from None  # the original would print the address, and so a password
    if backend not in ("sqlite", "postgresql"):
        raise NoRegister(UNKNOWN_KIND)
    return url


def _server_engine(url: URL) -> Engine:
    waits = {"connect_timeout": int(BUSY_SECONDS), "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}"}
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=waits)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise NoRegister(NO_DRIVER) from None


def _file_engine(file: Path, *, create: bool) -> Engine:
    try:
        if create:
            _make_private(file)
        elif not file.exists():
            raise NoRegister(MISSING)
        _refuse_stranger(file, create=create)
    except OSError:
        raise NoRegister(NO_ACCESS) from None
    # NullPool: a file that is restored from a backup while the page runs is the one that is read next.
    engine = create_engine(
        "sqlite://", creator=partial(_connect, file.resolve()), poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """An empty file that only its owner may read; SQLite gives its companion files the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return  # ours, or another program's: what is in it decides


def _refuse_stranger(file: Path, *, create: bool) -> None:
    # SQLite takes any file shorter than a header for an empty database, and would write into it.
    with file.open("rb") as untrusted_file:
        header = untrusted_file.read(len(_SQLITE_HEADER))
    if header != _SQLITE_HEADER and not (create and header == b""):
        raise NoRegister(NOT_A_REGISTER)


def _connect(file: Path) -> sqlite3.Connection:
    """Connect to an existing file: mode=rw never makes an empty register where one is missing."""
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    with ExitStack() as undo:
        undo.callback(connection.close)
        for pragma in ("foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        undo.pop_all()
    return connection


def _begin(connection: Connection) -> None:
    # sqlite3's own transactions begin too late: reads would not be one state, and two writers could deadlock.
    begins = connection.get_execution_options().get("begins", "BEGIN")
    if begins:
        connection.exec_driver_sql(begins)
