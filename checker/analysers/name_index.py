"""Which pupils bear this word as a first name, or as a surname? Built once from the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from unicodedata import normalize

from rapidfuzz.distance import OSA

from checker.analysers.near_names import NearNames
from checker.analysers.word_lists import formal_names, nicknames, plain_key
from checker.core.folding import fold
from checker.core.people import Pupil

SHORTEST_FAR = 7
"""Letters of a name in the register in which two slips still leave it readable: "Wetherington", not "Parker"."""

_PARTICLES = frozenset(
    "al el de da di du del dos van von der den la le bin bint ibn abu o mc mac d st ap ab y e".split()
)
_PART = re.compile(r"[^\W\d_]+")
_HALF = re.compile(r"[^\W\d_]+(?:[' ]+[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PREFIXED = re.compile(r"(?:mc|mac|fitz)(?=[a-z]{3})")
# One sound, two spellings, and which of them stands in the register is chance.
_TWIN_SPELLINGS = (("mac", "mc"), ("mc", "mac"), ("saint", "st"), ("st", "saint"))
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe", "Å": "aa"}
)


class How(IntEnum):
    """How a word stands for a pupil's name, nearest first."""

    EXACT = 0
    KNOWN_AS = 1
    NICKNAME = 2
    FORMAL = 3
    PART = 4
    OTHER_PART = 5
    MISSPELT = 6


Bearers = dict[int, How]
"""Pupils by their number in the register, and how the word stands for them."""


_STANDS_ALONE = frozenset((How.EXACT, How.KNOWN_AS, How.NICKNAME, How.PART))


class NameIndex:
    """Look-up from a word's key to the pupils who bear it."""

    def __init__(self, pupils: tuple[Pupil, ...]) -> None:
        self.pupils = pupils
        self._firsts: dict[str, Bearers] = {}
        self._lasts: dict[str, Bearers] = {}
        self._alone: dict[str, tuple[int, ...]] = {}
        self.openers: set[str] = set()
        """First pieces of names in several pieces: only after these is it worth joining words."""
        self.class_words = frozenset(word for name in {p.class_name for p in pupils} for word in _pieces(name))
        self._keys = tuple((plain_key(p.first_name), plain_key(p.known_as), plain_key(p.last_name)) for p in pupils)
        for number, pupil in enumerate(pupils):
            if self._keys[number][0] and self._keys[number][2]:
                self._add(number, pupil)
        self._near_firsts = NearNames(self._firsts)
        self._near_lasts = NearNames(self._lasts)

    def first(self, key: str) -> Bearers | None:
        """Who bears this first, known-as or short name."""
        return self._firsts.get(key)

    def last(self, key: str) -> Bearers | None:
        """Who bears this surname, or half of it."""
        return self._lasts.get(key)

    def alone(self, key: str) -> tuple[int, ...]:
        """Whom this first name means when it stands alone, in the register's order; worked out once for each name."""
        found = self._alone.get(key)
        if found is None:
            bearers = self._firsts.get(key, {})
            found = self._alone[key] = tuple(sorted(n for n, how in bearers.items() if how in _STANDS_ALONE))
        return found

    def near_first(self, key: str) -> Bearers:
        """Who bears a first name one slip away."""
        return _bearers(self._near_firsts.of(key), self._firsts)

    def near_last(self, key: str) -> Bearers:
        """Who bears a surname one slip away."""
        return _bearers(self._near_lasts.of(key), self._lasts)

    def far_first(self, key: str, among: Bearers) -> Bearers:
        """Who, of these pupils, bears a first or known-as name two slips away."""
        if len(key) < SHORTEST_FAR - 2:
            return {}
        return {n: How.MISSPELT for n in among if any(_is_far(key, name) for name in self._keys[n][:2])}

    def far_last(self, key: str, among: Bearers) -> Bearers:
        """Who, of these pupils, bears a surname two slips away."""
        if len(key) < SHORTEST_FAR - 2:
            return {}
        return {n: How.MISSPELT for n in among if _is_far(key, self._keys[n][2])}

    def has_initial(self, number: int, letter: str) -> bool:
        """True if this pupil's first or known-as name begins with this small letter."""
        first, known_as, _ = self._keys[number]
        return letter in (first[:1], known_as[:1])

    def _add(self, number: int, pupil: Pupil) -> None:
        for key, how in _first_forms(pupil):
            _note(self._firsts, key, number, how)
        for key, how in _last_forms(pupil.last_name):
            _note(self._lasts, key, number, how)
        for name in (pupil.first_name, pupil.known_as, pupil.last_name):
            if name:
                self._add_opener(name)

    def _add_opener(self, name: str) -> None:
        pieces, words = _pieces(name), _words(name)
        if len(pieces) > 1:
            self.openers.update(pieces[:-1])
            self.openers.update(words[:-1])
            self.openers.update(_halves(name)[:-1])
            self.openers.update(other for one, other in _TWIN_SPELLINGS if one in words[:-1])
        for word in words:
            for spelling in (word, *_twins(word)):
                prefix = _PREFIXED.match(spelling)
                if prefix:
                    self.openers.add(prefix.group())
        self.openers.update("".join(pair) for pair in pairwise(pieces[:-1]) if pair[0] in _PARTICLES)


