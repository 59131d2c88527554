"""What did a person say about a face in a photo? Who said it, when, and about which place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checker.core.decision import Role
from checker.core.finding import PixelBox


class Said(StrEnum):
    """What a person can say about a face."""

    PUPIL = "pupil"
    """A pupil, chosen or confirmed from the class list."""
    ADULT = "adult"
    """A grown-up or a visitor."""
    COVER = "cover"
    NOT_IDENTIFIABLE = "not_identifiable"
    NOT_A_FACE = "not_a_face"


class CoverStyle(StrEnum):
    """How a face is covered. Blur is not among them: it can be undone."""

    SOLID = "solid"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Resolution:
    """One person's word about one face. `by` is the member of staff as the school writes it; `when` has a time zone.

    It changes nothing that a reader sees, so it is no part of a post's digest; the report records it.
    """

    box: PixelBox
    said: Said
    by: str = field(repr=False)
    role: Role
    when: datetime
    pupil_id: str | None = None
    style: CoverStyle = CoverStyle.SOLID
    has_badge: bool = False
    """A cover hides the place of a name badge below the face as well."""

    def __post_init__(self) -> None:
        """Raises: ValueError for a word that does not say whose, or when."""
        if (self.said is Said.PUPIL) != bool(self.pupil_id):
            raise ValueError("a pupil is named where, and only where, the word is that it is a pupil")
        if self.when.tzinfo is None:
            raise ValueError("the time has no zone")
        if self.box.width <= 0 or self.box.height <= 0:
            raise ValueError("the box is empty")

    @property
    def meaning(self) -> tuple[Said, str | None]:
        """What was said, whoever said it: two people who say the same do not contradict each other."""
        return self.said, self.pupil_id

    @property
    def order(self) -> tuple[object, ...]:
        """A fixed order, so that the order in which people spoke changes nothing."""
        box = self.box
        place = (box.left, box.top, box.right, box.bottom)
        how = (self.said.value, self.pupil_id or "", self.style.value, self.has_badge)
        return *place, *how, self.when.isoformat(), self.by, self.role.value


@dataclass(frozen=True, slots=True)
class Cover:
    """A place that a person wants covered, before any margin, in upright pixels of the full-size photo."""

    box: PixelBox
    style: CoverStyle = CoverStyle.SOLID
    has_badge: bool = False
