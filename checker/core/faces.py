"""What became of each face in a photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.core.finding import PixelBox
from checker.core.resolving import Resolution
from checker.core.showing import Allowance

SURE_SCORE = 0.3
"""The detector's score below which a box is only perhaps a face; the finder's own value."""


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
    OTHER_MODEL = "the pupils were enrolled with another face model and need new reference photos"
    NOBODY_ON_ROSTER = "nobody on the list for this photo is enrolled"
    TOO_SMALL = "too small or unclear to identify"
    ONLY_POSSIBLE = "perhaps not a face"


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """A face found in a photo. `score` is the detector's, 0 to 1. Carries no vector."""

    box: PixelBox
    score: float


@dataclass(frozen=True, slots=True)
class FaceResult:
    """A face and what became of it. `distance` is dlib's Euclidean one, to the best candidate.

    `program` is what the program saw before people spoke; `allowed` the rows of the register that let a pupil be shown.
    """

    box: PixelBox
    score: float
    outcome: FaceOutcome
    pupil_id: str | None = None
    candidates: tuple[str, ...] = ()
    distance: float | None = None
    why: NotCompared | None = None
    said: tuple[Resolution, ...] = ()
    program: FaceResult | None = None
    allowed: Allowance | None = None

    @property
    def is_possible(self) -> bool:
        """Only perhaps a face: a person may say that it is none."""
        return self.score < SURE_SCORE or self.why is NotCompared.ONLY_POSSIBLE


def is_exposed(face: FaceResult) -> bool:
    """Whether this may be a child who can be known: nobody covered it, or said that it is a grown-up or nobody's."""
    is_adult = face.outcome is FaceOutcome.RESOLVED_BY and face.pupil_id is None
    return not is_adult and face.outcome not in (FaceOutcome.COVERED, FaceOutcome.NOT_IDENTIFIABLE)
