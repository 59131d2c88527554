"""What was approved, what was published, and what has to come down again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from checker.core.people import Purpose
from checker.core.post import Channel

APPROVAL_HOLDS = timedelta(hours=48)
"""A judgement: long enough to approve on Friday afternoon and post on Sunday, short enough that who approved still
knows what it was."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval of the very bytes of a post. `voided_by` is the ledger entry that ended it."""

    number: int
    post_digest: str
    approved_at: datetime
    expires_at: datetime
    role: str
    account: int
    voided_by: int | None = None

    def stands(self, now: datetime) -> bool:
        """True while nothing has ended it and it is not too old."""
        return self.voided_by is None and self.approved_at <= now < self.expires_at


@dataclass(frozen=True, slots=True)
class Shown:
    """A pupil in a published post: what of the pupil (photo, video, name, first name), and in which photo."""

    pupil_id: str
    purpose: Purpose = Purpose.PHOTO
    photo_digest: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A post that is out. `owner` is the post of the person who runs the account, so that a take-down has an owner."""

    post_digest: str
    channel: Channel
    link: str = field(repr=False)
    published_on: date
    owner: str = field(default="", repr=False)
    shown: tuple[Shown, ...] = ()


class TakeDownState(StrEnum):
    """Where a take-down stands. "Not practicable" needs the reason."""

    OPEN = "open"
    DONE = "done"
    NOT_PRACTICABLE = "not_practicable"


@dataclass(frozen=True, slots=True)
class TakeDown:
    """An earlier post that must come down. `pupil_id` is None once the pupil is erased; the post still has to go."""

    number: int
    channel: Channel
    link: str = field(repr=False)
    published_on: date
    photo_digest: str
    pupil_id: str | None
    owner: str = field(repr=False)
    due_on: date
    state: TakeDownState
    why: str = field(default="", repr=False)
    closed_on: date | None = None
