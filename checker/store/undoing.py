"""How is the last import taken back? By new events: what was recorded stays, and what came later is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel
from checker.store import writing
from checker.store.face_consent import OBJECTIONS
from checker.store.import_steps import Details, read_details
from checker.store.importing import ConsentChange
from checker.store.leaving import end_for_leavers
from checker.store.ledger import append
from checker.store.reading import read_version
from checker.store.register import SqlRegister
from checker.store.tables import consent_event, import_step, parent_event, pupil, register_import

_AT_ONCE = 2000  # rows: 2 MB at a time, and as quick as all at once
NOTHING_TO_UNDO = "Nothing was imported yet, so there is nothing to undo."
UNDONE_BEFORE = "The last import was undone already."


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking back the last import would do, for the register as it was looked at."""

    base_version: str
    number: int
    digest: str
    consents: tuple[ConsentChange, ...] = field(repr=False)
    details: tuple[tuple[str, Details], ...] = field(repr=False)
    added: tuple[str, ...]
    back: tuple[str, ...]
    kept: tuple[str, ...]
    """What stays because it was changed again since, in words without names."""
    untold: tuple[str, ...] = ()


def plan_undo(register: SqlRegister) -> UndoPlan:
    """Look at what undoing the last import would do. Raises: RegisterRefused where there is none to undo."""
    with register.database.reading() as connection:
        last = connection.execute(select(register_import).order_by(register_import.c.id.desc()).limit(1)).first()
        if last is None:
            raise RegisterRefused(NOTHING_TO_UNDO)
        if last.undoes is not None:
            raise RegisterRefused(UNDONE_BEFORE)
        kept: list[str] = []
        steps = connection.execute(select(import_step).where(import_step.c.import_id == last.id)).all()
        return UndoPlan(
            read_version(connection),
            last.id,
            last.digest,
            tuple(_answers(connection, last.id, kept)),
            tuple(_details(connection, [step for step in steps if step.kind == "changed"], kept)),
            tuple(step.pupil_id for step in steps if step.kind == "added"),
            tuple(step.pupil_id for step in steps if step.kind == "left"),
            tuple(kept),
            tuple(_told_only_by(connection, last.id)),
        )


def undo_import(register: SqlRegister, plan: UndoPlan, *, erase_added: bool = False) -> None:
    """Do it, all or nothing. Pupils whom the import added are marked as left, or erased if that is asked for.

    Raises: RegisterRefused when the register has changed since the plan was made.
    """
    now = register.now()
    with register.database.writing() as connection:
        if read_version(connection) != plan.base_version:
            raise RegisterRefused(writing.PLAN_OUTDATED)
        _put_back(connection, plan, register)
        writing.add_consents(connection, plan.consents, now)
        for pupil_id in plan.untold:
            known = ParentRecord(ParentKind.KNOWN, "parents", evidence=f"import {plan.number} undone")
            writing.add_parent(connection, pupil_id, known, now)
        if erase_added:
            for pupil_id in plan.added:
                writing.erase_pupil(connection, pupil_id, now)
            append(connection, LedgerEntry(Deed.PUPIL_ERASED, amount=len(plan.added)), now)
        elif plan.added:
            leaving = update(pupil).where(pupil.c.id == bindparam("of")).values(left_on=now.date())
            connection.execute(leaving, [{"of": pupil_id} for pupil_id in plan.added])
        end_for_leavers(connection, now, plan.added)
        row = {"imported_at": now, "row_count": 0, "digest": plan.digest, "undoes": plan.number}
        connection.execute(insert(register_import), [row])
        append(connection, LedgerEntry(Deed.IMPORT_UNDONE, plan.digest, plan.number), now)


def _put_back(connection: Connection, plan: UndoPlan, register: SqlRegister) -> None:
    for pupil_id, details in plan.details:
        if details.before:
            connection.execute(update(pupil).where(pupil.c.id == pupil_id).values(**details.before))
        if details.lifted:
            kind = Protection.NEVER_PUBLISH
            writing.protect(connection, pupil_id, kind, is_on=True, reason="", now=register.now())
    for pupil_id in plan.back:
        connection.execute(update(pupil).where(pupil.c.id == pupil_id).values(left_on=None))


def _timelines(connection: Connection) -> Iterator[list[Row[tuple[object, ...]]]]:
    """One question to one pupil after another, so that a trust's whole history is never in memory."""
    asked = consent_event.c
    whose = (asked.pupil_id, asked.purpose, asked.channel, asked.kind)
    events = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(consent_event).order_by(*whose, consent_event.c.id)
    )
    for _, timeline in groupby(events, key=lambda event: (event.pupil_id, event.purpose, event.channel, event.kind)):
        yield list(timeline)


def _answers(connection: Connection, number: int, kept: list[str]) -> Iterator[ConsentChange]:
    """For each answer of the import the one before it again, unless somebody has answered since."""
    for timeline in _timelines(connection):
        places = [place for place, event in enumerate(timeline) if event.import_id == number]
        if not places:
            continue
        event = timeline[places[-1]]
        if places[-1] != len(timeline) - 1:
            kept.append(f"{event.pupil_id}: {Purpose(event.purpose).words} was answered again since and stays")
            continue
        before = timeline[places[0] - 1] if places[0] else None
        yield from (ConsentChange(event.pupil_id, one) for one in _again(event, before, number))


def _again(event: Row[tuple[object, ...]], before: Row[tuple[object, ...]] | None, number: int) -> Iterator[Consent]:
    undone = f"import {number} undone"
    if before is None:
        channel = None if event.channel is None else Channel(event.channel)
        yield Consent(Purpose(event.purpose), ConsentState.NOT_ASKED, channel, evidence=undone)
        return
    answer = _consent(before, f"{undone}; {before.evidence}")
    is_named_no = ConsentState(event.state) in OBJECTIONS and event.given_by not in ("", before.given_by)
    if is_named_no and answer.state is ConsentState.GIVEN:
        yield replace(answer, given_by=event.given_by)  # else the list's "parent" would go on objecting
    yield answer


def _consent(row: Row[tuple[object, ...]], evidence: str) -> Consent:
    return Consent(
        Purpose(row.purpose),
        ConsentState(row.state),
        None if row.channel is None else Channel(row.channel),
        row.given_by,
        row.in_writing is True,
        row.received_on,
        evidence,
        row.has_responsibility,
    )


def _details(
    connection: Connection, steps: list[Row[tuple[object, ...]]], kept: list[str]
) -> Iterator[tuple[str, Details]]:
    for step in steps:
        details = read_details(step.before)
        now = connection.execute(select(pupil).where(pupil.c.id == step.pupil_id)).one()
        if all(getattr(now, name) == value for name, value in details.after.items()):
            yield step.pupil_id, details
        else:
            kept.append(f"{step.pupil_id}: the details were changed again since and stay")


def _told_only_by(connection: Connection, number: int) -> Iterator[str]:
    """Pupils whose parents were told by no other record than this import's."""
    told = parent_event.c
    once = select(told.pupil_id).where(told.kind == "told").group_by(told.pupil_id).having(func.count() == 1)
    event = consent_event.c
    given = (event.purpose == Purpose.FACE_MATCHING.value, event.state == ConsentState.GIVEN.value)
    query = select(event.pupil_id).where(event.import_id == number, *given, event.pupil_id.in_(once))
    yield from connection.execute(query.order_by(event.id)).scalars()
