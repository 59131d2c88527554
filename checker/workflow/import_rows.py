"""What would an import, or taking it back, do to each pupil? One line each, with the name, for who may import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.core.people import Pupil
from checker.workflow.consent_words import STATES
from checker.workflow.pupil_list import group_of, listed_name

if TYPE_CHECKING:
    from checker.store.importing import ConsentChange, ImportPlan
    from checker.store.undoing import UndoPlan


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A pupil and what would happen, in words."""

    pupil_id: str
    name: str = field(repr=False)
    says: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportGroup:
    """Pupils to whom the same kind of thing would happen; `short` is how it is counted ("new")."""

    title: str
    short: str
    rows: tuple[ImportRow, ...] = field(repr=False)


def import_groups(plan: ImportPlan, known: dict[str, Pupil]) -> tuple[ImportGroup, ...]:
    """What the plan would do, what stops something first; `known`: the pupils of the register by id."""
    everybody = known | {one.id: one for one in plan.added}
    new = {one.id for one in plan.added}
    given = [one for one in plan.given if one.pupil_id not in new]
    groups = (
        ImportGroup("Consents that end", "with a consent that ends", _answers(plan.withdrawn, everybody)),
        ImportGroup("New pupils", "new", tuple(_added(plan))),
        ImportGroup("Changed details", "with changed details", tuple(_changed(plan))),
        ImportGroup("New consents of pupils in the register", "with a new consent", _answers(given, everybody)),
        ImportGroup("Recorded as having left", "leaving", tuple(_left(plan, everybody))),
        ImportGroup("Protection changed", "with protection changed", tuple(_protected(plan, everybody))),
    )
    return tuple(group for group in groups if group.rows)


def undo_groups(plan: UndoPlan, known: dict[str, Pupil], *, erases_added: bool) -> tuple[ImportGroup, ...]:
    """What taking an import back would do."""
    gone = "Erased: the import had added them" if erases_added else "Recorded as having left: the import had added them"
    answers = [change for change in plan.consents if change.pupil_id not in plan.added]
    groups = (
        ImportGroup("Answers as before", "with answers as before", _answers(answers, known)),
        ImportGroup("Details as before", "with details as before", _plain((one for one, _ in plan.details), known)),
        ImportGroup("Back at the school", "back", _plain(plan.back, known)),
        ImportGroup(gone, "erased" if erases_added else "leaving", _plain(plan.added, known)),
    )
    return tuple(group for group in groups if group.rows)


def _added(plan: ImportPlan) -> Iterator[ImportRow]:
    given = defaultdict(list)
    for change in plan.given:
        given[change.pupil_id].append(change.consent.purpose.words)
    for pupil in plan.added:
        said = f"yes to {', '.join(given[pupil.id])}" if given[pupil.id] else "no consent"
        yield _row(pupil, f"{group_of(pupil)}; {said}")


def _changed(plan: ImportPlan) -> Iterator[ImportRow]:
    for before, after in zip(plan.before, plan.changed, strict=True):
        told = {
            "name": (listed_name(before), listed_name(after)),
            "year and class": (group_of(before), group_of(after)),
            "leaving day": (_day(before), _day(after)),
        }
        yield _row(before, "; ".join(f"{what}: {was} → {now}" for what, (was, now) in told.items() if was != now))


def _day(pupil: Pupil) -> str:
    return f"{pupil.leaving_day:%d/%m/%Y}" if pupil.leaving_day else "none"


def _left(plan: ImportPlan, everybody: dict[str, Pupil]) -> Iterator[ImportRow]:
    for pupil_id in plan.leavers:
        yield _row(everybody[pupil_id], f"{group_of(everybody[pupil_id])}; all consents end")


def _protected(plan: ImportPlan, everybody: dict[str, Pupil]) -> Iterator[ImportRow]:
    """Whoever imports the list has it in the list; the reason is not in it."""
    for pupil_id in plan.protected:
        yield _row(everybody[pupil_id], "must not be shown")


def _answers(
    changes: tuple[ConsentChange, ...] | list[ConsentChange], known: dict[str, Pupil]
) -> tuple[ImportRow, ...]:
    said: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        consent = change.consent
        where = f" on {consent.channel.value}" if consent.channel else ""
        said[change.pupil_id].append(f"{consent.purpose.words}{where}: {STATES[consent.state]}")
    return tuple(_row(known[one], "; ".join(words)) for one, words in said.items() if one in known)


def _plain(pupil_ids: Iterator[str] | tuple[str, ...], known: dict[str, Pupil]) -> tuple[ImportRow, ...]:
    return tuple(_row(known[one], group_of(known[one])) for one in pupil_ids if one in known)


def _row(pupil: Pupil, says: str) -> ImportRow:
    return ImportRow(pupil.id, listed_name(pupil), says)
