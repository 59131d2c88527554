"""How careful must the page be with a photo that may show undress, and what does it tell the person to do?"""

from __future__ import annotations

from enum import Enum

from checker.core.evidence import AttireKind, PhotoEvidence
from checker.core.finding import Finding, PhotoSpot


class Caution(Enum):
    """How a photo is shown."""

    NONE = "none"
    VEILED = "veiled"
    """Blurred until the reviewer chooses to look."""
    INCIDENT = "incident"
    """Blurred, beside what to do and whom to tell; no copy of it is offered."""


INCIDENT_TITLE = "If this photo shows a child without clothes, stop here"
# UKCIS, sharing nudes and semi-nudes (2024); KCSIE: a member of staff reports, and does not look further into it.
INCIDENT_STEPS = (
    "Do not copy, print, save, send or forward it, and do not take a picture of the screen.",
    "Do not look for more, and do not ask the child or others about it.",
    "Tell the Designated Safeguarding Lead in person, now. If the Lead is away, tell the deputy, or the Head.",
    "Leave the phone or camera as it is, with the Lead. The Lead decides about the police and about deleting.",
    "Write down when and where you saw it and whom you told, without describing the child.",
    "If a child is in danger now, call 999.",
)
INCIDENT_ALARM = "The program is often wrong about this: bare arms, sport and statues set it off."
INCIDENT_COPY = (
    "No copy of this photo is offered, because it may show somebody without clothes. "
    "Choose another photo, or ask the Designated Safeguarding Lead."
)


def caution_with(seen: PhotoEvidence, about: tuple[Finding, ...]) -> Caution:
    """How to show this photo; `about` are the findings about it. Dress that could not be looked at is veiled too."""
    if any(sign.kind is AttireKind.NAKED for sign in seen.attire or ()):
        return Caution.INCIDENT
    spots = [finding.where for finding in about if finding.check.startswith("attire.")]
    is_veiled = any(isinstance(spot, PhotoSpot) and (spot.box or seen.attire is None) for spot in spots)
    return Caution.VEILED if is_veiled else Caution.NONE
