"""The register's file as somebody with a database tool and the school's key would open it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker.store.keys import require_key
from checker.store.sqlite_file import is_plain, sqlcipher, unlock

Connection = Any
IntegrityError = sqlcipher().IntegrityError


def connect(file: Path, isolation_level: str | None = "") -> Connection:
    """A connection without any of our settings but the key."""
    connection = sqlcipher().connect(str(file), isolation_level=isolation_level)
    if not is_plain(file):
        unlock(connection, require_key())
    return connection


def dump(connection: Connection) -> list[str]:
    """Everything in the file, row by row; SQLCipher's driver has no iterdump."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    schema = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    rows = [(name, *row) for (name,) in tables for row in connection.execute(f'SELECT * FROM "{name}"')]
    return [str(one) for one in (*schema, *rows)]


def write_plain(connection: Connection, file: Path) -> None:
    """A copy without encryption, as registers were before."""
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(file),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
