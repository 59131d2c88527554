"""How are the hand-written sentences read: "[[Ada Quill|child]] won" is a text and the people in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\[\[(.+?)\|(child|adult|public|character)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Person:
    """Code points [start, end) of a text, and which sort of person they name: CHILD, ADULT, PUBLIC or CHARACTER."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the people in it, in reading order."""

    text: str
    people: tuple[Person, ...]


def read_marked(path: Path) -> list[Marked]:
    """Every line of the file. Raises: ValueError if a mark was left unread."""
    return [unmark(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines()]


def unmark(text: str) -> Marked:
    """The text without its marks. Raises: ValueError if a mark is misspelt."""
    plain, people, reached = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[reached : mark.start()]
        people.append(Person(len(plain), len(plain) + len(mark.group(1)), mark.group(2).upper()))
        plain += mark.group(1)
        reached = mark.end()
    plain += text[reached:]
    if "[[" in plain or "]]" in plain:
        raise ValueError("a mark is not spelt [[name|child]], adult, public or character")
    return Marked(plain, tuple(people))
