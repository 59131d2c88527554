"""What would a school's list change in the register? Seen first, applied whole or not at all, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.staff import Actor
from checker.workflow.files import read_whole
from checker.workflow.import_rows import ImportGroup, import_groups, undo_groups
from checker.workflow.permits import Act, require
from checker.workflow.register import has_register, home_of, opened_for
from checker.workflow.wiring import MAX_CSV_BYTES

if TYPE_CHECKING:
    from checker.store.headings import Headings
    from checker.store.importing import ImportPlan
    from checker.store.register import SqlRegister
    from checker.store.sheet import RegisterSheet
    from checker.store.undoing import UndoPlan

EMPTY = RegisterSnapshot("", ())


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change, before anything does; `register` is only made when it is applied."""

    plan: ImportPlan
    sheet: RegisterSheet
    register: str | None
    known: tuple[Pupil, ...] = field(default=(), repr=False)
    """The pupils of the register it was compared with."""

    @property
    def groups(self) -> tuple[ImportGroup, ...]:
        """The change, one line for each pupil whom it touches, by name."""
        return import_groups(self.plan, {one.id: one for one in self.known})

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know besides: about the list, and about who is not in it."""
        stay = sum(pupil.left_on is None for pupil in self.plan.left) if not self.plan.leavers else 0
        who = "1 pupil of the register is" if stay == 1 else f"{stay} pupils of the register are"
        return (*self.plan.remarks, *([f"{who} not in the list and kept as before."] if stay else []))

    def lines(self) -> Iterator[str]:
        """The change in words: remarks, counts, then each pupil whom it touches by id and class, never by name."""
        plan = self.plan
        yield from (f"Please note: {remark}" for remark in plan.remarks)
        fate = f"{len(plan.leavers)} of them are recorded as having left" if plan.leavers else "are kept"
        yield (
            f"{plan.rows} pupils in the list: {len(plan.added)} new, {len(plan.changed)} changed, "
            f"{plan.unchanged} as they were; {len(plan.left)} in the register are not in the list and {fate}"
        )
        yield f"Consents: {len(plan.given)} given, {len(plan.withdrawn)} withdrawn"
        yield from plan.previews

    def apply(self, actor: Actor) -> None:
        """Do it, all or nothing, for somebody who may import now, not only when it was looked at.

        Raises: NotAllowed, RegisterRefused when the register has changed since the preview.
        """
        from checker.store.importing import plan_import

        store = opened_for(actor, Act.IMPORT, self.register, create=True)
        if self.plan.base_version == EMPTY.version:
            fresh = plan_import(store.read(), self.sheet, self.plan.planned_on)
            store.apply(replace(fresh, headings=self.plan.headings))
        else:
            store.apply(self.plan)


def preview_import(
    actor: Actor,
    file: Path,
    register: str | None,
    system: str | None = None,
    mapped: Mapping[str, str] | None = None,
    *,
    is_whole_school: bool = False,
) -> Preview:
    """What importing the CSV or XLSX list in this file would change; the rest is as in `preview_list`.

    Raises: InputError, NoRegister.
    """
    require(actor, Act.IMPORT)
    try:
        data = read_whole(file, MAX_CSV_BYTES)
    except OSError as error:
        raise InputError(f"The list could not be opened ({error.strerror}). Check its name.") from None
    return preview_list(actor, data, register, system, mapped, is_whole_school=is_whole_school)


def preview_list(
    actor: Actor,
    untrusted_data: bytes,
    register: str | None,
    system: str | None = None,
    mapped: Mapping[str, str] | None = None,
    *,
    is_whole_school: bool = False,
) -> Preview:
    """What importing this CSV or XLSX list would change.

    `system` is the school's own ("sims"), `mapped` names our column for single headings; both are remembered by the
    register for the next list. `is_whole_school`: pupils who are not in the list have left.
    Raises: InputError, NoRegister.
    """
    from checker.store.csv_register import parse_list
    from checker.store.importing import plan_import

    require(actor, Act.IMPORT)
    store = opened_for(actor, Act.IMPORT, register) if has_register(register) else None
    remembered = _remembered(store)
    headings = _headings(remembered, system, mapped or {})
    sheet = parse_list(untrusted_data, headings)
    current = EMPTY if store is None else store.read()
    plan = plan_import(current, sheet, date.today())
    if is_whole_school:
        plan = plan.marking_left()
    plan = replace(plan, headings=headings.written() if headings != remembered else "")
    return Preview(plan, sheet, register, current.pupils)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A heading of a list, and which of our columns it means: empty where nobody said so yet."""

    heading: str
    column: str


