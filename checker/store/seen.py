"""Did somebody else change this pupil's record since it was looked at?"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from checker.core.errors import RegisterRefused
from checker.store.tables import consent_event, parent_event, protection, pupil

CHANGED_MEANWHILE = (
    "Somebody else changed this pupil's record while you had it open. Nothing of yours was saved. Open it again, look "
    "at what is new, then make your change."
)


def seen_of(connection: Connection, pupil_id: str) -> str:
    """A mark that is another one after every change of the pupil's record."""
    row = connection.execute(select(pupil).where(pupil.c.id == pupil_id)).first()
    newest = [
        connection.execute(select(func.max(table.c.id)).where(table.c.pupil_id == pupil_id)).scalar()
        for table in (consent_event, parent_event, protection)
    ]
    return hashlib.sha256(repr((None if row is None else tuple(row), newest)).encode()).hexdigest()[:24]


def require_unchanged(connection: Connection, pupil_id: str, seen: str | None) -> None:
    """Raises: RegisterRefused where the record is not the one that was looked at; None was not looked at."""
    if seen is not None and seen != seen_of(connection, pupil_id):
        raise RegisterRefused(CHANGED_MEANWHILE)
