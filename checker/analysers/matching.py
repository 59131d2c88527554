"""Which enrolled pupil, if any, is each face? When in doubt the answer is a question for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from checker.analysers.encoding import Encoder, FaceEncoder, to_bytes
from checker.analysers.face_model import MatchRule
from checker.analysers.faces import SURE_SCORE
from checker.analysers.gallery import Distances, Gallery
from checker.core.context import Picture
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate

SMALLEST_FACE = 60
"""Pixels of height in the full-size photo. A face shrunk to 40 px keeps 0.39 of its right matches, to 56 px 0.73."""
CLEAR_SCORE = 0.8
"""The detector's score from which a face is compared. From 0.5 up, 6 of 5,530 pairs of strangers came within 0.45; from
0.8 up, none of 2,908. Below it faces are turned away, blurred or covered."""
CANDIDATES = 3
"""How many pupils an unsure face names at most."""

Siblings = tuple[tuple[str, str], ...]
Listen = Callable[[PixelBox, bytes], None]
"""Is told where a face is, and its vector as little-endian float32."""


class FaceComparer:
    """Compares faces with enrolled pupils by any model. No probe vector is made without a template, and none outlives
    the call, unless somebody listens."""

    def __init__(self, encoder: Encoder, *, strict: bool = False) -> None:
        """`strict` asks a person more often: see STRICT_DISTANCE."""
        self._encoder = encoder
        self._rule = encoder.model.rule.stricter() if strict else encoder.model.rule
        self._listen: Listen | None = None

    def heard_by(self, listen: Listen) -> FaceComparer:
        """The same, telling each vector that it makes: an album groups the faces that nobody knows."""
        other = copy(self)
        other._listen = listen
        return other

    def match(
        self,
        picture: Picture,
        faces: tuple[FaceSeen, ...],
        templates: tuple[FaceTemplate, ...],
        siblings: Siblings = (),
    ) -> tuple[FaceResult, ...]:
        """What became of each face, in the order given; the order of faces and templates changes no answer."""
        model = self._encoder.model
        nobody = _why_nobody(model.name, templates)
        results = {face: _not_compared(face, why) for face in faces if (why := _obstacle(face, nobody))}
        comparable = sorted((face for face in set(faces) if face not in results), key=_place)
        if comparable:
            gallery = Gallery.kept_with(templates, model)
            probes = [self._encoder.encode(picture, face.box) for face in comparable]
            if self._listen is not None:
                for face, probe in zip(comparable, probes, strict=True):
                    self._listen(face.box, to_bytes(probe))
            seen = Compared(gallery, *gallery.distances(probes), self._rule, siblings)
            results |= {face: seen.result(face, number) for number, face in enumerate(comparable)}
        return tuple(results[face] for face in faces)


class DlibMatcher(FaceComparer):
    """Compares faces by dlib, which comes with the checker."""

    def __init__(self, new_encoder: Callable[[], FaceEncoder] = FaceEncoder, *, strict: bool = False) -> None:
        super().__init__(new_encoder(), strict=strict)


@dataclass(frozen=True, slots=True)
class Compared:
    """All faces of a photo against all pupils at once: rows are faces, columns pupils."""

    gallery: Gallery
    nearest: Distances
    claims: Distances
    rule: MatchRule
    siblings: Siblings = ()
    compared_with: int = 0
    """As if so many pupils were compared, for measuring; the true number if that is larger."""
    alike: Mapping[int, frozenset[int]] = field(init=False, repr=False)
    """For each pupil who is the nearest to a face, the pupils who look alike."""

    def __post_init__(self) -> None:
        near = {int(row.argmin()) for row in self.nearest if _told(row) <= self.rule.ask}
        object.__setattr__(self, "alike", self.gallery.look_alikes(near))

    def result(self, face: FaceSeen, number: int) -> FaceResult:
        """What became of the face in this row."""
        best = int(self.nearest[number].argmin())
        distance = _told(self.nearest[number])
        if distance > self.rule.ask:
            return FaceResult(face.box, face.score, FaceOutcome.STRANGER, distance=distance)
        names = self.gallery.pupil_ids
        alike = [names[pupil] for pupil in self.alike[best]] + self._family(names[best])
        if not alike and self._is_sure(number, best):
            return FaceResult(face.box, face.score, FaceOutcome.MATCHED, pupil_id=names[best], distance=distance)
        candidates = self._candidates(number, set(alike))
        return FaceResult(face.box, face.score, FaceOutcome.UNSURE, candidates=candidates, distance=distance)

    def _is_sure(self, number: int, best: int) -> bool:
        """Near enough for so many pupils, and nearer than anybody else is, by a margin."""
        claim = self.claims[number, best]
        other_pupils = np.delete(self.nearest[number], best)
        other_faces = np.delete(self.nearest[:, best], number)
        pupils = max(len(self.gallery.pupil_ids), self.compared_with)
        is_near = bool(claim <= self.rule.allowed(pupils))
        is_apart = bool((np.concatenate([other_pupils, other_faces]) >= claim + self.rule.margin).all())
        return is_near and is_apart and self._is_best_for_photo(number, best, other_pupils, other_faces)

    def _is_best_for_photo(self, number: int, best: int, other_pupils: Distances, other_faces: Distances) -> bool:
        """Whether this face has this pupil wherever the whole photo is explained best, each pupil at most once.

        And not only with these pupils but with any part of them: else to enrol one more pupil could explain another
        face and so turn a question about this one into an answer. It holds if no face would gain more by taking the
        pupil than this face loses by falling back on its second best; "nobody" costs asking distance.
        """
        ask = self.rule.ask
        second = min(ask, other_pupils.min(initial=ask))
        gains = ask - np.minimum(other_faces, ask)
        return bool((gains <= second - self.nearest[number, best]).all())

    def _family(self, pupil_id: str) -> list[str]:
        """Brothers and sisters, enrolled or not: a face could be theirs."""
        pairs = [pair for pair in self.siblings if pupil_id in pair]
        return sorted({one for pair in pairs for one in pair} - {pupil_id})

    def _candidates(self, number: int, alike: set[str]) -> tuple[str, ...]:
        """The nearest, then who looks like the nearest or is of the family at whatever distance, then who is near."""
        names, row = self.gallery.pupil_ids, self.nearest[number]
        in_order = [int(pupil) for pupil in np.argsort(row, kind="stable")]
        near = [names[pupil] for pupil in in_order if row[pupil] <= self.rule.ask]
        like = [names[pupil] for pupil in in_order if names[pupil] in alike]
        return tuple(dict.fromkeys([*near[:1], *like, *sorted(alike), *near]))[:CANDIDATES]


def _told(row: Distances) -> float:
    """The distance of the nearest pupil, as it is told."""
    return round(float(row.min()), 4)


def _why_nobody(model: str, templates: tuple[FaceTemplate, ...]) -> NotCompared | None:
    """Why there is nobody to compare a face with, or None where there is."""
    if any(template.model == model for template in templates):
        return None
    return NotCompared.OTHER_MODEL if templates else NotCompared.NOBODY_ENROLLED


def _obstacle(face: FaceSeen, nobody: NotCompared | None) -> NotCompared | None:
    if face.score < SURE_SCORE:
        return NotCompared.ONLY_POSSIBLE
    if nobody is not None:
        return nobody
    if face.box.height < SMALLEST_FACE or face.score < CLEAR_SCORE:
        return NotCompared.TOO_SMALL
    return None


def _not_compared(face: FaceSeen, why: NotCompared) -> FaceResult:
    return FaceResult(face.box, face.score, FaceOutcome.NOT_COMPARED, why=why)


def _place(face: FaceSeen) -> tuple[int, int, int, int, float]:
    return face.box.left, face.box.top, face.box.right, face.box.bottom, face.score
