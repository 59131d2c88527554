"""What does a sentence mean? A sentence encoder and small trained heads say which criterion of the policy it touches.

The words alone ("vote", "council", "mum") do not tell a school council election from a call to vote, so the heads were
trained on sentences of both kinds. Recipe, data, licence and figures: models/meaning/.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from checker.analysers.meaning_heads import Heads
from checker.analysers.meaning_vectors import Encoder, Floats
from checker.core.evidence import Criterion, MeaningHit, ParsedText, Span

MODELS = Path(__file__).resolve().parents[2] / "models" / "meaning"
SHORTEST = 12
"""Code points; "Well done all" and shorter say nothing that a head could judge. They are read with their neighbours."""
LONGEST = 600
"""Code points of one piece; a post without full stops is cut into pieces that overlap by half, all of them read."""


class DamagedModel(RuntimeError):
    """A file of models/meaning is not the one that was measured."""


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
        self._heads = Heads.load(folder, threads)
        for proof in Proof.load(folder):
            self._prove(proof)

    def read(self, parsed: ParsedText) -> tuple[MeaningHit, ...]:
        """Where a sentence touches a criterion, the strongest first within a sentence."""
        # Halves of characters, which no tokenizer reads, are another check's business.
        text = parsed.text.encode("utf-8", "replace").decode()
        pieces = [part for piece in _pieces(parsed) for part in self._readable(text, piece)]
        if all(piece.end - piece.start < SHORTEST for piece in pieces):
            return ()
        texts = [text[piece.start : piece.end] for piece in pieces]
        vectors = self._encoder.vectors(texts)
        likeness = self._heads.likeness(vectors)
        scores = self._heads.scores(texts, vectors, likeness)
        return tuple(
            self._hit(piece, near, row, int(criterion))
            for piece, near, row in zip(pieces, likeness, scores, strict=True)
            if piece.end - piece.start >= SHORTEST
            for criterion in np.argsort(-row, kind="stable")
            if row[criterion] > self._heads.thresholds[criterion]
        )

    def _readable(self, text: str, piece: Span) -> list[Span]:
        parts = self._encoder.readable(text[piece.start : piece.end])
        return [Span(piece.start + start, piece.start + end) for start, end in parts]

    def _prove(self, proof: Proof) -> None:
        """Raises: DamagedModel when the model fails its own examples on this machine."""
        texts = proof.flag + proof.leave
        at = self._heads.criteria.index(proof.criterion)
        vectors = np.vstack([self._encoder.vectors([text]) for text in texts])
        scores = self._heads.scores(texts, vectors, self._heads.likeness(vectors))
        flagged = scores[:, at] > self._heads.thresholds[at]
        if flagged.tolist() != [True] * len(proof.flag) + [False] * len(proof.leave):
            raise DamagedModel(f"the sentence model fails its own examples of {proof.criterion.value}")

    def _hit(self, piece: Span, likeness: Floats, row: Floats, criterion: int) -> MeaningHit:
        chance = 1 / (1 + np.exp(-float(row[criterion])))
        like = self._heads.nearest(criterion, likeness)
        return MeaningHit(piece.start, piece.end, self._heads.criteria[criterion], round(chance, 3), like)


def _pieces(parsed: ParsedText) -> list[Span]:
    """The sentences without the blanks around them; endless ones in overlapping pieces."""
    pieces: list[Span] = []
    for sentence in parsed.sentences:
        text = parsed.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        end = sentence.start + len(text.rstrip())
        for left in range(start, max(start + 1, end - LONGEST // 2), LONGEST // 2):
            right = min(left + LONGEST, end)
            if right > left:
                pieces.append(Span(left, right))
    return pieces


def _verify(folder: Path) -> None:
    """Raises: OSError, DamagedModel when a file is missing or not the one that was measured."""
    told = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
    for name, digest in told.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise DamagedModel(f"{name} is not the file that was measured")
