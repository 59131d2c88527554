"""Which pieces of a line that was read are a pupil's first name, surname, or both without a blank between?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from checker.analysers.word_lists import common_words
from checker.analysers.written_index import Bearers, WrittenIndex, seen_key

MOST_PIECES = 4
"""Pieces that make one name: "van der Berg", and what capitals misread for small letters cut ("Or" "Ia")."""
SHORTEST_JOINED = 6
"""Letters of a full name without a blank; below it chance hits inside words begin."""
LONGEST_JOINED = 40
"""Letters looked at: beyond it a word is no name."""

# Letters and digits (a machine reads O as 0), cut where a capital follows a small letter: "presentedtoOrlaPenhallow".
_PIECE = re.compile(r"[A-Z0-9|!$]+(?![a-z])|[A-Z]?[^\W_A-Z]+|[^\W_]")
_MARKS = re.compile(r"[\s.,;:'’\-_&|/()]*")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters [start, end) of a line."""

    text: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Half:
    """Pieces [start, stop) of a line that may be a first name or a surname; `slips` letters differ."""

    start: int
    stop: int
    key: str = field(repr=False)
    bearers: Bearers = field(repr=False)
    slips: int
    is_word: bool


@dataclass(frozen=True, slots=True)
class Halves:
    """A line's pieces, and what they may be; `whole` holds full names without a blank."""

    pieces: tuple[Piece, ...] = field(repr=False)
    firsts: tuple[Half, ...]
    lasts: tuple[Half, ...]
    whole: tuple[Half, ...]


def halves_of(text: str, index: WrittenIndex) -> Halves:
    """Every reading of the pieces of this line."""
    pieces = tuple(Piece(match.group(), *match.span()) for match in _PIECE.finditer(text))
    pieces = tuple(piece for piece in pieces if not _NUMBER.fullmatch(piece.text) or len(piece.text) < 3)
    firsts: list[Half] = []
    lasts: list[Half] = []
    whole: list[Half] = []
    for start, stop, key in _runs(text, pieces):
        is_word = stop == start + 1 and pieces[start].text.lower() in common_words()
        is_small = is_word and pieces[start].text.islower()
        as_first, as_last = (index.firsts.get(key), index.near_first(key)), (index.lasts.get(key), index.near_last(key))
        firsts.extend(_half(start, stop, key, *as_first, is_word=is_word, is_small_word=is_small))
        lasts.extend(_half(start, stop, key, *as_last, is_word=is_word, is_small_word=is_small))
        if not is_word and SHORTEST_JOINED <= len(key) <= LONGEST_JOINED:
            gaps = {len(seen_key(text[pieces[start].start : piece.end])) for piece in pieces[start : stop - 1]}
            whole.extend(_joined(start, stop, key, gaps, index))
    return Halves(pieces, tuple(firsts), tuple(lasts), tuple(whole))


def _runs(text: str, pieces: tuple[Piece, ...]) -> Iterator[tuple[int, int, str]]:
    """Pieces that stand together, up to the most of one name, and their key."""
    for start in range(len(pieces)):
        for stop in range(start + 1, min(start + MOST_PIECES, len(pieces)) + 1):
            if stop > start + 1 and not are_together(text, pieces, stop - 1, most=2):
                break
            key = seen_key(text[pieces[start].start : pieces[stop - 1].end])
            if len(key) > 1:
                yield start, stop, key


def are_together(text: str, pieces: tuple[Piece, ...], place: int, most: int) -> bool:
    """True if no more than this many marks or blanks stand before piece number `place`."""
    between = text[pieces[place - 1].end : pieces[place].start]
    return len(between) <= most and _MARKS.fullmatch(between) is not None


def _half(
    start: int, stop: int, key: str, exact: Bearers | None, near: Bearers, *, is_word: bool, is_small_word: bool
) -> Iterator[Half]:
    if exact and not is_small_word:
        yield Half(start, stop, key, exact, 0, is_word)
    if near and not is_word:
        yield Half(start, stop, key, near, 1, is_word)


def _joined(start: int, stop: int, key: str, gaps: set[int], index: WrittenIndex) -> Iterator[Half]:
    """A full name without a blank, or with one in a wrong place; either half first, and one letter may differ."""
    for cut in range(2, len(key) - 1):
        if cut in gaps:
            continue  # two halves, each on its own
        left, right = key[:cut], key[cut:]
        for first, last in ((left, right), (right, left)):
            firsts, lasts = index.firsts.get(first), index.lasts.get(last)
            if firsts is None and lasts is None:
                continue
            slips = int(firsts is None or lasts is None)
            firsts = index.near_first(first) if firsts is None else firsts
            lasts = index.near_last(last) if lasts is None else lasts
            both = shared(firsts, lasts)
            if both:
                yield Half(start, stop, key, both, slips, is_word={left, right} <= _word_keys())


@cache
def _word_keys() -> frozenset[str]:
    """Ordinary words as a machine may confuse them."""
    return frozenset(map(seen_key, common_words()))


def shared(firsts: Bearers, lasts: Bearers) -> Bearers:
    """Who bears both; only those who bear them as they stand, if there are any."""
    few, many = (firsts, lasts) if len(firsts) <= len(lasts) else (lasts, firsts)
    both = {number: own and many[number] for number, own in few.items() if number in many}
    return {number: own for number, own in both.items() if own} or both
