"""A network with fewer steps answers as before, and one without such steps is left alone."""

from collections import Counter

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from checker.analysers.lighter_graph import lighter
from checker.analysers.networks import model_file, start_network
from tests.analysers.writing_scenes import KINDS, scene

DETECTOR, RECOGNISER = "models/ch_PP-OCRv4_det_infer.onnx", "models/ch_PP-OCRv4_rec_infer.onnx"


def both(name: str, blob: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    model = model_file("rapidocr_onnxruntime", name).read_bytes()
    before, after = (start_network(one, 1).run(None, {"x": blob})[0] for one in (model, lighter(model)))
    return before, after


def test_the_finder_of_lines_answers_as_before_edges_included() -> None:
    card = KINDS["certificate"]
    pixels = scene(card.lines("Orla", "Penhallow"), 30, card, 2).pixels[1700:2020, 3328:3968]
    before, after = both(DETECTOR, ((pixels.transpose(2, 0, 1)[None] - 127.5) / 127.5).astype(np.float32))
    assert before.max() > 0.9, "there is no writing in this part of the scene"
    assert np.abs(before - after).max() < 1e-4


def test_the_reader_of_lines_answers_as_before() -> None:
    blob = np.random.default_rng(3).normal(0, 0.5, (2, 3, 48, 96)).astype(np.float32)
    before, after = both(RECOGNISER, blob)
    assert np.abs(before - after).max() < 1e-4


def test_scales_shifts_and_hard_swishes_are_gone() -> None:
    model = lighter(model_file("rapidocr_onnxruntime", DETECTOR).read_bytes())
    steps = Counter(step.op_type for step in onnx.load_from_string(model).graph.node)
    assert not steps["BatchNormalization"] + steps["Div"]
    assert steps["Add"] < 15, "89 before; those that join two pictures stay"


def weight(name: str, values: object) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(values, np.float32), name)


def network(steps: list[onnx.NodeProto], outputs: tuple[str, ...], weights: dict[str, object]) -> bytes:
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    begin = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, 5, 5])
    made = helper.make_graph(steps, "g", [begin], ends, [weight(*one) for one in weights.items()])
    return bytes(helper.make_model(made, opset_imports=[helper.make_opsetid("", 12)], ir_version=8).SerializeToString())


FILTERS = np.random.default_rng(1).normal(size=(3, 2, 3, 3))
NEXT = np.random.default_rng(2).normal(size=(2, 3, 1, 1))
NUMBERS = {"filters": FILTERS, "next": NEXT, "three": 3.0, "nought": 0.0, "six": 6.0, "scale": -0.7, "shift": 0.4}
CONVOLUTION = helper.make_node("Conv", ["x", "filters"], ["c"], pads=[1, 1, 1, 1])
SWISH = [
    helper.make_node("Add", ["c", "three"], ["a"]),
    helper.make_node("Clip", ["a", "nought", "six"], ["l"]),
    helper.make_node("Mul", ["c", "l"], ["m"]),
    helper.make_node("Div", ["m", "six"], ["s"]),
    helper.make_node("Mul", ["s", "scale"], ["t"]),
    helper.make_node("Add", ["t", "shift"], ["y"]),
]
BY_POINTS = helper.make_node("Conv", ["y", "next"], ["z"])
PADDED = helper.make_node("Conv", ["y", "next"], ["z"], pads=[1, 1, 1, 1])


@pytest.mark.parametrize(
    ("steps", "outputs"),
    [
        ([CONVOLUTION, *SWISH, BY_POINTS], ("z",)),
        ([CONVOLUTION, *SWISH, PADDED], ("z",)),
        ([CONVOLUTION, *SWISH, BY_POINTS], ("z", "y")),
        ([CONVOLUTION, *SWISH, BY_POINTS], ("z", "s")),
        ([CONVOLUTION, *SWISH, BY_POINTS], ("z", "l")),
        ([CONVOLUTION, helper.make_node("Add", ["c", "six"], ["z"])], ("z", "c")),
        ([CONVOLUTION, helper.make_node("Mul", ["c", "c"], ["z"])], ("z",)),
    ],
    ids=[
        "folded on",
        "at a padded edge",
        "shown itself",
        "shown before its scale",
        "shown half-way",
        "shared",
        "squared",
    ],
)
def test_whatever_uses_a_step_gets_the_same_numbers(steps: list[onnx.NodeProto], outputs: tuple[str, ...]) -> None:
    model = network(steps, outputs, NUMBERS)
    x = np.random.default_rng(4).normal(0, 3, (1, 2, 5, 5)).astype(np.float32)
    before, after = (start_network(one, 1).run(list(outputs), {"x": x}) for one in (model, lighter(model)))
    for one, other in zip(before, after, strict=True):
        assert np.allclose(one, other, atol=1e-5)
