"""Tune the sentence encoder on our labelled sentences, and keep half of what it knew before. For developers only.

    uv run --with torch==2.13.0 --with safetensors==0.8.0 python models/meaning/tune_encoder.py WEIGHTS OUT

WEIGHTS is the published model's folder (see make_encoder.py), OUT the folder for the tuned weights. Takes about ten
minutes on one core. Nobody who uses the checker needs PyTorch: the result is run by onnxruntime.

Tuned weights alone forget: on posts by another hand they found more private and live-whereabouts posts than the
published weights, and fewer political ones. The mean of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot
models") is best on nearly every criterion.
"""

from __future__ import annotations

import math
import shutil
import sys
import time
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
FROZEN_LAYERS = 2  # the lowest layers know words, not criteria; leaving them as they are halves the time
EPOCHS, BATCH, RATE, HEAD_RATE = 3, 32, 6e-5, 2e-3
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

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds.weight[0]
        x, bias = self.drop(self.norm(x)), (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)


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


def targets(rows: list[Labelled]) -> tuple[Tensor, Tensor]:
    """What each sentence touches, and how much each answer counts: sentences x criteria."""
    wanted = torch.tensor([[float(label in row.labels) for label in LABELS] for row in rows])
    is_violation = wanted.sum(1, keepdim=True) > 0
    weight = torch.where((wanted == 0) & is_violation, OTHER_CRITERION, 1.0) * (1 + wanted)
    return wanted, weight


def batches(rows: list[Labelled], chance: np.random.Generator) -> list[list[int]]:
    """Random batches of sentences of similar length: padding is half the cost otherwise."""
    order, made = chance.permutation(len(rows)), []
    for start in range(0, len(order), BATCH * 16):
        part = sorted(order[start : start + BATCH * 16], key=lambda index: len(rows[index].text))
        made += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    return made


def tune(encoder: Encoder, rows: list[Labelled]) -> None:
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    for frozen in (encoder.words, encoder.places, encoder.kinds, encoder.norm, *encoder.layers[:FROZEN_LAYERS]):
        frozen.requires_grad_(False)
    head = nn.Linear(WIDTH, len(LABELS))
    nn.init.zeros_(head.weight)
    nn.init.constant_(head.bias, -2.0)
    learned = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    groups = [{"params": learned, "lr": RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps + 1)) * max(0.01, 1 - step / steps)
    )
    wanted, weight = targets(rows)
    chance = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        encoder.train()
        started, total = time.time(), 0.0
        chosen = batches(rows, chance)
        for batch in chosen:
            tokens = tokenizer.encode_batch([rows[index].text for index in batch])
            ids, mask = torch.tensor([t.ids for t in tokens]), torch.tensor([t.attention_mask for t in tokens])
            logits = head(encoder(ids, mask) * SCALE)
            each = functional.binary_cross_entropy_with_logits(logits, wanted[batch], reduction="none")
            loss = (each * weight[batch]).mean() * len(LABELS)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(chosen):.3f}, {time.time() - started:.0f} s", flush=True)


def main(weights: str, out: str) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = sentences() + post_sentences()
    print(f"{len(rows)} sentences, {sum(bool(row.labels) for row in rows)} of them violations")
    encoder, published = load(Path(weights)), load(Path(weights)).state_dict()
    tune(encoder, rows)
    tuned = encoder.state_dict()
    mean = {name: KEEP * published[name] + (1 - KEEP) * tuned[name] for name in tuned}
    Path(out).mkdir(parents=True, exist_ok=True)
    save_file(
        {theirs: mean[ours].contiguous() for ours, theirs in published_names().items()}, Path(out) / "model.safetensors"
    )
    shutil.copy(Path(weights) / "tokenizer.json", out)


if __name__ == "__main__":
    main(*sys.argv[1:])
