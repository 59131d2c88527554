"""Where does a pupil's name stand with a slip or two in it?"""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysers.name_index import How, NameIndex
from checker.analysers.name_parts import Pair, Part, part
from checker.analysers.name_words import Gap, WordRow
from checker.analysers.near_names import SHORTEST_FUZZY
from checker.analysers.word_lists import common_words


def misspelt_first(row: WordRow, place: int, last: Part, index: NameIndex, gap: Gap) -> Iterator[Pair]:
    word = row.words[place]
    if word.key in common_words():
        return
    near = index.near_first(word.key)
    both = {number: How.MISSPELT for number in near if last.bearers.get(number, How.PART) <= How.KNOWN_AS}
    if both:
        yield Pair(part(row, place, place + 1, near), last, both, gap)
    elif gap is Gap.SPACE and not index.first(word.key):
        far = index.far_first(word.key, {n: how for n, how in last.bearers.items() if how <= How.KNOWN_AS})
        if far:
            yield Pair(part(row, place, place + 1, far), last, dict(far), gap, is_far=True)


def misspelt_surname(row: WordRow, first: Part, index: NameIndex) -> Iterator[Pair]:
    for place, left in ((first.stop, first.stop - 1), (first.start - 1, first.start - 1)):
        if not 0 <= place < len(row.words) or row.words[place].key in common_words():
            continue
        gap = row.gap(left, left + 1)
        wanted = (Gap.SPACE, Gap.JOINED, Gap.SPLIT) if place == first.stop else (Gap.COMMA,)
        near = index.near_last(row.words[place].key) if gap in wanted else {}
        both = {number: How.MISSPELT for number in near if first.bearers.get(number, How.PART) <= How.NICKNAME}
        if both:
            yield Pair(first, part(row, place, place + 1, near), both, gap)
        elif gap is Gap.SPACE and not index.last(row.words[place].key):
            far = index.far_last(row.words[place].key, {n: h for n, h in first.bearers.items() if h <= How.KNOWN_AS})
            if far:
                yield Pair(first, part(row, place, place + 1, far), dict(far), gap, is_far=True)


def both_misspelt(row: WordRow, place: int, index: NameIndex) -> Iterator[Pair]:
    """A slip in the first name and another in the surname."""
    first, last = row.words[place], row.words[place + 1]
    if min(len(first.key), len(last.key)) < SHORTEST_FUZZY or {first.key, last.key} & common_words():
        return
    if row.gap(place, place + 1) is not Gap.SPACE or index.first(first.key) or index.last(last.key):
        return
    near_first = index.near_first(first.key)
    near_last = index.near_last(last.key) if near_first else {}
    both = {number: how for number, how in near_first.items() if number in near_last}
    if both:
        left, right = part(row, place, place + 1, near_first), part(row, place + 1, place + 2, near_last)
        yield Pair(left, right, both, Gap.SPACE, is_far=True)
