"""Which words does a school leave alone, ask about or refuse? Read once from the data files beside this one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class SchoolWords:
    """Words of the package's list that a school writes in good faith, and phrases that excuse a doubtful word."""

    leave: frozenset[str]
    ask: frozenset[str]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UKWords:
    """What the package's list lacks."""

    block: frozenset[str]
    ask: frozenset[str]
    phrases_block: tuple[str, ...]
    phrases_ask: tuple[str, ...]
    masked: tuple[str, ...]
    inside: tuple[str, ...]
    inside_start: tuple[str, ...]
    harmless: frozenset[str]
    harmless_inside: re.Pattern[str]
    emoji: str

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem that is looked for inside longer words."""
        return self.inside + self.inside_start


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def _school() -> SchoolWords:
    data = _read("school_words.toml")
    return SchoolWords(frozenset(data["leave"].split()), frozenset(data["ask"].split()), tuple(data["phrases"]))


def _uk() -> UKWords:
    data = _read("uk_words.toml")
    harmless = sorted(data["harmless"].split(), key=len, reverse=True)
    return UKWords(
        block=frozenset(data["block"].split()),
        ask=frozenset(data["ask"].split()),
        phrases_block=tuple(data["phrases_block"]),
        phrases_ask=tuple(data["phrases_ask"]),
        masked=tuple(data["masked"].split()),
        inside=tuple(data["inside"]),
        inside_start=tuple(data["inside_start"]),
        harmless=frozenset(harmless),
        harmless_inside=re.compile("|".join(map(re.escape, harmless))),
        emoji=data["emoji"],
    )


SCHOOL = _school()
UK = _uk()
