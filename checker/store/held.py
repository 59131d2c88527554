"""What is held about one pupil? Everything, for a subject access request; but what only the DSL sees stays apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, Table, select

from checker.core.ledger import Deed, LedgerEntry
from checker.store import writing
from checker.store.ledger import append
from checker.store.personal import is_of, mentions
from checker.store.register import SqlRegister
from checker.store.sealed_vectors import as_it_was
from checker.store.tables import consent_event, face_template, import_step, parent_event, pupil, sibling
from checker.store.tables_published import approval, approval_pupil, published_post, shown_pupil, take_down
from checker.store.tables_review import approval_shown

Plain = dict[str, str | int | bool | None]

NOT_HERE = (
    "Safeguarding records are kept apart by the designated safeguarding lead and are not part of this file, whether "
    "there are any or not. Ask the school for them."
)
_UNTOLD = frozenset({"pupil_id", "import_id"})


def held_on(register: SqlRegister, pupil_id: str) -> dict[str, list[Plain]]:
    """Everything held on one pupil, by kind. That it was handed out goes into the ledger. Raises: RegisterRefused."""
    with register.database.writing() as connection:
        writing.require_pupil(connection, pupil_id)
        held = _everything(connection, pupil_id)
        append(connection, LedgerEntry(Deed.PUPIL_EXPORTED, amount=sum(map(len, held.values()))), register.now())
    return held


def _everything(connection: Connection, pupil_id: str) -> dict[str, list[Plain]]:
    return {
        "pupil": _rows(connection, pupil, pupil.c.id == pupil_id),
        "consents": _own(connection, consent_event, pupil_id),
        "parents": _own(connection, parent_event, pupil_id),
        "siblings": _siblings(connection, pupil_id),
        "face_templates": _templates(connection, pupil_id),
        "published_posts": _posts(connection, pupil_id),
        "approvals": _approvals(connection, pupil_id),
        "approved_posts": _own(connection, approval_shown, pupil_id),
        "take_downs": _rows(connection, take_down, take_down.c.pupil_id == pupil_id),
        "details_before_imports": _own(connection, import_step, pupil_id),
        "words_of_staff": list(_words(connection, pupil_id)),
    }


def _own(connection: Connection, table: Table, pupil_id: str) -> list[Plain]:
    return _rows(connection, table, is_of(table, pupil_id))


def _words(connection: Connection, pupil_id: str) -> Iterator[Plain]:
    """Not the words themselves: they may be about other children too. Who hands this out finds them by kind and row."""
    for one in mentions(connection, pupil_id):
        if not one.words.is_apart:
            at = _plain(getattr(one.row, "recorded_at", None))
            yield {"kind": one.words.table.name, "what": one.words.column, "number": one.number, "recorded_at": at}


def _rows(connection: Connection, table: Table, condition: object) -> list[Plain]:
    rows = connection.execute(select(table).where(condition)).mappings()  # type: ignore[arg-type]
    return [{name: _plain(value) for name, value in row.items() if name not in _UNTOLD} for row in rows]


def _siblings(connection: Connection, pupil_id: str) -> list[Plain]:
    pairs = connection.execute(select(sibling).where(is_of(sibling, pupil_id)))
    return [{"pupil_id": pair.other_id if pair.pupil_id == pupil_id else pair.pupil_id} for pair in pairs]


def _templates(connection: Connection, pupil_id: str) -> list[Plain]:
    """The numbers themselves too: they are the pupil's own data."""
    found = connection.execute(select(face_template).where(is_of(face_template, pupil_id))).mappings()
    return [
        {
            name: as_it_was(connection, pupil_id, row["model"], value).hex() if name == "vector" else _plain(value)
            for name, value in row.items()
            if name not in _UNTOLD
        }
        for row in found
    ]


def _posts(connection: Connection, pupil_id: str) -> list[Plain]:
    query = (
        select(published_post, shown_pupil.c.purpose, shown_pupil.c.photo_digest)
        .join(shown_pupil, shown_pupil.c.post_id == published_post.c.id)
        .where(shown_pupil.c.pupil_id == pupil_id)
    )
    return [{name: _plain(value) for name, value in row.items()} for row in connection.execute(query).mappings()]


def _approvals(connection: Connection, pupil_id: str) -> list[Plain]:
    query = (
        select(approval)
        .join(approval_pupil, approval_pupil.c.approval_id == approval.c.id)
        .where(approval_pupil.c.pupil_id == pupil_id)
    )
    return [{name: _plain(value) for name, value in row.items()} for row in connection.execute(query).mappings()]


def _plain(value: object) -> str | int | bool | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | None) else str(value)
