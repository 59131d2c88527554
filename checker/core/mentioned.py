"""Does this text name the pupil? For what is searched when a pupil is erased, or a family asks what is held."""

from __future__ import annotations

import re

from checker.core.folding import fold
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
    words = f" {_words(text)} "
    runs = [_words(run).replace(" ", "") for run in text.split()]
    for pair in _full_names(pupil):
        wanted = _words(" ".join(pair))
        squeezed = wanted.replace(" ", "")
        if f" {wanted} " in words or (len(squeezed) >= _JOINED and any(squeezed in run for run in runs)):
            return True
    return False


def means(pupil: Pupil, text: str) -> bool:
    """The same, or the pupil's id as a word of its own: what staff write to each other has ids in it."""
    is_id_told = _is_telling(pupil.id) and re.search(rf"(?<!\w){re.escape(pupil.id)}(?!\w)", text)
    return names(pupil, text) or bool(is_id_told)


def _is_telling(pupil_id: str) -> bool:
    """False for an id that stands in a sentence by chance: a number of pupils, a year, a day."""
    return len(pupil_id) >= _TELLING and (len(pupil_id) > _YEAR or not pupil_id.isdecimal())


def _full_names(pupil: Pupil) -> list[tuple[str, str]]:
    first = {name for name in (pupil.first_name, pupil.known_as) if name.strip()}
    return [pair for name in first for pair in ((name, pupil.last_name), (pupil.last_name, name))]


def _words(text: str) -> str:
    """Folded letters in lower case, everything else as one blank."""
    return re.sub(r"[\W_]+", " ", fold(text).text.casefold()).strip()
