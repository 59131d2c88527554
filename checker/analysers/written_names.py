"""Which pupils' full names stand in a picture, as a machine read them: joined, split, misread, in two boxes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.analysers.name_judgement import ADULT_TITLES
from checker.analysers.neighbours import stand_together
from checker.analysers.word_lists import first_names, older_names, public_names
from checker.analysers.written_halves import Half, Halves, are_together, halves_of, shared
from checker.analysers.written_index import Bearers, WrittenIndex, seen_key
from checker.core.finding import PixelBox
from checker.core.people import Pupil
from checker.core.writing import WritingSeen, WrittenLine, WrittenName, joined

SURE_SCORE = 0.8
"""The reader's score of a line below which nothing in it is certain: stains and patterns seldom reach it."""
WIDEST_GAP = 4
"""Marks and blanks between first name and surname in one line."""
_LONG_NAME = 11
"""Letters of a full name in which two may differ; in a shorter one the name of somebody else is as near."""
_LIST_NAME_BIRTHS = 20
"""Births in six years from which a surname is also a usual first name: two pegs, "James" and "Kelly", are no name."""


@dataclass(frozen=True, slots=True)
class _Found:
    box: PixelBox
    numbers: tuple[int, ...]
    certain: bool
    slips: int
    places: frozenset[tuple[int, int]] = field(repr=False)
    """(line, piece) of everything that the name is made of."""


class WrittenNames:
    """Finds the full names of the pupils it was built from. Holds nothing that was read; safe to share."""

    def __init__(self, pupils: tuple[Pupil, ...]) -> None:
        self._index = WrittenIndex(pupils)

    def find(self, seen: WritingSeen) -> tuple[WrittenName, ...]:
        """Each name once, in reading order; certain before doubtful where two readings share words."""
        read = [halves_of(line.text, self._index) for line in seen.lines]
        found = [
            name for number in range(len(read)) for name in self._in_line(number, seen.lines[number], read[number])
        ]
        found += self._in_two_lines(seen.lines, read)
        found.sort(key=lambda name: (not name.certain, name.slips, -len(name.places), min(name.places)))
        kept: list[_Found] = []
        taken: set[tuple[int, int]] = set()
        for name in found:
            if not name.places & taken:
                taken |= name.places
                kept.append(name)
        kept.sort(key=lambda name: min(name.places))
        return tuple(self._told(name) for name in kept)

    def _told(self, name: _Found) -> WrittenName:
        return WrittenName(name.box, tuple(self._index.pupils[n].id for n in name.numbers), name.certain)

    def _in_line(self, number: int, line: WrittenLine, read: Halves) -> Iterator[_Found]:
        for whole in read.whole:
            yield self._found(number, line, read, whole, whole, whole.bearers, whole.slips)
        for first in read.firsts:
            for last in read.lasts:
                if _are_beside(line.text, read, first, last):
                    both = shared(first.bearers, last.bearers)
                    if both and _may_differ(first, last):
                        yield self._found(number, line, read, first, last, both, first.slips + last.slips)
            if not first.slips and not first.is_word:
                yield from self._far(number, line, read, first)

    def _far(self, number: int, line: WrittenLine, read: Halves, first: Half) -> Iterator[_Found]:
        """A long surname with two slips after a first name without any."""
        for stop in (first.stop + 1, first.stop + 2):
            if stop <= len(read.pieces) and are_together(line.text, read.pieces, first.stop, WIDEST_GAP):
                key = seen_key(line.text[read.pieces[first.stop].start : read.pieces[stop - 1].end])
                both = self._index.far_last(key, first.bearers)
                if both and len(first.key) + len(key) + 1 >= _LONG_NAME:
                    last = Half(first.stop, stop, key, both, 2, is_word=False)
                    yield self._found(number, line, read, first, last, both, 2)

    def _found(
        self, number: int, line: WrittenLine, read: Halves, one: Half, other: Half, both: Bearers, slips: int
    ) -> _Found:
        start, stop = min(one.start, other.start), max(one.stop, other.stop)
        certain = (
            slips == 0
            and line.score >= SURE_SCORE
            and all(both.values())
            and not (one.is_word and other.is_word)
            and not _has_title(read, start)
            and _plain(line.text[read.pieces[start].start : read.pieces[stop - 1].end]) not in public_names()
        )
        box = line.box_of(read.pieces[start].start, read.pieces[stop - 1].end)
        places = frozenset((number, piece) for piece in range(start, stop))
        return _Found(box, tuple(sorted(both)), certain, slips, places)

    def _in_two_lines(self, lines: tuple[WrittenLine, ...], read: list[Halves]) -> Iterator[_Found]:
        """First name in one box and surname in another: a badge, a peg, a list in columns, a line that broke."""
        firsts = [(n, half) for n, of_line in enumerate(read) for half in of_line.firsts if _is_at_edge(half, of_line)]
        lasts = [(n, half) for n, of_line in enumerate(read) for half in of_line.lasts if _is_at_edge(half, of_line)]
        for n, first in firsts:
            for m, last in lasts:
                if n == m or not _may_differ(first, last):
                    continue
                both = shared(first.bearers, last.bearers)
                if both and stand_together(lines[n], lines[m]) and _is_name(first, last, read[n], read[m]):
                    yield _across(lines, read, (n, first), (m, last), both)


