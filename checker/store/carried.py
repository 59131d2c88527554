"""What that people said since must a backup not take back? Every no, by a letter, the child or the safeguarding lead.

A backup knows only the consents of its day. Without this, restoring it would show a child whose parent has withdrawn
since, and compare the child's face. A list's no is not carried over: restoring may be how a wrong list is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, ConsentState, Protection, Pupil
from checker.store import writing
from checker.store.face_consent import OBJECTIONS, untold
from checker.store.importing import ConsentChange
from checker.store.leaving import end_for_leavers
from checker.store.reading import read_matching, read_parents, read_protected, read_snapshot
from checker.store.sealed_reason import opened_reason
from checker.store.sheet import LIST_EVIDENCE
from checker.store.tables import import_step, protection, pupil


@dataclass(frozen=True, slots=True)
class Noes:
    """What people said no to in the register that a backup replaces."""

    consents: tuple[ConsentChange, ...] = field(default=(), repr=False)
    protections: tuple[tuple[str, Protection, str], ...] = field(default=(), repr=False)
    left: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    untold: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    is_matching_off: bool = False


def noes_of(connection: Connection, now: datetime, since: date | None) -> Noes:
    """All that stands now; with `since`, only what was recorded on that day or later, where that can be told.

    The day counts where the backup is not of this very register as it was before: it may be the newer of the two.
    """
    register = read_snapshot(connection, now)
    consents = [
        ConsentChange(one.id, answer) for one in register.pupils for answer in one.consents if _is_letter(answer, since)
    ]
    if since is not None:
        return Noes(tuple(consents), tuple(_protections(connection, since)))
    return Noes(
        tuple(consents),
        tuple(_protections(connection, since)),
        tuple(_left_by_hand(connection, register.pupils)),
        tuple((one, who) for one, events in read_parents(connection).items() for who in untold(events)),
        register.matching is None,
    )


def carry_over(connection: Connection, noes: Noes, now: datetime) -> int:
    """Say no again in this transaction, to whatever the restored register says yes to; to how much."""
    pupils = {one.id: one for one in read_snapshot(connection, now).pupils}
    consents = [one for one in noes.consents if _says_yes(pupils.get(one.pupil_id), one.consent)]
    writing.add_consents(connection, consents, now)
    in_force = read_protected(connection)
    protections = [one for one in noes.protections if one[0] in pupils and one[1] not in in_force.get(one[0], ())]
    for pupil_id, kind, reason in protections:
        writing.protect(connection, pupil_id, kind, is_on=True, reason=reason, now=now)
    left = [(one, on) for one, on in noes.left if one in pupils and pupils[one].leaving_day is None]
    for pupil_id, on in left:
        connection.execute(update(pupil).where(pupil.c.id == pupil_id).values(left_on=on))
    end_for_leavers(connection, now, [pupil_id for pupil_id, _ in left])
    is_switched = noes.is_matching_off and read_matching(connection) is not None
    if is_switched:
        writing.add_signoff(connection, "off", "", "", now.date(), now)
    return len(consents) + len(protections) + len(left) + _add_untold(connection, noes, now) + is_switched


def _add_untold(connection: Connection, noes: Noes, now: datetime) -> int:
    told = read_parents(connection)
    waiting = [(one, who) for one, who in noes.untold if one in told and who not in untold(told[one])]
    for pupil_id, who in waiting:
        writing.add_parent(connection, pupil_id, ParentRecord(ParentKind.KNOWN, who), now)
    return len(waiting)


def _is_letter(answer: Consent, since: date | None) -> bool:
    is_no = answer.state in OBJECTIONS and not answer.evidence.startswith(LIST_EVIDENCE)
    return is_no and (since is None or answer.recorded_on is None or answer.recorded_on >= since)


def _says_yes(one: Pupil | None, no: Consent) -> bool:
    """Also on one channel alone: the backup's yes may be for that channel and the no for all."""
    if one is None:
        return False
    yes = (answer for answer in one.consents if answer.state is ConsentState.GIVEN and answer.purpose is no.purpose)
    return any(no.channel in (None, answer.channel) or answer.channel is None for answer in yes)


def _protections(connection: Connection, since: date | None) -> Iterator[tuple[str, Protection, str]]:
    in_force = read_protected(connection)
    newest = {(row.pupil_id, row.kind): row for row in connection.execute(select(protection).order_by(protection.c.id))}
    for (pupil_id, kind), row in newest.items():
        if kind in in_force.get(pupil_id, ()) and (since is None or row.recorded_at.date() >= since):
            yield pupil_id, Protection(kind), opened_reason(connection, pupil_id, row.reason)


def _left_by_hand(connection: Connection, pupils: tuple[Pupil, ...]) -> Iterator[tuple[str, date]]:
    by_list = set(connection.execute(select(import_step.c.pupil_id).where(import_step.c.kind != "added")).scalars())
    yield from ((one.id, one.leaving_day) for one in pupils if one.leaving_day is not None and one.id not in by_list)
