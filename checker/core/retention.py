"""How long is what kept? Periods in days, with the law's and our own limits."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from checker.core.errors import InputError


class Kept(StrEnum):
    """What is kept for a time. The place of each in this list is its number in the ledger: never reorder."""

    DRAFTS = "drafts"
    PROBES = "data about faces in photos that are checked"
    EVIDENCE = "who submitted, approved or referred a post, and why"
    TEMPLATES = "face templates"
    SIGN_INS = "sign-ins and failed sign-ins"
    ALBUMS = "answers kept for albums"
    LEAVERS = "records of pupils who left"


@dataclass(frozen=True, slots=True)
class Retention:
    """Days. What is older is deleted, at the start of `checker serve`, daily while it runs, and on command."""

    drafts: int = 30
    """A judgement: a post that was not put up within a month is not news any more."""
    probes: int = 0
    """Always 0: the vectors of faces in a photo live in memory, inside one call."""
    evidence: int = 365
    """A year: the schools' policies have governors look back once a year."""
    templates: int = 365
    """At most 365: a child's face changes, and matching gets worse with it (Protection of Freedoms Act 2012, and the
    ICO's reprimands about keeping longer than needed)."""
    sign_ins: int = 90
    """A judgement: long enough to look into misuse after a school holiday."""
    albums: int = 30
    """A judgement: an album is finished within days; what is older belongs to no work under way."""
    leavers: int = 0
    """0: until somebody erases them, because erasing asks for every earlier post with the pupil to come down."""

    def __post_init__(self) -> None:
        """Raises: InputError."""
        for one in fields(self):
            days, least, most = getattr(self, one.name), *PERIOD_LIMITS[one.name]
            if type(days) is not int or not least <= days <= most:
                raise InputError(f"retention.{one.name} in school.toml must be a number of days, {least} to {most}.")

    def period(self, kept: Kept) -> str:
        """How long this is kept, in words."""
        if kept is Kept.LEAVERS and not self.leavers:
            return "kept until somebody erases them"
        return f"kept for {self.days(kept)} days" if self.days(kept) else "never kept"

    def days(self, kept: Kept) -> int:
        """How long this is kept."""
        return int(getattr(self, kept.name.lower()))


PERIOD_LIMITS = {
    "drafts": (1, 365),
    "probes": (0, 0),
    "evidence": (30, 2555),
    "templates": (1, 365),
    "sign_ins": (1, 730),
    "albums": (1, 365),
    "leavers": (0, 2555),
}
"""Least and most. Evidence for at most seven years, as other school records; sign-ins for two."""
EVERY_PERIOD = tuple(PERIOD_LIMITS)
