"""What do the policies look like to the person at the desk, and where may a post go?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.checks import CHECK_IDS, CHECKS
from checker.core.finding import Severity
from checker.core.policy import PolicyPack
from checker.core.post import Channel
from checker.policies import FLOOR, load_pack, pack_names
from checker.workflow.wiring import read_settings

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
