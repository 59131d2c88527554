"""Is this a reference photo by which one pupil can be known, and what is its template?"""

from __future__ import annotations

from functools import partial

import numpy as np

from checker.analysers import reference_sets
from checker.analysers.encoding import Encoder, FaceEncoder, to_bytes
from checker.analysers.faces import SURE_SCORE, CenterFaceFinder
from checker.analysers.landmarks import five_points, is_frontal
from checker.analysers.matching import CLEAR_SCORE
from checker.analysers.pixels import cut
from checker.core.context import FaceFinder, Picture
from checker.core.errors import CannotRead
from checker.core.faces import FaceSeen
from checker.core.people import FaceTemplate
from checker.core.reference_photo import ReferenceQuality

SMALLEST_REFERENCE = 80
"""Pixels of face height. At 80 px 0.87 of right matches are kept, at full size 0.93, at 56 px 0.73."""
SHARPNESS = 15.0
"""Variance of the Laplacian of the grey face at 128 px. 19 sharp faces had 21 to 608; with the detail of 24 px, where a
vector moves by 0.39, 6 to 18; with that of 16 px 4 to 9."""
_COMPARED_AT = 128
_NO_FACE = "We could not find a face in this photo. Choose one that shows the face from the front."
_BLURRED = "The face in this photo is blurred. Choose a sharper one."
_TURNED = "The face in this photo is turned away or partly covered. Choose one from the front."


class ReferenceReader:
    """Reads the one face of a reference photo."""

    def __init__(self, finder: FaceFinder | None = None, encoder: Encoder | None = None) -> None:
        self._finder = finder or CenterFaceFinder()
        self._encoder = encoder or FaceEncoder()

    @property
    def model(self) -> str:
        """What makes the templates."""
        return self._encoder.model.name

    def read(self, picture: Picture) -> bytes:
        """The template of the photo's only face: little-endian float32. Raises: CannotRead with the reason."""
        seen = self.judge(picture)
        if seen.refusal:
            raise CannotRead(seen.refusal)
        return to_bytes(self._encoder.encode(picture, seen.faces[0]))

    def judge(self, picture: Picture) -> ReferenceQuality:
        """How good the photo is to know a pupil by; no template is made."""
        faces = [face for face in self._finder.find(picture) if face.score >= SURE_SCORE]
        boxes = tuple(face.box for face in faces)
        if not faces:
            return ReferenceQuality(boxes, _NO_FACE)
        if len(faces) > 1:
            says = f"We found {len(faces)} faces in this photo. Cut it so that only this pupil is in it."
            return ReferenceQuality(boxes, says)
        return _judged(picture, faces[0])

    def misfits(self, new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...]) -> tuple[str, ...]:
        """For each new template why it does not belong to its pupil; empty where it does."""
        fits = reference_sets.judge_references(new, enrolled, self._encoder.model)
        return tuple("" if fit is reference_sets.Fit.FITS else fit.value for fit in fits)

    def look_alikes(self, templates: tuple[FaceTemplate, ...]) -> tuple[tuple[str, str], ...]:
        """Pairs of pupils whose faces are always left to a person, by id."""
        return reference_sets.look_alikes(templates, self._encoder.model)


def _judged(picture: Picture, face: FaceSeen) -> ReferenceQuality:
    tall = face.box.height
    sized = partial(ReferenceQuality, (face.box,), height=tall, least_height=SMALLEST_REFERENCE)
    if tall < SMALLEST_REFERENCE:
        wanted = f"Choose a photo where it is {SMALLEST_REFERENCE} pixels or more."
        return sized(refusal=f"The face in this photo is {tall} pixels tall. {wanted}")
    if face.score < CLEAR_SCORE:
        return sized(refusal=_TURNED, is_frontal=False)
    is_sharp = _sharpness(picture, face) >= SHARPNESS
    if not is_sharp:
        return sized(refusal=_BLURRED, is_sharp=False)
    is_turned = not is_frontal(five_points(picture, face.box))
    return sized(refusal=_TURNED if is_turned else "", is_sharp=True, is_frontal=not is_turned)


def _sharpness(picture: Picture, face: FaceSeen) -> float:
    import cv2

    pixels = np.ascontiguousarray(cut(picture, face.box))
    shrink = cv2.INTER_AREA if face.box.width > _COMPARED_AT else cv2.INTER_LINEAR
    grey = cv2.cvtColor(cv2.resize(pixels, (_COMPARED_AT, _COMPARED_AT), interpolation=shrink), cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())
