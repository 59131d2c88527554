"""How does a network give the same answer for fewer passes over its numbers?

The networks of PaddleOCR leave scales, shifts and hard swishes as steps of their own, each of which reads and writes
the whole picture: half of the time. Folded into the convolutions around them, or made into steps that onnxruntime does
in its own layout, they cost three quarters of the time, and the answers stay equal within rounding.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_Weights = npt.NDArray[np.float64]
_HARD_SWISH = ("Add", "Clip", "Mul", "Div")  # x * clip(x + 3, 0, 6) / 6, as PaddleOCR writes it
_EPSILON = 1e-5  # of a batch normalisation that names none, by ONNX's definition


def lighter(model: bytes) -> bytes:
    """The same network with fewer steps. A pattern that is not there is left as it is."""
    import onnx  # lazily: 0.2 s

    proto = onnx.load_from_string(model)
    graph = _Graph(onnx, proto.graph)
    graph.fold_into_convolutions()
    graph.rewrite_hard_swishes()
    graph.join_gates()
    graph.write(proto.graph)
    return bytes(proto.SerializeToString())


class _Graph:
    """The steps of a network, and its constants by name."""

    def __init__(self, onnx: Any, graph: Any) -> None:
        self._onnx = onnx
        self._outputs = {value.name for value in graph.output}
        self._constants = {weight.name: onnx.numpy_helper.to_array(weight) for weight in graph.initializer}
        self._steps = []
        for step in graph.node:
            if step.op_type == "Constant":
                self._constants[step.output[0]] = onnx.numpy_helper.to_array(step.attribute[0].t)
            else:
                self._steps.append(step)

    def write(self, graph: Any) -> None:
        """Put steps and constants back."""
        used = {name for step in self._steps for name in step.input}
        del graph.node[:]
        del graph.initializer[:]
        graph.node.extend(self._steps)
        kept = ((name, values) for name, values in self._constants.items() if name in used)
        graph.initializer.extend(self._onnx.numpy_helper.from_array(values, name) for name, values in kept)

    def fold_into_convolutions(self) -> None:
        """A scale, shift or normalisation right after a convolution becomes part of its weights."""
        users, gone = self._users(), set()
        for step in self._steps:
            if step.op_type not in ("Conv", "ConvTranspose"):
                continue
            axis = 0 if step.op_type == "Conv" else 1
            filters, shifts = self._weights_of(step, axis)
            after, folded = self._only_user(step.output[0], users), False
            while (
                after is not None and (found := self._scale_and_shift(after, step.output[0], len(shifts))) is not None
            ):
                scale, shift = found
                filters = filters * scale.reshape([-1 if place == axis else 1 for place in range(4)])
                shifts = shifts * scale + shift
                gone.add(id(after))
                step.output[0], folded = after.output[0], True
                after = self._only_user(step.output[0], users)
            if folded:
                self._set_weights(step, filters, shifts)
        self._steps = [step for step in self._steps if id(step) not in gone]

    def rewrite_hard_swishes(self) -> None:
        """x * clip(x + 3, 0, 6) / 6, then a scale and a shift: x * clip(a convolution of x), then a shift.

        Convolutions of one pixel and one channel, because onnxruntime does those in the layout of the real ones.
        """
        users, makers = self._users(), {step.output[0]: step for step in self._steps}
        instead: dict[int, list[Any]] = {}
        for step in self._steps:
            steps = self._hard_swish_from(step, users)
            maker = makers.get(step.input[0])
            if steps is None or maker is None or maker.op_type != "Conv":
                continue
            channels = len(self._constants[maker.input[1]])
            scale, shift = self._taken(steps, "Mul", users, 1.0), self._taken(steps, "Add", users, 0.0)
            instead |= {id(one): [] for one in steps}
            instead[id(steps[-1])] = self._swish(step.input[0], steps[-1].output[0], channels, scale, shift, users)
        self._steps = [new for step in self._steps for new in instead.get(id(step), [step])]

    def join_gates(self) -> None:
        """x + x * gate becomes x * (gate + 1): the gate has one number a channel, x a whole picture."""
        users, makers = self._users(), {step.output[0]: step for step in self._steps}
        instead: dict[int, list[Any]] = {}
        for step in self._steps:
            for one, other in ((0, 1), (1, 0)) if step.op_type == "Add" else ():
                gated = makers.get(step.input[other])
                gate = self._gate(gated, step.input[one], makers)
                if gated is not None and gate and self._only_user(gated.output[0], users) is step:
                    more = self._step("Add", [gate, self._constant(np.array(1, np.float32))], f"{gate}_and_one")
                    instead |= {id(gated): [], id(step): [more, self._step("Mul", [step.input[one], more.output[0]],
                                                                           step.output[0])]}  # fmt: skip
                    break
        self._steps = [new for step in self._steps for new in instead.get(id(step), [step])]

    def _swish(
        self, x: str, out: str, channels: int, scale: float, shift: float, users: dict[str, list[Any]]
    ) -> list[Any]:
        clipped, product = f"{out}_clipped", f"{out}_unshifted" if shift else out
        bounds = [self._constant(np.array(bound, np.float32)) for bound in sorted((0.0, scale))]
        steps = [
            self._each_pixel(x, f"{out}_sixth", channels, scale / 6, scale / 2),
            self._step("Clip", [f"{out}_sixth", *bounds], clipped),
            self._step("Mul", [x, clipped], product),
        ]
        if not shift:
            return steps
        for user in list(users[out]):
            if user.op_type == "Conv" and not any(_ints(user, "pads")):  # at a padded edge the shift is missing
                filters, shifts = self._weights_of(user, 0)
                user.input[0] = product
                self._set_weights(user, filters, shifts + filters.sum(axis=(1, 2, 3)) * shift)
        if out in self._outputs or any(out in user.input for user in users[out]):
            steps.append(self._each_pixel(product, out, channels, 1.0, shift))
        return steps

    def _hard_swish_from(self, first: Any, users: dict[str, list[Any]]) -> list[Any] | None:
        """The four steps of a hard swish that begins here."""
        steps = [first]
        while len(steps) < len(_HARD_SWISH):
            after = self._only_user(steps[-1].output[0], users)
            if after is None:
                return None
            steps.append(after)
        add, clip, mul, div = steps
        if tuple(step.op_type for step in steps) != _HARD_SWISH or set(mul.input) != {first.input[0], *clip.output}:
            return None
        numbers = [self._number(name) for name in (add.input[1], *clip.input[1:], div.input[1])]
        return steps if numbers == [3, 0, 6, 6] else None

    def _taken(self, steps: list[Any], kind: str, users: dict[str, list[Any]], otherwise: float) -> float:
        """The one number that the next step multiplies by or adds; that step is then the last of `steps`."""
        after = self._only_user(steps[-1].output[0], users)
        numbers = [self._number(name) for name in after.input] if after is not None and after.op_type == kind else []
        known = [number for number in numbers if number is not None]
        if len(known) != 1:
            return otherwise
        steps.append(after)
        return known[0]

    def _gate(self, gated: Any, x: str, makers: dict[str, Any]) -> str:
        """The name of what `x` is multiplied by, where that is the answer of a hard sigmoid; otherwise empty."""
        if gated is None or gated.op_type != "Mul" or x not in gated.input:
            return ""
        names = [name for name in gated.input if name != x]
        maker = makers.get(names[0]) if names else None
        return names[0] if maker is not None and maker.op_type == "HardSigmoid" else ""

    def _scale_and_shift(self, step: Any, x: str, channels: int) -> tuple[_Weights, _Weights] | None:
        """What this step does to each channel of `x`, where it does no more than that."""
        if step.op_type == "BatchNormalization":
            gain, shift, mean, variance = (self._constants[name].astype(np.float64) for name in step.input[1:5])
            epsilon = next((one.f for one in step.attribute if one.name == "epsilon"), _EPSILON)
            scale = gain / np.sqrt(variance + epsilon)
            return scale, shift - mean * scale
        names = [name for name in step.input if name != x and name in self._constants]
        if step.op_type not in ("Mul", "Add") or len(names) != 1:
            return None
        values = self._constants[names[0]].astype(np.float64)
        if values.size != 1 and values.shape != (1, channels, 1, 1):
            return None
        each = np.broadcast_to(values.reshape(-1), channels)
        return (each, np.zeros(channels)) if step.op_type == "Mul" else (np.ones(channels), each)

    def _weights_of(self, step: Any, axis: int) -> tuple[_Weights, _Weights]:
        filters = self._constants[step.input[1]].astype(np.float64)
        if len(step.input) > 2:
            return filters, self._constants[step.input[2]].astype(np.float64)
        return filters, np.zeros(filters.shape[axis])

    def _set_weights(self, step: Any, filters: _Weights, shifts: _Weights) -> None:
        inputs = [step.input[0], *(self._constant(values.astype(np.float32)) for values in (filters, shifts))]
        del step.input[:]
        step.input.extend(inputs)

    def _each_pixel(self, x: str, out: str, channels: int, scale: float, shift: float) -> Any:
        filters, shifts = np.full((channels, 1, 1, 1), scale, np.float32), np.full(channels, shift, np.float32)
        names = [x, self._constant(filters), self._constant(shifts)]
        return self._onnx.helper.make_node("Conv", names, [out], group=channels, kernel_shape=[1, 1])

    def _step(self, kind: str, inputs: list[str], out: str) -> Any:
        return self._onnx.helper.make_node(kind, inputs, [out])

    def _constant(self, values: npt.NDArray[np.float32]) -> str:
        name = f"folded_{len(self._constants)}"
        self._constants[name] = values
        return name

    def _number(self, name: str) -> float | None:
        values = self._constants.get(name)
        return float(values.reshape(-1)[0]) if values is not None and values.size == 1 else None

    def _users(self) -> dict[str, list[Any]]:
        users: dict[str, list[Any]] = {}
        for step in self._steps:
            for name in step.input:
                users.setdefault(name, []).append(step)
        return users

    def _only_user(self, name: str, users: dict[str, list[Any]]) -> Any:
        found = users.get(name, [])
        return found[0] if len(found) == 1 and name not in self._outputs else None


def _ints(step: Any, name: str) -> list[int]:
    return next((list(one.ints) for one in step.attribute if one.name == name), [])
