"""Tune the sentence encoder on our labelled sentences, and keep half of what it knew before. For developers only.

    uv run --with torch==2.13.0 --with safetensors==0.8.0 python models/meaning/tune_encoder.py WEIGHTS OUT

WEIGHTS is the published model's folder (see make_encoder.py), OUT the folder for the tuned weights. Takes about forty
minutes on one core. Nobody who uses the checker needs PyTorch: the result is run by onnxruntime.

Two epochs over single sentences, then two over whole posts, where each sentence's vector is the mean over its own words
but its neighbours are read too, as the checker does (checker/analysers/meaning_vectors.py). A quarter of the posts get
another ordinary post before or after them there, because ours are shorter than a school's. One word piece in ten is
hidden, so that nothing is learned by heart.

Tuned weights alone forget: on posts by another hand they found more private and live-whereabouts posts than the
published weights, and fewer political ones. The mean of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot
models") is best on nearly every criterion.

The weights in encoder.onnx came of such a run over all posts but posts_m and posts_n, which were left out so that the
heads could be measured on them (NOT_TUNED_ON). Its first two epochs took the mean over the marks of beginning and end
too, and its second stage began with a fresh optimizer.
"""

from __future__ import annotations

import math
import shutil
import sys
import time
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from data import LABELS, Labelled, post_sentences, sentences
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

