"""Is this a reference photo by which one pupil can be known, and what is its template?"""

from __future__ import annotations

import numpy as np

from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.analysers.faces import SURE_SCORE, CenterFaceFinder
from checker.analysers.matching import CLEAR_SCORE
from checker.analysers.pixels import cut
from checker.core.context import FaceFinder, Picture
from checker.core.errors import CannotRead
from checker.core.faces import FaceSeen

SMALLEST_REFERENCE = 80
"""Pixels of face height. At 80 px 0.87 of right matches are kept, at full size 0.93, at 56 px 0.73."""
SHARPNESS = 15.0
"""Variance of the Laplacian of the grey face at 128 px. 19 sharp faces had 21 to 608; with the detail of 24 px, where a
vector moves by 0.39, 6 to 18; with that of 16 px 4 to 9."""
_COMPARED_AT = 128


class ReferenceReader:
    """Reads the one face of a reference photo."""

    def __init__(self, finder: FaceFinder | None = None, encoder: FaceEncoder | None = None) -> None:
        self._finder = finder or CenterFaceFinder()
        self._encoder = encoder or FaceEncoder()

    def read(self, picture: Picture) -> bytes:
        """The template of the photo's only face: 128 little-endian float32. Raises: CannotRead with the reason."""
        faces = [face for face in self._finder.find(picture) if face.score >= SURE_SCORE]
        if not faces:
            raise CannotRead("We could not find a face in this photo. Choose one that shows the face from the front.")
        if len(faces) > 1:
            raise CannotRead(f"We found {len(faces)} faces in this photo. Cut it so that only this pupil is in it.")
        _refuse_unclear(picture, faces[0])
        return to_bytes(self._encoder.encode(picture, faces[0].box))


def _refuse_unclear(picture: Picture, face: FaceSeen) -> None:
    if face.box.height < SMALLEST_REFERENCE:
        tall = f"The face in this photo is {face.box.height} pixels tall."
        raise CannotRead(f"{tall} Choose a photo where it is {SMALLEST_REFERENCE} pixels or more.")
    if face.score < CLEAR_SCORE:
        raise CannotRead("The face in this photo is turned away or partly covered. Choose one from the front.")
    if _sharpness(picture, face) < SHARPNESS:
        raise CannotRead("The face in this photo is blurred. Choose a sharper one.")


def _sharpness(picture: Picture, face: FaceSeen) -> float:
    import cv2

    pixels = np.ascontiguousarray(cut(picture, face.box))
    shrink = cv2.INTER_AREA if face.box.width > _COMPARED_AT else cv2.INTER_LINEAR
    grey = cv2.cvtColor(cv2.resize(pixels, (_COMPARED_AT, _COMPARED_AT), interpolation=shrink), cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())
