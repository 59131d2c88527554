"""What did the school tell us about itself?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.core.retention import Retention


@dataclass(frozen=True, slots=True)
class Settings:
    """What the school told us about itself; every excuse in it is shown in the report."""

    school: str = ""
    own_phones: tuple[str, ...] = ()
    own_emails: tuple[str, ...] = ()
    """Addresses, or domains written as "@example.sch.uk"."""
    own_postcodes: tuple[str, ...] = ()
    own_websites: tuple[str, ...] = ()
    """Hosts, written as "www.example.sch.uk"."""
    staff: tuple[str, ...] = field(default=(), repr=False)
    """Full names of staff that may stand in a post."""
    governors: tuple[str, ...] = field(default=(), repr=False)
    """Full names of governors that may stand in a post."""
    approved_handles: tuple[str, ...] = ()
    """Accounts the school may point to, written as "@example"."""
    channels: tuple[Channel, ...] = ()
    """Where the school posts; empty where nobody said."""
    strict_matching: bool = False
    """Whether a face must be nearer than usual to count as a pupil's: fewer matches, more questions."""
    school_devices: tuple[str, ...] = ()
    """Cameras and phones the school owns, written as "Canon EOS 250D" or "Canon EOS 250D, serial 0420"."""


TIME_LIMITS = {"approval_hours": (1, 168), "idle_minutes": (1, 60)}
"""Least and most: an approval outlives no week, and nobody stays signed in at an empty desk for more than an hour."""


@dataclass(frozen=True, slots=True)
class DeskTimes:
    """How long an approval holds, and after how long without a click a session ends."""

    approval_hours: int = 48
    """As `core/publishing.APPROVAL_HOLDS`, which says why."""
    idle_minutes: int = 10
    """As `core/staff.IDLE_ENDS`, which says why."""

    def __post_init__(self) -> None:
        """Raises: InputError."""
        for one in fields(self):
            told, (least, most) = getattr(self, one.name), TIME_LIMITS[one.name]
            if type(told) is not int or not least <= told <= most:
                raise InputError(f"{one.name} in school.toml must be a whole number, {least} to {most}.")


@dataclass(frozen=True, slots=True)
class SchoolSettings:
    """Everything that a school settles, as it stands at one moment. `pack` is empty where the school has named none."""

    about: Settings = Settings()
    pack: str = ""
    times: DeskTimes = DeskTimes()
    retention: Retention = field(default_factory=Retention)
