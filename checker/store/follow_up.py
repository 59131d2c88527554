"""What follows when somebody says no: approvals that show the pupil are void, earlier posts become take-downs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, insert, select, update

from checker.core.ledger import Deed, LedgerEntry
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.store.ledger import append
from checker.store.tables_published import approval, approval_pupil, published_post, shown_pupil, take_down

TAKE_DOWN_DAYS = 7
"""Days until a post should be down: the school's policies say "whenever reasonably practicable", and a week is one
round of everybody who runs an account. UK GDPR Article 12(3) leaves a month at the most."""
_MOST_ASKED_BY_ID = 500
"""Pupils asked for by id in one statement; for more, the whole (short) table is read."""

_NOT_A_NO = (ConsentState.GIVEN, ConsentState.EXPIRED)
_OF_THE_CHANNEL = {Purpose.WEBSITE: Channel.WEBSITE, Purpose.PRESS: Channel.PRESS}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How many approvals became void and how many take-downs were added."""

    voided: int = 0
    take_downs: int = 0

    def __add__(self, other: FollowUp) -> FollowUp:
        return FollowUp(self.voided + other.voided, self.take_downs + other.take_downs)


def follow_up(connection: Connection, answers: Sequence[tuple[str, Consent]], now: datetime) -> FollowUp:
    """Do what follows from these answers, in the transaction that records them."""
    noes = [(pupil_id, consent) for pupil_id, consent in answers if consent.state is not ConsentState.GIVEN]
    if not noes:
        return FollowUp()
    ended = [(pupil_id, consent) for pupil_id, consent in noes if consent.state not in _NOT_A_NO]
    return FollowUp(
        void_approvals(connection, {pupil_id for pupil_id, _ in noes}, now), _add_take_downs(connection, ended, now)
    )


def withdraw_everything(connection: Connection, pupil_id: str, now: datetime) -> FollowUp:
    """The same for a pupil who must not be shown at all, or whose record is erased."""
    everything = (Consent(purpose, ConsentState.WITHDRAWN) for purpose in Purpose)
    return follow_up(connection, tuple((pupil_id, consent) for consent in everything), now)


def void_approvals(connection: Connection, pupil_ids: Iterable[str], now: datetime) -> int:
    """Void every approval that stands and shows one of these pupils."""
    wanted = set(pupil_ids)
    query = (
        select(approval.c.id, approval.c.post_digest, approval_pupil.c.pupil_id)
        .join(approval_pupil, approval_pupil.c.approval_id == approval.c.id)
        .where(approval.c.voided_by.is_(None))
        .order_by(approval.c.id)
    )
    touched = {row.id: row.post_digest for row in connection.execute(query) if row.pupil_id in wanted}
    for number, digest in touched.items():
        sequence = append(connection, LedgerEntry(Deed.APPROVAL_VOIDED, digest, number), now)
        connection.execute(update(approval).where(approval.c.id == number).values(voided_by=sequence))
    return len(touched)


def _add_take_downs(connection: Connection, ended: Sequence[tuple[str, Consent]], now: datetime) -> int:
    consents: dict[str, list[Consent]] = {}
    for pupil_id, consent in ended:
        consents.setdefault(pupil_id, []).append(consent)
    listed = {(row.post_id, row.pupil_id, row.photo_digest) for row in connection.execute(select(take_down))}
    rows = []
    for shown in _shown(connection, consents):
        key = (shown.post_id, shown.pupil_id, shown.photo_digest)
        if key not in listed and any(_ends(consent, shown) for consent in consents[shown.pupil_id]):
            listed.add(key)
            rows.append(_take_down(shown, now))
    if rows:
        connection.execute(insert(take_down), rows)
    return len(rows)


def _shown(connection: Connection, pupils: dict[str, list[Consent]]) -> list[Row[tuple[object, ...]]]:
    if not pupils:
        return []
    query = (
        select(shown_pupil, published_post.c.channel, published_post.c.owner)
        .join(published_post, published_post.c.id == shown_pupil.c.post_id)
        .order_by(shown_pupil.c.id)
    )
    if len(pupils) <= _MOST_ASKED_BY_ID:
        query = query.where(shown_pupil.c.pupil_id.in_(pupils))
    return [row for row in connection.execute(query) if row.pupil_id in pupils]


def _ends(consent: Consent, shown: Row[tuple[object, ...]]) -> bool:
    """Whether this no is about what the post shows, where it shows it."""
    if consent.purpose in _OF_THE_CHANNEL:
        return bool(shown.channel == _OF_THE_CHANNEL[consent.purpose])
    return bool(consent.purpose == shown.purpose) and consent.channel in (None, shown.channel)


def _take_down(shown: Row[tuple[object, ...]], now: datetime) -> dict[str, object]:
    return {
        "post_id": shown.post_id,
        "pupil_id": shown.pupil_id,
        "photo_digest": shown.photo_digest,
        "owner": shown.owner,
        "state": "open",
        "why": "",
        "due_on": now.date() + timedelta(days=TAKE_DOWN_DAYS),
        "recorded_at": now,
    }
