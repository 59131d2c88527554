"""May a pupil's first name stay where the full name must go, and what can be written in its place if not?"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from checker.core.context import Context
from checker.core.evidence import NameHit
from checker.core.people import Pupil
from checker.core.post import Passage

REMEDY = "Leave the name out here; the year group says enough."
REMEDY_IF = "If it is the pupil, leave the name out here. If it is not, it can stay."
_PRIVATE = "details."
_NUMBER = re.compile(r"(?:y(?:ear|r)?\s*)?(\d{1,2})", re.IGNORECASE)
_IN_A_TAG = re.compile(r"[\w#@./-]")


class PrivatePlaces:
    """Where a passage tells something private: looked for once, when first asked, however many names it has."""

    def __init__(self, passage: Passage, context: Context) -> None:
        self.passage, self._context = passage, context

    def are_beside(self, start: int) -> bool:
        """A detail of the kinds that concern a child stands in the sentence of the name that begins here."""
        sentence = self._context.evidence.parsed(self.passage).sentence_at(start)
        place = bisect_left(self._starts, sentence.start)
        return place < len(self._starts) and self._starts[place] < sentence.end

    @cached_property
    def _starts(self) -> list[int]:
        evidence, rules = self._context.evidence, self._context.rules
        told = [found.start for found in evidence.details(self.passage) if not found.excuse]
        for check in sorted(check for check in rules.checks if check.startswith(_PRIVATE)):
            told += [found.start for found in rules.hits(check, evidence.parsed(self.passage))]
        return sorted(told)


def first_names_may_stay(hit: NameHit, pupils: tuple[Pupil, ...], private: PrivatePlaces, context: Context) -> bool:
    """False where a pupil may not be named at all, or where the sentence tells something private beside the name.

    A protected pupil is one of several kinds of whom the first name goes too, so that nothing tells which it is.
    """
    register = context.evidence.register()
    may_be_named = all(register.first_name_may_stay(pupil) for pupil in pupils)
    return may_be_named and not private.are_beside(hit.start)


def in_its_place(passage: Passage, hit: NameHit, pupils: tuple[Pupil, ...], context: Context) -> str | None:
    """ "a Year 4 pupil"; None in a hashtag, a handle or a web address, and where the pupils' years differ."""
    text = passage.text
    around = text[max(0, hit.start - 1) : hit.start] + text[hit.end : hit.end + 1].rstrip(".")
    years = {_year(pupil, context) for pupil in pupils}
    if _IN_A_TAG.search(around) or len(years) != 1:
        return None
    year = years.pop()
    words = f"a {year} pupil" if year else "one of our pupils"
    is_first = context.evidence.parsed(passage).sentence_at(hit.start).start == hit.start
    return words[0].upper() + words[1:] if is_first else words


def _year(pupil: Pupil, context: Context) -> str:
    """The pupil's year group, else the one year of the class; empty where neither is known."""
    written = pupil.year_group.strip()
    if not written and pupil.class_name:
        classmates = context.evidence.register().pupils
        years = {one.year_group.strip() for one in classmates if one.class_name == pupil.class_name} - {""}
        written = years.pop() if len(years) == 1 else ""
    number = _NUMBER.fullmatch(written)
    return f"Year {number[1]}" if number else written
