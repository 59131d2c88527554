"""The labelled sentences that the encoder and its heads are trained on: read here, in one way, by both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.analysers.language import SpacyLanguage

HERE = Path(__file__).parent
LABELS = ("political", "opinion", "disrepute", "offensive", "unlawful", "whereabouts", "private")
OF_POSTS = {  # how whole labelled posts (posts_held.jsonl and the development posts) call the same things
    "political": "political",
    "personal_opinion": "opinion",
    "disrepute": "disrepute",
    "offensive": "offensive",
    "unlawful_or_commercial": "unlawful",
    "location_schedule_risk": "whereabouts",
    "personal_detail": "private",
}
MUST_BLOCK = frozenset({"political", "offensive", "private"})  # as the development posts' labels are judged


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and the criteria it touches. `file` and `post` say which text it stands in, one after the other."""

    text: str
    labels: frozenset[str]
    file: str
    post: int


def sentences(*, held: bool = False) -> list[Labelled]:
    """The hand-written sentences; the files called held_* are never trained on."""
    return [
        Labelled(row["text"], frozenset() if row["label"] == "fine" else frozenset([row["label"]]), file.stem, number)
        for file in sorted((HERE / "sentences").glob("*.jsonl"))
        if file.name.startswith("held_") is held
        for number, row in enumerate(_lines(file))
    ]


def post_sentences() -> list[Labelled]:
    """The sentences of the hand-written whole posts, in their order."""
    return [
        Labelled(text, frozenset(labels), file.stem, number)
        for file in sorted(HERE.glob("posts_?.jsonl"))
        for number, row in enumerate(_lines(file))
        for text, labels in row["sentences"]
    ]


def marked_posts(file: Path) -> list[Labelled]:
    """The sentences of posts whose violations are marked by span, as the development posts are."""
    return [
        Labelled(text, labels, file.stem, number)
        for number, row in enumerate(_lines(file))
        for text, labels in _marked(row)
    ]


def as_posts(rows: list[Labelled]) -> list[tuple[list[str], dict[str, object]]]:
    """Labelled sentences as posts to measure on. A post without a breach of these criteria is an ordinary one."""
    made = []
    for _, group in groupby(rows, key=lambda row: (row.file, row.post)):
        of_post = list(group)
        labels = frozenset[str]().union(*(row.labels for row in of_post))
        expected = "block" if labels & MUST_BLOCK else "review" if labels else "clear"
        kinds = [kind for kind, label in OF_POSTS.items() if label in labels]
        made.append(([row.text for row in of_post], {"labels": kinds, "expected": expected}))
    return made


def whole_posts(file: Path) -> list[tuple[list[str], dict[str, object]]]:
    """Posts to measure on: their sentences, and the row."""
    return [([text for text, _, _ in split(row["text"])], row) for row in _lines(file)]


@cache
def _language() -> SpacyLanguage:
    from checker.analysers.language import SpacyLanguage

    return SpacyLanguage(None)  # sentences are all that is needed: no trained part


def split(text: str) -> list[tuple[str, int, int]]:
    """The sentences of a text as the checker itself splits it."""
    spans = _language().parse(text).sentences
    return [(text[s.start : s.end].strip(), s.start, s.end) for s in spans if text[s.start : s.end].strip()]


def _marked(row: dict[str, object]) -> Iterator[tuple[str, frozenset[str]]]:
    for text, start, end in split(row["text"]):
        touching = (s for s in row["spans"] if s["start"] < end and s["end"] > start)
        yield text, frozenset(OF_POSTS[s["label"]] for s in touching if s["label"] in OF_POSTS)


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
