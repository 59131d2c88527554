"""What does the register say now? Which answers count is decided in `standing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import (
    TEMPLATE_EXPIRES,
    AnswerKind,
    Consent,
    ConsentState,
    FaceTemplate,
    MatchingSignOff,
    Protection,
    Pupil,
    Purpose,
    RegisterSnapshot,
)
from checker.core.post import Channel
from checker.store.devices import read_devices
from checker.store.face_consent import all_told, may_be_enrolled
from checker.store.sealed_vectors import as_it_was
from checker.store.standing import current
from checker.store.tables import (
    consent_event,
    face_template,
    matching_signoff,
    meta,
    parent_event,
    protection,
    pupil,
    sibling,
)


def read_version(connection: Connection) -> str:
    """The register's version: new with every change, and never the same again, not even after a backup is put back."""
    row = connection.execute(select(meta.c.changes, meta.c.stamp)).one()
    return f"{row.changes}-{row.stamp}"


def read_snapshot(connection: Connection, now: datetime) -> RegisterSnapshot:
    """The whole register. Templates only where matching is on, a parent's written consent stands and not too old."""
    pupils = tuple(one.on_day(now.date()) for one in _pupils(connection))
    matching = read_matching(connection)
    templates = tuple(_templates(connection, pupils)) if matching else ()
    fresh = tuple(template for template in templates if _is_fresh(template, now.date()))
    used = set(fresh)
    expired = dict.fromkeys(template.pupil_id for template in templates if template not in used)
    siblings = connection.execute(select(sibling).order_by(sibling.c.pupil_id, sibling.c.other_id)).all()
    pairs = tuple((row.pupil_id, row.other_id) for row in siblings)
    devices = tuple(one.as_setting for one in read_devices(connection))
    return RegisterSnapshot(read_version(connection), pupils, fresh, matching, tuple(expired), pairs, devices)


def _is_fresh(template: FaceTemplate, today: date) -> bool:
    """False too for a day that is still to come: a clock that was wrong must not keep a face for years."""
    day = template.enrolled_on
    return day is not None and timedelta(days=-1) <= today - day < TEMPLATE_EXPIRES


def read_matching(connection: Connection) -> MatchingSignOff | None:
    """The sign-off in force; None while face matching is off."""
    last = connection.execute(select(matching_signoff).order_by(matching_signoff.c.id.desc()).limit(1)).first()
    return MatchingSignOff(last.dpia, last.dpo, last.signed_on) if last is not None and last.state == "on" else None


def read_history(connection: Connection, pupil_id: str | None = None) -> Iterator[tuple[str, Consent]]:
    """Every answer ever recorded, of one pupil or of all, oldest first, with the pupil's id."""
    events = consent_event.c
    query = select(
        events.pupil_id,
        events.purpose,
        events.state,
        events.channel,
        events.given_by,
        events.in_writing,
        events.received_on,
        events.evidence,
        events.has_responsibility,
        events.kind,
        events.recorded_at,
    ).order_by(events.id)
    if pupil_id is not None:
        query = query.where(events.pupil_id == pupil_id)
    for whose, purpose, state, channel, by, written, received, evidence, responsible, kind, at in connection.execute(
        query
    ):
        yield (
            whose,
            Consent(
                Purpose(purpose),
                ConsentState(state),
                None if channel is None else Channel(channel),
                by,
                written is True,
                received,
                evidence,
                responsible,
                AnswerKind(kind),
                at.date(),
            ),
        )


def read_parents(connection: Connection, pupil_id: str | None = None) -> dict[str, list[ParentRecord]]:
    """What is known of pupils' parents, oldest first, by pupil."""
    query = select(parent_event).order_by(parent_event.c.id)
    if pupil_id is not None:
        query = query.where(parent_event.c.pupil_id == pupil_id)
    records: dict[str, list[ParentRecord]] = defaultdict(list)
    for row in connection.execute(query):
        record = ParentRecord(ParentKind(row.kind), row.who, row.happened_on, row.evidence, row.authorised_by)
        records[row.pupil_id].append(record)
    return records


def read_protected(connection: Connection) -> dict[str, set[str]]:
    """The kinds of protection in force, by pupil."""
    newest = select(func.max(protection.c.id)).group_by(protection.c.pupil_id, protection.c.kind)
    kept: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(protection).where(protection.c.id.in_(newest))):
        if row.is_on is not False:
            kept[row.pupil_id].add(row.kind)
    return kept


def _pupils(connection: Connection) -> tuple[Pupil, ...]:
    events: dict[str, list[Consent]] = defaultdict(list)
    for pupil_id, consent in read_history(connection):
        events[pupil_id].append(consent)
    parents = read_parents(connection)
    protected = read_protected(connection)
    rows = sorted(connection.execute(select(pupil)), key=lambda row: str(row.id))
    return tuple(
        Pupil(
            row.id,
            row.first_name,
            row.last_name,
            row.known_as,
            row.year_group,
            row.class_name,
            current(events.get(row.id, ())),
            never_publish=bool(protected.get(row.id)),
            left_on=row.left_on,
            must_not_be_located=Protection.MUST_NOT_BE_LOCATED in protected.get(row.id, ()),
            parents_told=all_told(parents.get(row.id, ())),
        )
        for row in rows
    )


def _templates(connection: Connection, pupils: tuple[Pupil, ...]) -> Iterator[FaceTemplate]:
    """The guards in the database let no other template in; asked again here because a guard can be removed."""
    allowed = {one.id for one in pupils if may_be_enrolled(one)}
    kept = face_template.c
    columns = select(kept.pupil_id, kept.vector, kept.recorded_at, kept.model)
    for row in connection.execute(columns.order_by(face_template.c.id)):
        if row.pupil_id in allowed:
            vector = as_it_was(connection, row.pupil_id, row.model, bytes(row.vector))
            yield FaceTemplate(row.pupil_id, vector, row.recorded_at.date(), row.model)
