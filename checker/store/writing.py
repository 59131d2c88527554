"""Records changes in the register, each inside the transaction it is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from checker.core.errors import RegisterRefused
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, FaceTemplate, Protection, Pupil, Purpose, is_to_come
from checker.store.erasures import record_erasure
from checker.store.follow_up import FollowUp, follow_up, withdraw_everything
from checker.store.import_steps import record_steps
from checker.store.importing import ConsentChange, ImportPlan
from checker.store.leaving import end_for_leavers
from checker.store.personal import Mention, blank_mentions, mentions
from checker.store.reading import read_version
from checker.store.rows import add_rows
from checker.store.sealed_reason import sealed_reason
from checker.store.sealed_vectors import to_keep
from checker.store.tables import (
    consent_event,
    face_template,
    list_headings,
    matching_signoff,
    parent_event,
    protection,
    pupil,
    register_import,
)

NO_SUCH_PUPIL = "There is no pupil with this id in the register."
TO_COME = (
    "That day lies in the future. Write the day on which it came or was said. "
    "If it is right, the clock of this computer is wrong."
)
PLAN_OUTDATED = "The register was changed after this preview was made. Nothing was imported. Look at a new preview."


def apply_plan(connection: Connection, plan: ImportPlan, now: datetime) -> int:
    """Do all that the plan says; the import's number.

    Raises: RegisterRefused when the register is no longer the one it was made for.
    """
    if read_version(connection) != plan.base_version:
        raise RegisterRefused(PLAN_OUTDATED)
    number = _add(connection, register_import, imported_at=now, row_count=plan.rows, digest=plan.digest)
    add_rows(connection, pupil, map(_pupil_row, plan.added))
    record_steps(connection, plan, number)
    if plan.changed:
        change_pupils(connection, plan.changed)
    _mark_left(connection, plan)
    end_for_leavers(connection, now, plan.leaving)
    for pupil_id in plan.protected:
        protect(connection, pupil_id, Protection.NEVER_PUBLISH, is_on=True, reason="", now=now)
    _add_told(connection, plan, now)
    if plan.headings:
        _add(connection, list_headings, headings=plan.headings, recorded_at=now)
    add_consents(connection, plan.consents, now, number)
    return number


def add_consents(
    connection: Connection, changes: Iterable[ConsentChange], now: datetime, import_id: int | None = None
) -> FollowUp:
    """Add answers to the record; what was recorded before stays. What follows from a no is done here too."""
    changes = tuple(changes)
    rows = (_consent_row(change.pupil_id, change.consent, now, import_id) for change in changes)
    add_rows(connection, consent_event, rows)
    return follow_up(connection, tuple((change.pupil_id, change.consent) for change in changes), now)


def add_template(connection: Connection, template: FaceTemplate, now: datetime) -> int:
    """Keep a vector; its number, or 0 where this very one is kept already.

    Whether it may be kept is for the guards in the database. The pupil's vectors by another model go: nothing can be
    compared with them any more, and what is not needed is not kept.
    """
    own, is_models = face_template.c.pupil_id == template.pupil_id, face_template.c.model == template.model
    vector = to_keep(connection, template.pupil_id, template.model, template.vector)
    known = select(face_template.c.id).where(own, is_models, face_template.c.vector == vector)
    if connection.execute(known).first() is not None:
        return 0
    row = {"pupil_id": template.pupil_id, "vector": vector, "model": template.model, "recorded_at": now}
    number = _add(connection, face_template, **row)
    connection.execute(delete(face_template).where(own, ~is_models))
    return number


def add_parent(connection: Connection, pupil_id: str, record: ParentRecord, now: datetime) -> int:
    """Add to what is known of a pupil's parents; the record's number."""
    return _add(connection, parent_event, **_parent_row(pupil_id, record, now))


def add_signoff(connection: Connection, state: str, dpia: str, dpo: str, on: date, now: datetime) -> None:
    """Record that face matching was switched "on" or "off"."""
    row = {"state": state, "dpia": dpia, "dpo": dpo, "signed_on": on, "recorded_at": now}
    connection.execute(insert(matching_signoff), [row])


def erase_pupil(connection: Connection, pupil_id: str, now: datetime, written: list[Mention] | None = None) -> FollowUp:
    """Erase everything about a pupil; the guards take templates and consents along, and what staff wrote is written
    over (`written`, where the caller has looked for it). Raises: RegisterRefused."""
    require_pupil(connection, pupil_id)
    followed = withdraw_everything(connection, pupil_id, now)
    blank_mentions(connection, mentions(connection, pupil_id) if written is None else written)
    connection.execute(delete(pupil).where(pupil.c.id == pupil_id))
    record_erasure(connection, pupil_id, now)
    return followed


def require_past(day: date | None, now: datetime) -> None:
    """Raises: RegisterRefused for a day that is still to come: it would count as confirmed for years."""
    if day is not None and is_to_come(day, now.date()):
        raise RegisterRefused(TO_COME)


def require_pupil(connection: Connection, pupil_id: str) -> None:
    """Raises: RegisterRefused when there is no such pupil."""
    if connection.execute(select(pupil.c.id).where(pupil.c.id == pupil_id)).first() is None:
        raise RegisterRefused(NO_SUCH_PUPIL)


def change_pupils(connection: Connection, pupils: tuple[Pupil, ...]) -> None:
    """Write these pupils' details over the old ones."""
    statement = update(pupil).where(pupil.c.id == bindparam("of"))
    rows = [_pupil_row(one) for one in pupils]
    connection.execute(statement, [{"of": row.pop("id"), **row} for row in rows])


