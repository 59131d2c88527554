"""Which words of a text could be the full name of a child who is in no register? First thoughts, not yet judged."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysers.name_judgement import ADULT_TITLES, is_double_first_name
from checker.analysers.name_words import Case, Gap, Word, WordRow
from checker.analysers.word_lists import common_words, first_names, history_words, place_words
from checker.core.evidence import ParsedText
from checker.core.folding import fold

LISTED_BIRTHS = 20
"""Births in six years from which the word beside a surname in a register-like form is taken for a first name."""
SHORTEST_CAPITALS = 4
"""Letters of a surname in capitals before a first name: shorter ones are mostly abbreviations ("PTA Steph")."""
HASTE_BIRTHS = 200
HASTE_LETTERS = 5
"""For names in small letters throughout: shorter unknown words are mostly slips ("ur", "thx", "amzng")."""
FAMILY_REACH = 14  # words within which the first names of "the X twins" must stand
LONGEST_NICKNAME = 3  # words in quotes or brackets between a first name and its surname
_FAMILY = frozenset("twins twin triplets brothers sisters siblings cousins".split())
# Of a school, a team or a family: only "Alfie and Ted, the Quill boys" says which.
_CHILDREN = frozenset("boys girls kids children lads lasses clan trio duo".split())
_QUOTES = frozenset((("(", ")"), ('"', '"'), ("'", "'")))
_KNOWN_FAMILIES = frozenset(
    "wright bronte grimm montgolfier lumiere williams marx warner railway bowman bennet pankhurst trapp pevensie "
    "baudelaire weasley".split()
)
_PARTICLES = frozenset("de da di du del dos van von der den la le bin bint al el ap ab ni nic mac mc o te".split())
_LISTED_LINE = re.compile(
    r"(?m)(?:^|;)[^\w\n]{0,20}(?P<last>[^\W\d_][\w'\- ]{1,30}), (?P<first>[^\W\d_][\w'-]{1,20})(?: \w\.?)?"
    r"[^\w\n]{0,20}(?=$|;)"
)
_NUMBERED = re.compile(
    r"(?<![\w.])\d{1,2}(?:st|nd|rd|th|[.)])?:? (?P<last>[^\W\d_][\w'-]{1,30}), (?P<first>[^\W\d_][\w'-]{1,20})"
    r"(?=[ ,;(\n]{1,3}\d|[.;,]?\s*$|\. )"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [start, stop) that may be a name; the first name is words [first, first_stop), nothing where they meet."""

    start: int
    stop: int
    first: int
    first_stop: int
    is_child: bool = True
    """False if the language model took it for a grown-up or somebody public: a year or an age must speak for it."""


def find_guessed(row: WordRow, parsed: ParsedText) -> Iterator[Candidate]:
    """Full names among those whom the language model took for people; `is_child` where it took them for children."""
    folded = fold(parsed.text)
    starts = [folded.offsets[word.start] for word in row.words]
    ends = [folded.original_end(word.end) for word in row.words]
    children = set(parsed.children)
    for span in dict.fromkeys((*parsed.children, *parsed.people)):
        start, stop = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if start < stop:
            yield from _guessed(row, start, stop, is_child=span in children)


def _guessed(row: WordRow, start: int, stop: int, *, is_child: bool) -> Iterator[Candidate]:
    while stop - start > 1 and row.words[start].case is Case.LOWER and row.words[start].key in common_words():
        start += 1
    if stop - start == 1:
        stop += _words_going_on(row, start)
    if row.words[start].case is not Case.LOWER:
        stop = next((n for n in range(start + 1, stop) if _breaks_off(row, n)), stop)
    joiners = [n for n in range(start, stop) if row.words[n].key == "and" or _is_added(row, n, start)]
    surname_words = stop - (joiners[-1] if joiners else start)
    surname_words -= 1 if joiners and row.words[joiners[-1]].key == "and" else 0
    if stop - start < 2 or (joiners and surname_words < 2) or _is_no_name(row, start, stop):
        return
    if joiners and is_double_first_name(row, stop - 2, stop):  # "Eren and Hui-Min"
        return
    is_reversed = _is_surname_first(row, start, stop)
    if is_reversed and row.words[start].key in first_names():
        return
    first = stop - 1 if is_reversed else start
    first_stop = stop - surname_words + 1 if joiners else first + 1
    if row.words[first].case is Case.INITIAL:
        first_stop = first
    yield Candidate(start, stop, first, first_stop, is_child)


