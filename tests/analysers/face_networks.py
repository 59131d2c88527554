"""A small face network of our own, as a school would put in a licensed one: a folder with a manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from onnx import TensorProto, helper

SIDE, LENGTH = 32, 48
MANIFEST = """[face_model]
name = "pooled"
file = "model.onnx"
sha256 = "{sha256}"
licence = "made by a test"
size = [32, 32]
channels = "{channels}"
mean = [127.5, 127.5, 127.5]
std = [127.5, 127.5, 127.5]
points = [[10.0, 12.0], [22.0, 12.0], [16.0, 18.0], [11.0, 24.0], [21.0, 24.0]]
metric = "{metric}"
length = {length}
measured_on = "nobody"

[face_model.thresholds]
match = 0.10
strict = 0.08
ask = 0.30
margin = 0.05
look_alike = 0.15
per_tenfold = 0.02
"""


def network() -> bytes:
    """Averages each of 4 x 4 squares and colours: the vector of a face is a tiny picture of it."""
    graph = helper.make_graph(
        [
            helper.make_node("AveragePool", ["face"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]),
            helper.make_node("Flatten", ["pooled"], ["vector"]),
        ],
        "pooled",
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, LENGTH])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def put_in(folder: Path, metric: str = "cosine", channels: str = "RGB", manifest: str = MANIFEST) -> Path:
    """The folder, with the network and its manifest."""
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(network())
    sha256 = hashlib.sha256(network()).hexdigest()
    words = manifest.format(sha256=sha256, metric=metric, channels=channels, length=LENGTH)
    (folder / "manifest.toml").write_text(words, encoding="utf-8")
    return folder
