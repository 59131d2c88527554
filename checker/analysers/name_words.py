"""Where are the words of a text that could be parts of a name, and what stands between them?"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from checker.core.folding import fold


class Case(Enum):
    """How a word is written."""

    LOWER = auto()
    CAPITAL = auto()
    UPPER = auto()
    INITIAL = auto()


class Gap(Enum):
    """What stands between two words."""

    SPACE = auto()
    JOINED = auto()
    DOT = auto()
    COMMA = auto()
    SPLIT = auto()
    APART = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """Letters [start, end) of the folded text; `key` is what they are looked up by."""

    text: str = field(repr=False)
    key: str = field(repr=False)
    start: int
    end: int
    case: Case
    is_tagged: bool = False
    """Inside a hashtag, a handle, a web address or a file name, where capitals and spaces are lost."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """The words of a text in order, over its folded form."""

    folded: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    has_capitals: bool
    """False for a text typed in a hurry: then small letters say nothing about whether a word is a name."""

    def gap(self, left: int, right: int) -> Gap:
        """What stands between word number `left` and word number `right`, a later one."""
        return _gap(self.folded[self.words[left].end : self.words[right].start])


# A letter that a program could not show ("Wi\ufffdniewska", "Wi?niewska") leaves the word one word, a slip away.
_WORD = re.compile(r"[^\W\d_]+(?:(?:['\ufffd]|\?(?=[a-z]))[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s$", re.IGNORECASE)
# Three or more single letters one mark apart: "D E F N E", "A-m-e-l-i-a". A wider blank ends a word.
_SPACED_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*·][^\W\d_](?![^\W_])){2,}")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+")
_CAMEL_JOIN = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
# Lengths are bounded and starts anchored, so that 100,000 letters without a blank cost no more than as many words.
_TAGGED = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w.\-]+|[#@][\w.\-]+|(?:https?://|www\.)\S+|(?<!\w)[^\W_]{1,60}_\w+"
    r"|(?<!\S)\S{1,120}\.(?:jpe?g|png|gif|heic|webp|pdf|docx?|pptx?|xlsx?|mp4|mov|mp3)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|$)|[!?;:]|\n\s*\n|\d")
_PAUSES = frozenset((":", "...", ".."))
_BRACKETED_NUMBER = re.compile(r"\(\s*\d{1,2}\s*\)|\[\s*\d{1,2}\s*\]")
WIDEST_GAP = 12
"""Characters between two parts of one name: room for a bracket, a few emoji or a line break."""


def _gap(between: str) -> Gap:
    if between == " ":
        return Gap.SPACE
    if between in ("", "-", "_", "'"):
        return Gap.JOINED
    if between.isspace() and "\n" not in between:
        return Gap.SPACE
    if between in (".", ". ", ".  "):
        return Gap.DOT
    if len(between) > WIDEST_GAP:
        return Gap.APART
    if between.strip() in _PAUSES or between == " . ":  # a stop with a blank before it ends no sentence
        return Gap.SPLIT
    bare = _BRACKETED_NUMBER.sub(" ", between)
    if "," in bare:
        return Gap.COMMA if bare.strip() in (",", '",', '","') else Gap.APART
    return Gap.APART if _SENTENCE_END.search(bare) or "." in bare or "&" in bare else Gap.SPLIT


@lru_cache(maxsize=64)
def read_words(text: str) -> WordRow:
    """The words of this text, spaced-out letters put together. CamelCase is left to `camel_parts`."""
    folded = fold(text).text
    tagged = [match.span() for match in _TAGGED.finditer(folded)]
    spaced = list(_SPACED_OUT.finditer(folded))
    spaced_spans = [match.span() for match in spaced]
    words = [_spaced_word(match) for match in spaced]
    for match in _WORD.finditer(folded):
        if not _is_inside(match.start(), spaced_spans):
            words.append(_word(match.group(), match.start(), _is_inside(match.start(), tagged)))
    words.sort(key=lambda word: word.start)
    capitals = any(word.case is Case.CAPITAL and not word.is_tagged for word in words)
    return WordRow(folded, tuple(words), capitals)


def camel_parts(word: Word) -> tuple[Word, ...]:
    """The parts of "AmeliaCarter"; nothing for a word that is one piece."""
    if word.case is Case.LOWER or not _CAMEL_JOIN.search(word.text):
        return ()
    pieces = list(_CAMEL.finditer(word.text))
    return tuple(_word(piece.group(), word.start + piece.start(), word.is_tagged) for piece in pieces)


def _word(text: str, start: int, is_tagged: bool) -> Word:
    text = _POSSESSIVE.sub("", text)
    key = text.lower()
    if not key.isalpha():
        key = "".join(filter(str.isalpha, key))
    return Word(text, key, start, start + len(text), _case(text), is_tagged)


def _spaced_word(match: re.Match[str]) -> Word:
    letters = "".join(character for character in match.group() if character.isalpha())
    return Word(letters, letters.lower(), match.start(), match.end(), _case(letters), is_tagged=True)


def _case(text: str) -> Case:
    if not text[0].isupper():
        # Scripts without capitals cannot be told apart by them: they count as written like a name.
        return Case.LOWER if text[0].islower() else Case.CAPITAL
    if len(text) == 1:
        return Case.INITIAL
    return Case.UPPER if text.isupper() else Case.CAPITAL


def _is_inside(position: int, spans: list[tuple[int, int]]) -> bool:
    """True if one of these spans, in order and apart from each other, holds the position."""
    place = bisect_right(spans, (position, sys.maxsize)) - 1
    return place >= 0 and position < spans[place][1]