def list_columns(
    actor: Actor, untrusted_data: bytes, register: str | None, system: str | None = None
) -> tuple[ListColumn, ...]:
    """What the headings of a list are taken for, so that a person can put it right. Raises: NotAllowed, InputError."""
    from checker.store.csv_register import read_header

    require(actor, Act.IMPORT)
    store = opened_for(actor, Act.IMPORT, register) if has_register(register) else None
    headings = _headings(_remembered(store), system, {})
    return tuple(ListColumn(one, headings.column(one) or "") for one in read_header(untrusted_data, headings))


def _remembered(store: SqlRegister | None) -> Headings:
    from checker.store.headings import OWN

    if store is None:
        return OWN
    from checker.store.keeping import Keeping

    return Keeping(store).headings()


def _headings(remembered: Headings, system: str | None, mapped: Mapping[str, str]) -> Headings:
    from checker.store.headings import headings_of

    return (remembered if system is None else headings_of(system)).adding(mapped)


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking back the last import would do."""

    store: SqlRegister
    plan: UndoPlan
    erases_added: bool
    register: str | None

    def lines(self) -> Iterator[str]:
        """In words; pupils by id only."""
        plan = self.plan
        yield f"Import {plan.number} would be undone. Nothing recorded is deleted: new events put back what was."
        yield from (f"{change.pupil_id}: {change.consent.purpose.words} {change.consent.state.value.replace('_', ' ')} "
                    "again" for change in plan.consents)  # fmt: skip
        yield from (f"{pupil_id}: details as before" for pupil_id, _ in plan.details)
        yield from (f"{pupil_id}: back at the school" for pupil_id in plan.back)
        fate = "erased" if self.erases_added else "recorded as having left"
        yield from (f"{pupil_id}: was new, will be {fate}" for pupil_id in plan.added)
        yield from (f"Please note: {line}" for line in plan.kept)

    @property
    def groups(self) -> tuple[ImportGroup, ...]:
        """The same, one line for each pupil whom it touches, by name. Raises: NoRegister."""
        return undo_groups(self.plan, self.store.read().by_id, erases_added=self.erases_added)

    def apply(self, actor: Actor) -> None:
        """Do it, all or nothing, for somebody who may import now. Raises: NotAllowed, RegisterRefused when the register
        has changed since."""
        from checker.store.undoing import undo_import

        store = opened_for(actor, Act.IMPORT, self.register)
        if self.erases_added:
            self._forget_added(store)
        undo_import(store, self.plan, erase_added=self.erases_added)

    def _forget_added(self, store: SqlRegister) -> None:
        """As in any erasure, saved drafts and lists go first."""
        from checker.workflow.draft_search import forget_pupil

        pupils = store.read().by_id
        for pupil_id in self.plan.added:
            forget_pupil(pupils[pupil_id], home_of(self.register))


def preview_undo(actor: Actor, register: str | None, *, erase_added: bool) -> Undo:
    """What undoing the last import would do. Raises: InputError, NoRegister, RegisterRefused."""
    from checker.store.undoing import plan_undo

    store = opened_for(actor, Act.IMPORT, register)
    return Undo(store, plan_undo(store), erase_added, register)
