"""What does each sentence of a text mean where it stands? An encoder reads them together and gives a vector each.

Read alone, "Some of them could do with it" says nothing. So the sentences of a text go through the network side by
side, as many as fit, and each one's vector is the mean over its own words only: the same work as reading them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.analysers.networks import start_network

WIDTH = 384
ROOM = 126
"""Word pieces that go through the network at once, besides the marks for the beginning and the end: it was tuned so."""
PART = 112
"""Word pieces of a part of what is too long for the room: a word that is cut in two makes a few more."""
SLOWER = ("SkipLayerNormFusion",)
"""onnxruntime adds and scales in one step, which takes ten times as long as the two did: a quarter of the whole."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read together: their word pieces, and per sentence its number and where its pieces stand."""

    pieces: list[int] = field(repr=False)
    places: list[tuple[int, int, int]]


class Encoder:
    """Turns sentences into vectors of length 1; what is alike in meaning lies near. For several threads at once."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        marks = self._tokenizer.get_vocab()
        self._begin, self._end, self._unknown = marks["[CLS]"], marks["[SEP]"], marks["[UNK]"]
        self._network = start_network((folder / "encoder.onnx").read_bytes(), threads, without=SLOWER)
        self._lock = Lock()

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """The vectors of the sentences of one text, in their order: float32, sentences x 384.

        A window at a time: int8 products are scaled by the largest number of a call, so company would change them.
        """
        made = np.empty((len(sentences), WIDTH), np.float32)
        with self._lock:
            tokens = self._tokenizer.encode_batch(list(sentences), add_special_tokens=False)
            for window in windows([one.ids or [self._unknown] for one in tokens]):
                words = self._read(window)
                for sentence, start, end in window.places:
                    made[sentence] = words[start:end].mean(0)
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    def readable(self, sentence: str) -> list[tuple[int, int]]:
        """Characters [start, end) of the parts that can be read whole, each half over the next: mostly one, the whole.

        What goes beyond the room would be left out without a word: 126 figures, and then a call to vote.
        """
        with self._lock:
            places = self._tokenizer.encode(sentence, add_special_tokens=False).offsets
        if len(places) <= ROOM:
            return [(0, len(sentence))]
        parts = [places[at : at + PART] for at in range(0, len(places) - PART // 2, PART // 2)]
        return [(part[0][0], part[-1][1]) for part in parts]

    def _read(self, window: Window) -> Any:
        """The network's answer for each word piece: pieces x 384."""
        ids = np.array([[self._begin, *window.pieces, self._end]], np.int64)
        return self._network.run(None, {"input_ids": ids})[0][0][1:-1]


def windows(sentences: list[list[int]]) -> Iterator[Window]:
    """The sentences in turn, as many at once as there is room for; a new window begins with the last one before it."""
    at = 0
    while at < len(sentences):
        window = Window([], [])
        if at and len(sentences[at - 1]) + len(sentences[at][:ROOM]) <= ROOM:
            window.pieces.extend(sentences[at - 1])
        while at < len(sentences) and (not window.places or len(window.pieces) + len(sentences[at]) <= ROOM):
            start = len(window.pieces)
            window.pieces.extend(sentences[at][: ROOM - start])
            window.places.append((at, start, len(window.pieces)))
            at += 1
        yield window
