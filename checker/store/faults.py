"""What a fault of the database means, in a sentence the office understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from checker.core.errors import NoRegister, RegisterRefused

NOT_A_REGISTER = (
    "This file is not a register of the checker. Check its name, or import the school's list into a new one."
)
DAMAGED = (
    "The register file is damaged. Nothing was changed. Put back the last backup, or import the school's list anew."
)
LOCKED = "Another program is using the register just now. Close it or wait a moment, then try again."
UNREACHABLE = "The register's database does not answer. Check that it is running and that its address is right."
NO_ACCESS = "The register could not be opened. Check that it still is in its place and that you may change it."
NO_ROOM = "The register could not be saved: the disk is full or faulty. Nothing was changed. Make room and try again."
GENERAL_REFUSAL = "The register's own rules forbid this change. Nothing was changed."

# SQLite's primary result codes (sqlite.org/rescode.html); every other one is our bug and flies.
_SQLITE_SENTENCES = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: NO_ACCESS,
    sqlite3.SQLITE_IOERR: NO_ROOM,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: NO_ROOM,
    sqlite3.SQLITE_CANTOPEN: NO_ACCESS,
    sqlite3.SQLITE_AUTH: NO_ACCESS,
    sqlite3.SQLITE_NOTADB: NOT_A_REGISTER,
}
_POSTGRES_LOCKED = {"55P03", "40001", "40P01"}  # lock not available, serialisation failure, deadlock

# The words the guards in the database refuse with (migrations/versions/*.sql), and what the office is told.
_REFUSALS = {
    "without written consent": "There is no written consent of a parent to face matching for this pupil, or somebody "
    "objected. Record the written consent first; until then no face photo may be enrolled.",
    "before every parent was told": "Not every parent of this pupil is on record as told about face matching. Record "
    "that first (or why a parent need not be told, and who decided it); until then no face photo may be enrolled.",
    "who has left": "This pupil has left the school, so no face photo may be enrolled.",
    "only ever follows the last": "The ledger refused an entry that does not follow its last one. Nothing was changed.",
    "matching is switched off": "Face matching is switched off. It can be switched on once the school has recorded "
    "its DPIA and its DPO's sign-off.",
    "never changed": "What was once recorded about a consent stays as it is. Record a new answer instead.",
    "somebody_else": "Nobody lets a blocked post of their own through. Ask another person who may approve.",
    "FOREIGN KEY": "There is no pupil with this id in the register.",
    "foreign key": "There is no pupil with this id in the register.",
}


@contextmanager
def office_sentences() -> Iterator[None]:
    """Turn the database's faults into ours. The original is dropped: it may carry a row, and so a pupil's name.

    Raises: NoRegister, RegisterRefused.
    """
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise RegisterRefused(_refusal(str(error.orig))) from None
    except MemoryError:  # what SQLCipher's driver answers once a page did not prove to be what was written
        raise NoRegister(DAMAGED) from None
    except DBAPIError as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise NoRegister(sentence) from None


def _refusal(words: str) -> str:
    return next((sentence for part, sentence in _REFUSALS.items() if part in words), GENERAL_REFUSAL)


def _sentence(error: DBAPIError) -> str | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE_SENTENCES.get(code & 0xFF)
    if getattr(error.orig, "sqlstate", None) in _POSTGRES_LOCKED:
        return LOCKED
    return UNREACHABLE if isinstance(error, OperationalError) else None
