"""Is this a reference photo by which one pupil can be known, and what is its template?"""

from __future__ import annotations

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

SMALLEST_REFERENCE = 80
"""Pixels of face height. At 80 px 0.87 of right matches are kept, at full size 0.93, at 56 px 0.73."""
SHARPNESS = 15.0
"""Variance of the Laplacian of the grey face at 128 px. 19 sharp faces had 21 to 608; with the detail of 24 px, where a
vector moves by 0.39, 6 to 18; with that of 16 px 4 to 9."""
_COMPARED_AT = 128
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
        faces = [face for face in self._finder.find(picture) if face.score >= SURE_SCORE]
        if not faces:
            raise CannotRead("We could not find a face in this photo. Choose one that shows the face from the front.")
        if len(faces) > 1:
            raise CannotRead(f"We found {len(faces)} faces in this photo. Cut it so that only this pupil is in it.")
        _refuse_unclear(picture, faces[0])
        return to_bytes(self._encoder.encode(picture, faces[0].box))

    def misfits(self, new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...]) -> tuple[str, ...]:
        """For each new template why it does not belong to its pupil; empty where it does."""
        fits = reference_sets.judge_references(new, enrolled, self._encoder.model)
        return tuple("" if fit is reference_sets.Fit.FITS else fit.value for fit in fits)

    def look_alikes(self, templates: tuple[FaceTemplate, ...]) -> tuple[tuple[str, str], ...]:
        """Pairs of pupils whose faces are always left to a person, by id."""
        return reference_sets.look_alikes(templates, self._encoder.model)


def _refuse_unclear(picture: Picture, face: FaceSeen) -> None:
    if face.box.height < SMALLEST_REFERENCE:
        tall = f"The face in this photo is {face.box.height} pixels tall."
        raise CannotRead(f"{tall} Choose a photo where it is {SMALLEST_REFERENCE} pixels or more.")
    if face.score < CLEAR_SCORE:
        raise CannotRead(_TURNED)
    if _sharpness(picture, face) < SHARPNESS:
        raise CannotRead("The face in this photo is blurred. Choose a sharper one.")
    if not is_frontal(five_points(picture, face.box)):
        raise CannotRead(_TURNED)


def _sharpness(picture: Picture, face: FaceSeen) -> float:
    import cv2

    pixels = np.ascontiguousarray(cut(picture, face.box))
    shrink = cv2.INTER_AREA if face.box.width > _COMPARED_AT else cv2.INTER_LINEAR
    grey = cv2.cvtColor(cv2.resize(pixels, (_COMPARED_AT, _COMPARED_AT), interpolation=shrink), cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())