def _is_no_name(row: WordRow, start: int, stop: int) -> bool:
    """ "3.41m. Sandy", a unit and the next sentence; "sin, dex", small letters and a comma among capitals; a list."""
    if _is_list(row, start, stop):
        return True
    first, last = row.words[start], row.words[stop - 1]
    if first.case is not Case.LOWER or first.is_tagged:
        return False
    is_listed = last.case is Case.LOWER and row.gap(stop - 2, stop - 1) is Gap.COMMA
    return len(first.key) == 1 or (is_listed and row.has_capitals)


def _is_list(row: WordRow, start: int, stop: int) -> bool:
    """ "Amina, Hope and Rosie": two of several, not a surname before its first name."""
    if stop - start != 2 or row.gap(start, start + 1) is not Gap.COMMA or stop >= len(row.words):
        return False
    return row.words[stop].key == "and" and row.gap(stop - 1, stop) is Gap.SPACE


def _is_added(row: WordRow, place: int, start: int) -> bool:
    return place > start and "&" in row.folded[row.words[place - 1].end : row.words[place].start]


def _breaks_off(row: WordRow, place: int) -> bool:
    """A word in small letters after the name: "Ada Quill performed"."""
    word = row.words[place]
    return word.case is Case.LOWER and word.key not in _PARTICLES and word.key != "and" and not word.is_tagged


def _words_going_on(row: WordRow, place: int) -> int:
    """How many words after a lone first name are written like its surname: "Emrys ap Gwilym" has two."""
    count = 1
    while place + count < len(row.words) and row.gap(place + count - 1, place + count) in (Gap.SPACE, Gap.JOINED):
        word, after = row.words[place], row.words[place + count]
        if after.key in _PARTICLES and count < 3:
            count += 1
            continue
        is_alike = after.case is word.case and (word.case is not Case.LOWER or _is_in_haste(row, place, after))
        return count if is_alike and after.key not in common_words() and after.key not in first_names() else 0
    return 0


def _is_in_haste(row: WordRow, place: int, surname: Word) -> bool:
    """A text without any capitals, a usual first name and a long word that nobody knows: "otis bramhall"."""
    births = first_names().get(row.words[place].key, 0)
    return not row.has_capitals and births >= HASTE_BIRTHS and len(surname.key) >= HASTE_LETTERS


def _is_surname_first(row: WordRow, start: int, stop: int) -> bool:
    words = row.words[start:stop]
    if row.gap(stop - 2, stop - 1) is Gap.COMMA:
        return True
    return words[0].case is Case.UPPER and words[-1].case is Case.CAPITAL


def find_written_like_a_register(row: WordRow) -> Iterator[Candidate]:
    """ "BRIGGS Penelope" anywhere, and lines that read "Briggs, Penelope"."""
    for place in range(1, len(row.words)):
        if _is_capitals_then_first(row, place):
            start = place - 1
            while start and row.words[start - 1].case is Case.UPPER and row.gap(start - 1, start) is Gap.JOINED:
                start -= 1
            yield Candidate(start, place + 1, place, place + 1)
    yield from _listed_lines(row)


def _listed_lines(row: WordRow) -> Iterator[Candidate]:
    lines = [*_LISTED_LINE.finditer(row.folded), *_NUMBERED.finditer(row.folded)]
    starts = [word.start for word in row.words]
    for line in lines:
        start, stop = bisect_left(starts, line.start("last")), bisect_left(starts, line.end("first"))
        words = row.words[start:stop]
        is_numbered = line.re is _NUMBERED and stop > start and words[-1].key in common_words()  # "1 Brunel, Year 2"
        if len(words) < 2 or Case.LOWER in (words[0].case, words[-1].case) or is_numbered:
            continue
        if first_names().get(words[-1].key, 0) >= LISTED_BIRTHS or (
            len(lines) > 1 and not all(word.key in common_words() for word in words)
        ):
            yield Candidate(start, stop, stop - 1, stop)


