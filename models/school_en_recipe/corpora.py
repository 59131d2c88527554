"""What do the published tweet corpora give us: detokenised texts with the people in them?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from marked import Marked, Person

SOURCES = {
    "btc/btc.train": "2117732e744d8f1692786c7ebb919c52dadd406f082b43fe1e625a51f2cadd0f",
    "btc/btc.dev": "9f7d33bcd195cecf9767357a5f1fe0ba879af6c55ebb68b8e846bff23c4e7fa5",
    "wnut17/wnut17train.conll": "731820e13f71af324c6b55a1575ec2ce59fbaa2a0806f8f0400b98d56cd6a7a5",
    "wnut17/emerging.dev.conll": "e053b752b8155113ca66e7db08af5f2f5f43ab993694e4774f1ec5bad42312d8",
}
"""Files read, and their SHA-256. The test parts of both corpora are left alone."""

_CLOSES = re.compile(r"(?:[.,!?;:)\]%…]+|'s|'m|'re|'ve|'ll|'d|n't|'S)\Z")
_OPENS = re.compile(r"[(\[£$#@]\Z")
QUOTE = "'\"'"
"""How the Broad Twitter Corpus spells a double quotation mark."""
_PERSON = frozenset(("PER", "person"))


def read_corpora(folder: Path) -> list[Marked]:
    """All tweets; a person in them is PUBLIC, and a handle is nobody. Raises: ValueError at another file's bytes."""
    tweets: list[Marked] = []
    for name, digest in SOURCES.items():
        data = (folder / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"{name} is not the file that the recipe was written for")
        tweets.extend(_tweet(rows) for rows in _tweets(data.decode("utf-8")))
    return tweets


def _tweets(text: str) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in text.splitlines():
        word, _, tag = line.partition("\t")
        if word.strip():
            rows.append(('"' if word == QUOTE else word, tag.strip()))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _tweet(rows: list[tuple[str, str]]) -> Marked:
    text, before = "", ""
    people: list[Person] = []
    for word, tag in rows:
        is_glued = not text or _CLOSES.match(word) or _OPENS.match(before)
        text += "" if is_glued else " "
        start, is_handle = len(text), before == "@" or word.startswith("@")
        text += word
        # Four of five people in the Broad Twitter Corpus are @handles: learning those teaches nothing about names.
        if tag[2:] in _PERSON and not is_handle:
            if tag[0] == "I" and people and people[-1].end >= start - 1:
                people[-1] = Person(people[-1].start, len(text), "PUBLIC")
            else:
                people.append(Person(start, len(text), "PUBLIC"))
        before = word
    return Marked(text, tuple(people))
