"""Which words of a text are a pupil's first name or surname, and which of them belong together?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.analysers.name_index import Bearers, How, NameIndex
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.word_lists import common_words

MOST_PIECES = 4
"""Words that make up one name: "Ana Maria", "van der Berg", "O Kell Mc Garrow"."""
_HELD_TOGETHER = frozenset(("' ", " '", " - ", "- ", " -"))
"""Between the pieces of one name, however carelessly typed: "O' Kell", "Fenwick - Sharrow"."""

_ABBREVIATED = frozenset(("st", "mc"))


@dataclass(frozen=True, slots=True)
class Part:
    """Words [start, stop) of a row that stand for a first name or a surname."""

    start: int
    stop: int
    bearers: Bearers
    case: Case
    is_word: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A first name and a surname of the same pupils, and how they stand to each other."""

    first: Part
    last: Part
    bearers: dict[int, How]
    gap: Gap
    middles: int = 0
    is_sibling: bool = False
    is_initial: bool = False
    is_far: bool = False
    """Two slips away: in one half, or one in each."""

    @property
    def is_reversed(self) -> bool:
        """True if the surname stands first."""
        return self.last.start < self.first.start

    @property
    def start(self) -> int:
        """Number of the first word."""
        return min(self.first.start, self.last.start)

    @property
    def stop(self) -> int:
        """Number after that of the last word."""
        return max(self.first.stop, self.last.stop)


def parts_of(row: WordRow, index: NameIndex, look_up: Callable[[str], Bearers | None]) -> list[Part]:
    """Every first name, or every surname; at one place the longest comes first."""
    found: list[Part] = []
    for start in range(len(row.words)):
        found.extend(reversed(list(_parts_at(row, start, index, look_up))))
    return found


def _parts_at(row: WordRow, start: int, index: NameIndex, look_up: Callable[[str], Bearers | None]) -> Iterator[Part]:
    key = ""
    for stop in range(start + 1, min(start + MOST_PIECES, len(row.words)) + 1):
        key += row.words[stop - 1].key
        bearers = look_up(key)
        if bearers:
            yield part(row, start, stop, bearers)
        if row.words[stop - 1].key not in index.openers or stop == len(row.words):
            return
        if not _goes_on(row, stop):
            return


def _goes_on(row: WordRow, stop: int) -> bool:
    """Nothing stands before word number `stop` but what may stand inside a name: "St. John" has a stop in it."""
    gap = row.gap(stop - 1, stop)
    if gap in (Gap.SPACE, Gap.JOINED) or (gap is Gap.DOT and row.words[stop - 1].key in _ABBREVIATED):
        return True
    return row.folded[row.words[stop - 1].end : row.words[stop].start] in _HELD_TOGETHER


def part(row: WordRow, start: int, stop: int, bearers: Bearers) -> Part:
    """These words as a part of a name."""
    words = row.words[start:stop]
    return Part(start, stop, bearers, words[-1].case, len(words) == 1 and words[0].key in common_words())


def shared(first: Bearers, last: Bearers) -> dict[int, How]:
    """Who bears both: only the nearest kind, so that "Charlie" means the pupil of that name before a Charlotte."""
    few, many = (first, last) if len(first) <= len(last) else (last, first)
    both = {number: max(how, many[number]) for number, how in few.items() if number in many}
    nearest = {How.KNOWN_AS: How.EXACT}
    best = min((nearest.get(how, how) for how in both.values()), default=How.EXACT)
    return {number: how for number, how in both.items() if nearest.get(how, how) == best}