HERE = Path(__file__).parent
WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
NOT_TUNED_ON = ("posts_m", "posts_n")
LOWER = 0.8  # of a layer's rate for the one below it: the lowest layers know words, not criteria
ALONE, IN_POSTS = (2, 32, 7e-5, 2e-3), (2, 20, 3.5e-5, 1e-3)  # epochs, texts a batch, rate of the encoder, of the head
JOINED, HIDDEN = 0.25, 0.1  # shares: posts with an ordinary one beside them, word pieces hidden
ROOM, BEGIN, END, MASK, UNKNOWN = 126, 101, 102, 103, 100
SCALE = 8.0  # a vector of length 1 gives logits too small to learn from
KEEP = 0.5  # the share of the published weights in the mean
OTHER_CRITERION = 0.15  # weight of "not X" for a sentence labelled Y: each file was labelled for its own criterion only


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, length, width = x.shape
        parts = [
            part(x).view(count, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        heads = functional.scaled_dot_product_attention(*parts, attn_mask=mask, dropout_p=0.1 * self.training)
        x = self.norm(x + self.drop(self.output(heads.transpose(1, 2).reshape(count, length, width))))
        return self.last_norm(x + self.drop(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.places, self.kinds = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, places: list[tuple[int, int, int]]) -> Tensor:
        """A vector for each place: row, first piece, piece after the last."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds.weight[0]
        x, bias = self.drop(self.norm(x)), (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        sums = functional.pad(x.cumsum(1), (0, 0, 1, 0))
        row, start, end = torch.tensor(places).T
        return functional.normalize((sums[row, end] - sums[row, start]) / (end - start)[:, None], dim=-1)


def published_names() -> dict[str, str]:
    """Our parameter names to those of the published file."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "norm": "attention.output.LayerNorm", "inner": "intermediate.dense",
        "outer": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{kind}"] = f"encoder.layer.{layer}.{theirs}.{kind}"
    return names


def load(folder: Path) -> Encoder:
    weights, encoder = load_file(folder / "model.safetensors"), Encoder()
    encoder.load_state_dict({ours: weights[theirs] for ours, theirs in published_names().items()})
    return encoder


Text = list[Labelled]


class Batch:
    """Some texts as the network takes them; a text that does not fit is cut short."""

    def __init__(self, texts: list[Text], tokenizer: Tokenizer) -> None:
        pieces, self.places, self.rows = [], [], []
        for at, text in enumerate(texts):
            ids = [BEGIN]
            for row in text:
                own = (tokenizer.encode(row.text, add_special_tokens=False).ids or [UNKNOWN])[: ROOM + 1 - len(ids)]
                if own:
                    self.places.append((at, len(ids), len(ids) + len(own)))
                    self.rows.append(row)
                    ids = ids + own
            pieces.append([*ids, END])
        longest = max(map(len, pieces))
        self.mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in pieces])
        ids = torch.tensor([one + [0] * (longest - len(one)) for one in pieces])
        hidden = (torch.rand(ids.shape) < HIDDEN) & (ids != BEGIN) & (ids != END) & (self.mask == 1)
        self.ids = torch.where(hidden, torch.full_like(ids, MASK), ids)

    def loss(self, logits: Tensor) -> Tensor:
        wanted = torch.tensor([[float(label in row.labels) for label in LABELS] for row in self.rows])
        is_violation = wanted.sum(1, keepdim=True) > 0
        weight = torch.where((wanted == 0) & is_violation, OTHER_CRITERION, 1.0) * (1 + wanted)
        each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
        return (each * weight).sum() / 40  # about as many sentences stand in a batch


def joined(texts: list[Text], chance: np.random.Generator) -> list[Text]:
    """The texts, some of them with an ordinary one before or after."""
    ordinary = [text for text in texts if len(text) > 1 and not any(row.labels for row in text)]
    made = []
    for text in texts:
        other = ordinary[chance.integers(len(ordinary))] if chance.random() < JOINED and len(text) < 4 else []
        made.append(text + other if chance.random() < 0.5 else other + text)
    return made


def batches(texts: list[Text], size: int, chance: np.random.Generator) -> list[list[Text]]:
    """Random batches of texts of similar length: padding is half the cost otherwise."""
    order, made = chance.permutation(len(texts)), []
    for start in range(0, len(order), size * 16):
        part = sorted(
            (texts[at] for at in order[start : start + size * 16]), key=lambda one: sum(len(r.text) for r in one)
        )
        made += [part[at : at + size] for at in range(0, len(part), size)]
    return made


def tune(encoder: Encoder, head: nn.Linear, texts: list[Text], how: tuple[int, int, float, float]) -> None:
    epochs, size, rate, head_rate = how
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    tokenizer.no_padding()
    groups = [
        {"params": layer.parameters(), "lr": rate * LOWER ** (LAYERS - 1 - at)}
        for at, layer in enumerate(encoder.layers)
    ]
    optimizer = torch.optim.AdamW([*groups, {"params": head.parameters(), "lr": head_rate}], weight_decay=0.01)
    steps = epochs * math.ceil(len(texts) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.05 * steps + 1)) * max(0.01, 1 - step / steps)
    )
    chance = np.random.default_rng(0)
    encoder.train()
    for epoch in range(epochs):
        started, total = time.time(), 0.0
        chosen = batches(joined(texts, chance) if any(len(text) > 1 for text in texts) else texts, size, chance)
        for part in chosen:
            batch = Batch(part, tokenizer)
            loss = batch.loss(head(encoder(batch.ids, batch.mask, batch.places) * SCALE))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(chosen):.3f}, {time.time() - started:.0f} s", flush=True)


def main(weights: str, out: str) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = [row for row in sentences() + post_sentences() if row.file not in NOT_TUNED_ON]
    print(f"{len(rows)} sentences, {sum(bool(row.labels) for row in rows)} of them violations")
    encoder, published = load(Path(weights)), load(Path(weights)).state_dict()
    for frozen in (encoder.words, encoder.places, encoder.kinds, encoder.norm):
        frozen.requires_grad_(False)
    head = nn.Linear(WIDTH, len(LABELS))
    nn.init.zeros_(head.weight)
    nn.init.constant_(head.bias, -2.0)
    tune(encoder, head, [[row] for row in rows], ALONE)
    tune(encoder, head, [list(text) for _, text in groupby(rows, key=lambda row: (row.file, row.post))], IN_POSTS)
    tuned = encoder.state_dict()
    mean = {name: KEEP * published[name] + (1 - KEEP) * tuned[name] for name in tuned}
    Path(out).mkdir(parents=True, exist_ok=True)
    save_file(
        {theirs: mean[ours].contiguous() for ours, theirs in published_names().items()}, Path(out) / "model.safetensors"
    )
    shutil.copy(Path(weights) / "tokenizer.json", out)


if __name__ == "__main__":
    main(*sys.argv[1:])
