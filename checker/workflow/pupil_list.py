"""Which pupils answer to this search, and what was each family's answer? For the eyes of each role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from checker.core.folding import fold
from checker.core.people import Pupil, Purpose, RegisterSnapshot
from checker.core.post import Channel
from checker.core.staff import Actor
from checker.workflow.permits import Act, may, require
from checker.workflow.wiring import register_source

MARKED = {
    Purpose.PHOTO: "Photos",
    Purpose.VIDEO: "Videos",
    Purpose.NAME: "Full name",
    Purpose.WEBSITE: "Website",
    Purpose.FACE_MATCHING: "Face matching",
}
"""The five consents of the list; the others stand on the pupil's own page."""
EVERY_CLASS = "Every class"


class Mark(StrEnum):
    """What counts now for one purpose."""

    YES = "yes"
    SOME = "in some places"
    NO = "no"


class Show(StrEnum):
    """Which pupils the list shows."""

    AT_SCHOOL = "At the school"
    RECONFIRM = "A consent to confirm again"
    RENEW = "Face photos to renew"
    LEFT = "Left the school"


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil in the list: one mark for each of MARKED; `is_protected` only for the eyes of the DSL."""

    id: str
    name: str = field(repr=False)
    group: str
    marks: tuple[Mark, ...] = field(repr=False)
    is_protected: bool = field(default=False, repr=False)
    leaving: str = ""


@dataclass(frozen=True, slots=True)
class PupilList:
    """The pupils that were asked for, in the order of the school."""

    found: tuple[Pupil, ...] = field(repr=False)
    sees_protection: bool

    def lines(self, first: int = 0, most: int | None = None) -> tuple[PupilLine, ...]:
        """A part of the list, from the pupil in this place on."""
        part = self.found[first:] if most is None else self.found[first : first + most]
        return tuple(pupil_line(pupil, sees_protection=self.sees_protection) for pupil in part)


def class_groups(actor: Actor, home: Path) -> tuple[str, ...]:
    """Every year and class there is, in the order of the school. Raises: NotAllowed, InputError, NoRegister."""
    require(actor, Act.SEE_REGISTER)
    known = {(one.year_group, one.class_name) for one in register_source(None, home)().pupils}
    return tuple(_group(*one) for one in sorted(known, key=_in_school_order))


def find_pupils(
    actor: Actor, home: Path, words: str, group: str, today: date, show: Show = Show.AT_SCHOOL
) -> PupilList:
    """The pupils with all these words in name, id or class. Raises: NotAllowed, InputError, NoRegister."""
    require(actor, Act.SEE_REGISTER)
    asked = fold(words).text.casefold().split()
    found = (
        pupil
        for pupil in _shown(register_source(None, home)(), show, today)
        if group in (EVERY_CLASS, group_of(pupil)) and (not asked or _answers_to(pupil, asked))
    )
    return PupilList(tuple(sorted(found, key=_in_order)), may(actor, Act.SEE_PROTECTION))


def pupil_line(pupil: Pupil, *, sees_protection: bool) -> PupilLine:
    """A protected pupil looks like one without any consent; that it is protection is the DSL's alone."""
    marks = tuple(mark_of(pupil, purpose) for purpose in MARKED)
    protected = pupil.is_protected and sees_protection
    return PupilLine(pupil.id, listed_name(pupil), group_of(pupil), marks, protected, leaving_words(pupil))


def leaving_words(pupil: Pupil) -> str:
    """The day of leaving, in words; empty where none is recorded."""
    if pupil.left_on is not None:
        return f"left {pupil.left_on:%d/%m/%Y}"
    return "" if pupil.leaves_on is None else f"leaves {pupil.leaves_on:%d/%m/%Y}"


def mark_of(pupil: Pupil, purpose: Purpose) -> Mark:
    """What counts now, on every channel taken together."""
    said = {pupil.has_consent(purpose, channel) for channel in (None, *Channel)}
    return Mark.SOME if len(said) == 2 else Mark.YES if said == {True} else Mark.NO


def listed_name(pupil: Pupil) -> str:
    """As a class list has it."""
    return f"{pupil.last_name}, {pupil.first_name}" + (f" ({pupil.known_as})" if pupil.known_as else "")


def group_of(pupil: Pupil) -> str:
    """Year and class in words."""
    return _group(pupil.year_group, pupil.class_name)


def _group(year: str, name: str) -> str:
    return ", ".join(filter(None, (year, name))) or "No class"


def _shown(register: RegisterSnapshot, show: Show, today: date) -> tuple[Pupil, ...]:
    if show is Show.LEFT:
        return tuple(pupil for pupil in register.pupils if pupil.left_on is not None)
    here = tuple(pupil for pupil in register.pupils if pupil.left_on is None)
    if show is Show.RECONFIRM:
        return tuple(pupil for pupil in here if pupil.unconfirmed(today))
    if show is Show.RENEW:
        old = {one.pupil_id for one in register.templates if one.is_ageing(today)} | set(register.expired)
        return tuple(pupil for pupil in here if pupil.id in old)
    return here


def _answers_to(pupil: Pupil, words: list[str]) -> bool:
    told = f"{pupil.first_name} {pupil.last_name} {pupil.known_as} {pupil.id} {pupil.year_group} {pupil.class_name}"
    seen = fold(told).text.casefold()
    return all(word in seen for word in words)


def _in_order(pupil: Pupil) -> tuple[bool, str, str, str, str]:
    order = _in_school_order((pupil.year_group, pupil.class_name))
    return (*order, pupil.last_name.casefold(), pupil.first_name.casefold())


def _in_school_order(group: tuple[str, str]) -> tuple[bool, str, str]:
    """Nursery and Reception come before the numbered years."""
    year, name = group
    return any(character.isdigit() for character in year), year, name
