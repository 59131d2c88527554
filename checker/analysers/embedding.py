"""Which face model did the school put in by itself? An ONNX network with a manifest, used instead of dlib."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import Vector, proven
from checker.analysers.face_model import FaceModel, MatchRule, Metric
from checker.analysers.landmarks import Points, five_points
from checker.analysers.memory_faults import lacked_memory
from checker.analysers.networks import start_network
from checker.analysers.pixels import Pixels, pixels_of
from checker.core.context import Picture
from checker.core.errors import InputError
from checker.core.finding import PixelBox

MANIFEST = "manifest.toml"
SHORTEST, LONGEST = 16, 4096
"""Numbers in a vector. Fewer cannot tell a school's pupils apart; more is no face model that we know of."""
LARGEST_SIDE = 1024
"""Pixels of the network's input."""
MANIFEST_BYTES = 100_000
MODEL_BYTES = 2_000_000_000
_ORDERS = {"RGB": [0, 1, 2], "BGR": [2, 1, 0]}
_KEYS = {
    "name", "file", "sha256", "licence", "size", "channels", "mean", "std", "points", "metric", "length", "measured_on",
    "thresholds",
}  # fmt: skip
_ROUNDING = 1e-9  # 0.10 + 0.05 is not quite 0.15
_THRESHOLDS = ("match", "strict", "ask", "margin", "look_alike", "per_tenfold")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.toml` says of a face model: every field must be there, for none can be guessed."""

    file: str
    sha256: str
    size: tuple[int, int]
    channels: str
    mean: tuple[float, ...]
    std: tuple[float, ...]
    points: Points
    model: FaceModel


class OnnxEncoder:
    """Turns a face into its vector by the school's own network, which is proven before the first face."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Raises: InputError with a sentence for whatever is wrong with the folder."""
        self._manifest = read_manifest(folder)
        self.model = self._manifest.model
        self._network = _proven_network(folder, self._manifest, threads)

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        """The vector of the face in this box, turned and scaled so that its points lie where the network wants them."""
        points = five_points(picture, box)
        face = aligned(pixels_of(picture), points, self._manifest.points, self._manifest.size)
        return proven(_run(self._network, self._manifest, face), self.model)


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest. Raises: InputError."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            told = tomllib.loads(file.read(MANIFEST_BYTES).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise _refused("its manifest.toml cannot be read") from None
    told = told.get("face_model", {})
    if not isinstance(told, dict) or told.keys() != _KEYS:
        wrong = sorted(_KEYS ^ set(told)) if isinstance(told, dict) else ["face_model"]
        raise _refused(f"its manifest.toml must give exactly what the guide lists; see “{wrong[0]}”")
    try:
        return _parsed(told)
    except (TypeError, ValueError, KeyError):
        raise _refused("its manifest.toml gives a value that is not written as the guide says") from None


def _parsed(told: dict[str, Any]) -> Manifest:
    words = {key: told[key] for key in ("name", "file", "sha256", "licence", "measured_on")}
    if not all(isinstance(word, str) and word.strip() for word in words.values()):
        raise ValueError("a text is missing")
    width, height = (_whole(side, LARGEST_SIDE) for side in told["size"])
    points = np.array(_numbers([number for point in told["points"] for number in point], 10)).reshape(5, 2)
    if told["channels"] not in _ORDERS or Path(told["file"]).name != told["file"]:
        raise ValueError("a value is not among those that are known")
    mean, std = _numbers(told["mean"], 3), _numbers(told["std"], 3)
    if min(std) <= 0 or np.ptp(points, axis=0).min() <= 0:
        raise ValueError("these numbers cannot be")
    length = _whole(told["length"], LONGEST)
    if length < SHORTEST:
        raise ValueError("the vector is too short")
    # Another way to prepare the pixels makes other vectors of the same network: the name tells them apart.
    seal = hashlib.sha256(json.dumps([told[key] for key in sorted(_KEYS - {"thresholds", "licence"})]).encode())
    model = FaceModel(f"{told['name']}-{seal.hexdigest()[:16]}", length, Metric(told["metric"]), _rule(told))
    return Manifest(told["file"], told["sha256"].lower(), (width, height), told["channels"], mean, std, points, model)


def _rule(told: dict[str, Any]) -> MatchRule:
    given = told["thresholds"]
    if given.keys() != set(_THRESHOLDS):
        raise _refused("its manifest.toml must give all six thresholds, measured on people: nothing is guessed")
    rule = MatchRule(*_numbers([given[key] for key in _THRESHOLDS], len(_THRESHOLDS)))
    beyond = min(rule.ask, rule.look_alike) + _ROUNDING
    is_ordered = 0 < rule.strict <= rule.match and rule.match + rule.margin <= beyond
    if not is_ordered or min(rule.margin, rule.per_tenfold) <= 0:
        raise _refused("its thresholds do not go together: strict, match, match + margin, then ask and look_alike")
    return rule


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError("not a whole number in range")
    return value


def _numbers(values: object, count: int) -> tuple[float, ...]:
    if not isinstance(values, list) or len(values) != count:
        raise ValueError("not a list of so many numbers")
    if any(type(value) not in (int, float) or not math.isfinite(value) for value in values):
        raise ValueError("not numbers")
    return tuple(map(float, values))


def _proven_network(folder: Path, manifest: Manifest, threads: int) -> Any:
    """The network, after its bytes and one empty face have been proven. Raises: InputError."""
    try:
        with (folder / manifest.file).open("rb") as file:
            data = file.read(MODEL_BYTES)
    except OSError:
        raise _refused("the file that its manifest.toml names cannot be opened") from None
    if hashlib.sha256(data).hexdigest() != manifest.sha256:
        raise _refused("its file is not the one that manifest.toml was written for (the sha256 differs)")
    from onnxruntime.capi import onnxruntime_pybind11_state as faults

    known = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NotImplemented", "RuntimeException")
    try:
        network = start_network(data, threads)
        vector = _run(network, manifest, np.zeros((manifest.size[1], manifest.size[0], 3), np.uint8))
    except tuple(getattr(faults, name) for name in known) as fault:
        if lacked_memory(fault):
            raise MemoryError from None
        raise _refused("its file is no network that takes pictures of the size in manifest.toml") from None
    if vector.shape != (manifest.model.length,):
        raise _refused("its network does not give as many numbers as manifest.toml says")
    return network


def _run(network: Any, manifest: Manifest, face: Pixels) -> Vector:
    mean, std = np.array(manifest.mean, np.float32), np.array(manifest.std, np.float32)
    scaled = (face[:, :, _ORDERS[manifest.channels]].astype(np.float32) - mean) / std
    blob = np.ascontiguousarray(scaled.transpose(2, 0, 1)[None], np.float32)
    answer = network.run(None, {network.get_inputs()[0].name: blob})[0]
    return np.asarray(answer, np.float32).reshape(-1)


def aligned(pixels: Pixels, points: Points, targets: Points, size: tuple[int, int]) -> Pixels:
    """The face turned, scaled and moved so that its points come as near the targets as they can (no skew)."""
    import cv2

    matrix = similarity(points, targets)
    return np.asarray(cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)


def similarity(points: Points, targets: Points) -> npt.NDArray[np.float64]:
    """The 2 x 3 matrix of least squares that turns, scales and moves points to targets.

    A turn and a scale are one complex number, so the least squares are a division.
    """
    marks, target = points @ [1, 1j], targets @ [1, 1j]
    middle, target_middle = marks.mean(), target.mean()
    spread = float((abs(marks - middle) ** 2).sum())
    if spread == 0:
        raise ValueError("all marks of this face lie on one point")
    turn = complex(((target - target_middle) * (marks - middle).conj()).sum()) / spread
    move = complex(target_middle - turn * middle)
    return np.array([[turn.real, -turn.imag, move.real], [turn.imag, turn.real, move.imag]])


def _refused(what: str) -> InputError:
    return InputError(f"The school's own face model is not used: {what}. Mend its folder, or take it out to use dlib.")
