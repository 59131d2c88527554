"""Does this text name the pupil? For what is searched when a pupil is erased, or a family asks what is held."""

from __future__ import annotations

import re

from checker.core.folding import fold, in_any_case
from checker.core.people import Pupil

_JOINED = 8
"""Letters of a name from which it is known without blanks too (#OrlaPenhallow, orla-penhallow.jpg): shorter ones stand
in other words by chance."""
_TELLING = 3
"""Characters of an id from which it is searched for in what staff wrote."""
_YEAR = 4
"""Digits of a year: a shorter number, or one as long, means many things."""


def names(pupil: Pupil, text: str) -> bool:
    """True where the full name stands in it, either way round, or joined as in a hashtag or a file's name."""
    words, closed = f" {_words(text)} ", f" {_words(_without_apostrophes(text))} "
    runs = [_words(run).replace(" ", "") for run in text.split()]
    for pair in _full_names(pupil):
        name = " ".join(pair)
        wanted = _words(name)
        squeezed = wanted.replace(" ", "")
        if f" {wanted} " in words or f" {_words(_without_apostrophes(name))} " in closed:
            return True
        if len(squeezed) >= _JOINED and any(squeezed in run for run in runs):
            return True
    return False


def means(pupil: Pupil, text: str) -> bool:
    """The same, or the pupil's id as a word of its own: what staff write to each other has ids in it."""
    wanted = rf"(?<![^\W_]){re.escape(in_any_case(pupil.id))}(?![^\W_])"
    is_id_told = _is_telling(pupil.id) and re.search(wanted, in_any_case(text))
    return names(pupil, text) or bool(is_id_told)


def _is_telling(pupil_id: str) -> bool:
    """False for an id that stands in a sentence by chance: a number of pupils, a year, a day."""
    return len(pupil_id) >= _TELLING and (len(pupil_id) > _YEAR or not pupil_id.isdecimal())


def _full_names(pupil: Pupil) -> list[tuple[str, str]]:
    first = {name for name in (pupil.first_name, pupil.known_as) if name.strip()}
    return [pair for name in first for pair in ((name, pupil.last_name), (pupil.last_name, name))]


def _without_apostrophes(text: str) -> str:
    """ "ORiordan" for "O'Riordan", as many write it."""
    return fold(text).text.replace("'", "")


def _words(text: str) -> str:
    """Folded letters in lower case, everything else as one blank."""
    return re.sub(r"[\W_]+", " ", in_any_case(text)).strip()
