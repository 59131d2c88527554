"""What does a sentence mean? A sentence encoder and small trained heads say which criterion of the policy it touches.

The words alone ("vote", "council", "mum") do not tell a school council election from a call to vote, so the heads were
trained on sentences of both kinds. Recipe, data, licence and figures: models/meaning/.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.analysers.networks import start_network
from checker.core.evidence import Criterion, MeaningHit, ParsedText, Span
from checker.core.folding import fold

MODELS = Path(__file__).resolve().parents[2] / "models" / "meaning"
WIDTH = 384
SENTENCES_AT_ONCE = 16
"""Sentences per call of the network: more save no time on one core, and memory grows with the longest of them."""
SHORTEST = 12
"""Code points; "Well done all" and shorter say nothing that a head could judge."""
LONGEST = 600
"""Code points of one piece; a post without full stops is cut into pieces that overlap by half, all of them read."""

Floats = NDArray[np.float32]
_WORD = re.compile(r"[a-z']+|[£!?#@]|[0-9]+")


class DamagedModel(RuntimeError):
    """A file of models/meaning is not the one that was measured."""


class Encoder:
    """Turns sentences into vectors of length 1; what is alike in meaning lies near. For several threads at once."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._network = start_network((folder / "encoder.onnx").read_bytes(), threads)
        self._lock = Lock()

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """The vectors in the order given: float32, sentences x 384."""
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        made = np.empty((len(sentences), WIDTH), np.float32)
        for start in range(0, len(order), SENTENCES_AT_ONCE):
            chosen = order[start : start + SENTENCES_AT_ONCE]
            made[chosen] = self._encode([sentences[index] for index in chosen])
        return made

    def _encode(self, sentences: list[str]) -> Any:
        with self._lock:
            tokens = self._tokenizer.encode_batch(sentences)
            ids = np.array([sentence.ids for sentence in tokens], np.int64)
            mask = np.array([sentence.attention_mask for sentence in tokens], np.int64)
            return self._network.run(None, {"input_ids": ids, "attention_mask": mask})[0]


def grams(sentence: str) -> frozenset[str]:
    """The words of a sentence, and its pairs and triples of words: what the second linear model looks at."""
    words = _WORD.findall(fold(sentence).text.lower())
    return frozenset(words) | {
        " ".join(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1)
    }


@dataclass(frozen=True, slots=True)
class Heads:
    """The trained part: a row of weights per criterion over the vector, one over the words, and where to ask."""

    criteria: tuple[Criterion, ...]
    weights: Floats
    """Criteria x 384."""
    offsets: Floats
    gram_weights: dict[str, Floats] = field(repr=False)
    thresholds: Floats
    examples: tuple[str, ...] = field(repr=False)
    example_criteria: NDArray[np.bool_] = field(repr=False)
    example_vectors: Floats = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> Heads:
        """The heads beside the encoder. Raises: OSError, KeyError."""
        with np.load(folder / "heads.npz", allow_pickle=False) as kept:
            parts = {name: kept[name] for name in kept.files}
        return cls(
            tuple(Criterion(name) for name in parts["criteria"]),
            parts["weights"],
            parts["offsets"],
            dict(zip(parts["grams"].tolist(), parts["gram_weights"].astype(np.float32), strict=True)),
            parts["thresholds"],
            tuple(parts["examples"].tolist()),
            parts["example_criteria"],
            parts["example_vectors"].astype(np.float32),
        )

    def scores(self, sentences: Sequence[str], vectors: Floats) -> Floats:
        """How strongly each sentence touches each criterion, as log odds: sentences x criteria."""
        return vectors @ self.weights.T + self.offsets + np.stack([self._of_words(text) for text in sentences])

    def nearest(self, criterion: int, vector: Floats, how_many: int = 1) -> tuple[str, ...]:
        """The training sentences of this criterion that are most like the one in question: the reason to show."""
        own = np.flatnonzero(self.example_criteria[:, criterion])
        order = np.argsort(self.example_vectors[own] @ vector)[::-1][:how_many]
        return tuple(self.examples[index] for index in own[order])

    def _of_words(self, sentence: str) -> Floats:
        known = [self.gram_weights[gram] for gram in grams(sentence) if gram in self.gram_weights]
        if not known:
            return np.zeros(len(self.criteria), np.float32)
        return np.asarray(np.sum(known, axis=0) / np.sqrt(len(known)), np.float32)