def protect(
    connection: Connection, pupil_id: str, kind: Protection, *, is_on: bool, reason: str, now: datetime
) -> FollowUp:
    """Put a protection in force or lift it; in force, it ends every approval and asks for earlier posts to go."""
    kept = sealed_reason(connection, pupil_id, reason)
    _add(connection, protection, pupil_id=pupil_id, kind=kind.value, is_on=is_on, reason=kept, recorded_at=now)
    return withdraw_everything(connection, pupil_id, now) if is_on else FollowUp()


def last_consent(connection: Connection) -> int:
    """The number of the newest answer; 0 where there is none."""
    return int(connection.execute(select(func.max(consent_event.c.id))).scalar() or 0)


def _mark_left(connection: Connection, plan: ImportPlan) -> None:
    if plan.leavers:
        leaving = update(pupil).where(pupil.c.id == bindparam("of")).values(left_on=plan.planned_on)
        connection.execute(leaving, [{"of": pupil_id} for pupil_id in plan.leavers])


def _add_told(connection: Connection, plan: ImportPlan, now: datetime) -> None:
    """A list's yes to face matching states that every parent was told; a parent recorded by hand it does not speak for.

    Source: docs/law.md.
    """
    told = [change for change in plan.given if change.consent.purpose is Purpose.FACE_MATCHING]
    if told:
        by_hand = set(
            connection.execute(select(parent_event.c.pupil_id).where(parent_event.c.kind == "known")).scalars()
        )
        record = ParentRecord(ParentKind.TOLD, evidence=told[0].consent.evidence)
        rows = (_parent_row(one.pupil_id, record, now) for one in told if one.pupil_id not in by_hand)
        add_rows(connection, parent_event, rows)


def _add(connection: Connection, table: Table, **values: object) -> int:
    """Add one row; its number."""
    result = connection.execute(insert(table).values(**values))
    return int((result.inserted_primary_key or (0,))[0])


def _parent_row(pupil_id: str, record: ParentRecord, now: datetime) -> dict[str, object]:
    return {
        "pupil_id": pupil_id,
        "who": record.who.strip(),
        "kind": record.kind.value,
        "happened_on": record.happened_on,
        "evidence": record.evidence,
        "authorised_by": record.authorised_by.strip(),
        "recorded_at": now,
    }


def _pupil_row(one: Pupil) -> dict[str, object]:
    return {
        "id": one.id,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "known_as": one.known_as,
        "year_group": one.year_group,
        "class_name": one.class_name,
        "left_on": one.leaving_day,
    }


def _consent_row(pupil_id: str, consent: Consent, now: datetime, import_id: int | None) -> dict[str, object]:
    return {
        "pupil_id": pupil_id,
        "purpose": consent.purpose.value,
        "channel": None if consent.channel is None else consent.channel.value,
        "state": consent.state.value,
        "given_by": consent.given_by.strip(),
        "in_writing": consent.in_writing,
        "received_on": consent.received_on,
        "evidence": consent.evidence,
        "kind": consent.kind.value,
        "has_responsibility": consent.has_responsibility,
        "recorded_at": now,
        "import_id": import_id,
    }
