"""Train the heads over the sentence vectors: which criterion does a sentence touch? Writes heads.npz.

    uv run python models/meaning/train_heads.py [DEVELOPMENT_POSTS.jsonl]

Two linear models per criterion, added up: one over the encoder's vector, one over words, word pairs and triples. They
fail on different sentences. Thresholds are set on posts that nothing was trained on, for a stated share of ordinary
posts flagged. With development posts (kept outside this repository) their sentences are learned from as well; what is
reported on them is then by five-fold cross-validation over posts.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from data import LABELS, OF_POSTS, Labelled, marked_posts, post_sentences, sentences, whole_posts
from scipy import sparse
from scipy.optimize import minimize

from checker.analysers.meaning import Encoder, grams

HERE = Path(__file__).parent
SHARE_FLAGGED = 0.025  # of ordinary posts, by all criteria together
VECTOR_SCALE, WORD_SCALE = 6.0, 3.0  # bring both kinds of input to a length at which one penalty suits all
VECTOR_PENALTY, WORD_PENALTY = 3.0, 0.5
VECTOR_SHARE = 0.6
POSITIVE, OTHER = (
    2.0,
    0.15,
)  # weights: violations are rarer; a sentence of another criterion is hardly a "no" to this one
FEWEST = 3  # sentences a word group must stand in to be kept
FOLDS = 5


class Heads:
    """Both linear models, over all criteria."""

    def __init__(self, rows: list[Labelled], vectors: np.ndarray) -> None:
        counts = Counter(gram for row in rows for gram in grams(row.text))
        self.vocabulary = {gram: at for at, gram in enumerate(sorted(g for g, n in counts.items() if n >= FEWEST))}
        words = self.words([row.text for row in rows])
        is_violation = np.array([bool(row.labels) for row in rows])
        self.vector, self.word = [], []
        for label in LABELS:
            wanted = np.array([label in row.labels for row in rows], float)
            weight = np.where(wanted == 1, POSITIVE, np.where(is_violation, OTHER, 1.0))
            self.vector.append(fit(vectors * VECTOR_SCALE, wanted, weight, VECTOR_PENALTY))
            self.word.append(fit(words * WORD_SCALE, wanted, weight, WORD_PENALTY))

    def words(self, texts: list[str]) -> sparse.csr_matrix:
        found = [[self.vocabulary[g] for g in sorted(grams(text)) if g in self.vocabulary] for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(one) for one in found])
        columns = np.fromiter((at for one in found for at in one), int, len(rows))
        values = np.repeat([1 / np.sqrt(max(1, len(one))) for one in found], [len(one) for one in found])
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.vocabulary)))

    def scores(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        """Sentences x criteria."""
        words = self.words(texts) * WORD_SCALE
        return np.stack(
            [
                VECTOR_SHARE * (vectors * VECTOR_SCALE @ v[:-1] + v[-1]) + (1 - VECTOR_SHARE) * (words @ w[:-1] + w[-1])
                for v, w in zip(self.vector, self.word, strict=True)
            ],
            1,
        )


def fit(inputs, wanted: np.ndarray, weight: np.ndarray, penalty: float) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Logistic regression with a squared penalty; the last entry is the offset."""
    width = inputs.shape[1]

    def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
        logits = inputs @ p[:width] + p[width]
        wrong = weight * (1 / (1 + np.exp(-logits)) - wanted)
        cost = (weight * (np.logaddexp(0, logits) - wanted * logits)).sum() + penalty * (p[:width] ** 2).sum() / 2
        return cost, np.append(inputs.T @ wrong + penalty * p[:width], wrong.sum())

    return minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def by_post(posts: list[tuple[list[str], dict]], scores: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """The highest score of any sentence of each post: posts x criteria."""
    ends = np.cumsum([len(texts) for texts, _ in posts])
    return np.stack([scores[end - len(texts) : end].max(0) for end, (texts, _) in zip(ends, posts, strict=True)])


def thresholds(highest: np.ndarray, is_clear: np.ndarray, share: float = SHARE_FLAGGED) -> np.ndarray:
    """One a criterion: first where no ordinary post is flagged, then lowered where that catches the most breaches.

    Each step lets in the next ordinary post of one criterion, while no more than `share` of them are flagged in all.
    """
    chosen = highest[is_clear].max(0)
    budget = int(share * is_clear.sum())
    while True:
        steps = [step for at in range(highest.shape[1]) if (step := _lowered(highest, is_clear, chosen, at))]
        affordable = [step for step in steps if step[2] <= budget and step[1] > 0]
        if not affordable:
            return chosen
        chosen = max(affordable, key=lambda step: step[1])[0]


def _lowered(highest: np.ndarray, is_clear: np.ndarray, chosen: np.ndarray, at: int) -> tuple[np.ndarray, int, int]:
    """Thresholds with one ordinary post more for this criterion; breaches gained; ordinary posts flagged now."""
    below = np.sort(highest[is_clear][:, at][highest[is_clear][:, at] < chosen[at]])
    lower = chosen.copy()
    lower[at] = below[-1] if len(below) else -np.inf
    was, now = (highest > chosen).any(1), (highest > lower).any(1)
    return lower, int(now[~is_clear].sum() - was[~is_clear].sum()), int(now[is_clear].sum())


def report(title: str, posts: list, highest: np.ndarray, chosen: np.ndarray | None = None) -> dict[str, object]:  # type: ignore[type-arg]
    """How many posts of each kind are flagged at all, and for their own criterion."""
    is_clear = np.array([row["expected"] == "clear" for _, row in posts])
    chosen = thresholds(highest, is_clear) if chosen is None else chosen
    flagged = highest > chosen
    told: dict[str, object] = {"clear posts flagged": round(float(flagged[is_clear].any(1).mean()), 3)}
    for kind, label in OF_POSTS.items():
        own = np.array([kind in row["labels"] for _, row in posts])
        told[label] = [
            int(own.sum()),
            round(float(flagged[own].any(1).mean()), 3),
            round(float(flagged[own][:, LABELS.index(label)].mean()), 3),
        ]
    print(title, json.dumps(told, indent=None))
    return told


def cross_validated(
    rows: list[Labelled], vectors: np.ndarray, posts: list, own: list[Labelled], own_vectors: np.ndarray
) -> np.ndarray:  # type: ignore[type-arg]
    """The development posts' scores, each post by heads that saw none of its sentences."""
    highest = np.zeros((len(posts), len(LABELS)))
    fold_of_post = np.random.default_rng(0).permutation(len(posts)) % FOLDS
    number = {f"dev_posts{at}": fold for at, fold in enumerate(fold_of_post)}
    fold = np.array([number[row.group] for row in own])
    for left_out in range(FOLDS):
        kept = fold != left_out
        heads = Heads(
            rows + [row for row, keep in zip(own, kept, strict=True) if keep], np.vstack([vectors, own_vectors[kept]])
        )
        chosen = [at for at in range(len(posts)) if fold_of_post[at] == left_out]
        texts = [text for at in chosen for text in posts[at][0]]
        scores = heads.scores(texts, own_vectors[~kept])
        highest[chosen] = by_post([posts[at] for at in chosen], scores)
    return highest


def main() -> None:
    encoder = Encoder(HERE)
    rows = sentences() + post_sentences()
    vectors = encoder.vectors([row.text for row in rows])
    told: dict[str, object] = {"sentences": len(rows), "violations": sum(bool(row.labels) for row in rows)}
    plain = Heads(rows, vectors)
    measured = []  # posts, and their scores by heads that saw none of them
    if len(sys.argv) > 1:
        posts, own = whole_posts(Path(sys.argv[1])), marked_posts(Path(sys.argv[1]))
        own_vectors = encoder.vectors([row.text for row in own])
        unseen = by_post(posts, plain.scores([row.text for row in own], own_vectors))
        told["development posts, not learned from"] = report("dev, not learned from", posts, unseen)
        measured.append((posts, cross_validated(rows, vectors, posts, own, own_vectors)))
        told["development posts, five-fold"] = report("dev, five-fold", *measured[0])
        rows, vectors = rows + own, np.vstack([vectors, own_vectors])
        plain = Heads(rows, vectors)
    for file in sorted(HERE.glob("posts_held*.jsonl")):
        posts = whole_posts(file)
        texts = [text for one, _ in posts for text in one]
        others, measured = measured, [*measured, (posts, by_post(posts, plain.scores(texts, encoder.vectors(texts))))]
        # The figures to believe: neither the heads nor the thresholds have seen these posts.
        told[file.stem] = report(file.stem, *measured[-1], thresholds(*pooled(others))) if others else {}
    chosen = thresholds(*pooled(measured))
    told["kept"] = report("kept", [post for posts, _ in measured for post in posts], pooled(measured)[0], chosen)
    write(plain, rows, vectors, chosen, told)


def pooled(measured: list) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """The scores of several sets of posts one after the other, and which of the posts are ordinary."""
    scores = np.vstack([highest for _, highest in measured])
    return scores, np.array([row["expected"] == "clear" for posts, _ in measured for _, row in posts])


def write(heads: Heads, rows: list[Labelled], vectors: np.ndarray, chosen: np.ndarray, told: dict[str, object]) -> None:
    """The heads as one set of weights: what is added up in training is multiplied out here."""
    # Only our own sentences are shown as examples: the development posts are not ours to hand out.
    violations = [at for at, row in enumerate(rows) if row.labels and not row.group.startswith("dev_posts")]
    np.savez_compressed(
        HERE / "heads.npz",
        criteria=np.array(LABELS),
        weights=np.stack([VECTOR_SHARE * VECTOR_SCALE * v[:-1] for v in heads.vector]).astype(np.float32),
        offsets=np.array(
            [VECTOR_SHARE * v[-1] + (1 - VECTOR_SHARE) * w[-1] for v, w in zip(heads.vector, heads.word, strict=True)],
            np.float32,
        ),
        thresholds=chosen.astype(np.float32),
        grams=np.array(list(heads.vocabulary)),
        gram_weights=np.stack([(1 - VECTOR_SHARE) * WORD_SCALE * w[:-1] for w in heads.word], 1).astype(np.float16),
        examples=np.array([rows[at].text for at in violations]),
        example_criteria=np.array([[label in rows[at].labels for label in LABELS] for at in violations]),
        example_vectors=vectors[violations].astype(np.float16),
    )
    (HERE / "measured.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    names = ("encoder.onnx", "tokenizer.json", "heads.npz")
    digests = {name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in names}
    (HERE / "sha256.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
