"""Which pupils are named in two places of one sentence: the surname here, the first name there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.name_index import Bearers, How, NameIndex
from checker.analysers.name_judgement import title_before
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.word_lists import adult_words, common_words, place_words

APART_AT_MOST = 8
"""Words between a surname and the first name that belongs to it: "Adebayo, who is a real Ogunlesi, sang"."""
_NEAREST = frozenset((How.EXACT, How.KNOWN_AS, How.NICKNAME))
_ENDS = re.compile(r"(?<!\.)[.!?](?=\s)|\n")
_TITLES = frozenset("mr mrs miss ms mx dr".split())
_OUR = re.compile(r", our ")
_LABEL = re.compile(r"(?i)\b(?:surname|family name|last name)\W+$")


def find_apart(row: WordRow, index: NameIndex) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Number of a word that is a surname standing alone, and the pupils whose first name is in the same sentence."""
    for place, word in enumerate(row.words):
        bearers = index.last(word.key) or index.last(word.key.removesuffix("s"))
        if not bearers or word.is_tagged or not _stands_alone(row, place):
            continue
        before, after = max(0, place - APART_AT_MOST), place + APART_AT_MOST + 1
        is_family, named = _is_whole_family(row, place), set[int]()
        for other in (*range(before, place), *range(place + 1, min(after, len(row.words)))):
            firsts = (index.first(row.words[other].key) or {}) | _double_first(row, other, index)
            both = {n for n, how in firsts.items() if how in _NEAREST and n in bearers}
            if both and _is_lone_first(row, other) and (is_family or not _ENDS.search(_between(row, place, other))):
                named |= both
        if named:
            yield place, tuple(sorted(named))


def _double_first(row: WordRow, place: int, index: NameIndex) -> Bearers:
    """ "Ana-Maria (yes, Stoica)": the first name is two words with a hyphen, of which `place` is the second."""
    if not place or row.gap(place - 1, place) is not Gap.JOINED:
        return {}
    return index.first(row.words[place - 1].key + row.words[place].key) or {}


def _is_whole_family(row: WordRow, place: int) -> bool:
    """ "Grace managed six hours. The Tolleys have raised £90": who they are was told the sentence before."""
    return place > 0 and row.words[place - 1].key == "the" and row.words[place].key.endswith("s")


def _is_played_with(row: WordRow, place: int) -> bool:
    """ "He made it look like a Breeze, our Dylan": a word, but with a capital in mid-sentence and its owner behind."""
    end = row.words[place].end
    is_inside = place > 0 and row.words[place - 1].case is Case.LOWER and row.words[place].case is Case.CAPITAL
    return is_inside and bool(_OUR.match(row.folded[end : end + 7]))


def _stands_alone(row: WordRow, place: int) -> bool:
    """No title, first name or initial before it, and neither an adult's nor a place's."""
    word = row.words[place]
    if word.key in common_words() and not _is_played_with(row, place):
        return False
    if word.case not in (Case.CAPITAL, Case.UPPER) or title_before(row, place):
        return False
    after = row.words[place + 1] if place + 1 < len(row.words) else None
    if after and after.case is not Case.LOWER and row.gap(place, place + 1) in (Gap.SPACE, Gap.JOINED):
        return False
    if after and after.key in place_words():
        return False
    if not place or _LABEL.search(row.folded[max(0, word.start - 24) : word.start]):
        return True
    before = row.words[place - 1]
    is_named = before.case is not Case.LOWER and row.gap(place - 1, place) in (Gap.SPACE, Gap.JOINED, Gap.DOT)
    is_named = is_named and before.key not in common_words()
    near = [other.key for other in row.words[max(0, place - 4) : place]]
    return not is_named and not any(key in adult_words() or key in _TITLES for key in near)


def _is_lone_first(row: WordRow, place: int) -> bool:
    """Written like a name, and not followed by another surname."""
    word = row.words[place]
    if word.case is Case.LOWER or word.key in common_words() or title_before(row, place):
        return False
    if place + 1 >= len(row.words) or row.gap(place, place + 1) not in (Gap.SPACE, Gap.JOINED):
        return True
    after = row.words[place + 1]
    return after.case is Case.LOWER or after.key in common_words()


def _between(row: WordRow, one: int, other: int) -> str:
    left, right = sorted((one, other))
    return row.folded[row.words[left].end : row.words[right].start]