def _is_capitals_then_first(row: WordRow, place: int) -> bool:
    surname, first = row.words[place - 1], row.words[place]
    if surname.case is not Case.UPPER or first.case is not Case.CAPITAL or len(surname.key) < SHORTEST_CAPITALS:
        return False
    if surname.is_tagged or any(surname.key in words for words in (common_words(), place_words(), ADULT_TITLES)):
        return False
    is_alone = place + 1 == len(row.words) or row.gap(place, place + 1) is not Gap.SPACE
    is_alone = is_alone or row.words[place + 1].case is Case.LOWER
    births = first_names().get(first.key, 0)
    return is_alone and row.gap(place - 1, place) in (Gap.SPACE, Gap.COMMA) and births >= LISTED_BIRTHS


def find_families(row: WordRow, parsed: ParsedText) -> Iterator[Candidate]:
    """ "The X twins, A and B": the surname first, and the first names later."""
    folded = fold(parsed.text)
    children = {span.start for span in parsed.children}
    for place, word in enumerate(row.words[:-1]):
        is_surname = word.case is Case.CAPITAL and word.key not in common_words() and word.key not in _KNOWN_FAMILIES
        if not is_surname or not _is_family(row, place + 1) or word.key in place_words():
            continue
        nearby = [w for w in row.words[max(0, place - FAMILY_REACH) : place + FAMILY_REACH] if w is not word]
        has_first = any(folded.offsets[w.start] in children or _is_first_name(w) for w in nearby)
        if has_first and not {w.key for w in nearby} & (history_words() - {"dressed"}):
            start = place
            while start and row.gap(start - 1, start) is Gap.JOINED:
                start -= 1
            yield Candidate(start, place + 1, start, start)


def _is_family(row: WordRow, place: int) -> bool:
    word = row.words[place]
    if word.key not in _CHILDREN:
        return word.key in _FAMILY
    before = row.folded[max(0, row.words[place - 1].start - 6) : row.words[place - 1].start]
    return before.endswith(", the ") and row.folded[word.end : word.end + 1] in (",", ".", "", ")")


def _is_first_name(word: Word) -> bool:
    is_listed = first_names().get(word.key, 0) >= LISTED_BIRTHS
    return word.case is Case.CAPITAL and is_listed and word.key not in common_words()


def find_around_nicknames(row: WordRow) -> Iterator[Candidate]:
    """ "Thaddeus (Tad) Oakenshaw" and 'Ollie "The Wall" Brannigan'."""
    for place, first in enumerate(row.words[:-2]):
        if first.case is not Case.CAPITAL or first.key not in first_names():
            continue
        for last in range(place + 2, min(place + LONGEST_NICKNAME + 2, len(row.words))):
            surname = row.words[last]
            before = row.folded[first.end : row.words[place + 1].start].strip()
            after = row.folded[row.words[last - 1].end : surname.start].strip()
            if (before, after) in _QUOTES and _is_surname(surname):
                yield Candidate(place, last + 1, place, place + 1)


def _is_surname(word: Word) -> bool:
    return word.case is Case.CAPITAL and word.key not in common_words() and word.key not in first_names()


def find_initials(row: WordRow) -> Iterator[Candidate]:
    """Two or more of "T. Harbottle" one after the other: a team or a class, not one author."""
    found: list[Candidate] = []
    for place in range(len(row.words) - 1):
        initial, surname = row.words[place], row.words[place + 1]
        is_lone = not place or row.words[place - 1].case is not Case.INITIAL
        has_surname = surname.case is Case.CAPITAL and surname.key not in common_words()
        if initial.case is Case.INITIAL and is_lone and has_surname and row.gap(place, place + 1) is Gap.DOT:
            found.append(Candidate(place, place + 2, place, place))
    for number, candidate in enumerate(found):
        neighbours = found[max(0, number - 1) : number] + found[number + 1 : number + 2]
        if any(abs(other.start - candidate.start) <= 3 for other in neighbours):
            yield candidate
