"""Records changes in the register, each inside the transaction it is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from checker.core.errors import RegisterRefused
from checker.core.people import Consent, FaceTemplate, Pupil
from checker.store.importing import ConsentChange, ImportPlan
from checker.store.reading import read_version
from checker.store.tables import consent_event, face_template, matching_signoff, pupil, register_import

NO_SUCH_PUPIL = "There is no pupil with this id in the register."
PLAN_OUTDATED = "The register was changed after this preview was made. Nothing was imported. Look at a new preview."


def apply_plan(connection: Connection, plan: ImportPlan, now: datetime) -> None:
    """Do all that the plan says. Raises: RegisterRefused when the register is no longer the one it was made for."""
    if read_version(connection) != plan.base_version:
        raise RegisterRefused(PLAN_OUTDATED)
    if plan.added:
        connection.execute(insert(pupil), [_pupil_row(one) for one in plan.added])
    if plan.changed:
        _change(connection, plan.changed)
    add_consents(connection, plan.consents, now)
    for pupil_id in plan.erased:
        erase_pupil(connection, pupil_id)
    connection.execute(insert(register_import).values(imported_at=now, row_count=plan.rows, digest=plan.digest))


def add_consents(connection: Connection, changes: Iterable[ConsentChange], now: datetime) -> None:
    """Add answers to the record; what was recorded before stays."""
    rows = [_consent_row(change.pupil_id, change.consent, now) for change in changes]
    if rows:
        connection.execute(insert(consent_event), rows)


def add_template(connection: Connection, template: FaceTemplate, now: datetime) -> None:
    """Keep a vector, unless this very one is kept already; whether it may be is for the guards in the database."""
    known = select(face_template.c.id).where(
        face_template.c.pupil_id == template.pupil_id, face_template.c.vector == template.vector
    )
    if connection.execute(known).first() is None:
        row = {"pupil_id": template.pupil_id, "vector": template.vector, "recorded_at": now}
        connection.execute(insert(face_template), [row])


def add_signoff(connection: Connection, state: str, dpia: str, dpo: str, on: date, now: datetime) -> None:
    """Record that face matching was switched "on" or "off"."""
    row = {"state": state, "dpia": dpia, "dpo": dpo, "signed_on": on, "recorded_at": now}
    connection.execute(insert(matching_signoff), [row])


def erase_pupil(connection: Connection, pupil_id: str) -> None:
    """Erase everything about a pupil; the guards take templates and consents along. Raises: RegisterRefused."""
    if connection.execute(delete(pupil).where(pupil.c.id == pupil_id)).rowcount != 1:
        raise RegisterRefused(NO_SUCH_PUPIL)


def require_pupil(connection: Connection, pupil_id: str) -> None:
    """Raises: RegisterRefused when there is no such pupil."""
    if connection.execute(select(pupil.c.id).where(pupil.c.id == pupil_id)).first() is None:
        raise RegisterRefused(NO_SUCH_PUPIL)


def _change(connection: Connection, pupils: tuple[Pupil, ...]) -> None:
    statement = update(pupil).where(pupil.c.id == bindparam("of"))
    rows = [_pupil_row(one) for one in pupils]
    connection.execute(statement, [{"of": row.pop("id"), **row} for row in rows])


def _pupil_row(one: Pupil) -> dict[str, object]:
    return {
        "id": one.id,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "known_as": one.known_as,
        "year_group": one.year_group,
        "class_name": one.class_name,
        "never_publish": one.never_publish,
    }


def _consent_row(pupil_id: str, consent: Consent, now: datetime) -> dict[str, object]:
    return {
        "pupil_id": pupil_id,
        "purpose": consent.purpose.value,
        "channel": None if consent.channel is None else consent.channel.value,
        "state": consent.state.value,
        "given_by": consent.given_by.strip(),
        "in_writing": consent.in_writing,
        "received_on": consent.received_on,
        "evidence": consent.evidence,
        "recorded_at": now,
    }
