"""What in the register is past its time? Counted first, then deleted, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from checker.core.ledger import Deed, LedgerEntry
from checker.core.retention import Kept, Retention
from checker.store.erasing import erase_certified
from checker.store.ledger import append
from checker.store.register import SqlRegister
from checker.store.tables import face_template, pupil
from checker.store.tables_people import block_override, desk_session, referral, sign_in_failure, submission
from checker.store.tables_published import approval

Old = tuple[Table, ColumnElement[bool]]


class Ageing:
    """What the register holds for a time. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister, retention: Retention) -> None:
        self._database = register.database
        self._now = register.now
        self._retention = retention

    def due(self) -> dict[Kept, int]:
        """How many of each kind are past their time."""
        with self._database.reading() as connection:
            due = {kept: sum(_count(connection, *old) for old in self._old(kept)) for kept in Kept}
            return due | {Kept.LEAVERS: len(self._leavers(connection))}

    def leavers(self) -> tuple[str, ...]:
        """The ids of the pupils who left longer ago than their records are kept."""
        with self._database.reading() as connection:
            return self._leavers(connection)

    def apply(self, files: dict[Kept, int]) -> dict[Kept, int]:
        """Delete them; how many of each kind, with those files that were deleted elsewhere. The ledger notes counts."""
        done = dict.fromkeys(Kept, 0) | files
        with self._database.writing() as connection:
            for pupil_id in self._leavers(connection):
                erase_certified(connection, pupil_id, self._now())
                done[Kept.LEAVERS] += 1
            for kept in Kept:
                for table, condition in self._old(kept):
                    done[kept] += connection.execute(delete(table).where(condition)).rowcount
                if done[kept]:
                    number = list(Kept).index(kept) + 1
                    entry = LedgerEntry(Deed.RETENTION_APPLIED, reference=number, amount=done[kept])
                    append(connection, entry, self._now())
        return done

    def _leavers(self, connection: Connection) -> tuple[str, ...]:
        days = self._retention.leavers
        if not days:
            return ()
        gone = select(pupil.c.id).where(pupil.c.left_on < self._now().date() - timedelta(days=days))
        return tuple(connection.execute(gone.order_by(pupil.c.id)).scalars())

    def _old(self, kept: Kept) -> Iterator[Old]:
        """Tables and which rows of them, in an order in which they can be deleted."""
        before = self._now() - timedelta(days=self._retention.days(kept))
        if kept is Kept.TEMPLATES:
            yield face_template, face_template.c.recorded_at < before
        elif kept is Kept.SIGN_INS:
            yield sign_in_failure, sign_in_failure.c.failed_at < before
            yield desk_session, desk_session.c.started_at < before
        elif kept is Kept.EVIDENCE:
            old = submission.c.recorded_at < before
            yield block_override, block_override.c.submission_id.in_(select(submission.c.id).where(old))
            yield submission, old
            yield referral, referral.c.recorded_at < before
            yield approval, approval.c.expires_at < before


def _count(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
