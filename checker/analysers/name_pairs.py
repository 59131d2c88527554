"""Where in a text do a pupil's first name and surname stand together, in any form?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from checker.analysers.name_index import NameIndex
from checker.analysers.name_parts import MOST_PIECES, Pair, Part, part, parts_of, shared
from checker.analysers.name_slips import both_misspelt, misspelt_first, misspelt_surname
from checker.analysers.name_words import Case, Gap, Word, WordRow, camel_parts, read_words
from checker.analysers.word_lists import common_words, first_names

_PREFIXED_SURNAME = re.compile(r"(?:Mc|Mac|M|O|D|De|Fitz)[A-Z][a-z]+")
_ADDED = re.compile(r"\s*[&+/,]\s*")
_ASIDE = re.compile(r"\s*(?:\"[^\"\n]+\"|'[^'\n]+'|\([^()\n]+\)|\[[^\[\]\n]+\])\s+$")
LONGEST_ASIDE = 36
"""Characters of a nickname with its quotes between first name and surname."""
MOST_SIBLINGS = 5
_SIGNS = re.compile(r"[^\w\s\x00-\x7f]+")
MOST_CUT = 16
"""Pieces of one name with signs between its letters."""


def name_row(text: str, index: NameIndex) -> WordRow:
    """The words of a text with CamelCase taken apart, save for names that are written so."""
    row = read_words(text)
    words: list[Word] = []
    for word in _signs_taken_out(row, index):
        is_name = index.first(word.key) or index.last(word.key) or _PREFIXED_SURNAME.fullmatch(word.text)
        words.extend((word,) if is_name else camel_parts(word) or (word,))
    return WordRow(row.folded, tuple(words), row.has_capitals)


def _signs_taken_out(row: WordRow, index: NameIndex) -> Iterator[Word]:
    """The words, with pieces that only emoji part ("Ame✨lia") put together where they are a name of the register."""
    place = 0
    while place < len(row.words):
        whole, stop = row.words[place], place + 1
        for end in range(place + 1, min(place + MOST_CUT, len(row.words))):
            if not _SIGNS.fullmatch(row.folded, row.words[end - 1].end, row.words[end].start):
                break
            pieces = row.words[place : end + 1]
            key = "".join(piece.key for piece in pieces)
            if index.first(key) or index.last(key):
                text = "".join(piece.text for piece in pieces)
                whole, stop = replace(row.words[place], text=text, key=key, end=row.words[end].end), end + 1
        yield whole
        place = stop


def find_pairs(row: WordRow, index: NameIndex) -> Iterator[Pair]:
    """Every first name and surname of one pupil that could belong together."""
    firsts, lasts = parts_of(row, index, index.first), parts_of(row, index, index.last)
    ends, starts = _longest(firsts, lambda part: part.stop), _longest(firsts, lambda part: part.start)
    for last in lasts:
        yield from _around_nickname(row, last, ends)
        yield from _before(row, last, ends, index)
        yield from _after(row, last, starts, index)
        yield from _siblings(row, last, ends)
    for first in firsts:
        yield from misspelt_surname(row, first, index)
    for place in range(len(row.words) - 1):
        yield from both_misspelt(row, place, index)


def _longest(parts: list[Part], place: Callable[[Part], int]) -> dict[int, Part]:
    """By place, the part with the most words: "Wing-Yan", not "Yan"."""
    return {place(part): part for part in sorted(parts, key=lambda part: part.stop - part.start)}


def _before(row: WordRow, last: Part, ends: dict[int, Part], index: NameIndex) -> Iterator[Pair]:
    """First name, perhaps one or two middle names, surname."""
    for middles in range(min(3, last.start)):
        stop = last.start - middles
        gap = row.gap(stop - 1, stop)
        if gap is Gap.APART or (gap is Gap.COMMA and middles):
            return
        first = ends.get(stop)
        both = shared(first.bearers, last.bearers) if first else {}
        if first and both:
            yield Pair(first, last, both, gap, middles)
            return
        if not middles:
            if row.words[stop - 1].case is Case.INITIAL or len(row.words[stop - 1].key) == 1:
                yield from _initial(row, stop - 1, last, index, gap)
            else:
                yield from misspelt_first(row, stop - 1, last, index, gap)
        if not _is_middle(row, stop - 1, middles):
            return


def _around_nickname(row: WordRow, last: Part, ends: dict[int, Part]) -> Iterator[Pair]:
    """First name, something in quotes or brackets, surname."""
    start = row.words[last.start].start
    aside = _ASIDE.search(row.folded[max(0, start - LONGEST_ASIDE) : start])
    if not aside:
        return
    aside_length = len(aside.group())
    for stop in range(last.start, max(0, last.start - MOST_PIECES - 2), -1):
        first = ends.get(stop)
        if first and row.words[stop - 1].end == start - aside_length:
            both = shared(first.bearers, last.bearers)
            if both:
                yield Pair(first, last, both, Gap.SPLIT, last.start - stop)


def _is_middle(row: WordRow, place: int, already: int) -> bool:
    """A second middle word must be a first name, or a list without commas would be one long name."""
    word = row.words[place]
    if word.case is Case.LOWER:
        is_name = word.key in first_names() and word.key not in common_words()
        return is_name or (not already and place > 0 and row.gap(place - 1, place) is Gap.JOINED)
    return not already or word.case is Case.INITIAL or word.key in first_names()


def _after(row: WordRow, last: Part, starts: dict[int, Part], index: NameIndex) -> Iterator[Pair]:
    """Surname, first name."""
    if last.stop >= len(row.words):
        return
    gap = row.gap(last.stop - 1, last.stop)
    if gap is Gap.APART or (gap is Gap.DOT and not row.words[last.stop].is_tagged):
        return
    first = starts.get(last.stop)
    both = shared(first.bearers, last.bearers) if first else {}
    if first and both:
        yield Pair(first, last, both, gap)
    elif row.words[last.stop].case is Case.INITIAL and gap in (Gap.COMMA, Gap.SPACE):
        yield from _initial(row, last.stop, last, index, gap)
    elif gap is Gap.COMMA:
        yield from misspelt_first(row, last.stop, last, index, gap)


def _initial(row: WordRow, place: int, last: Part, index: NameIndex, gap: Gap) -> Iterator[Pair]:
    """Initial and surname; of two initials the first counts."""
    stop = place + 1
    if place and row.words[place - 1].case is Case.INITIAL and row.gap(place - 1, place) in (Gap.DOT, Gap.SPACE):
        place -= 1
    both = {
        number: how for number, how in last.bearers.items() if index.has_initial(number, row.words[place].key)
    }  # fmt: skip
    if both:
        yield Pair(part(row, place, stop, {}), last, both, gap, is_initial=True)


def _siblings(row: WordRow, last: Part, ends: dict[int, Part]) -> Iterator[Pair]:
    """ "Connor and Maisie Blakemore": every name in the chain that has this surname in the register."""
    place = last.start - 1
    if place < 1 or row.gap(place, last.start) is not Gap.SPACE or row.words[place].case is Case.INITIAL:
        return
    bearers = dict(shared(ends[place + 1].bearers, last.bearers)) if place + 1 in ends else {}
    for _ in range(MOST_SIBLINGS):
        stop = _chained(row, place)
        if not stop:
            return
        place = stop - 1
        first = ends.get(stop)
        both = shared(first.bearers, last.bearers) if first else {}
        if first and both:
            bearers |= both
            yield Pair(first, last, dict(bearers), Gap.SPLIT, is_sibling=True)


def _chained(row: WordRow, place: int) -> int | None:
    """Number after that of the name which "and", "&" or a comma joins to the one at `place`."""
    before = place - 1
    if before < 0:
        return None
    if row.words[before].key == "and":
        return before if before and row.gap(before - 1, before) in (Gap.SPACE, Gap.COMMA) else None
    between = row.folded[row.words[before].end : row.words[place].start]
    return place if _ADDED.fullmatch(between) else None
