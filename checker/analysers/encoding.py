"""What are the 128 numbers by which one face is compared with another?"""

from __future__ import annotations

import importlib
import threading
import warnings
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.analysers.pixels import pixels_of
from checker.core.context import Picture
from checker.core.finding import PixelBox

Vector = npt.NDArray[np.float32]
"""128 numbers; the distance of two is Euclidean."""
VECTOR_LENGTH = 128
_STORED = np.dtype("<f4")

# dlib's models are not safe to use from two threads, and all encoders of a process share them.
_DLIB = threading.RLock()


class FaceEncoder:
    """Turns a face into its vector. The models (100 MB, 1 s) are loaded at the first face."""

    def __init__(self) -> None:
        self._library: Any = None

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        """The vector of the face in this box, from the full-size pixels: a shrunk face is recognised far less often."""
        with _DLIB:
            self._library = self._library or _load_face_recognition()
            # num_jitters 10 moves distances by 0.03 for ten times the time; the 68-point model gains nothing.
            vectors = self._library.face_encodings(pixels_of(picture), [_squared(box)], num_jitters=1, model="small")
        vector = np.asarray(vectors[0], np.float32)
        if vector.shape != (VECTOR_LENGTH,) or not np.isfinite(vector).all():
            raise ValueError("the encoder gave no usable vector")
        return vector


def to_bytes(vector: Vector) -> bytes:
    """The vector as a template stores it: 128 little-endian float32."""
    return vector.astype(_STORED).tobytes()


def from_bytes(template: bytes) -> Vector:
    """The vector of a stored template. Raises: ValueError for anything but 128 finite numbers."""
    if len(template) != VECTOR_LENGTH * _STORED.itemsize:
        raise ValueError("a stored face template has the wrong length")
    vector = np.frombuffer(template, _STORED).astype(np.float32)
    if not np.isfinite(vector).all():
        raise ValueError("a stored face template is damaged")
    return vector


def _squared(box: PixelBox) -> tuple[int, int, int, int]:
    """(top, right, bottom, left) of a square of the same area and middle.

    dlib's models learned square boxes. CenterFace's are tall: squared, the vector stays within 0.043 of the one from
    dlib's own box, as it is 0.078 (mean of 100 faces).
    """
    half = (box.width * box.height) ** 0.5 / 2
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return round(y - half), round(x + half), round(y + half), round(x - half)


class _WholePicturesOnly(ModuleType):
    """Pillow's ImageFile module while face_recognition is imported: the switch for torn files cannot be thrown."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "LOAD_TRUNCATED_IMAGES":
            super().__setattr__(name, value)


def _load_face_recognition() -> Any:
    """face_recognition, without its side effects.

    Importing it sets Pillow's LOAD_TRUNCATED_IMAGES for the whole process, and setting it back afterwards leaves a
    second in which another thread would take half a photo for a whole one; so the switch is held meanwhile. The models'
    package is imported first because without it face_recognition ends the program with a printed line.
    """
    from PIL import ImageFile

    ImageFile.__class__ = _WholePicturesOnly
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pkg_resources announces its end at every import
            importlib.import_module("face_recognition_models")
            return importlib.import_module("face_recognition")
    finally:
        ImageFile.__class__ = ModuleType
