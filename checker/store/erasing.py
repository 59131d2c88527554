"""The one way in which a pupil is erased, with its certificate and its entry in the ledger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from checker.core.ledger import Deed, LedgerEntry
from checker.store import writing
from checker.store.certificate import Certificate, count_held
from checker.store.ledger import append


def erase_certified(
    connection: Connection, pupil_id: str, now: datetime, also: tuple[tuple[str, int], ...] = ()
) -> Certificate:
    """Erase everything on a pupil inside this transaction. Raises: RegisterRefused.

    `also`: what was deleted outside of the register, and how many, for the certificate.
    """
    writing.require_pupil(connection, pupil_id)
    erased = (*count_held(connection, pupil_id), *also)
    certificate = Certificate(now, erased, writing.erase_pupil(connection, pupil_id, now))
    append(connection, LedgerEntry(Deed.PUPIL_ERASED, certificate.digest, amount=1), now)
    return certificate