def _across(
    lines: tuple[WrittenLine, ...], read: list[Halves], one: tuple[int, Half], other: tuple[int, Half], both: Bearers
) -> _Found:
    slips = one[1].slips + other[1].slips
    certain = (
        slips == 0
        and all(both.values())
        and all(_is_whole(half, read[n]) and lines[n].score >= SURE_SCORE for n, half in (one, other))
        and not (one[1].is_word or other[1].is_word)
        and not _is_first_name(lines[other[0]], read[other[0]], other[1])
    )
    boxes, places = [], set()
    for n, half in (one, other):
        pieces = read[n].pieces
        boxes.append(lines[n].box_of(pieces[half.start].start, pieces[half.stop - 1].end))
        places |= {(n, piece) for piece in range(half.start, half.stop)}
    return _Found(joined(boxes), tuple(sorted(both)), certain, slips, frozenset(places))


def _are_beside(text: str, read: Halves, first: Half, last: Half) -> bool:
    """Next to each other, or with one piece (a middle name, an initial) between first name and surname."""
    if first.stop == last.start or last.stop == first.start:
        place = max(first.start, last.start)
        return are_together(text, read.pieces, place, WIDEST_GAP)
    if first.stop + 1 != last.start:
        return False
    middle = read.pieces[first.stop].text
    is_name = middle[:1].isupper() and (len(middle) == 1 or middle.lower() in first_names())
    return is_name and all(are_together(text, read.pieces, p, WIDEST_GAP) for p in (first.stop, last.start))


def _may_differ(first: Half, last: Half) -> bool:
    """Two slips only in a long name; one only where the other half is no ordinary word."""
    slips = first.slips + last.slips
    if slips == 1:
        return not (first.is_word or last.is_word)
    return slips == 0 or len(first.key) + len(last.key) >= _LONG_NAME


def _is_at_edge(half: Half, read: Halves) -> bool:
    return half.start == 0 or half.stop == len(read.pieces)


def _is_whole(half: Half, read: Halves) -> bool:
    return half.start == 0 and half.stop == len(read.pieces)


def _is_name(first: Half, last: Half, of_first: Halves, of_last: Halves) -> bool:
    """Two words of a poster are no name; each alone in its box, or one that is no word, may be."""
    if _has_title(of_last, last.start) or _has_title(of_first, first.start):
        return False
    if _is_whole(first, of_first) and _is_whole(last, of_last):
        return True
    is_broken_line = first.stop == len(of_first.pieces) and last.start == 0
    return is_broken_line and not (first.is_word or last.is_word)


def _is_first_name(line: WrittenLine, read: Halves, half: Half) -> bool:
    text = line.text[read.pieces[half.start].start : read.pieces[half.stop - 1].end]
    return first_names().get(_plain(text), 0) >= _LIST_NAME_BIRTHS or _plain(text) in older_names()


def _has_title(read: Halves, place: int) -> bool:
    return place > 0 and read.pieces[place - 1].text.lower() in ADULT_TITLES


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())
