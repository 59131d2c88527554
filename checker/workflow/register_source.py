"""Where is the register, and how is it read? Known without any check or analyser: both take a while to load."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from checker.core.errors import NoRegister
from checker.core.people import RegisterSnapshot
from checker.store import REGISTER_FILE
from checker.workflow.files import is_there, read_whole

MAX_CSV_BYTES = 100_000_000
"""Largest list of pupils that is read: 50,000 pupils take 3 MB."""


def checker_home() -> Path:
    """Where the register and settings live: CHECKER_HOME, else `consent_data` in the folder one works in."""
    return Path(os.environ.get("CHECKER_HOME") or "consent_data")


def with_pupils(read: Callable[[], RegisterSnapshot]) -> Callable[[], RegisterSnapshot]:
    """A register without pupils, as a killed import or a full disk leaves it, proves nothing about anybody's name."""

    def read_or_refuse() -> RegisterSnapshot:
        snapshot = read()
        if not snapshot.pupils:
            raise NoRegister("The register holds no pupils. Import the school's list first.")
        return snapshot

    return read_or_refuse


def register_source(register: str | None, home: Path) -> Callable[[], RegisterSnapshot]:
    """How to read the register. One that was named must be readable at once; the school's own is read when needed."""
    if register is None:
        return lambda: _read_own(home)
    if register.lower().endswith(".csv"):
        return _csv_source(Path(register))
    from checker.store.register import open_register

    return open_register(register).read


def _read_own(home: Path) -> RegisterSnapshot:
    file = home / REGISTER_FILE
    if not is_there(file):
        raise NoRegister("There is no register yet. Import one with: checker register import FILE.csv")
    return _opened(str(file.resolve()))


_OPEN: dict[str, Callable[[], RegisterSnapshot]] = {}


def _opened(file: str) -> RegisterSnapshot:
    if file not in _OPEN:
        from checker.store.register import open_register

        _OPEN[file] = open_register(file).read
    return _OPEN[file]()


def _csv_source(file: Path) -> Callable[[], RegisterSnapshot]:
    from checker.store.csv_register import CsvRegister

    try:
        data = read_whole(file, MAX_CSV_BYTES)
    except OSError as error:
        raise NoRegister(f"The register file could not be opened ({error.strerror}). Check its name.") from None
    return CsvRegister(data).read
