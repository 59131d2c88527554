"""What a check found, where, and what to do about it. A finding points at text; it does not store it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from checker.core.post import Part, Passage


class Severity(IntEnum):
    """How much a finding weighs; the worst decides."""

    NOTE = 1
    REVIEW = 2
    BLOCK = 3

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity written in lower case in packs and rules. Raises: KeyError."""
        return cls[name.upper()]

    @property
    def word(self) -> str:
        """Its name as the JSON contract spells it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class PixelBox:
    """A rectangle in upright pixels of the full-size photo, origin top left, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class WholePost:
    """The finding is about the post as a whole."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Unicode code points [start, end) of one passage of the post."""

    start: int
    end: int
    part: Part = Part.TEXT
    photo: int | None = None

    @classmethod
    def of(cls, passage: Passage, start: int, end: int) -> TextSpan:
        """A span of this passage."""
        return cls(start, end, passage.part, passage.photo)


@dataclass(frozen=True, slots=True)
class PhotoSpot:
    """A photo (counted from 0), or a box in it."""

    photo: int
    box: PixelBox | None = None


Where = WholePost | TextSpan | PhotoSpot


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause of a policy pack that a finding falls under."""

    pack: str
    clause: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check saw.

    `says` and `remedy` are sentences for people: no jargon, no blame, no pupil's full name, none of the post's text.
    `suggestion` is replacement text for the span, where one exists.
    """

    check: str
    severity: Severity
    where: Where
    says: str
    remedy: str
    suggestion: str | None = None
    clauses: tuple[Citation, ...] = ()
