"""What did the school tell us about itself?"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """What the school told us about itself; every excuse in it is shown in the report."""

    school: str = ""
    own_phones: tuple[str, ...] = ()
    own_emails: tuple[str, ...] = ()
    """Addresses, or domains written as "@example.sch.uk"."""
    own_postcodes: tuple[str, ...] = ()
    staff: tuple[str, ...] = field(default=(), repr=False)
    """Full names of staff that may stand in a post."""
    governors: tuple[str, ...] = field(default=(), repr=False)
    """Full names of governors that may stand in a post."""
    approved_handles: tuple[str, ...] = ()
    """Accounts the school may point to, written as "@example"."""
    strict_matching: bool = False
    """Whether a face must be nearer than usual to count as a pupil's: fewer matches, more questions."""
    school_devices: tuple[str, ...] = ()
    """Cameras and phones the school owns, written as "Canon EOS 250D" or "Canon EOS 250D, serial 0420"."""
