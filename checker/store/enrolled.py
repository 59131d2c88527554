"""What stands behind one pupil's face templates: the parents and how each was told, and how old the templates are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from checker.core.ledger import Deed, LedgerEntry
from checker.core.parents import ParentRecord
from checker.store import writing
from checker.store.ledger import append
from checker.store.reading import read_parents
from checker.store.register import SqlRegister
from checker.store.tables import face_template


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """That a face is enrolled: since when and by which model, without the vector."""

    enrolled_on: date
    model: str


def parents_of(register: SqlRegister, pupil_id: str) -> tuple[ParentRecord, ...]:
    """What is known of the parents and how each was told, oldest first. Raises: NoRegister."""
    with register.database.reading() as connection:
        return tuple(read_parents(connection, pupil_id).get(pupil_id, ()))


def templates_of(register: SqlRegister, pupil_id: str) -> tuple[KeptTemplate, ...]:
    """The face templates that are kept, oldest first, whether they may be used today or not. Raises: NoRegister."""
    kept = face_template.c
    query = select(kept.recorded_at, kept.model).where(kept.pupil_id == pupil_id).order_by(kept.id)
    with register.database.reading() as connection:
        return tuple(KeptTemplate(row.recorded_at.date(), row.model) for row in connection.execute(query))


def delete_templates(register: SqlRegister, pupil_id: str) -> int:
    """Delete every face template of a pupil; how many there were. Raises: NoRegister, RegisterRefused."""
    with register.database.writing() as connection:
        writing.require_pupil(connection, pupil_id)
        deleted = connection.execute(delete(face_template).where(face_template.c.pupil_id == pupil_id)).rowcount
        if deleted:
            append(connection, LedgerEntry(Deed.TEMPLATES_DELETED, amount=deleted), register.now())
    return deleted
