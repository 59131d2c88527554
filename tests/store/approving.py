"""Posts that are sent, asked about and approved, for tests that are about something else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from checker.core.decision import Role
from checker.core.post import Channel
from checker.core.publishing import Approval
from checker.core.report import Verdict
from checker.core.review import Bound, Sending
from checker.core.staff import Signer
from checker.store.publications import Wanted, add_approval, as_approval
from checker.store.register import SqlRegister
from checker.store.reviews import Reviews
from checker.store.reviews_steps import Signing
from checker.store.tables_published import approval


def approve(
    register: SqlRegister,
    post: str,
    pupil_ids: Iterable[str],
    role: Role = Role.PRINCIPAL,
    *,
    checked_with: str | None = None,
) -> int:
    """Record an approval of these bytes that stands on nothing else; its number. Raises: RegisterRefused."""
    with register.database.writing() as connection:
        wanted = Wanted(post, frozenset(pupil_ids), role, checked_with=checked_with)
        return add_approval(connection, wanted, register.now())


def approval_of(register: SqlRegister, post: str) -> Approval | None:
    """The latest approval of these bytes."""
    query = select(approval).where(approval.c.post_digest == post).order_by(approval.c.id.desc()).limit(1)
    with register.database.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else as_approval(row)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def by(register: SqlRegister, account: int, role: Role) -> Reviews:
    """The queue as this person uses it."""
    return Reviews(SqlRegister(replace(register.database, signer=Signer(account, role)), register.now))


def send_blocked(register: SqlRegister, words: str) -> tuple[int, Bound]:
    """A blocked post, sent by account 1; its number, and what a signature on it would be about."""
    bound = Bound(digest(words), digest(f"report on {words}"), (), register.version(), "floor")
    return by(register, 1, Role.POSTER).send(Sending(bound, Verdict.BLOCK, "0" * 32, words, True), Channel.X), bound


def let_through_and_ask(register: SqlRegister) -> None:
    """One blocked post approved by account 2 with its reason, another referred by account 1."""
    number, bound = send_blocked(register, "the author's name")
    signing = Signing(bound, Verdict.BLOCK, (), frozenset({"T01"}), "The author's name.")
    by(register, 2, Role.PRINCIPAL).approve(number, signing)
    asked, _ = send_blocked(register, "another")
    by(register, 1, Role.POSTER).refer(asked, "Please look.")
