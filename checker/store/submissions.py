"""Who handed in which post, who let a blocked one through, and who asked the safeguarding lead?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, insert, select

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.report import Verdict
from checker.store.ledger import append
from checker.store.register import SqlRegister
from checker.store.sealed_reason import sealed_reason
from checker.store.tables_people import block_override, referral, submission

NOT_SUBMITTED = "This post was not submitted by an authorised poster. It has to be submitted before it is decided."
STILL_BLOCKED = (
    "This post is blocked. Another person who may approve has to let it through first, with the reason in writing."
)
NOT_BLOCKED = "This post is not blocked, so there is nothing to let through."
NO_REASON = "Give the reason in writing: it is kept with the decision."
OWN_WORK = "Nobody lets a blocked post of their own through. Ask another person who may approve."


@dataclass(frozen=True, slots=True)
class Submission:
    """A post that was handed in, with the verdict it had then."""

    number: int
    post_digest: str
    verdict: Verdict
    account: int


class Submissions:
    """What people said about posts, signed by who opened the register. Every method raises NoRegister, as it does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def submit(self, post_digest: str, verdict: Verdict) -> int:
        """Record that somebody handed a post in; the submission's number."""
        row = {"post_digest": post_digest, "verdict": verdict.value, "account_id": self._database.signer.account}
        with self._database.writing() as connection:
            number = self._add(connection, submission, row)
            append(connection, LedgerEntry(Deed.POST_SUBMITTED, post_digest, number), self._now())
        return number

    def latest(self, post_digest: str) -> Submission:
        """The last submission of these bytes. Raises: RegisterRefused when nobody submitted them."""
        with self._database.reading() as connection:
            return _latest(connection, post_digest)

    def override(self, post_digest: str, why: str) -> int:
        """Record that somebody else lets a blocked post through; the override's number. Raises: RegisterRefused."""
        if not why.strip():
            raise RegisterRefused(NO_REASON)
        with self._database.writing() as connection:
            found = _latest(connection, post_digest)
            if found.verdict is not Verdict.BLOCK:
                raise RegisterRefused(NOT_BLOCKED)
            by = self._database.signer.account
            if by == found.account:
                raise RegisterRefused(OWN_WORK)
            row = {"submission_id": found.number, "submitted_by": found.account, "account_id": by, "why": why.strip()}
            number = self._add(connection, block_override, row)
            append(connection, LedgerEntry(Deed.BLOCK_OVERRIDDEN, post_digest, number), self._now())
        return number

    def refer(self, post_digest: str, why: str) -> int:
        """Record that the safeguarding lead is asked; the referral's number."""
        account = self._database.signer.account
        with self._database.writing() as connection:
            kept = sealed_reason(connection, post_digest, why.strip())
            row = {"post_digest": post_digest, "account_id": account, "why": kept}
            number = self._add(connection, referral, row)
            append(connection, LedgerEntry(Deed.REFERRED_TO_DSL, post_digest, number), self._now())
        return number

    def require_approvable(self, post_digest: str) -> None:
        """Raises: RegisterRefused for a post that was not submitted, or is blocked and nobody let it through."""
        with self._database.reading() as connection:
            found = _latest(connection, post_digest)
            if found.verdict is Verdict.BLOCK:
                query = select(block_override.c.id).where(block_override.c.submission_id == found.number)
                if connection.execute(query).first() is None:
                    raise RegisterRefused(STILL_BLOCKED)

    def _add(self, connection: Connection, table: Table, row: Mapping[str, object]) -> int:
        made = connection.execute(insert(table).values(**row, recorded_at=self._now()))
        return int((made.inserted_primary_key or (0,))[0])


def _latest(connection: Connection, post_digest: str) -> Submission:
    query = select(submission).where(submission.c.post_digest == post_digest).order_by(submission.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        raise RegisterRefused(NOT_SUBMITTED)
    return Submission(row.id, row.post_digest, Verdict(row.verdict), row.account_id)
