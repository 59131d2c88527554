"""The one way in which a pupil is erased, with its certificate and its entry in the ledger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from checker.core.ledger import Deed, LedgerEntry
from checker.store import writing
from checker.store.certificate import Certificate
from checker.store.ledger import append
from checker.store.personal import count_own, mentions

WORDS_OF_STAFF = "reasons and comments that named the pupil"


def erase_certified(
    connection: Connection, pupil_id: str, now: datetime, also: tuple[tuple[str, int], ...] = ()
) -> Certificate:
    """Erase everything on a pupil inside this transaction. Raises: RegisterRefused.

    `also`: what was deleted outside of the register, and how many, for the certificate.
    """
    writing.require_pupil(connection, pupil_id)
    written = mentions(connection, pupil_id)
    comments = sum(not (one.words.stays or one.words.is_apart) for one in written)
    erased = (*count_own(connection, pupil_id), (WORDS_OF_STAFF, comments), *also)
    certificate = Certificate(now, erased, writing.erase_pupil(connection, pupil_id, now, written))
    append(connection, LedgerEntry(Deed.PUPIL_ERASED, certificate.digest, amount=1), now)
    return certificate
