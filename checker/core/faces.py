"""What became of each face in a photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.core.finding import PixelBox


class FaceOutcome(StrEnum):
    """How a face ended. Only a pupil with the exact consent, or a person's word, makes a face resolved."""

    MATCHED = "matched"
    UNSURE = "unsure"
    STRANGER = "stranger"
    NOT_COMPARED = "not_compared"
    RESOLVED_BY = "resolved_by"
    COVERED = "covered"
    NOT_IDENTIFIABLE = "not_identifiable"


RESOLVED = frozenset({FaceOutcome.MATCHED, FaceOutcome.RESOLVED_BY, FaceOutcome.COVERED, FaceOutcome.NOT_IDENTIFIABLE})
"""The ends that leave nothing to decide about a face; whether the pupil may be shown is asked apart."""


class NotCompared(StrEnum):
    """Why a face was not compared with anybody."""

    NO_REGISTER = "there is no register"
    MATCHING_OFF = "face matching is off"
    NOBODY_ENROLLED = "nobody is enrolled"
    TOO_SMALL = "too small or unclear to identify"
    ONLY_POSSIBLE = "perhaps not a face"


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """A face found in a photo. `score` is the detector's, 0 to 1. Carries no vector."""

    box: PixelBox
    score: float


@dataclass(frozen=True, slots=True)
class FaceResult:
    """A face and what became of it. `distance` is dlib's Euclidean one, to the best candidate."""

    box: PixelBox
    score: float
    outcome: FaceOutcome
    pupil_id: str | None = None
    candidates: tuple[str, ...] = ()
    distance: float | None = None
    why: NotCompared | None = None
