"""What did an import do to each pupil, so that it can be undone? Kept with the pupil, and erased with the pupil."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from checker.core.people import Pupil
from checker.store.importing import ImportPlan
from checker.store.rows import add_rows
from checker.store.tables import import_step

_DETAILS = ("first_name", "last_name", "known_as", "year_group", "class_name")


@dataclass(frozen=True, slots=True)
class Details:
    """A pupil's details before and after an import; `lifted`: the list took a protection away, as lists once could."""

    before: dict[str, object]
    after: dict[str, object]
    lifted: bool


def record_steps(connection: Connection, plan: ImportPlan, number: int) -> None:
    """Keep what the plan adds, changes and marks as left, with the details as they were."""
    add_rows(connection, import_step, _steps(plan, number))


def _steps(plan: ImportPlan, number: int) -> Iterator[dict[str, object]]:
    def step(pupil_id: str, kind: str, before: str = "") -> dict[str, object]:
        return {"import_id": number, "pupil_id": pupil_id, "kind": kind, "before": before}

    yield from (step(one.id, "added") for one in plan.added)
    for was, became in zip(plan.before, plan.changed, strict=True):
        yield step(was.id, "changed", json.dumps([_details(was), _details(became), False]))
    yield from (step(pupil_id, "left") for pupil_id in plan.leavers)


def _details(one: Pupil) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(one, name) for name in _DETAILS}
    return {**told, "left_on": one.leaving_day.isoformat() if one.leaving_day else None}


def read_details(written: str) -> Details:
    """What `record_steps` kept."""
    before, after, lifted = json.loads(written)
    for told in (before, after):
        if told.get("left_on"):
            told["left_on"] = date.fromisoformat(told["left_on"])
    return Details(before, after, lifted)
