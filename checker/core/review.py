"""What became of a post that was sent for approval: who sent it, what exactly was sent, what was decided, and where it
stands now?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checker.core.decision import Role
from checker.core.publishing import Approval
from checker.core.report import Verdict


class Decided(StrEnum):
    """How a person ended the waiting of a post."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    REPLACED = "replaced"
    """Its writer changed it and sent it again."""


class Standing(StrEnum):
    """Where a sent post stands, in the word that the page shows."""

    WAITING = "waiting"
    SENT_BACK = "sent back"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    """It was approved, and too long ago."""
    ENDED = "no longer approved"
    """It was approved, and a withdrawal, an edit or another change ended that."""
    REPLACED = "replaced"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a signature is about: the post's bytes, the report on it, each copy that would go out, the register and the
    policies it was checked with. All but the last two are SHA-256 in hex."""

    post: str
    report: str
    copies: tuple[str, ...]
    register: str
    packs: str
    """The policies with their versions and a digest of their clauses."""

    @property
    def content(self) -> str:
        """What would be seen: the same for the same words and the same copies, whatever was found in them."""
        return hashlib.sha256("\n".join((self.post, *self.copies)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sending:
    """A post as it is handed in. `kept` is the sealed folder of its words and pictures, `draft` the draft it came
    from."""

    bound: Bound
    verdict: Verdict
    kept: str
    draft: str
    for_approval: bool = True
    """False: the safeguarding lead is asked, and nothing is to be approved."""


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """Who ended the waiting, how and when; `why` is the comment for whoever sent it."""

    did: Decided
    account: int
    role: Role | None
    at: datetime
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """A post that was handed in, with all that became of it."""

    number: int
    sending: Sending
    account: int
    at: datetime
    is_referred: bool = False
    """The safeguarding lead was asked about these very words and pictures, and has not answered yet."""
    is_answered: bool = False
    """The lead was asked about them and has answered: whoever may approve decides."""
    is_let_through: bool = False
    """Somebody else gave a reason in writing for letting a blocked post through."""
    decided: DecidedBy | None = None
    approval: Approval | None = None
    is_published: bool = False

    def standing(self, now: datetime) -> Standing:
        """Where it stands at this moment."""
        if self.decided is None:
            return Standing.WAITING
        if self.decided.did is not Decided.APPROVED:
            return _STANDINGS[self.decided.did]
        if self.is_published:
            return Standing.PUBLISHED
        if self.approval is None or self.approval.voided_by is not None:
            return Standing.ENDED
        return Standing.APPROVED if self.approval.stands(now) else Standing.EXPIRED


_STANDINGS = {
    Decided.SENT_BACK: Standing.SENT_BACK,
    Decided.REFUSED: Standing.REFUSED,
    Decided.REPLACED: Standing.REPLACED,
}
