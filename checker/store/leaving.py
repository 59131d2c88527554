"""What ends on the day a pupil leaves? Face templates, and approvals of posts that show the pupil.

A leaving day may be recorded before it comes. Nobody runs anything at midnight, so whoever first reads the register on
that day ends it (`SqlRegister.read`). Consents need no ending: they are not counted from that day on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Select, delete, select

from checker.core.ledger import Deed, LedgerEntry
from checker.store.database import Database
from checker.store.follow_up import void_approvals
from checker.store.ledger import append
from checker.store.tables import face_template, pupil
from checker.store.tables_published import approval, approval_pupil


def end_what_is_due(database: Database, now: datetime) -> None:
    """End what should have ended by today; on most days that is nothing, and nothing is written. Raises: NoRegister."""
    with database.reading() as connection:
        is_due = _is_enrolled(connection, now.date()) or bool(_approved_before(connection, now.date()))
    if is_due:
        with database.writing() as connection:
            end_for_leavers(connection, now)


def end_for_leavers(connection: Connection, now: datetime, leaving: Iterable[str] = ()) -> None:
    """End it for everybody who has left by today, in this transaction. `leaving`: whose day was written down just now.

    An approval of a later day knew that the pupil had left, as one of a post whose words may mean somebody else.
    """
    if _is_enrolled(connection, now.date()):  # a server counts a statement that deletes nothing as a change
        of_leavers = delete(face_template).where(face_template.c.pupil_id.in_(_gone(now.date())))
        deleted = connection.execute(of_leavers).rowcount
        append(connection, LedgerEntry(Deed.TEMPLATES_DELETED, amount=deleted), now)
    left = _approved_before(connection, now.date())
    if newly := set(leaving):
        left |= newly.intersection(connection.execute(_gone(now.date())).scalars())
    if left:
        void_approvals(connection, left, now)


def _gone(today: date) -> Select[tuple[str]]:
    return select(pupil.c.id).where(pupil.c.left_on <= today)


def _is_enrolled(connection: Connection, today: date) -> bool:
    kept = select(face_template.c.id).where(face_template.c.pupil_id.in_(_gone(today))).limit(1)
    return connection.execute(kept).first() is not None


def _approved_before(connection: Connection, today: date) -> set[str]:
    """Who has left, and is shown by an approval that still stands from before that day."""
    query = (
        select(pupil.c.id, pupil.c.left_on, approval.c.approved_at)
        .join(approval_pupil, approval_pupil.c.pupil_id == pupil.c.id)
        .join(approval, approval.c.id == approval_pupil.c.approval_id)
        .where(approval.c.voided_by.is_(None), pupil.c.left_on <= today)
    )
    return {row.id for row in connection.execute(query) if row.approved_at.date() < row.left_on}
