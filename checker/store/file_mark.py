"""Is a register's file as it was when it was last read? Asked of the file system, which takes microseconds.

Opening the encrypted file to ask its version takes a millisecond. Every commit writes into the file or into the
write-ahead log beside it, and each of our connections is closed after its transaction: both leave a time behind.
"""

from __future__ import annotations

import time
from pathlib import Path

Mark = tuple[tuple[int, ...] | None, ...]

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


def _stat(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
