"""Is a register's file as it was when it was last read? Asked of the file system, which takes microseconds.

Opening the encrypted file to ask its version takes a millisecond. Every commit writes into the file or into the
write-ahead log beside it, and each of our connections is closed after its transaction: both leave a time behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Mark = tuple[tuple[int, ...] | None, ...]
T = TypeVar("T")

SETTLES = 2.5
"""Seconds for which a file must have been left alone before its times are trusted: the coarsest that a file system
keeps are two seconds (FAT), so that a second change within them leaves no trace."""


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
