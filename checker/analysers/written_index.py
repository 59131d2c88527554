"""Which pupils bear a name that a machine read, with the letters it mixes up? Built once from the register."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from checker.analysers.near_names import NearNames
from checker.analysers.word_lists import nicknames, plain_key
from checker.core.folding import fold
from checker.core.people import Pupil

SHORTEST_FAR = 8
"""Letters of a name from which two may be, where the other half was read exactly."""
_PART = re.compile(r"[^\W\d_]+")
_PART_LETTERS = 4  # letters of half a double surname that is looked for on its own

# What print and screens make alike, as one: after this "OrIa PenhaIIow" and "0rla Penhallow" are the name itself.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_LETTERS = str.maketrans("01l|!5$8269q47", "oiiiissbzbggat")

Bearers = dict[int, bool]
"""Pupils by their number in the register; True where the name stands as it is in the register or is used."""


def seen_key(text: str) -> str:
    """The text as a machine may confuse it: small letters, look-alikes as one, marks and blanks gone."""
    letters = "".join(letter for letter in fold(text).text.lower() if letter.isalnum() or letter in "|!$")
    return _merged(letters.translate(_LETTERS))


def _merged(key: str) -> str:
    for pair, one in _ALIKE:
        key = key.replace(pair, one)
    return key


class WrittenIndex:
    """Look-up from what was read to the pupils whose first name or surname it is."""

    def __init__(self, pupils: tuple[Pupil, ...]) -> None:
        self.pupils = pupils
        self.firsts: dict[str, Bearers] = {}
        self.lasts: dict[str, Bearers] = {}
        self._last_keys = tuple(seen_key(pupil.last_name) for pupil in pupils)
        for number, pupil in enumerate(pupils):
            if plain_key(pupil.first_name) and plain_key(pupil.last_name):
                for name, is_own in _first_forms(pupil):
                    _note(self.firsts, seen_key(name), number, is_own=is_own)
                for name, is_own in _last_forms(pupil.last_name):
                    _note(self.lasts, seen_key(name), number, is_own=is_own)
        self._near_firsts, self._near_lasts = NearNames(self.firsts), NearNames(self.lasts)

    def near_first(self, key: str) -> Bearers:
        """Who bears a first name one letter away."""
        return _bearers(self._near_firsts.of(key), self.firsts)

    def near_last(self, key: str) -> Bearers:
        """Who bears a surname one letter away."""
        return _bearers(self._near_lasts.of(key), self.lasts)

    def far_last(self, key: str, among: Bearers) -> Bearers:
        """Who, of these pupils, bears a long surname two letters away."""
        if len(key) < SHORTEST_FAR - 2:
            return {}
        return {number: own for number, own in among.items() if _is_far(key, self._last_keys[number])}


def _first_forms(pupil: Pupil) -> Iterator[tuple[str, bool]]:
    yield pupil.first_name, True
    if pupil.known_as:
        yield pupil.known_as, True
    pieces = _PART.findall(fold(pupil.first_name).text)
    if len(pieces) > 1:
        yield pieces[0], True
    yield from ((name, False) for name in nicknames().get(plain_key(pupil.first_name), ()))


def _last_forms(last_name: str) -> Iterator[tuple[str, bool]]:
    yield last_name, True
    pieces = _PART.findall(fold(last_name).text)
    if len(pieces) > 1:
        yield from ((piece, False) for piece in pieces if len(piece) >= _PART_LETTERS)


def _note(names: dict[str, Bearers], key: str, number: int, *, is_own: bool) -> None:
    if key:
        bearers = names.setdefault(key, {})
        bearers[number] = is_own or bearers.get(number, False)


def _bearers(near: list[str], names: dict[str, Bearers]) -> Bearers:
    return {number: own for name in near for number, own in names[name].items()}


def _is_far(key: str, name: str) -> bool:
    return len(name) >= SHORTEST_FAR and abs(len(key) - len(name)) <= 2 and OSA.distance(key, name, score_cutoff=2) <= 2
