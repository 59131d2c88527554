"""How is the register's file opened? Encrypted with the school's key (SQLCipher); a plain one as it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from checker.core.errors import NoRegister
from checker.store.faults import NO_ACCESS, NOT_A_REGISTER
from checker.store.keys import Secrets, key_or_new, require_key

SQLITE_HEADER = b"SQLite format 3\0"
SMALLEST = 4096
"""Bytes of one page, SQLCipher's and SQLite's default: no register is shorter."""

MISSING = "There is no register yet. Import the school's list first."
NO_CIPHER = (
    "The part that opens encrypted registers (sqlcipher3) is not installed here. Ask whoever installed the checker."
)
WRONG_KEY = (
    "The register does not open with the key of this machine: it was made with another key, or its first page is "
    "damaged. Put the right key back, or restore a backup. Nothing was changed."
)
BUSY_SECONDS = 5.0
"""How long to wait for another program: twice our own longest write, the first import of 50,000 pupils (2.5 s)."""


def is_plain(file: Path) -> bool:
    """True for a register that is not encrypted. Raises: OSError."""
    return _header(file) == SQLITE_HEADER


def sqlcipher() -> Any:
    """The driver. Raises: NoRegister where it is not installed."""
    try:
        return import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise NoRegister(NO_CIPHER) from None


def file_engine(file: Path, *, create: bool, busy_seconds: float, is_still: bool = False) -> Engine:
    """An engine for this file. `create` makes an empty, encrypted one where there is none. Raises: NoRegister.

    `is_still`: nobody writes into the file, so it is read without a byte beside it.
    """
    try:
        if create:
            _make_private(file)
        elif not file.exists():
            raise NoRegister(MISSING)
        plain, secret = _refuse_stranger(file, create=create)
    except OSError:
        raise NoRegister(NO_ACCESS) from None
    if not plain:
        _ = secret.key  # that it is missing is said now
    # NullPool: a file that is restored from a backup while the page runs is the one that is read next.
    engine = create_engine(
        "sqlite://",
        module=_driver(plain=plain),
        creator=partial(_opened, file.resolve(), secret, busy_seconds, is_still=is_still),
        poolclass=NullPool,
        hide_parameters=True,
        execution_options={"secrets": secret},
    )
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(file: Path) -> None:
    """An empty file that only its owner may read; SQLite gives its companion files the same rights."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return  # ours, or another program's: what is in it decides


def _refuse_stranger(file: Path, *, create: bool) -> tuple[bool, Secrets]:
    """Whether it is plain, and what its key is asked of; only an empty file may make a new key."""
    header = _header(file)
    is_new = create and header == b""
    # SQLite takes any file shorter than a header for an empty database, and would write into it.
    if not is_new and file.stat().st_size < SMALLEST:
        raise NoRegister(NOT_A_REGISTER)
    plain = header == SQLITE_HEADER
    return plain, Secrets(key_or_new if is_new or plain else require_key)


def _header(file: Path) -> bytes:
    with file.open("rb") as untrusted_file:
        return untrusted_file.read(len(SQLITE_HEADER))


def _driver(*, plain: bool) -> Any:
    """SQLCipher's reads plain files too; the standard one is enough where only those are."""
    try:
        return sqlcipher()
    except NoRegister:
        if plain:
            return sqlite3
        raise


def _opened(file: Path, secret: Secrets, busy_seconds: float, *, is_still: bool) -> Any:
    """Looked at each time: a register may be encrypted, or restored, while the page runs."""
    try:
        key = None if is_plain(file) else secret.key
    except OSError:
        raise NoRegister(NO_ACCESS) from None
    return connect(file, key, busy_seconds, is_still=is_still)


def connect(file: Path, key: bytes | None, busy_seconds: float, *, is_still: bool = False) -> Any:
    """Connect to an existing file: mode=rw never makes an empty register where one is missing."""
    driver = _driver(plain=key is None)
    way = "mode=ro&immutable=1" if is_still else "mode=rw"
    connection = driver.connect(
        f"{file.as_uri()}?{way}", uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    with ExitStack() as undo:
        undo.callback(connection.close)
        if key is not None:
            unlock(connection, key)
            _require_right_key(connection, driver, file)
        for pragma in ("foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        undo.pop_all()
    return connection


def unlock(connection: Any, key: bytes) -> None:
    """Hand the key over as bytes (x'…'): it is random already, and stretching it would cost 75 ms each time."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to the terminal otherwise
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _require_right_key(connection: Any, driver: Any, file: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB:
            raise
        is_whole_pages = file.stat().st_size % SMALLEST == 0
        raise NoRegister(WRONG_KEY if is_whole_pages else NOT_A_REGISTER) from None


def _begin(connection: Connection) -> None:
    # sqlite3's own transactions begin too late: reads would not be one state, and two writers could deadlock.
    begins = connection.get_execution_options().get("begins", "BEGIN")
    if begins:
        connection.exec_driver_sql(begins)
