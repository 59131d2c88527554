"""What does the register say now? The latest answer for each purpose and channel decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, Row, Select, func, select

from checker.core.people import (
    Consent,
    ConsentState,
    FaceTemplate,
    MatchingSignOff,
    Pupil,
    Purpose,
    RegisterSnapshot,
)
from checker.core.post import Channel
from checker.store.face_consent import OBJECTIONS, allows_face_matching
from checker.store.tables import consent_event, face_template, matching_signoff, meta, pupil

_PURPOSE_ORDER = {purpose: place for place, purpose in enumerate(Purpose)}


def read_version(connection: Connection) -> str:
    """The register's version: new with every change, and never the same again, not even after a backup is put back."""
    row = connection.execute(select(meta.c.changes, meta.c.stamp)).one()
    return f"{row.changes}-{row.stamp}"


def read_snapshot(connection: Connection) -> RegisterSnapshot:
    """The whole register. Templates only where matching is on and a parent's written consent stands."""
    consents = _current_consents(connection)
    pupils = tuple(
        sorted((_pupil(row, consents[row.id]) for row in connection.execute(select(pupil))), key=lambda one: one.id)
    )
    matching = read_matching(connection)
    templates = tuple(_templates(connection, pupils)) if matching else ()
    return RegisterSnapshot(read_version(connection), pupils, templates, matching)


def read_matching(connection: Connection) -> MatchingSignOff | None:
    """The sign-off in force; None while face matching is off."""
    last = connection.execute(select(matching_signoff).order_by(matching_signoff.c.id.desc()).limit(1)).first()
    return MatchingSignOff(last.dpia, last.dpo, last.signed_on) if last is not None and last.state == "on" else None


def consent_of(row: Row[tuple[object, ...]]) -> Consent:
    """A recorded event as an answer."""
    return Consent(
        Purpose(row.purpose),
        ConsentState(row.state),
        None if row.channel is None else Channel(row.channel),
        row.given_by,
        row.in_writing is True,
        row.received_on,
        row.evidence,
    )


def _pupil(row: Row[tuple[object, ...]], consents: dict[tuple[Purpose, str], Consent]) -> Pupil:
    ordered = sorted(consents.items(), key=lambda item: (_PURPOSE_ORDER[item[0][0]], item[0][1]))
    return Pupil(
        row.id,
        row.first_name,
        row.last_name,
        row.known_as,
        row.year_group,
        row.class_name,
        tuple(consent for _, consent in ordered),
        row.never_publish is not False,
    )


def _current_consents(connection: Connection) -> dict[str, dict[tuple[Purpose, str], Consent]]:
    current: dict[str, dict[tuple[Purpose, str], Consent]] = defaultdict(dict)
    for row in connection.execute(_latest()):
        consent = consent_of(row)
        current[row.pupil_id][consent.purpose, consent.channel or ""] = consent
    for row in connection.execute(_latest_by_person().order_by(consent_event.c.id)):
        consent = consent_of(row)
        if consent.state in OBJECTIONS:  # stands, whatever another person has answered since
            current[row.pupil_id][Purpose.FACE_MATCHING, ""] = consent
    return current


def _latest() -> Select[tuple[object, ...]]:
    events = consent_event.c
    groups = (events.pupil_id, events.purpose, func.coalesce(events.channel, ""))
    return select(consent_event).where(events.id.in_(select(func.max(events.id)).group_by(*groups)))


def _latest_by_person() -> Select[tuple[object, ...]]:
    """Each named person's latest yes or objection to face matching (PoFA 2012 s.26: any parent, and the child)."""
    events = consent_event.c
    person = func.lower(func.trim(events.given_by))
    answers = (ConsentState.GIVEN, *OBJECTIONS)
    latest = (
        select(func.max(events.id))
        .where(events.purpose == Purpose.FACE_MATCHING, events.state.in_(answers), person != "")
        .group_by(events.pupil_id, person)
    )
    return select(consent_event).where(events.id.in_(latest))


def _templates(connection: Connection, pupils: tuple[Pupil, ...]) -> Iterator[FaceTemplate]:
    """The guards in the database let no other template in; asked again here because a guard can be removed."""
    allowed = {one.id for one in pupils if any(allows_face_matching(consent) for consent in one.consents)}
    columns = select(face_template.c.pupil_id, face_template.c.vector)
    for row in connection.execute(columns.order_by(face_template.c.id)):
        if row.pupil_id in allowed:
            yield FaceTemplate(row.pupil_id, bytes(row.vector))
