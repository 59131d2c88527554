"""Which pupils' full names are written as one word: "#ioanavlasceanu", "ameliacarter2.jpg", "D E F N E A Y D I N"?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysers.name_index import Bearers, How, NameIndex
from checker.analysers.name_parts import shared
from checker.analysers.name_words import Case, Word, WordRow
from checker.analysers.word_lists import common_words, first_names

SHORTEST_JOINED = 6
"""Letters in a joined full name; below it chance hits inside words begin."""
SURE_LENGTH = 10
"""Letters from which a name inside a longer hashtag is no accident."""
LONGEST_JOINED = 60
"""Letters looked at: beyond it a word is no name, and looking costs the square of its length."""


@dataclass(frozen=True, slots=True)
class JoinedName:
    """A full name inside word number `word`: letters [start, stop) of its key."""

    word: int
    start: int
    stop: int
    bearers: Bearers
    is_certain: bool


def find_joined(row: WordRow, index: NameIndex) -> Iterator[JoinedName]:
    """Every pupil's full name written as one word, longest first within a word."""
    for number, word in enumerate(row.words):
        if SHORTEST_JOINED <= len(word.key) <= LONGEST_JOINED:
            yield from _whole(number, word, index) or (_inside(number, word, index) if word.is_tagged else ())


def _whole(number: int, word: Word, index: NameIndex) -> tuple[JoinedName, ...]:
    if not word.is_tagged and (word.key in common_words() or word.key in first_names() or index.last(word.key)):
        return ()
    for cut in range(2, len(word.key) - 1):
        found = _read(word.key[:cut], word.key[cut:], index)
        if found:
            bearers, words = found
            if words == 2 and not word.is_tagged:
                return ()
            is_plain = not word.is_tagged and word.case is Case.LOWER
            is_certain = words < 2 and not (is_plain and (words or cut < 4))
            return (JoinedName(number, 0, len(word.key), bearers, is_certain),)
    return ()


def _inside(number: int, word: Word, index: NameIndex) -> tuple[JoinedName, ...]:
    key = word.key
    for start in range(len(key) - SHORTEST_JOINED + 1):
        for cut in range(start + 3, len(key) - 1):
            if not (index.first(key[start:cut]) or index.last(key[start:cut])):
                continue
            for stop in range(len(key), max(cut + 2, start + SHORTEST_JOINED - 1), -1):
                found = _read(key[start:cut], key[cut:stop], index)
                if found:
                    bearers, words = found
                    is_certain = words < 2 and stop - start >= SURE_LENGTH
                    return (JoinedName(number, start, stop, bearers, is_certain),)
    return ()


def _read(left: str, right: str, index: NameIndex) -> tuple[Bearers, int] | None:
    """Who is meant by these two halves, either way round, and how many of the halves are ordinary words."""
    for first, last in ((left, right), (right, left)):
        first_bearers = index.first(first)
        last_bearers = index.last(last) if first_bearers else None
        both = shared(first_bearers, last_bearers) if first_bearers and last_bearers else {}
        both = {number: how for number, how in both.items() if how <= How.PART}
        if both:
            return both, (left in common_words()) + (right in common_words())
    return None
