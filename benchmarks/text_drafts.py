"""Which drafts and registers are the text benchmarks measured on? Invented people, and words of a school's day."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
WORDS = 60
FIRST = (
    "Orla Kit Amara Bea Cai Dara Ewan Femi Greta Hal Ines Jory Kezia Lowri Maeve Nia Otis Pia Quill Rafi Sian".split()
)
LAST = (
    "Penhallow Trevanion Okonjo Braithwaite Llewelyn Marchetti Dobson Farrant Quayle Sorley Wrenfield Yelland".split()
)
SCHOOL = 420
"""A two-form primary school."""
TRUST = 50_000


@dataclass(frozen=True, slots=True)
class Marked:
    """A hand-written post: what is in it that should be found, as (kind, start, end); nothing in an innocent one."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


def marked_posts() -> tuple[Marked, ...]:
    """The posts of text_posts.jsonl. The phones are of the ranges kept for drama, the NHS numbers of that for tests."""
    rows = [json.loads(line) for line in (HERE / "text_posts.jsonl").read_text(encoding="utf-8").splitlines()]
    return tuple(Marked(row["text"], tuple(_place(row["text"], span) for span in row["spans"])) for row in rows)


def _place(text: str, span: dict[str, str]) -> tuple[str, int, int]:
    start = text.index(span["text"])
    return span["kind"], start, start + len(span["text"])


def drafts(chance: random.Random, how_many: int, *, innocent: bool) -> list[str]:
    """Posts of 60 words put together from sentences of the marked posts, new in every round: no cache may answer."""
    posts = [post.text for post in marked_posts() if not (innocent and post.spans)]
    sentences = [sentence for text in posts for sentence in re.split(r"(?<=[.!?]) ", text)]
    return [" ".join(" ".join(chance.choices(sentences, k=WORDS)).split()[:WORDS]) for _ in range(how_many)]


def school_list() -> str:
    """A register of 420: every first name with every surname."""
    pairs = [(first, f"{last}{extra}") for extra in ("", "-Vale") for last in LAST for first in FIRST]
    return _csv(pairs[:SCHOOL])


def trust_list() -> str:
    """A register of 50,000: the 420, and the commonest first names with surnames made of syllables."""
    chance = random.Random(1)
    lines = (HERE.parent / "models" / "first_names.txt").read_text(encoding="utf-8").splitlines()
    first = [line.split("\t")[0].title() for line in lines if not line.startswith("#")][:1000]
    starts, ends = (
        "Bran Cor Dun Fen Gar Hol Kel Lang Mar Nor Pen Ros Stan Thor Wex".split(),
        "by cott den ford ham".split(),
    )
    middles = [vowel + consonant for vowel in "aeiou" for consonant in "dlmnrstvw"]
    surnames = [
        start + "".join(chance.choices(middles, k=2)) + end for start in starts for end in ends for _ in range(200)
    ]
    pairs = [(name, last) for last in LAST for name in FIRST]
    while len(pairs) < TRUST:
        pairs.append((chance.choice(first), chance.choice(surnames)))
    return _csv(pairs)


def _csv(pairs: list[tuple[str, str]]) -> str:
    rows = [f"P{number:05d},{first},{last},Year 4,Oak,no" for number, (first, last) in enumerate(pairs)]
    return "pupil_id,first_name,last_name,year_group,class_name,name_consent\n" + "\n".join(rows) + "\n"
