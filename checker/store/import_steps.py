"""What did an import do to each pupil, so that it can be undone? Kept with the pupil, and erased with the pupil."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, insert

from checker.core.people import Pupil
from checker.store.importing import ImportPlan
from checker.store.tables import import_step

_DETAILS = ("first_name", "last_name", "known_as", "year_group", "class_name")


def record_steps(connection: Connection, plan: ImportPlan, number: int) -> None:
    """Keep what the plan adds, changes and marks as left, with the details as they were."""
    rows = list(_steps(plan, number))
    if rows:
        connection.execute(insert(import_step), rows)


def _steps(plan: ImportPlan, number: int) -> Iterator[dict[str, object]]:
    for one in plan.added:
        yield {"import_id": number, "pupil_id": one.id, "kind": "added", "before": ""}
    for was in plan.before:
        yield {"import_id": number, "pupil_id": was.id, "kind": "changed", "before": _written(was)}
    for pupil_id in plan.leavers:
        yield {"import_id": number, "pupil_id": pupil_id, "kind": "left", "before": ""}


def _written(was: Pupil) -> str:
    details: dict[str, str | None] = {name: getattr(was, name) for name in _DETAILS}
    return json.dumps({**details, "left_on": was.left_on.isoformat() if was.left_on else None})


def details_before(written: str) -> dict[str, object]:
    """The details of a pupil as an import found them."""
    told = json.loads(written)
    return {**told, "left_on": date.fromisoformat(told["left_on"]) if told["left_on"] else None}
