"""How is a neural network started, so that every machine gives the same answer and nothing leaves it?"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any


class ModelMissing(RuntimeError):
    """A model that should have come with its package is not there."""


def model_file(package: str, name: str) -> Path:
    """The model file inside an installed package, found without importing the package. Raises: ModelMissing."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the package {package} is not installed")
    path = Path(spec.origin).parent / name
    if not path.is_file():
        raise ModelMissing(f"the package {package} has no file {name}")
    return path


def untouched(file: Path, sha256: str) -> bytes:
    """A model's bytes, proven to be those that were measured. Raises: ModelMissing."""
    if not file.is_file():
        raise ModelMissing(f"{file.name} is not in its place")
    model = file.read_bytes()
    if hashlib.sha256(model).hexdigest() != sha256:
        raise ModelMissing(f"{file.name} is not the file that was measured")
    return model


def start_network(model: bytes, threads: int, without: tuple[str, ...] = ()) -> Any:
    """An onnxruntime session on the processor. `threads` is how many cores one picture may use.

    `without` names the steps of onnxruntime's own that it must not put in place of the model's.
    """
    import onnxruntime  # lazily: 0.15 s

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only; the models' harmless warnings run to 200 lines
    providers = ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(model, options, providers=providers, disabled_optimizers=list(without))
