"""Which pupils can a photo show? What a person said about it: classes, years, clubs, events, single pupils."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from checker.core.errors import InputError
from checker.core.people import FaceTemplate, Pupil, RegisterSnapshot


class GroupKind(StrEnum):
    """What a group on a roster is. Clubs and events are lists of pupil ids that the school keeps itself."""

    CLASS = "class"
    YEAR = "year"
    CLUB = "club"
    EVENT = "event"
    PUPIL = "pupil"


_LISTED = frozenset({GroupKind.CLUB, GroupKind.EVENT})


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """One group, for example class Oak. `listed` are the ids of a club or event."""

    kind: GroupKind
    name: str
    listed: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def words(self) -> str:
        """As it is written on the command line: "class:Oak"."""
        return f"{self.kind.value}:{self.name}"

    def has(self, pupil: Pupil) -> bool:
        """Whether this pupil is in the group; names of classes and years in any case."""
        name = self.name.casefold()
        match self.kind:
            case GroupKind.CLASS:
                return pupil.class_name.casefold() == name
            case GroupKind.YEAR:
                return pupil.year_group.casefold() in (name, f"year {name}")
            case GroupKind.PUPIL:
                return pupil.id == self.name
            case _:
                return pupil.id in self.listed


@dataclass(frozen=True, slots=True)
class Roster:
    """The groups that a photo can show; only their pupils are compared with its faces."""

    groups: tuple[RosterGroup, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Each group as it is written on the command line, in a fixed order."""
        return tuple(sorted(group.words for group in self.groups))

    def pupil_ids(self, register: RegisterSnapshot) -> frozenset[str]:
        """The pupils on the roster, as the register is now.

        Raises: InputError where a group has nobody: a slip in its name would leave the very pupils out.
        """
        ids: set[str] = set()
        for group in self.groups:
            members = {pupil.id for pupil in register.pupils if group.has(pupil)}
            if not members:
                raise InputError(f"{_told(group)} Check how it is written.")
            ids |= members
        return frozenset(ids)

    def templates(self, register: RegisterSnapshot) -> tuple[FaceTemplate, ...]:
        """The templates of these pupils and no other. Raises: InputError."""
        ids = self.pupil_ids(register)
        return tuple(template for template in register.templates if template.pupil_id in ids)


def _told(group: RosterGroup) -> str:
    if group.kind is GroupKind.PUPIL:
        return "The list for this photo has a pupil who is not in the register."
    if group.kind in _LISTED:
        return f"Nobody on the list of the {group.kind.value} {group.name} is in the register."
    return f"The register has nobody in {'class' if group.kind is GroupKind.CLASS else 'year'} {group.name}."
