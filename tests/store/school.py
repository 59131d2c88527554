"""An invented school for the register's tests."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.core.people import Consent, ConsentState, Purpose
from checker.store.csv_register import parse_register_csv
from checker.store.database import REGISTER_FILE
from checker.store.importing import ImportPlan, plan_import
from checker.store.register import SqlRegister, open_register
from tests.store.postgres import Server

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
HEADINGS = "pupil_id,first_name,last_name,class_name,photo_consent,name_consent,face_matching_consent"
LIST = f"""{HEADINGS}
T01,Wilfie,Thistlewood,Oak,yes,no,yes
T02,Zuzanna,Brambleby,Oak,yes,yes,no
T03,Kofi,Larkspur-Hay,Elm,,,
"""

WRITTEN_YES = Consent(
    Purpose.FACE_MATCHING,
    ConsentState.GIVEN,
    given_by="mother",
    in_writing=True,
    received_on=TODAY,
    evidence="letter 7",
    has_responsibility=True,
)
VECTOR = struct.pack("<128f", *(number / 128 for number in range(128)))
OTHER_VECTOR = struct.pack("<128f", *(-number / 128 for number in range(128)))


def planned(register: SqlRegister, text: str) -> ImportPlan:
    return plan_import(register.read(), parse_register_csv(text.encode()), TODAY)


@lru_cache(maxsize=1)
def _empty_register() -> bytes:
    """A new register's file, made once: running the migrations takes 50 ms, and these tests need hundreds."""
    with TemporaryDirectory() as folder:
        open_register(folder, create=True).close()
        return (Path(folder) / REGISTER_FILE).read_bytes()


@dataclass(frozen=True)
class OnServer:
    """A PostgreSQL that stands for files: each folder is a database, copied from one of these two."""

    running: Server
    listed: str
    enrolled: str

    def address(self, folder: Path) -> str:
        return self.running.url(f"folder_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}")

    def made(self, folder: Path, template: str = "template0") -> str:
        """The address of a new database."""
        name = self.address(folder).split("/")[3].partition("?")[0]
        made = self.running.run("template1", f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        assert made.returncode == 0, made.stderr
        return self.address(folder)


SERVER: list[OnServer] = []
"""One, where the test at hand runs on PostgreSQL: the fixture `both` puts it there."""


def address(folder: Path) -> str:
    """Where the register of this folder is found again."""
    return SERVER[0].address(folder) if SERVER else str(folder)


def empty(folder: Path) -> SqlRegister:
    """A register in this folder that holds nobody."""
    if SERVER:
        return open_register(SERVER[0].made(folder), create=True, now=lambda: NOW)
    (folder / REGISTER_FILE).write_bytes(_empty_register())
    return open_register(str(folder), now=lambda: NOW)


def opened(folder: Path, text: str = LIST) -> SqlRegister:
    """A register in this folder that holds the list."""
    if SERVER and text == LIST:
        return open_register(SERVER[0].made(folder, SERVER[0].listed), now=lambda: NOW)
    register = empty(folder)
    register.apply(planned(register, text))
    return register


def enrolled(folder: Path) -> SqlRegister:
    """The same, with face matching on and one vector for T01."""
    if SERVER:
        return open_register(SERVER[0].made(folder, SERVER[0].enrolled), now=lambda: NOW)
    register = opened(folder)
    register.switch_matching_on("DPIA-3", "A. Officer", TODAY)
    register.add_template("T01", VECTOR)
    return register
