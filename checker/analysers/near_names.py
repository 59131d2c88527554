"""Which of the names in a list is one slip away from a word?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST_FUZZY = 5
"""Letters of a name in the list. Shorter ones are one slip away from ordinary words ("Leo", "let"; "Lee", "see")."""


class NearNames:
    """A look-up by what is left of a name without one of its letters: only these few are compared in full."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_form: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if len(name) >= SHORTEST_FUZZY:
                for form in _one_letter_less(name):
                    self._by_form[form].append(name)

    def of(self, key: str) -> list[str]:
        """The names one insertion, deletion, replacement or swap away, in order; never the word itself."""
        if len(key) < SHORTEST_FUZZY - 1:
            return []
        found = {name for form in _one_letter_less(key) for name in self._by_form.get(form, ())}
        return sorted(name for name in found if name != key and OSA.distance(key, name, score_cutoff=1) <= 1)


def _one_letter_less(name: str) -> set[str]:
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}
