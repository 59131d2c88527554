"""What was seen of clothes in a photo, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.core.finding import PixelBox


class AttireKind(StrEnum):
    """What a sign speaks for. None is a fact: the detector is often wrong."""

    NAKED = "naked"
    UNDRESS = "undress"
    POSSIBLE = "possible"
    """Too weak on its own; it counts where the words speak of swimming, changing or sport."""
    PERSON = "person"
    """Somebody is in the picture; no sign of anything."""


@dataclass(frozen=True, slots=True)
class AttireSeen:
    """A sign of swimwear or undress. `score` is the detector's, 0 to 1; its class name is not for people."""

    box: PixelBox
    score: float
    kind: AttireKind = AttireKind.UNDRESS