@dataclass(frozen=True, slots=True)
class Proof:
    """Sentences of one criterion that the model must flag, and must leave alone, to be used at all."""

    criterion: Criterion
    flag: tuple[str, ...]
    leave: tuple[str, ...]

    @classmethod
    def load(cls, folder: Path) -> tuple[Proof, ...]:
        """One proof for each criterion, from proofs.toml. Raises: OSError, KeyError, ValueError."""
        told = tomllib.loads((folder / "proofs.toml").read_text(encoding="utf-8"))
        return tuple(cls(one, tuple(told[one]["flag"]), tuple(told[one]["leave"])) for one in Criterion)


class SentenceMeaning:
    """Reads the sentences of a passage. Fulfils `core.context.MeaningReader`; may be used from several threads."""

    def __init__(self, folder: Path = MODELS, threads: int = 1) -> None:
        _verify(folder)
        self._encoder = Encoder(folder, threads)
        self._heads = Heads.load(folder)
        for proof in Proof.load(folder):
            self._prove(proof)

    def read(self, parsed: ParsedText) -> tuple[MeaningHit, ...]:
        """Where a sentence touches a criterion, the strongest first within a sentence."""
        pieces = _pieces(parsed)
        if not pieces:
            return ()
        # Halves of characters, which no tokenizer reads, are another check's business.
        texts = [parsed.text[piece.start : piece.end].encode("utf-8", "ignore").decode() for piece in pieces]
        vectors = self._encoder.vectors(texts)
        scores = self._heads.scores(texts, vectors)
        return tuple(
            self._hit(piece, vector, row, int(criterion))
            for piece, vector, row in zip(pieces, vectors, scores, strict=True)
            for criterion in np.argsort(-row, kind="stable")
            if row[criterion] > self._heads.thresholds[criterion]
        )

    def _prove(self, proof: Proof) -> None:
        """Raises: DamagedModel when the model fails its own examples on this machine."""
        texts = proof.flag + proof.leave
        at = self._heads.criteria.index(proof.criterion)
        flagged = self._heads.scores(texts, self._encoder.vectors(texts))[:, at] > self._heads.thresholds[at]
        if flagged.tolist() != [True] * len(proof.flag) + [False] * len(proof.leave):
            raise DamagedModel(f"the sentence model fails its own examples of {proof.criterion.value}")

    def _hit(self, piece: Span, vector: Floats, row: Floats, criterion: int) -> MeaningHit:
        chance = 1 / (1 + np.exp(-float(row[criterion])))
        like = self._heads.nearest(criterion, vector)
        return MeaningHit(piece.start, piece.end, self._heads.criteria[criterion], round(chance, 3), like)


def _pieces(parsed: ParsedText) -> list[Span]:
    """The sentences worth reading, without the blanks around them; endless ones in overlapping pieces."""
    pieces: list[Span] = []
    for sentence in parsed.sentences:
        text = parsed.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        end = sentence.start + len(text.rstrip())
        for left in range(start, max(start + 1, end - LONGEST // 2), LONGEST // 2):
            right = min(left + LONGEST, end)
            if right - left >= SHORTEST:
                pieces.append(Span(left, right))
    return pieces


def _verify(folder: Path) -> None:
    """Raises: OSError, DamagedModel when a file is missing or not the one that was measured."""
    told = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
    for name, digest in told.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise DamagedModel(f"{name} is not the file that was measured")
