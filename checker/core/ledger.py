"""What goes into the school's ledger? Kinds of deeds, numbers and digests: never a name, a text or a vector."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from checker.core.decision import Role
from checker.core.post import Channel

FIRST = "0" * 64
"""What stands in the place of a previous seal before the first entry."""
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")


class Deed(StrEnum):
    """What was done. A value once written is never renamed or reused."""

    POST_CHECKED = "post_checked"
    POST_APPROVED = "post_approved"
    POST_REFUSED = "post_refused"
    POST_SENT_BACK = "post_sent_back"
    PACKAGE_MADE = "package_made"
    POST_PUBLISHED = "post_published"
    APPROVAL_VOIDED = "approval_voided"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    CONSENT_RECORDED = "consent_recorded"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    WISH_RECORDED = "wish_recorded"
    PARENT_RECORDED = "parent_recorded"
    PROTECTION_RECORDED = "protection_recorded"  # in ledgers from before decision 019; written no more
    DETAILS_CHANGED = "details_changed"
    ENROLLED = "enrolled"
    TEMPLATES_DELETED = "templates_deleted"
    PUPIL_EXPORTED = "pupil_exported"
    PUPIL_ERASED = "pupil_erased"
    MATCHING_ON = "matching_on"
    MATCHING_OFF = "matching_off"
    TAKE_DOWN_FOUND = "take_down_found"
    TAKE_DOWN_DONE = "take_down_done"
    TAKE_DOWN_NOT_PRACTICABLE = "take_down_not_practicable"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a deed
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    POST_SUBMITTED = "post_submitted"
    BLOCK_OVERRIDDEN = "block_overridden"
    REFERRED_TO_DSL = "referred_to_dsl"
    LEDGER_EXPORTED = "ledger_exported"
    SETTINGS_CHANGED = "settings_changed"
    DEVICE_ADDED = "device_added"
    DEVICE_REMOVED = "device_removed"
    RETENTION_APPLIED = "retention_applied"
    DOCUMENT_MADE = "document_made"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One deed as it is sealed.

    `reference` is the number of the row that it made elsewhere, `amount` how many things it touched, `account` the
    number of the account (0: the command line), `digest` of a post, list or certificate (SHA-256 in hex, or empty).
    Raises: TypeError, ValueError for anything that is none of these kinds of value.
    """

    deed: Deed
    digest: str = ""
    reference: int = 0
    amount: int = 0
    channel: Channel | None = None
    role: Role | None = None
    account: int = 0

    def __post_init__(self) -> None:
        kinds = (Deed, Channel | None, Role | None)
        for value, kind in zip((self.deed, self.channel, self.role), kinds, strict=True):
            if not isinstance(value, kind):
                raise TypeError("the ledger takes only its own kinds of value")
        for number in (self.reference, self.amount, self.account):
            if type(number) is not int or number < 0:
                raise TypeError("the ledger takes only whole numbers")
        if type(self.digest) is not str or not _DIGEST.fullmatch(self.digest):
            raise ValueError("the ledger takes only SHA-256 digests")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry in its place: the chain is by `sequence`, whatever the clock said."""

    sequence: int
    at: str
    """UTC, "2026-11-20T15:20:00.000000Z": text, so that every database gives back the very same."""
    deed: str
    digest: str
    reference: int
    amount: int
    channel: str
    role: str
    account: int
    previous: str
    seal: str

    def expected_seal(self) -> str:
        """SHA-256 over the canonical JSON of everything in the row, the previous seal included."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "seal"}
        return hashlib.sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which entries somebody wants to see; None is any. Days are UTC, both included."""

    deed: Deed | None = None
    account: int | None = None
    first: date | None = None
    last: date | None = None


def moment(when: datetime) -> str:
    """A moment as the ledger writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
