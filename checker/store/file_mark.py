"""Is a register's file as it was when it was last read? Asked of the file system, which takes microseconds.

Opening the encrypted file to ask its version takes a millisecond. Every commit writes into the file or into the
write-ahead log beside it, and each of our connections is closed after its transaction: both leave a time behind.

Times say nothing in the first seconds after a change. Until then the page that holds the version is compared as it lies
on the disk, unopened: every change of the register writes it anew, with another stamp and sealed another way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import Connection

Mark = tuple[object, ...]
T = TypeVar("T")

SETTLES = 2.5
"""Seconds for which a file must have been left alone before its times are trusted: the coarsest that a file system
keeps are two seconds (FAT), so that a second change within them leaves no trace."""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Where in a register's file the version lies, in bytes."""

    begins: int
    size: int

    @classmethod
    def found(cls, connection: Connection) -> VersionPage:
        """Asked once of an open register; a file that was written anew is another file."""
        size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        page = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").scalar_one()
        return cls((int(page) - 1) * size, size)

    def mark(self, file: Path) -> Mark | None:
        """The page as it lies there, and which file that is; None while a log may hold what is newer."""
        log = _stat(file.with_name(f"{file.name}-wal"))  # first: what is written later than this comes after us
        try:
            with file.open("rb", buffering=0) as stream:
                found = os.fstat(stream.fileno())
                stream.seek(self.begins)
                page = stream.read(self.size)
        except OSError:
            return None
        is_whole = log is None and len(page) == self.size
        return (found.st_dev, found.st_ino, found.st_size, page) if is_whole else None


def mark_of(file: Path) -> Mark | None:
    """Where the file and its log lie, how long they are and when they were touched; None where that tells nothing.

    It tells nothing yet of a file that was touched a moment ago, or, by a clock that was set back, in the future.
    """
    marks = tuple(_stat(one) for one in (file, file.with_name(f"{file.name}-wal")))
    before = time.time_ns() - int(SETTLES * 1e9)
    is_settled = marks[0] is not None and all(mark is None or max(mark[-2:]) < before for mark in marks)
    return marks if is_settled else None


class Unchanged:
    """What was read from a register's file, and is read again only when the file has changed; on a server each time."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept: tuple[Mark | None, dict[str, Any]] = (None, {})

    def __call__(self, what: str, read: Callable[[], T]) -> T:
        """What `read` gives now. `what` names it: two that are read differently must not share a name."""
        mark = None if self._file is None else mark_of(self._file)  # before it is read: what changes from here on shows
        if mark is None:
            return read()
        of, kept = self._kept
        if of != mark:
            kept = {}
            self._kept = mark, kept
        if what not in kept:
            kept[what] = read()
        value: T = kept[what]
        return value


def _stat(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
