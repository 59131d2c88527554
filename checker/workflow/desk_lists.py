"""What do the policies and the register look like to the person at the desk? In words, for the eyes of this role."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from checker.checks import CHECK_IDS, CHECKS
from checker.core.finding import Severity
from checker.core.people import Pupil, Purpose
from checker.core.policy import PolicyPack
from checker.core.post import Channel
from checker.core.staff import Actor
from checker.policies import FLOOR, load_pack, pack_names
from checker.workflow.permits import Act, may, require
from checker.workflow.wiring import read_settings, register_source

PURPOSES = {
    Purpose.PHOTO: "Photos",
    Purpose.VIDEO: "Videos",
    Purpose.NAME: "Full name",
    Purpose.WEBSITE: "Website",
    Purpose.PRESS: "Press",
    Purpose.FACE_MATCHING: "Face matching",
}
_ANY_SCHOOL = frozenset({Channel.WEBSITE, Channel.NEWSLETTER, Channel.PRESS, Channel.OTHER})
"""What a policy's list of social channels says nothing about."""
_AT_LEAST = {Severity.NOTE: "", Severity.REVIEW: "A person must look.", Severity.BLOCK: "The post is blocked."}


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause, the questions that serve it, and what a breach leads to at least."""

    section: str
    quote: str
    questions: tuple[str, ...]
    at_least: str
    person_confirms: str


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil and the answers, one for each of PURPOSES; `is_protected` only for the eyes of the DSL."""

    name: str = field(repr=False)
    answers: tuple[bool, ...] = field(repr=False)
    is_protected: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class ClassList:
    """The pupils of one class, by surname."""

    title: str
    pupils: tuple[PupilRow, ...] = field(repr=False)


def pack_titles(home: Path) -> dict[str, str]:
    """Every policy to choose from: name and title, the school's own first. Raises: InputError."""
    names = dict.fromkeys((own_pack(home), *pack_names()))
    return {name: load_pack(name, CHECK_IDS).title for name in names}


def own_pack(home: Path) -> str:
    """The policy that the school's settings name, perhaps a file of its own; else the floor. Raises: InputError."""
    return read_settings(home)[1] or FLOOR


def channel_menu(home: Path, pack: str | None, chosen: Channel) -> tuple[Channel, ...]:
    """Where a post may go, for the menu: no social channel that the policy or the school's settings leave out.

    The school's own ways and "somewhere else" are always there, and so is what was chosen already. Raises: InputError.
    """
    always = {*_ANY_SCHOOL, chosen}
    lists = pack_source(pack or own_pack(home)).approved_channels, read_settings(home)[0].channels
    return tuple(one for one in Channel if one in always or all(not listed or one in listed for listed in lists))


def pack_source(name: str) -> PolicyPack:
    """The policy of this name. Raises: InputError."""
    return load_pack(name, CHECK_IDS)


def clause_rows(pack: PolicyPack) -> tuple[ClauseRow, ...]:
    """Its clauses in their order."""
    asked = {check.id: check.question for check in CHECKS}
    return tuple(
        ClauseRow(
            clause.section,
            clause.quote,
            tuple(asked[check] for check in clause.checks),
            _AT_LEAST[clause.at_least or Severity.NOTE],
            clause.manual,
        )
        for clause in pack.clauses
    )


def class_lists(home: Path, actor: Actor) -> tuple[ClassList, ...]:
    """The register by class, for somebody who may see it. Raises: NotAllowed, NoRegister."""
    require(actor, Act.SEE_REGISTER)
    sees_protection = may(actor, Act.SEE_PROTECTION)
    by_class: dict[tuple[str, str], list[Pupil]] = defaultdict(list)
    for pupil in register_source(None, home)().pupils:
        by_class[pupil.year_group, pupil.class_name].append(pupil)
    return tuple(
        ClassList(
            ", ".join(filter(None, (year, name))) or "No class",
            tuple(_row(pupil, sees_protection=sees_protection) for pupil in sorted(pupils, key=_by_surname)),
        )
        for (year, name), pupils in sorted(by_class.items(), key=_in_school_order)
    )


def _in_school_order(entry: tuple[tuple[str, str], list[Pupil]]) -> tuple[bool, str, str]:
    """Nursery and Reception come before the numbered years."""
    (year, name), _ = entry
    return any(character.isdigit() for character in year), year, name


def _by_surname(pupil: Pupil) -> tuple[str, str]:
    return pupil.last_name.casefold(), pupil.first_name.casefold()


def _row(pupil: Pupil, *, sees_protection: bool) -> PupilRow:
    """A protected pupil looks like one without any consent; why is the DSL's alone."""
    known_as = f" ({pupil.known_as})" if pupil.known_as else ""
    return PupilRow(
        f"{pupil.last_name}, {pupil.first_name}{known_as}",
        tuple(pupil.has_consent(purpose) for purpose in PURPOSES),
        is_protected=pupil.never_publish and sees_protection,
    )
