"""Which single names stand for a pupil: a first name alone, or a surname that is said to be a child's?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.name_index import Bearers, NameIndex
from checker.analysers.name_judgement import title_before
from checker.analysers.name_parts import parts_of
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.word_lists import common_words, place_words, public_names

_CHILD_TITLES = frozenset(("miss", "master"))
_PLAYED_TITLES = frozenset("professor detective inspector captain chef agent commander".split())
"""What a child is called for its experiment or its costume, where a class follows; a teacher is none of these."""
_YOUNG = frozenset(("little", "young"))
_BELONGS = frozenset(("in", "from", "of"))
_GROUPS = frozenset(("year", "class", "reception", "nursery", "y", "ks"))
_FAMILY = frozenset("family twins twin siblings brothers sisters triplets children kids boys girls duo".split())
_OFFSPRING = frozenset("daughter daughters son sons grandson granddaughter stepson stepdaughter".split())
_IN_A_CLASS = frozenset("in from of for to with by at and met versus v the our class".split())
_SURE_SENTENCE_START = frozenset(
    "has had is was won got came scored read loves enjoyed made wrote says said told".split()
)
_CALENDAR = frozenset("spring summer autumn winter april may june august easter christmas eve noel".split())
_DATED = frozenset("in this last next every our the their during by since until for all early late of on".split())
_ROLE = re.compile(
    r"\b(?:dress\w*(?: up)?|came|come|coming|went|going) as (?:\w+,? (?:and |or )?){0,2}$", re.IGNORECASE
)
"""A costume: what somebody came as is not who came."""
_ROLE_BEFORE = 40


def find_child_surnames(row: WordRow, index: NameIndex) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Words [start, stop) with a title or "twins" that make a surname a child's: "Little Miss X of Willow"."""
    for place, word in enumerate(row.words):
        bearers = index.last(word.key)
        if not bearers or word.case is Case.LOWER or not place:
            continue
        if _is_titled_child(row, place, index):
            yield place - 1, place + 1, tuple(sorted(bearers))
        elif word.key not in common_words() and _is_family(row, place):
            named = _first_names_nearby(row, place, bearers, index)
            if named:
                yield place, place + 1, named


def _is_titled_child(row: WordRow, place: int, index: NameIndex) -> bool:
    title = row.words[place - 1].key
    if title not in _CHILD_TITLES | _PLAYED_TITLES or row.gap(place - 1, place) not in (Gap.SPACE, Gap.DOT):
        return False
    if title == "master" or (place > 1 and row.words[place - 2].key in _YOUNG):
        return row.words[place - 1].case is not Case.LOWER
    after = row.words[place + 1 : place + 3]
    return (
        len(after) == 2 and after[0].key in _BELONGS and (after[1].key in _GROUPS or after[1].key in index.class_words)
    )


def _is_family(row: WordRow, place: int) -> bool:
    """The surname is a family's: "the X twins", "Mrs X's daughter"."""
    after = row.words[place + 1].key if place + 1 < len(row.words) else ""
    if after in _FAMILY and not title_before(row, place):
        return True
    return any(word.key in _OFFSPRING for word in row.words[max(0, place - 4) : place + 5])


def _first_names_nearby(row: WordRow, place: int, bearers: Bearers, index: NameIndex) -> tuple[int, ...]:
    """Pupils of this surname whose first name stands within ten words of it."""
    named: set[int] = set()
    for word in row.words[max(0, place - 10) : place + 11]:
        if word.case is not Case.LOWER and word.key not in common_words():
            named |= (index.first(word.key) or {}).keys() & bearers.keys()
    return tuple(sorted(named))


def find_lone(row: WordRow, index: NameIndex) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Words [start, stop) that stand for a pupil's first name, and the pupils that bear it."""
    reached = 0
    for name in parts_of(row, index, index.first):
        numbers = index.alone("".join(word.key for word in row.words[name.start : name.stop]))
        if numbers and name.start >= reached and _reads_like_a_name(row, name.start, index):
            yield name.start, name.stop, numbers
            reached = name.stop


def _reads_like_a_name(row: WordRow, place: int, index: NameIndex) -> bool:
    word = row.words[place]
    if title_before(row, place) or _is_named_place(row, place) or _is_role(row, place):
        return False
    if word.key in index.class_words:
        return _reads_like_a_person(row, place)
    if word.key in _CALENDAR and word.case is not Case.LOWER and _is_time(row, place):
        return False
    if word.case is Case.LOWER:
        return word.key not in common_words() and (word.is_tagged or not row.has_capitals)
    if word.key not in common_words():
        return True
    return word.case is Case.CAPITAL and (not _starts_sentence(row, place) or _reads_like_a_person(row, place))


def _is_named_place(row: WordRow, place: int) -> bool:
    """Part of "Victoria Park", or of a public figure's name."""
    if place + 1 >= len(row.words) or row.gap(place, place + 1) is not Gap.SPACE:
        return False
    after = row.words[place + 1]
    is_public = row.words[place].key + after.key in public_names()
    return is_public or (after.key in place_words() and after.case is Case.CAPITAL)


def _is_role(row: WordRow, place: int) -> bool:
    """The second half of "Horrid Henry", or somebody's costume."""
    word = row.words[place]
    if place and row.words[place - 1].key + word.key in public_names():
        return True
    return bool(_ROLE.search(row.folded[max(0, word.start - _ROLE_BEFORE) : word.start]))


def _is_time(row: WordRow, place: int) -> bool:
    """ "Their Autumn songs", "in May", but not "well done to Autumn" or "Autumn has"."""
    if _reads_like_a_person(row, place):
        return False
    goes_on = place + 1 < len(row.words) and row.gap(place, place + 1) in (Gap.SPACE, Gap.JOINED)
    is_dated = place > 0 and row.words[place - 1].key in _DATED
    return is_dated or (goes_on and row.words[place + 1].key != "and")


def _reads_like_a_person(row: WordRow, place: int) -> bool:
    """For a class name or a word at the start of a sentence: only what a person does or owns counts."""
    word = row.words[place]
    if word.case is Case.LOWER or (place and row.words[place - 1].key in _IN_A_CLASS):
        return False
    if row.folded[word.end : word.end + 2].lower() == "'s":
        return True
    after = row.words[place + 1].key if place + 1 < len(row.words) else ""
    return after in _SURE_SENTENCE_START


def _starts_sentence(row: WordRow, place: int) -> bool:
    return not place or row.gap(place - 1, place) in (Gap.APART, Gap.DOT, Gap.SPLIT)
