"""Which enrolled pupil, if any, is each face? When in doubt the answer is a question for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import FaceEncoder, Vector, from_bytes
from checker.analysers.faces import SURE_SCORE
from checker.core.context import Picture
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.people import FaceTemplate

# All distances are Euclidean between dlib vectors. "Strangers" below are faces from web photos of different people.
MATCH_DISTANCE = 0.45
"""The same pupil. 0 of 2,908 pairs of strangers came this near (faces of 36 px and score 0.8 up); at dlib's usual 0.6,
69 in 100 strangers matched somebody in a register of 105."""
ASK_DISTANCE = 0.60
"""Perhaps the same pupil. Of 160 pairs of the same person 0.99 were nearer than this, 0.93 nearer than 0.45."""
MARGIN = 0.05
"""How much nearer the pupil must be than every other pupil, and the face than every other face of the photo: cut the
false matches of strangers from 73 to 19 at 0.6. No cure by itself."""
LOOK_ALIKE = MATCH_DISTANCE + MARGIN
"""Two pupils whose own reference photos come this near are never told apart. Five unrelated men of eleven photos each
came no nearer than 0.66; pupils who resemble each other more than strangers do are left to a person."""
SMALLEST_FACE = 60
"""Pixels of height in the full-size photo. A face shrunk to 40 px keeps 0.39 of its right matches, to 56 px 0.73."""
CLEAR_SCORE = 0.8
"""The detector's score from which a face is compared. From 0.5 up, 6 of 5,530 pairs of strangers came within 0.45; from
0.8 up, none of 2,908. Below it faces are turned away, blurred or covered."""
CANDIDATES = 3
"""How many pupils an unsure face names at most."""

Distances = npt.NDArray[np.float64]


class DlibMatcher:
    """Compares faces with enrolled pupils. No probe vector outlives the call, and none is made without a template."""

    def __init__(self, new_encoder: Callable[[], FaceEncoder] = FaceEncoder) -> None:
        self._encoder = new_encoder()

    def match(
        self, picture: Picture, faces: tuple[FaceSeen, ...], templates: tuple[FaceTemplate, ...]
    ) -> tuple[FaceResult, ...]:
        """What became of each face, in the order given; the order of faces and templates changes no answer."""
        results = {face: _not_compared(face, why) for face in faces if (why := _obstacle(face, templates))}
        comparable = sorted((face for face in set(faces) if face not in results), key=_place)
        if comparable:
            enrolled = _Enrolled.of(templates)
            probes = [self._encoder.encode(picture, face.box) for face in comparable]
            results |= zip(comparable, _compared(comparable, probes, enrolled), strict=True)
        return tuple(results[face] for face in faces)


@dataclass(frozen=True, slots=True)
class _Enrolled:
    """Pupils in the order of their ids, each with the vectors of their reference photos."""

    pupil_ids: tuple[str, ...]
    vectors: tuple[Distances, ...]

    @classmethod
    def of(cls, templates: tuple[FaceTemplate, ...]) -> _Enrolled:
        by_pupil: dict[str, list[Vector]] = {}
        for template in templates:
            by_pupil.setdefault(template.pupil_id, []).append(from_bytes(template.vector))
        ids = tuple(sorted(by_pupil))
        return cls(ids, tuple(np.array(by_pupil[pupil_id], float) for pupil_id in ids))

    def look_alikes(self, pupil: int) -> frozenset[int]:
        """Other pupils with a reference photo so near one of this pupil's that a face could be either's.

        Worked out for the few pupils a photo brings up, and never kept: a withdrawn template must be gone at once.
        """
        near = (_distances(self.vectors[pupil], np.concatenate(self.vectors)) <= LOOK_ALIKE).any(axis=0)
        owners = np.repeat(np.arange(len(self.vectors)), [len(own) for own in self.vectors])
        return frozenset(owners[near].tolist()) - {pupil}


def _distances(ones: Distances, others: Distances) -> Distances:
    return np.asarray(np.linalg.norm(ones[:, None, :] - others[None, :, :], axis=2), float)


def _obstacle(face: FaceSeen, templates: tuple[FaceTemplate, ...]) -> NotCompared | None:
    if face.score < SURE_SCORE:
        return NotCompared.ONLY_POSSIBLE
    if not templates:
        return NotCompared.NOBODY_ENROLLED
    if face.box.height < SMALLEST_FACE or face.score < CLEAR_SCORE:
        return NotCompared.TOO_SMALL
    return None


def _not_compared(face: FaceSeen, why: NotCompared) -> FaceResult:
    return FaceResult(face.box, face.score, FaceOutcome.NOT_COMPARED, why=why)


def _place(face: FaceSeen) -> tuple[int, int, int, int, float]:
    return face.box.left, face.box.top, face.box.right, face.box.bottom, face.score


def _compared(faces: list[FaceSeen], probes: list[Vector], enrolled: _Enrolled) -> list[FaceResult]:
    """Each face's end, decided for all faces of the photo at once."""
    to_each = [np.sort(_distances(np.array(probes, float), own), axis=1) for own in enrolled.vectors]
    # A rival or a question needs one near photo; a match needs the two nearest to agree, so that one photo filed under
    # the wrong pupil cannot carry it. Five people, three photos each: 0.98 of right matches kept, 0.99 by the nearest.
    nearest = np.column_stack([near[:, 0] for near in to_each])
    claims = np.column_stack([near[:, :2].mean(axis=1) for near in to_each])
    assigned = _assigned(nearest)
    return [
        _result(face, number, nearest, claims, enrolled, is_assigned=assigned[number] == int(nearest[number].argmin()))
        for number, face in enumerate(faces)
    ]


def _assigned(nearest: Distances) -> list[int]:
    """For each face the pupil it has when the photo is explained best as a whole, each pupil at most once; else -1."""
    from scipy.optimize import linear_sum_assignment  # lazily: 0.2 s

    faces, pupils = nearest.shape
    # One spare column per face, "nobody", at the distance from which a face is a stranger.
    cost = np.hstack([np.minimum(nearest, ASK_DISTANCE), np.full((faces, faces), ASK_DISTANCE)])
    _, columns = linear_sum_assignment(cost)
    return [int(column) if column < pupils else -1 for column in columns]


def _result(
    face: FaceSeen, number: int, nearest: Distances, claims: Distances, enrolled: _Enrolled, *, is_assigned: bool
) -> FaceResult:
    best = int(nearest[number].argmin())
    distance = round(float(nearest[number, best]), 4)
    if distance > ASK_DISTANCE:
        return FaceResult(face.box, face.score, FaceOutcome.STRANGER, distance=distance)
    claim = claims[number, best]
    others_of_register = np.delete(nearest[number], best)
    others_in_photo = np.delete(nearest[:, best], number)
    rivals = np.concatenate([others_of_register, others_in_photo])
    is_sure = claim <= MATCH_DISTANCE and bool((rivals >= claim + MARGIN).all())
    alike = enrolled.look_alikes(best)
    if is_assigned and is_sure and not alike:
        return FaceResult(
            face.box, face.score, FaceOutcome.MATCHED, pupil_id=enrolled.pupil_ids[best], distance=distance
        )
    # Nearest first; pupils who look like the nearest count even beyond asking distance.
    in_order = np.argsort(nearest[number], kind="stable").tolist()
    likely = [pupil for pupil in in_order if nearest[number, pupil] <= ASK_DISTANCE or pupil in alike]
    candidates = tuple(enrolled.pupil_ids[pupil] for pupil in likely[:CANDIDATES])
    return FaceResult(face.box, face.score, FaceOutcome.UNSURE, candidates=candidates, distance=distance)
