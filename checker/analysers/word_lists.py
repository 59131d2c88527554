"""Which words are first names, ordinary words, places or trades: the lists, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.core.folding import fold

MODELS = Path(__file__).resolve().parents[2] / "models"
DATA = Path(__file__).parent / "data"


def plain_key(name: str) -> str:
    """A name reduced to what its spellings share: folded, small letters, letters only."""
    if name.isascii() and name.isalpha():
        return name.lower()
    return "".join(character for character in fold(name).text.lower() if character.isalpha())


@cache
def common_words() -> frozenset[str]:
    """Words that people write in small letters, so that a capital or a neighbour must make them a name."""
    return frozenset(_words(MODELS / "common_words.txt") + _words(DATA / "word_names.txt"))


@cache
def first_names() -> dict[str, int]:
    """First names and how many children were given them in England and Wales in 2019 to 2024."""
    births: dict[str, int] = {}
    for line in _lines(MODELS / "first_names.txt"):
        name, _, count = line.partition("\t")
        key = plain_key(name)
        births[key] = max(int(count), births.get(key, 0))
    return births


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Other forms that a first name goes by, each way round: "oliver" has "ollie" and "ollie" has "oliver"."""
    forms: dict[str, dict[str, None]] = {}
    for line in _lines(DATA / "nicknames.txt"):
        formal, _, short_forms = line.partition(":")
        for short in short_forms.split():
            forms.setdefault(formal, {})[short] = None
            forms.setdefault(short, {})[formal] = None
    return {name: tuple(others) for name, others in forms.items()}


@cache
def formal_names() -> frozenset[str]:
    """First names that have short forms."""
    return frozenset(line.partition(":")[0] for line in _lines(DATA / "nicknames.txt"))


@cache
def public_names() -> frozenset[str]:
    """Full names, as joined keys, of people and characters that posts mention without meaning a child."""
    return frozenset(plain_key(name) for name in public_full_names())


@cache
def known_names() -> frozenset[str]:
    """The same and many more, as joined keys: what excuses a guess at a name that is in no register."""
    return public_names() | {plain_key(name) for name in _lines(DATA / "known_names.txt")}


@cache
def public_full_names() -> tuple[str, ...]:
    """The same names as they are written."""
    return tuple(_lines(DATA / "public_names.txt"))


@cache
def place_words() -> frozenset[str]:
    """Words that, after a name, make it a place, a building, an award or an occasion."""
    return frozenset(_words(DATA / "place_words.txt"))


@cache
def adult_words() -> frozenset[str]:
    """Words that say a person is an adult."""
    return frozenset(_words(DATA / "adult_words.txt"))


@cache
def history_words() -> frozenset[str]:
    """Words that say a person is read or learnt about."""
    return frozenset(_words(DATA / "history_words.txt"))


@cache
def older_names() -> frozenset[str]:
    """First names that today's adults bear more often than today's children."""
    return frozenset(plain_key(name) for name in _words(DATA / "older_names.txt"))


@cache
def word_surnames() -> frozenset[str]:
    """Ordinary words that are also surnames."""
    return frozenset(_words(DATA / "word_surnames.txt"))


@cache
def other_words() -> frozenset[str]:
    """Words, often from other languages, that look like names and belong to no child's name."""
    return frozenset(plain_key(word) for word in _words(DATA / "other_words.txt"))


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _words(path: Path) -> list[str]:
    return [word for line in _lines(path) for word in line.split()]
