"""An invented school for the register's tests."""

from __future__ import annotations

import struct
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.core.people import Consent, ConsentState, Purpose
from checker.store.csv_register import parse_register_csv
from checker.store.database import REGISTER_FILE
from checker.store.importing import ImportPlan, plan_import
from checker.store.register import SqlRegister, open_register

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


def opened(folder: Path, text: str = LIST) -> SqlRegister:
    """A register in this folder that holds the list."""
    (folder / REGISTER_FILE).write_bytes(_empty_register())
    register = open_register(str(folder), now=lambda: NOW)
    register.apply(planned(register, text))
    return register


def enrolled(folder: Path) -> SqlRegister:
    """The same, with face matching on and one vector for T01."""
    register = opened(folder)
    register.switch_matching_on("DPIA-3", "A. Officer", TODAY)
    register.add_template("T01", VECTOR)
    return register
