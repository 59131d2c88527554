"""Keeps a pupil's record: details, leaving, siblings, protections."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, select, update

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.people import Protection, Pupil
from checker.store import writing
from checker.store.follow_up import FollowUp
from checker.store.headings import OWN, Headings, read_headings
from checker.store.leaving import end_for_leavers
from checker.store.ledger import append
from checker.store.register import SqlRegister
from checker.store.sealed_reason import opened_reason
from checker.store.seen import require_unchanged
from checker.store.tables import list_headings, protection, pupil, sibling

NOT_SIBLINGS = "A pupil cannot be their own brother or sister. Give two different ids."


class Keeping:
    """What the office and the DSL change by hand. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def headings(self) -> Headings:
        """What the headings of the school's lists mean, as remembered from the last import that said so."""
        query = select(list_headings.c.headings).order_by(list_headings.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            written = connection.execute(query).scalar()
        return OWN if written is None else read_headings(written)

    def change_details(self, changed: Pupil, seen: str) -> None:
        """Write name, year, class and leaving day over the old ones; who came second is refused.

        Raises: RegisterRefused where somebody else changed the record since `seen` was read.
        """
        with self._database.writing() as connection:
            writing.require_pupil(connection, changed.id)
            require_unchanged(connection, changed.id, seen)
            writing.change_pupils(connection, (changed,))
            end_for_leavers(connection, self._now(), [changed.id])
            append(connection, LedgerEntry(Deed.DETAILS_CHANGED, amount=1), self._now())

    def mark_left(self, pupil_id: str, on: date | None, seen: str | None = None) -> None:
        """Record the day a pupil leaves, on which the face templates go; None for one who stays, or is back."""
        now = self._now()
        with self._database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            require_unchanged(connection, pupil_id, seen)
            connection.execute(update(pupil).where(pupil.c.id == pupil_id).values(left_on=on))
            end_for_leavers(connection, now, [pupil_id])
            append(connection, LedgerEntry(Deed.DETAILS_CHANGED, amount=1), now)

    def join_siblings(self, one: str, other: str) -> None:
        """Record that two pupils are of one family: their faces are never told apart without a person."""
        if one == other:
            raise RegisterRefused(NOT_SIBLINGS)
        low, high = sorted((one, other))
        with self._database.writing() as connection:
            for pupil_id in (one, other):
                writing.require_pupil(connection, pupil_id)
            pair = {"pupil_id": low, "other_id": high}
            if connection.execute(select(sibling).filter_by(**pair)).first() is None:
                connection.execute(insert(sibling), [pair])
                append(connection, LedgerEntry(Deed.DETAILS_CHANGED, amount=2), self._now())

    def protect(self, pupil_id: str, kind: Protection, reason: str, *, is_on: bool = True) -> FollowUp:
        """Put a protection in force or lift it. Who may ask for this is for the caller: the reason is the DSL's alone.

        Raises: RegisterRefused.
        """
        now = self._now()
        with self._database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            followed = writing.protect(connection, pupil_id, kind, is_on=is_on, reason=reason, now=now)
            # As a withdrawal by the lead reads: a deed of its own, beside the take-downs of the same minute, would tell
            # everybody who may see the ledger whom it is about (decision 019).
            deed = Deed.CONSENT_WITHDRAWN if is_on else Deed.CONSENT_RECORDED
            append(connection, LedgerEntry(deed, reference=writing.last_consent(connection)), now)
        return followed

    def protections(self, pupil_id: str) -> tuple[tuple[Protection, bool, str], ...]:
        """Every protection ever recorded for a pupil, with the reason, oldest first: for the DSL only."""
        query = select(protection).where(protection.c.pupil_id == pupil_id).order_by(protection.c.id)
        with self._database.reading() as connection:
            writing.require_pupil(connection, pupil_id)
            rows = connection.execute(query).all()
            return tuple(
                (Protection(row.kind), row.is_on is not False, opened_reason(connection, pupil_id, row.reason))
                for row in rows
            )
