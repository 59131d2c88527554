"""What do the words around a full name say of whose it is? Signs with weights, as data, each proven on its examples."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from checker.analysers.word_lists import DATA

FILE = DATA / "name_signs.toml"
BEFORE = 160
"""Characters before a name in which a sign may begin: a list of four names behind "inspired by" has about 130."""
AFTER = 80
"""Characters after a name in which a sign may end."""
_NAMED = re.compile(r"\[(.+?)\]")
_FAMILY = re.compile(r"%(\w+)%")


class Where(Enum):
    """Which words a sign is looked for in."""

    BEFORE = "before"
    AFTER = "after"
    SENTENCE = "sentence"
    POST = "post"


class SignFileError(ValueError):
    """The file of signs cannot be trusted: says which sign, and what to mend."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The folded text around one name."""

    before: str = field(repr=False)
    after: str = field(repr=False)
    sentence: str = field(repr=False)
    post: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a child (a weight above zero) or for somebody or something else (below)."""

    id: str
    weight: int
    where: Where
    patterns: tuple[re.Pattern[str], ...]

    def holds(self, around: Surroundings) -> bool:
        """Whether any pattern is found where it is looked for; after a name it must follow at once."""
        if self.where is Where.AFTER:
            return any(pattern.match(around.after) for pattern in self.patterns)
        text = {Where.BEFORE: around.before, Where.SENTENCE: around.sentence, Where.POST: around.post}[self.where]
        return any(pattern.search(text) for pattern in self.patterns)


@cache
def signs() -> tuple[Sign, ...]:
    """All signs of the file. Raises: SignFileError."""
    return read_signs(FILE)


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of a file, each proven on its own examples. Raises: SignFileError."""
    try:
        untrusted = tomllib.loads(path.read_text(encoding="utf-8"))
        families = _families(untrusted["words"])
        found = tuple(_read(one, families) for one in untrusted["sign"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, re.error) as error:
        raise SignFileError(
            f"{path.name} cannot be read: {type(error).__name__}. Install the checker again."
        ) from error
    if not found:
        raise SignFileError(f"{path.name} has no signs. Install the checker again.")
    return found


def _families(untrusted: dict[str, Any]) -> dict[str, str]:
    return {name: f"(?:{'|'.join(words)})" for name, words in untrusted.items()}


def _read(untrusted: dict[str, Any], families: dict[str, str]) -> Sign:
    if untrusted["where"] not in {where.value for where in Where} or not untrusted["any"] or not untrusted["weight"]:
        raise SignFileError(f"{untrusted['id']}: weight, where or patterns are missing.")
    spelt = (_FAMILY.sub(lambda match: families[match[1]], pattern) for pattern in untrusted["any"])
    sign = Sign(untrusted["id"], int(untrusted["weight"]), Where(untrusted["where"]), tuple(map(re.compile, spelt)))
    _prove(sign, untrusted["flag"], untrusted["leave"])
    return sign


def _prove(sign: Sign, flag: list[str], leave: list[str]) -> None:
    """Both sorts of examples, two of each at least, must turn out as written."""
    if min(len(flag), len(leave)) < 2:
        raise SignFileError(f"{sign.id}: give at least two examples of each sort.")
    for example, expected in [(one, True) for one in flag] + [(one, False) for one in leave]:
        if sign.holds(_example(sign.id, example)) is not expected:
            raise SignFileError(f"{sign.id}: the example {example!r} turns out otherwise.")


def _example(sign_id: str, example: str) -> Surroundings:
    named = _NAMED.search(example)
    if named is None:
        raise SignFileError(f"{sign_id}: the example {example!r} has no name in [brackets].")
    plain = f"{example[: named.start()]}{named[1]}{example[named.end() :]}"
    return Surroundings(example[: named.start()], example[named.end() :], plain, plain)