def _pieces(name: str) -> list[str]:
    """Runs of letters: "o", "kell" and "marchetti" of "O'Kell-Marchetti"."""
    if name.isascii() and name.isalpha():
        return [name.lower()]
    return _PART.findall(fold(name).text.lower())


def _words(name: str) -> list[str]:
    """As a text is read, where an apostrophe parts nothing: "okell" and "marchetti"."""
    if name.isascii() and name.isalpha():
        return [name.lower()]
    return [word.replace("'", "") for word in _WORD.findall(fold(name).text.lower())]


def _halves(name: str) -> list[str]:
    """What hyphens part, joined: "okell" and "marchetti", "delacruz" and "santos"."""
    return [plain_key(half) for half in _HALF.findall(fold(name).text.lower())] if "-" in fold(name).text else []


def _in_ascii(name: str) -> str:
    """ "mueller" for "Müller", as a machine without the letter writes it."""
    return plain_key(normalize("NFC", name).translate(_GERMAN))


def _twins(key: str) -> Iterator[str]:
    """The same name with Mac for Mc, or Saint for St, and the other way round."""
    for one, other in _TWIN_SPELLINGS:
        rest = key.removeprefix(one)
        if rest != key and len(rest) > 2 and not (one == "mc" and key.startswith("mac")):
            yield other + rest


def _first_forms(pupil: Pupil) -> Iterator[tuple[str, How]]:
    key = plain_key(pupil.first_name)
    yield key, How.EXACT
    if not pupil.first_name.isascii():
        yield _in_ascii(pupil.first_name), How.EXACT
    if pupil.known_as:
        yield plain_key(pupil.known_as), How.KNOWN_AS
    pieces = _pieces(pupil.first_name)
    for name in dict.fromkeys((key, pieces[0])):
        for other in nicknames().get(name, ()):
            yield other, How.NICKNAME if name in formal_names() else How.FORMAL
    if len(pieces) > 1:
        yield pieces[0], How.PART
        for piece in pieces[1:]:
            if len(piece) > 2:
                yield piece, How.OTHER_PART


def _last_forms(last_name: str) -> Iterator[tuple[str, How]]:
    key = plain_key(last_name)
    yield key, How.EXACT
    if not last_name.isascii():
        yield _in_ascii(last_name), How.EXACT
    yield from ((twin, How.EXACT) for twin in _twins(key))
    for piece in dict.fromkeys((*_pieces(last_name), *_words(last_name), *_halves(last_name))):
        if piece != key and piece not in _PARTICLES and len(piece) > 2:
            yield piece, How.PART
            yield from ((twin, How.PART) for twin in _twins(piece))


def _note(names: dict[str, Bearers], key: str, number: int, how: How) -> None:
    if key:
        bearers = names.setdefault(key, {})
        bearers[number] = min(how, bearers.get(number, how))


def _bearers(near: list[str], names: dict[str, Bearers]) -> Bearers:
    """Who bears these names as they stand in the register: a slip in a nickname is a slip too many."""
    return {n: How.MISSPELT for name in near for n, how in names[name].items() if how <= How.KNOWN_AS}


def _is_far(key: str, name: str) -> bool:
    """Two slips at most between two long words that begin alike."""
    is_long = len(name) >= SHORTEST_FAR and abs(len(key) - len(name)) <= 2
    return is_long and key[:1] == name[:1] and OSA.distance(key, name, score_cutoff=2) <= 2
