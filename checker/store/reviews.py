"""Keeps what was sent for approval and what people decided; every deed whole or not at all, with its ledger entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.post import Channel
from checker.core.publishing import PublishedPost
from checker.core.report import Verdict
from checker.core.review import Decided, Sending, Sent, Standing
from checker.store.ledger import append
from checker.store.publications import Wanted, add_approval, add_published
from checker.store.register import SqlRegister
from checker.store.reviews_read import require_sent, sent_rows, why_referred
from checker.store.reviews_steps import (
    Signing,
    add_basis,
    add_referral,
    add_sent,
    decide,
    let_through,
    require_open,
    void,
)
from checker.store.tables_review import approved_post

SENT_BEFORE = "This very post is waiting already. It need not be sent twice."
APPROVED_BEFORE = "This very post is approved already. Its package is on the page Waiting."
ONLY_ASKED = "This post was sent to ask the safeguarding lead. It can be answered, and is not approved from here."
FOR_THE_LEAD = (
    "This post was referred to the designated safeguarding lead, who decides whether it is approved. "
    "You can still send it back or refuse it."
)
FOR_THE_LEAD_TO_ANSWER = (
    "This post was sent to ask the designated safeguarding lead, who alone answers. Whoever sent it can take it back."
)
NO_COMMENT = "Say what should change, or why not: whoever sent the post reads it."
NOT_APPROVED = "This post was not approved from this list, so no package or publication rests on it."
PUBLISHED_BEFORE = "It is recorded already that this post is out."
OWN_DECISION = "Nobody decides about a post of their own. Ask another person who may approve."
NOT_YOURS = "Only whoever sent a post takes it back."
OTHER_COPIES = (
    "The pictures come out differently now than when the post was sent, so it cannot be approved as it is. "
    "Send it back, to be checked and sent again."
)


class Reviews:
    """The queue, signed by who opened the register. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def send(self, sending: Sending, channel: Channel, why_ask: str | None = None) -> int:
        """Record that a checked post was sent; its number. What the same draft had waiting or approved gives way.

        `why_ask`: the safeguarding lead is asked, for this reason. Raises: RegisterRefused where this very post waits.
        """
        account, post = self._database.signer.account, sending.bound.post
        with self._database.writing() as connection:
            now = self._now()
            for earlier in sent_rows(connection):
                if earlier.standing(now) in (Standing.WAITING, Standing.APPROVED):
                    self._give_way(connection, earlier, sending, now)
            append(connection, LedgerEntry(Deed.POST_CHECKED, post, channel=channel), now)
            number = add_sent(connection, sending, account, now)
            if sending.for_approval:
                append(connection, LedgerEntry(Deed.POST_SUBMITTED, post, number), now)
            if why_ask is not None:
                add_referral(connection, post, why_ask, account, now)
        return number

    def refer(self, number: int, why: str) -> None:
        """Ask the safeguarding lead about a post that waits. Raises: RegisterRefused."""
        with self._database.writing() as connection:
            post = require_open(connection, number).sending.bound.post
            add_referral(connection, post, why, self._database.signer.account, self._now())

    def send_back(self, number: int, why: str) -> None:
        """Give the post back to whoever sent it, with a comment. Raises: RegisterRefused."""
        self._end(number, Decided.SENT_BACK, why, Deed.POST_SENT_BACK)

    def refuse(self, number: int, why: str) -> None:
        """Say no to the post, with the reason. Raises: RegisterRefused."""
        self._end(number, Decided.REFUSED, why, Deed.POST_REFUSED)

    def take_back(self, number: int) -> None:
        """Take one's own post back before anybody decided. Raises: RegisterRefused."""
        signer = self._database.signer
        with self._database.writing() as connection:
            if require_open(connection, number).account != signer.account:
                raise RegisterRefused(NOT_YOURS)
            decide(connection, number, Decided.REPLACED, signer, self._now())

    def approve(self, number: int, signing: Signing) -> int:
        """Approve what was re-checked just now; the approval's number. For a blocked post its reason is kept first.

        Raises: RegisterRefused for one's own post, one that is decided, blocked without a reason, referred to somebody
        else, or checked with an older register.
        """
        signer = self._database.signer
        assert signer.role is not None  # the permit named one
        with self._database.writing() as connection:
            now = self._now()
            found = require_open(connection, number)
            _require_approvable(found, signing, signer.account, signer.role)
            if Verdict.BLOCK in (signing.verdict, found.sending.verdict):
                let_through(connection, found, signing.why, signer.account, now)
            pupils = signing.touches.union(one.pupil_id for one in signing.shown)
            bound = signing.bound
            wanted = Wanted(bound.post, pupils, signer.role, signer.account, bound.register, signing.holds)
            approved = add_approval(connection, wanted, now)
            add_basis(connection, approved, number, signing)
            decide(connection, number, Decided.APPROVED, signer, now, approved=approved)
        return approved

    def end_approval(self, number: int) -> None:
        """Void the approval of a sent post, because a change touches it; one that ended before stays as it is."""
        with self._database.writing() as connection:
            void(connection, require_sent(connection, number), self._now())

    def publish(self, number: int, post: PublishedPost) -> int:
        """Record that an approved post is out; the published post's number. Raises: RegisterRefused."""
        with self._database.writing() as connection:
            found = require_sent(connection, number)
            if found.approval is None:
                raise RegisterRefused(NOT_APPROVED)
            if found.is_published:
                raise RegisterRefused(PUBLISHED_BEFORE)
            made = add_published(connection, post, self._now())
            connection.execute(insert(approved_post).values(post_id=made, approval_id=found.approval.number))
        return made

    def note_package(self, number: int, digest: str, files: Mapping[int, str]) -> None:
        """Put the digest of a package that was proven into the ledger, and those of files in it by their places."""
        with self._database.writing() as connection:
            for place, one in {0: digest, **files}.items():
                append(connection, LedgerEntry(Deed.PACKAGE_MADE, one, number, place), self._now())

    def all(self) -> tuple[Sent, ...]:
        """Everything that was sent, oldest first."""
        with self._database.reading() as connection:
            return sent_rows(connection)

    def one(self, number: int) -> Sent:
        """One of them. Raises: RegisterRefused where there is none."""
        with self._database.reading() as connection:
            return require_sent(connection, number)

    def reasons(self, sent: Sent) -> tuple[str, ...]:
        """Why this post was referred, oldest first. Who may ask is for the caller: this is the DSL's alone."""
        with self._database.reading() as connection:
            return why_referred(connection, sent)

    def _give_way(self, connection: Connection, earlier: Sent, sending: Sending, now: datetime) -> None:
        is_same = earlier.sending.bound.content == sending.bound.content
        if is_same and earlier.sending.for_approval == sending.for_approval:
            raise RegisterRefused(SENT_BEFORE if earlier.decided is None else APPROVED_BEFORE)
        if not sending.draft or earlier.sending.draft != sending.draft:
            return
        if earlier.decided is None:
            decide(connection, earlier.number, Decided.REPLACED, self._database.signer, now)
        else:
            void(connection, earlier, now)

    def _end(self, number: int, did: Decided, why: str, deed: Deed) -> None:
        if not why.strip():
            raise RegisterRefused(NO_COMMENT)
        signer = self._database.signer
        with self._database.writing() as connection:
            found = require_open(connection, number)
            if found.account == signer.account:
                raise RegisterRefused(OWN_DECISION)
            if not found.sending.for_approval and signer.role is not Role.DSL:
                raise RegisterRefused(FOR_THE_LEAD_TO_ANSWER)
            decide(connection, number, did, signer, self._now(), why.strip())
            append(connection, LedgerEntry(deed, found.sending.bound.post, number), self._now())


def _require_approvable(found: Sent, signing: Signing, account: int, role: Role) -> None:
    if not found.sending.for_approval:
        raise RegisterRefused(ONLY_ASKED)
    if found.account == account:
        raise RegisterRefused(OWN_DECISION)
    if found.is_referred and role is not Role.DSL:
        raise RegisterRefused(FOR_THE_LEAD)
    if found.sending.bound.content != signing.bound.content:
        raise RegisterRefused(OTHER_COPIES)
