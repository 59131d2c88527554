"""How near must two faces be to be one pupil's? It depends on what made their vectors, and on how many are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.core.people import DLIB

# The distances below are Euclidean, between dlib vectors of adults' faces. "Strangers" are two different people.
WRONG_AT_MOST = 0.01
"""The target: how often a stranger's clear face may match anybody at all, however many pupils are compared."""
MATCH_DISTANCE = 0.45
"""The same pupil, among up to a class. Of 11,094 pairs of strangers' faces of 36 px and score 0.8 up (8,186 of
`benchmarks/faces.py`, 2,908 of an earlier study) none came this near; at dlib's usual 0.6, 69 in 100 strangers matched
somebody in a register of 105."""
STRICT_DISTANCE = 0.40
"""The same, for a school that wants to be asked more often: even of 5,530 pairs of small, blurred and turned strangers
none came this near, where 6 came within 0.45. Keeps 0.95 of the right matches (three photos each) instead of 0.98."""
CLASS_SIZE = 30
"""Pupils up to whom MATCH_DISTANCE holds. None of 11,094 pairs is at most 1 in 3,700 (0.95 sure, taking the pairs as
independent, which they are not): the target is kept for 37 pupils. A class leaves room."""
PER_TENFOLD = 0.10
"""By how much the distance shrinks when ten times as many are compared. Within 0.60, 0.55 and 0.50 were 64, 18 and 6 of
those pairs: ten times fewer every 0.094 (95%: 0.070 to 0.123). docs/decisions/009-thresholds-by-gallery.md."""
ASK_DISTANCE = 0.60
"""Perhaps the same pupil. Of 160 pairs of the same person 0.99 were nearer than this, 0.93 nearer than 0.45."""
MARGIN = 0.05
"""How much nearer the pupil must be than every other pupil, and the face than every other face of the photo: cut the
false matches of strangers from 73 to 19 at 0.6. No cure by itself."""
LOOK_ALIKE = MATCH_DISTANCE + MARGIN
"""Two pupils whose own reference photos come this near are never told apart. None of 4,822 pairs of strangers' faces of
60 px and more did, so those who do resemble each other more than strangers: they are left to a person."""
VECTOR_LENGTH = 128


class Metric(StrEnum):
    """What the distance of two vectors is: the length of their difference, or one minus the cosine of their angle."""

    EUCLIDEAN = "euclidean"
    COSINE = "cosine"


@dataclass(frozen=True, slots=True)
class MatchRule:
    """The distances that decide, in the metric of one model."""

    match: float
    strict: float
    ask: float
    margin: float
    look_alike: float
    per_tenfold: float

    def allowed(self, pupils: int) -> float:
        """The largest distance that is a match where so many pupils are compared; it never grows with their number."""
        return max(0.0, self.match - self.per_tenfold * math.log10(max(pupils, CLASS_SIZE) / CLASS_SIZE))

    def stricter(self) -> MatchRule:
        """The rule of a school that wants to be asked more often."""
        return replace(self, match=self.strict)


@dataclass(frozen=True, slots=True)
class FaceModel:
    """What makes the vectors, and how they are compared. Only vectors of the same `name` ever are."""

    name: str
    length: int
    metric: Metric
    rule: MatchRule


DLIB_MODEL = FaceModel(
    DLIB,
    VECTOR_LENGTH,
    Metric.EUCLIDEAN,
    MatchRule(MATCH_DISTANCE, STRICT_DISTANCE, ASK_DISTANCE, MARGIN, LOOK_ALIKE, PER_TENFOLD),
)
