"""What was sent for approval, with all that became of it, as the register holds it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Select, select

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed
from checker.core.people import Purpose
from checker.core.publishing import Approval, Shown
from checker.core.report import Verdict
from checker.core.review import Bound, Decided, DecidedBy, Sending, Sent
from checker.store.publications import as_approval
from checker.store.referrals import Referrals
from checker.store.register import SqlRegister, as_utc
from checker.store.tables_people import block_override, submission
from checker.store.tables_published import approval, ledger
from checker.store.tables_review import (
    approval_basis,
    approval_copy,
    approval_shown,
    approved_post,
    post_decision,
    sent_copy,
    sent_post,
)

NO_SUCH_POST = "There is no such post among those that were sent, or it is past the time for which they are kept."


def sent_rows(connection: Connection) -> tuple[Sent, ...]:
    """Everything that was sent, oldest first."""
    return _read(connection, select(sent_post))


def require_sent(connection: Connection, number: int) -> Sent:
    """The sent post of this number. Raises: RegisterRefused."""
    found = _read(connection, select(sent_post).where(sent_post.c.submission_id == number))
    if not found:
        raise RegisterRefused(NO_SUCH_POST)
    return found[0]


def why_referred(connection: Connection, sent: Sent) -> tuple[str, ...]:
    """Each reason for which this post, or an earlier version of it, was referred, oldest first."""
    return Referrals(connection).reasons(sent.sending.bound.post, sent.account, sent.sending.draft)


class ApprovedFiles:
    """Which files an approval is about. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database

    def approvals_of(self, digest: str) -> tuple[tuple[Sent, int], ...]:
        """The sent posts with this very file among the approved copies, newest first, and which photo it is."""
        query = (
            select(approval_basis.c.submission_id, approval_copy.c.photo)
            .join(approval_copy, approval_copy.c.approval_id == approval_basis.c.approval_id)
            .where(approval_copy.c.digest == digest)
            .order_by(approval_basis.c.approval_id.desc())
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            return tuple((require_sent(connection, row.submission_id), row.photo) for row in rows)

    def packages_of(self, digest: str) -> tuple[tuple[int, int], ...]:
        """The numbers of the sent posts of which this very file was the package (0) or a file in it (its place)."""
        query = select(ledger.c.reference, ledger.c.amount)
        query = query.where(ledger.c.deed == Deed.PACKAGE_MADE.value, ledger.c.digest == digest)
        with self._database.reading() as connection:
            return tuple(dict.fromkeys((row.reference, row.amount) for row in connection.execute(query)))

    def approved_bound(self, approved: Approval) -> Bound:
        """What an approval was signed on. Raises: RegisterRefused for one that was given elsewhere."""
        copies = select(approval_copy.c.digest).where(approval_copy.c.approval_id == approved.number)
        basis = select(approval_basis).where(approval_basis.c.approval_id == approved.number)
        with self._database.reading() as connection:
            row = connection.execute(basis).first()
            digests = tuple(connection.execute(copies.order_by(approval_copy.c.photo)).scalars())
        if row is None:
            raise RegisterRefused(NO_SUCH_POST)
        return Bound(approved.post_digest, row.report, digests, row.register_version, row.packs)

    def shown(self, approved: Approval) -> tuple[Shown, ...]:
        """Whom an approved post shows or names, in which photo."""
        query = select(approval_shown).where(approval_shown.c.approval_id == approved.number)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(approval_shown.c.id)).all()
        return tuple(Shown(row.pupil_id, Purpose(row.purpose), row.photo_digest) for row in rows)


def _read(connection: Connection, query: Select[Any]) -> tuple[Sent, ...]:
    approvals = {row.id: as_approval(row) for row in connection.execute(select(approval))}
    decisions = {row.submission_id: row for row in connection.execute(select(post_decision))}
    published = set(connection.execute(select(approved_post.c.approval_id)).scalars())
    referrals = Referrals(connection)
    through = set(connection.execute(select(block_override.c.submission_id)).scalars())
    copies = defaultdict(list)
    for row in connection.execute(select(sent_copy).order_by(sent_copy.c.photo)):
        copies[row.submission_id].append(row.digest)
    found = []
    whole = query.add_columns(submission).join(submission, submission.c.id == sent_post.c.submission_id)
    for row in connection.execute(whole.order_by(submission.c.id)):
        decided = decisions.get(row.submission_id)
        approved = None if decided is None else approvals.get(decided.approval_id)
        answered = referrals.state(row.post_digest, row.account_id, row.draft)
        bound = Bound(row.post_digest, row.report, tuple(copies[row.id]), row.register_version, row.packs)
        found.append(
            Sent(
                row.id,
                Sending(bound, Verdict(row.verdict), row.kept, row.draft, row.for_approval),
                row.account_id,
                as_utc(row.recorded_at),
                is_referred=answered is False,
                is_answered=answered is True,
                is_let_through=row.id in through,
                decided=None if decided is None else _decided(decided),
                approval=approved,
                is_published=approved is not None and approved.number in published,
            )
        )
    return tuple(found)


def _decided(row: Any) -> DecidedBy:
    role = Role[row.role.upper()] if row.role else None
    return DecidedBy(Decided(row.did), row.account_id, role, as_utc(row.recorded_at), row.why)
