"""How is the network by which face_recognition knows a face run in a twentieth of dlib's time?"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.analysers.networks import model_file, start_network, untouched

SIDE = 150
"""Pixels of the square in which dlib has laid the face, eyes level."""
INPUT = "faces"
OUTPUT = "vectors"

_FILE = "models/dlib_face_recognition_resnet_model_v1.dat"
_SHA256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
_MEAN = (122.782, 117.001, 104.298)  # of red, green and blue, taken off by dlib's input_rgb_image before / 256
_LEVELS = ((32, 3), (64, 3), (128, 2), (256, 2))
"""Filters of each level, and its blocks that keep their size; dlib's examples/dnn_face_recognition_ex.cpp."""
_OPSET = 17
_IR_VERSION = 8
_TENSOR = 2  # the version that dlib writes before each tensor's four sizes

Numbers = npt.NDArray[np.float32]


def start_face_network(threads: int = 1) -> Any:
    """The onnxruntime session: `faces` (n, 150, 150, 3) uint8 RGB in, `vectors` (n, 128) float32 out.

    The same weights that dlib reads, so the same vectors: 60 faces differed by 1.2e-6 at most; 3 ms a face instead of
    59 on one core, because dlib as it is packaged multiplies its matrices without a library for it.
    Raises: ModelMissing when the weights are not there or not those that were measured.
    """
    return start_network(as_onnx(untouched(model_file("face_recognition_models", _FILE), _SHA256)), threads)


def as_onnx(dat: bytes) -> bytes:
    """dlib's ResNet of 29 layers as an ONNX graph, with each scale and shift folded into the convolution before it."""
    return _Graph(_convolutions(dat), _last_layer(dat)).built()


def _convolutions(dat: bytes) -> Iterator[tuple[Numbers, Numbers]]:
    """The filters (out, in, rows, columns) and shifts of each convolution, from the first layer to the last."""
    channels = len(_MEAN)
    found = zip(re.finditer(rb"con_4", dat), re.finditer(rb"affine_", dat), strict=True)
    for number, (convolution, scaling) in enumerate(found):
        values, (scale, shift) = (
            _tensor(dat, convolution.end()).ravel(),
            np.split(_tensor(dat, scaling.end()).ravel(), 2),
        )
        side = 7 if number == 0 else 3
        filters = values[: -len(scale)].reshape(len(scale), channels, side, side)
        channels = len(scale)
        yield filters * scale[:, None, None, None], values[-len(scale) :] * scale + shift


def _last_layer(dat: bytes) -> Numbers:
    """The weights (256, 128) that make the vector: after the layer's name come its two sizes, then the tensor."""
    _, place = _integer(dat, dat.rindex(b"fc_2") + len(b"fc_2"))
    inputs, place = _integer(dat, place)
    return _tensor(dat, place).reshape(inputs, -1)


def _integer(dat: bytes, place: int) -> tuple[int, int]:
    """dlib's way of writing a whole number: how many bytes, then those, the smallest first. Also where it ends."""
    length = dat[place]
    end = place + 1 + length
    return int.from_bytes(dat[place + 1 : end], "little"), end


def _tensor(dat: bytes, place: int) -> Numbers:
    version, place = _integer(dat, place)
    if version != _TENSOR:
        raise struct.error("no tensor stands where the layer's numbers should")
    sizes = []
    for _ in range(4):
        size, place = _integer(dat, place)
        sizes.append(size)
    return np.frombuffer(dat, "<f4", prod(sizes), place)


class _Graph:
    """The layers as they are laid one on another."""

    def __init__(self, convolutions: Iterator[tuple[Numbers, Numbers]], last: Numbers) -> None:
        import onnx  # lazily: 0.2 s

        self._onnx = onnx
        self._convolutions = convolutions
        self._last = last
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._side = SIDE

    def built(self) -> bytes:
        """The whole graph, serialised."""
        blob = self._blocks(self._stem())
        blob = self._node("Flatten", [self._node("GlobalAveragePool", [blob])])
        self._node("MatMul", [blob, self._weight(self._last)], OUTPUT)
        helper, kinds = self._onnx.helper, self._onnx.TensorProto
        faces = helper.make_tensor_value_info(INPUT, kinds.UINT8, ["n", SIDE, SIDE, 3])
        vectors = helper.make_tensor_value_info(OUTPUT, kinds.FLOAT, ["n", self._last.shape[1]])
        graph = helper.make_graph(self._nodes, "dlib_resnet", [faces], [vectors], self._weights)
        opset = [helper.make_opsetid("", _OPSET)]
        return bytes(helper.make_model(graph, opset_imports=opset, ir_version=_IR_VERSION).SerializeToString())

    def _stem(self) -> str:
        blob = self._node("Cast", [INPUT], to=self._onnx.TensorProto.FLOAT)
        blob = self._node("Transpose", [blob], perm=[0, 3, 1, 2])
        blob = self._node("Sub", [blob, self._weight(np.array(_MEAN, np.float32).reshape(1, 3, 1, 1))])
        blob = self._node("Mul", [blob, self._weight(np.array(1 / 256, np.float32))])
        blob = self._node("Relu", [self._convolution(blob, stride=2)])
        self._side = ((self._side - 7) // 2 + 1 - 3) // 2 + 1
        return self._node("MaxPool", [blob], kernel_shape=[3, 3], strides=[2, 2])

    def _blocks(self, blob: str) -> str:
        before = _LEVELS[0][0]
        for filters, blocks in _LEVELS:
            if filters != before:
                blob = self._halved(blob, before, filters)
            for _ in range(blocks):
                blob = self._sum(self._two_convolutions(blob, stride=1), blob)
            before = filters
        return self._halved(blob, before, before)

    def _halved(self, blob: str, before: int, filters: int) -> str:
        """A block that halves the picture. dlib adds what differs in size by taking what is not there for nought."""
        through = self._two_convolutions(blob, stride=2)
        past = self._node("AveragePool", [blob], kernel_shape=[2, 2], strides=[2, 2])
        side, pooled = (self._side - 3) // 2 + 1, self._side // 2
        self._side = max(side, pooled)
        through = self._widened(through, 0, self._side - side)
        return self._sum(through, self._widened(past, filters - before, self._side - pooled))

    def _two_convolutions(self, blob: str, stride: int) -> str:
        return self._convolution(self._node("Relu", [self._convolution(blob, stride)]), stride=1)

    def _convolution(self, blob: str, stride: int) -> str:
        filters, shifts = next(self._convolutions)
        edge = 0 if stride != 1 else filters.shape[2] // 2  # dlib's own rule
        inputs = [blob, self._weight(filters), self._weight(shifts)]
        return self._node("Conv", inputs, strides=[stride] * 2, pads=[edge] * 4)

    def _sum(self, one: str, other: str) -> str:
        return self._node("Relu", [self._node("Add", [one, other])])

    def _widened(self, blob: str, filters: int, side: int) -> str:
        if not filters and not side:
            return blob
        return self._node("Pad", [blob, self._weight(np.array([0, 0, 0, 0, 0, filters, side, side], np.int64))])

    def _weight(self, values: npt.NDArray[Any]) -> str:
        name = f"weight_{len(self._weights)}"
        self._weights.append(self._onnx.numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: list[str], output: str = "", **settings: Any) -> str:
        output = output or f"blob_{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(kind, inputs, [output], **settings))
        return output
