"""Which criterion of the policy does a sentence touch, by its vector, its words and the examples it is most like?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from checker.analysers.meaning_neighbours import Examples, said_by_neighbours
from checker.analysers.meaning_vectors import Floats
from checker.core.evidence import Criterion
from checker.core.folding import fold

_WORD = re.compile(r"[a-z']+|[£!?#@]|[0-9]+")


def grams(sentence: str) -> frozenset[str]:
    """The words of a sentence, and its pairs and triples of words: what the second linear model looks at."""
    words = _WORD.findall(fold(sentence).text.lower())
    return frozenset(words) | {
        " ".join(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1)
    }


@dataclass(frozen=True, slots=True)
class Heads:
    """The trained part: a row of weights per criterion over the vector, one over the words, examples, where to ask."""

    criteria: tuple[Criterion, ...]
    weights: Floats
    """Criteria x 384."""
    offsets: Floats
    gram_weights: dict[str, Floats] = field(repr=False)
    neighbour_share: float
    thresholds: Floats
    examples: tuple[str, ...] = field(repr=False)
    """The sentences that touch a criterion; those that touch none are known by their vectors alone."""
    labels: Floats = field(repr=False)
    """Training sentences x criteria, 1 or 0; the first are those of `examples`."""
    compared: Examples = field(repr=False)

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Heads:
        """The heads beside the encoder. Raises: OSError, KeyError."""
        with np.load(folder / "heads.npz", allow_pickle=False) as kept:
            parts = {name: kept[name] for name in kept.files}
        return cls(
            tuple(Criterion(name) for name in parts["criteria"]),
            parts["weights"],
            parts["offsets"],
            dict(zip(parts["grams"].tolist(), parts["gram_weights"].astype(np.float32), strict=True)),
            float(parts["neighbour_share"]),
            parts["thresholds"],
            tuple(parts["examples"].tolist()),
            parts["labels"].astype(np.float32),
            Examples(folder, threads),
        )

    def likeness(self, vectors: Floats) -> Floats:
        """How alike each sentence is to each training sentence: sentences x training sentences."""
        return self.compared.likeness(vectors)

    def scores(self, sentences: Sequence[str], vectors: Floats, likeness: Floats) -> Floats:
        """How strongly each sentence touches each criterion, as log odds: sentences x criteria."""
        words = np.stack([self._of_words(text) for text in sentences])
        near = said_by_neighbours(likeness, self.labels)
        return np.asarray(vectors @ self.weights.T + self.offsets + words + self.neighbour_share * near, np.float32)

    def nearest(self, criterion: int, likeness: Floats, how_many: int = 1) -> tuple[str, ...]:
        """The training sentences of this criterion that one sentence is most like: the reason to show."""
        own = np.flatnonzero(self.labels[: len(self.examples), criterion])
        order = np.argsort(likeness[own])[::-1][:how_many]
        return tuple(self.examples[index] for index in own[order])

    def _of_words(self, sentence: str) -> Floats:
        known = [self.gram_weights[gram] for gram in grams(sentence) if gram in self.gram_weights]
        if not known:
            return np.zeros(len(self.criteria), np.float32)
        return np.asarray(np.sum(known, axis=0) / np.sqrt(len(known)), np.float32)
