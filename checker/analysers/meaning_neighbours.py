"""Which training sentences is a sentence most like, and what were they?

There are 24 thousand of them, and comparing with all took a third of the time of reading a post. As whole numbers
of 8 bits the comparison takes a thirtieth of that, and is exact: the same sums on every processor, in any company.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.analysers.meaning_vectors import Floats
from checker.analysers.networks import start_network

FILE = "examples.onnx"
NEIGHBOURS = 15
"""Training sentences that are asked what they were; 5 and 40 did a little worse on other authors' posts."""
SHARPNESS = 12.0
"""How much more a nearer neighbour counts: one that is nearer by 0.1 in the cosine, three times as much."""
DOUBT = 0.02
"""What is added to the neighbours' yes and no, so that fifteen of one mind are not taken for certainty."""
STEP = 1 / 127
"""Vectors of examples are kept as whole numbers of 8 bits in steps of this."""
LARGEST = 63
"""Of those numbers, so that no processor's sums of two products overflow; the largest there is, is 35."""
FINER = 1 / 254
"""The step of the vectors that are compared with them; their largest number is below 0.4 as well."""
_MIDDLE = 128
"""The products take one side without signs: this stands for nought."""


class Examples:
    """The vectors of the training sentences. Fulfils nothing by itself: the heads ask it. For several threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._network = start_network((folder / FILE).read_bytes(), threads)

    def likeness(self, vectors: Floats) -> Floats:
        """The cosine of each vector with each example: float32, vectors x examples."""
        sums: Any = self._network.run(None, {"vectors": in_steps(vectors)})[0]
        return np.asarray(sums * np.float32(STEP * FINER), np.float32)


def in_steps(vectors: Floats) -> NDArray[np.uint8]:
    """Vectors as the comparison takes them: whole numbers of 8 bits without signs."""
    return np.asarray(np.clip(np.round(vectors / FINER), -127, 127) + _MIDDLE, np.uint8)


def comparison(examples: NDArray[np.int8]) -> bytes:
    """The network that compares vectors with these examples (examples x width), to be kept as `FILE`."""
    from onnx import TensorProto, helper, numpy_helper  # lazily: 0.2 s, and for training only

    if int(np.abs(examples.astype(int)).max()) > LARGEST:
        raise ValueError("an example's numbers are too large to be added up on every processor")
    constants = [
        numpy_helper.from_array(np.ascontiguousarray(examples.T), "examples"),
        numpy_helper.from_array(np.array(_MIDDLE, np.uint8), "middle"),
    ]
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["vectors", "examples", "middle"], ["likeness"])],
        "examples",
        [helper.make_tensor_value_info("vectors", TensorProto.UINT8, ["sentences", examples.shape[1]])],
        [helper.make_tensor_value_info("likeness", TensorProto.INT32, ["sentences", len(examples)])],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(made.SerializeToString())


def said_by_neighbours(likeness: Floats, labels: Floats) -> Floats:
    """What the examples nearest to each sentence were, as log odds: sentences x criteria."""
    many = min(NEIGHBOURS, likeness.shape[1])
    nearest = np.argpartition(-likeness, many - 1, axis=1)[:, :many]
    near = np.take_along_axis(likeness, nearest, axis=1)
    weight = np.exp(SHARPNESS * (near - near.max(1, keepdims=True)))
    share = np.einsum("sn,snc->sc", weight / weight.sum(1, keepdims=True), labels[nearest])
    return np.asarray(np.log((share + DOUBT) / (1 - share + DOUBT)), np.float32)
