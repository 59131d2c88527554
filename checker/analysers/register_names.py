"""Does a text give a pupil's full name, in whatever form, or another child's?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.analysers.children import find_children
from checker.analysers.lone_names import find_child_surnames, find_lone
from checker.analysers.name_apart import find_apart
from checker.analysers.name_index import NameIndex
from checker.analysers.name_joined import find_joined
from checker.analysers.name_judgement import form_of, judge
from checker.analysers.name_pairs import find_pairs, name_row
from checker.analysers.name_words import WordRow
from checker.analysers.other_names import find_other_names
from checker.core.evidence import ChildHit, NameForm, NameHit, OtherName, ParsedText
from checker.core.folding import Folded, fold
from checker.core.people import Pupil

TEXTS_KEPT = 8
"""Texts whose words and names are remembered: those of one post."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit in the folded text, with what decides between hits that overlap."""

    start: int
    end: int
    numbers: tuple[int, ...]
    form: NameForm
    certain: bool


class RegisterNames:
    """Finds the names of the pupils it was built from. Keeps the last few texts; safe to share between threads."""

    def __init__(self, pupils: tuple[Pupil, ...]) -> None:
        self._index = NameIndex(pupils)
        self._ids = tuple(pupil.id for pupil in pupils)
        # The same text is asked about three times over; against a trust's register each time costs 0.1 ms more.
        self._row = lru_cache(maxsize=TEXTS_KEPT)(self._read_row)
        self._hits = lru_cache(maxsize=TEXTS_KEPT)(self._find)

    def find(self, parsed: ParsedText) -> tuple[NameHit, ...]:
        """Full names of pupils in the register, in reading order; the smallest span, hidden characters included."""
        return self._hits(parsed.text)

    def _read_row(self, text: str) -> WordRow:
        return name_row(text, self._index)

    def _find(self, text: str) -> tuple[NameHit, ...]:
        row = self._row(text)
        found = _settle([*self._pairs(row), *self._joined(row), *self._lone_surnames(row), *self._apart(row)])
        folded = fold(text)
        return tuple(self._hit(hit, folded) for hit in found)

    def find_first_names(self, parsed: ParsedText) -> tuple[NameHit, ...]:
        """Lone first and known-as names of pupils, written like names; never certain."""
        row = self._row(parsed.text)
        folded = fold(parsed.text)
        found = (
            _Found(row.words[start].start, row.words[stop - 1].end, numbers, NameForm.PARTIAL, certain=False)
            for start, stop, numbers in find_lone(row, self._index)
        )
        return tuple(self._hit(hit, folded) for hit in found)

    def find_others(self, parsed: ParsedText) -> tuple[OtherName, ...]:
        """Full names that look like a child's and overlap no name in the register."""
        known = bytearray(len(parsed.text))
        for hit in self.find(parsed):
            known[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        others = find_other_names(parsed, self._index.class_words)
        return tuple(other for other in others if not any(known[other.start : other.end]))

    def find_children(self, parsed: ParsedText) -> tuple[ChildHit, ...]:
        """Children told apart by a lone first name of the list, or without any name; names come before descriptions."""
        return tuple(sorted(find_children(parsed, self._index.class_words), key=lambda hit: not hit.is_named))

    def _pairs(self, row: WordRow) -> Iterator[_Found]:
        for pair in find_pairs(row, self._index):
            certain = judge(row, pair, self._index)
            if certain is not None:
                start, end = row.words[pair.start].start, row.words[pair.stop - 1].end
                yield _Found(start, end, tuple(sorted(pair.bearers)), form_of(row, pair), certain)

    def _joined(self, row: WordRow) -> Iterator[_Found]:
        for name in find_joined(row, self._index):
            word = row.words[name.word]
            # Spaced-out letters and dropped apostrophes: the key's letters do not lie where the text's do.
            is_whole = name.stop - name.start == len(word.key) or len(word.key) != word.end - word.start
            start = word.start if is_whole else word.start + name.start
            end = word.end if is_whole else word.start + name.stop
            yield _Found(start, end, tuple(sorted(name.bearers)), NameForm.JOINED, name.is_certain)

    def _lone_surnames(self, row: WordRow) -> Iterator[_Found]:
        for start, stop, numbers in find_child_surnames(row, self._index):
            words = row.words
            yield _Found(words[start].start, words[stop - 1].end, numbers, NameForm.PARTIAL, certain=False)

    def _apart(self, row: WordRow) -> Iterator[_Found]:
        for place, numbers in find_apart(row, self._index):
            yield _Found(row.words[place].start, row.words[place].end, numbers, NameForm.SPLIT, certain=False)

    def _hit(self, found: _Found, folded: Folded) -> NameHit:
        ids = tuple(self._ids[number] for number in found.numbers)
        start, end = folded.offsets[found.start], folded.original_end(found.end)
        return NameHit(start, end, ids, found.form, found.certain)


def _settle(found: list[_Found]) -> list[_Found]:
    """One hit per place: certain before doubtful, spelt right before misspelt, the longer before the shorter."""
    found.sort(key=lambda hit: (not hit.certain, hit.form is NameForm.MISSPELT, -(hit.end - hit.start), hit.start))
    kept: list[_Found] = []
    taken = bytearray(max((hit.end for hit in found), default=0))
    for hit in found:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
