"""May a pupil's first name stay where the full name must go, and what can be written in its place if not?"""

from __future__ import annotations

import re

from checker.core.context import Context
from checker.core.evidence import NameHit
from checker.core.people import Pupil
from checker.core.post import Passage

REMEDY = "Leave the name out here; the year group says enough."
REMEDY_IF = "If it is the pupil, leave the name out here. If it is not, it can stay."
_PRIVATE = "details."
_NUMBER = re.compile(r"(?:y(?:ear|r)?\s*)?(\d{1,2})", re.IGNORECASE)
_IN_A_TAG = re.compile(r"[\w#@./-]")


def first_names_may_stay(passage: Passage, hit: NameHit, pupils: tuple[Pupil, ...], context: Context) -> bool:
    """False where a pupil may not be named at all, or where the sentence tells something private beside the name.

    A protected pupil is one of several kinds of whom the first name goes too, so that nothing tells which it is.
    """
    register = context.evidence.register()
    may_be_named = all(register.first_name_may_stay(pupil) for pupil in pupils)
    return may_be_named and not is_private(passage, hit.start, context)


def is_private(passage: Passage, start: int, context: Context) -> bool:
    """A detail of the kinds that concern a child stands in the sentence of the name that begins here."""
    parsed = context.evidence.parsed(passage)
    sentence = parsed.sentence_at(start)
    told = [found.start for found in context.evidence.details(passage) if not found.excuse]
    for check in sorted({rule.check for rule in context.rules.rules if rule.check.startswith(_PRIVATE)}):
        told += [found.start for found in context.rules.hits(check, parsed)]
    return any(sentence.start <= place < sentence.end for place in told)


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
