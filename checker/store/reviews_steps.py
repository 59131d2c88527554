"""The single steps of keeping what was sent and decided, each inside the transaction it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, insert, update

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.publishing import APPROVAL_HOLDS, Shown
from checker.core.report import Verdict
from checker.core.review import Bound, Decided, Sending, Sent
from checker.core.staff import Signer
from checker.store.ledger import append
from checker.store.reviews_read import require_sent
from checker.store.sealed_reason import sealed_reason
from checker.store.tables_people import block_override, referral, submission
from checker.store.tables_published import approval
from checker.store.tables_review import (
    approval_basis,
    approval_copy,
    approval_shown,
    post_decision,
    sent_copy,
    sent_post,
)

NO_REASON = "Give the reason in writing: it is kept with the decision."
STILL_BLOCKED = (
    "This post is blocked. Another person who may approve has to let it through first, with the reason in writing."
)
DECIDED_BEFORE = (
    "Somebody else has decided about this post while you had it open, so nothing of yours was recorded. "
    "Look at it again."
)


@dataclass(frozen=True, slots=True)
class Signing:
    """What an approver signs: what was re-checked just now, whom it shows, and for a blocked post the reason.

    `touches` are pupils whom the words may mean besides: what changes for one of them ends the approval too.
    """

    bound: Bound
    verdict: Verdict
    shown: tuple[Shown, ...]
    touches: frozenset[str] = frozenset()
    why: str = field(default="", repr=False)
    holds: timedelta = APPROVAL_HOLDS


def require_open(connection: Connection, number: int) -> Sent:
    """The post of this number, which still waits. Raises: RegisterRefused."""
    found = require_sent(connection, number)
    if found.decided is not None:
        raise RegisterRefused(DECIDED_BEFORE)
    return found


def add_sent(connection: Connection, sending: Sending, account: int, now: datetime) -> int:
    """Add a post that was sent; its number."""
    bound = sending.bound
    row = {"post_digest": bound.post, "verdict": sending.verdict.value, "account_id": account, "recorded_at": now}
    number = _added(connection, submission, row)
    kept = {"kept": sending.kept, "draft": sending.draft, "for_approval": sending.for_approval}
    values = {"submission_id": number, "content": bound.content, **kept, **_basis(bound)}
    connection.execute(insert(sent_post).values(**values))
    _add_copies(connection, sent_copy, {"submission_id": number}, bound.copies)
    return number


def add_referral(connection: Connection, post: str, why: str, account: int, now: datetime) -> None:
    """Ask the safeguarding lead; the reason is sealed. Raises: RegisterRefused without one."""
    if not why.strip():
        raise RegisterRefused(NO_REASON)
    kept = sealed_reason(connection, post, why.strip())
    number = _added(connection, referral, {"post_digest": post, "account_id": account, "why": kept, "recorded_at": now})
    append(connection, LedgerEntry(Deed.REFERRED_TO_DSL, post, number), now)


def let_through(connection: Connection, found: Sent, why: str, account: int, now: datetime) -> None:
    """Keep the written reason for letting a blocked post through. Raises: RegisterRefused without one."""
    if found.is_let_through:
        return
    if not why.strip():
        raise RegisterRefused(STILL_BLOCKED)
    row = {"submission_id": found.number, "submitted_by": found.account, "account_id": account}
    number = _added(connection, block_override, {**row, "why": why.strip(), "recorded_at": now})
    append(connection, LedgerEntry(Deed.BLOCK_OVERRIDDEN, found.sending.bound.post, number), now)


def decide(
    connection: Connection, number: int, did: Decided, signer: Signer, now: datetime, why: str = "", approved: int = 0
) -> None:
    """Record how the waiting ended."""
    row = {"did": did.value, "account_id": signer.account, "why": why, "approval_id": approved or None}
    role = "" if signer.role is None else signer.role.name.lower()
    connection.execute(insert(post_decision).values(submission_id=number, role=role, recorded_at=now, **row))


def add_basis(connection: Connection, approved: int, number: int, signing: Signing) -> None:
    """Which files an approval is about, what it rests on, and whom it shows."""
    values = {"approval_id": approved, "submission_id": number, **_basis(signing.bound)}
    connection.execute(insert(approval_basis).values(**values))
    _add_copies(connection, approval_copy, {"approval_id": approved}, signing.bound.copies)
    shown = [
        {
            "approval_id": approved,
            "pupil_id": one.pupil_id,
            "purpose": one.purpose.value,
            "photo_digest": one.photo_digest,
        }
        for one in signing.shown
    ]
    if shown:
        connection.execute(insert(approval_shown), shown)


def void(connection: Connection, found: Sent, now: datetime) -> None:
    """End the approval of a sent post, if it has one that nothing ended yet."""
    if found.approval is None or found.approval.voided_by is not None:
        return
    entry = LedgerEntry(Deed.APPROVAL_VOIDED, found.approval.post_digest, found.approval.number)
    sequence = append(connection, entry, now)
    connection.execute(update(approval).where(approval.c.id == found.approval.number).values(voided_by=sequence))


def _basis(bound: Bound) -> dict[str, str]:
    return {"report": bound.report, "register_version": bound.register, "packs": bound.packs}


def _add_copies(connection: Connection, table: Table, of: dict[str, int], digests: Iterable[str]) -> None:
    rows = [{**of, "photo": number, "digest": digest} for number, digest in enumerate(digests)]
    if rows:
        connection.execute(insert(table), rows)


def _added(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    made = connection.execute(insert(table).values(**row))
    return int((made.inserted_primary_key or (0,))[0])
