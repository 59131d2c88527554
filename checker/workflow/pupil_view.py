"""What stands in one pupil's record? Everything the page of a pupil shows, for somebody who may see the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.parents import ParentRecord
from checker.core.people import TEMPLATE_EXPIRES, TEMPLATE_WARNS, Consent, Pupil, Purpose, RegisterSnapshot
from checker.core.staff import Actor
from checker.workflow.enrol_rules import Requirement, requirements
from checker.workflow.permits import Act, may
from checker.workflow.pupil_list import Mark, listed_name, mark_of
from checker.workflow.pupil_record import NO_SUCH_PUPIL
from checker.workflow.register import opened_for

if TYPE_CHECKING:
    from checker.store.earlier_posts import EarlierPost
    from checker.store.enrolled import KeptTemplate
    from checker.store.register import RecordedConsent, SqlRegister


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts now for one purpose; `is_old`: a yes that nobody confirmed since the last autumn round."""

    purpose: Purpose
    mark: Mark
    is_old: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """Answers that came together and differ only in their purposes. `consent` is the first; `recorded_at` is UTC."""

    recorded_at: datetime
    consent: Consent = field(repr=False)
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class PupilView:
    """One pupil. `seen` is the mark to hand in with a change; `timeline` holds every answer that the person
    at the desk may see, the newest first."""

    pupil: Pupil = field(repr=False)
    seen: str
    counting: tuple[Counting, ...] = field(repr=False)
    timeline: tuple[Letter, ...] = field(repr=False)
    parents: tuple[ParentRecord, ...] = field(repr=False)
    siblings: tuple[tuple[str, str], ...] = field(repr=False)
    """Id and name as a class list has it."""
    templates: tuple[KeptTemplate, ...]
    requirements: tuple[Requirement, ...]
    posts: tuple[EarlierPost, ...] = field(repr=False)

    @property
    def may_be_enrolled(self) -> bool:
        """Whether a face photo may be opened at all."""
        return all(one.is_met for one in self.requirements)


def pupil_view(actor: Actor, pupil_id: str, register: str | None, today: date) -> PupilView:
    """One pupil's record. A protected pupil reads like one without consent.

    Raises: NotAllowed, InputError, NoRegister.
    """
    store = opened_for(actor, Act.SEE_REGISTER, register)
    with store:
        snapshot = store.read()
        pupil = snapshot.by_id.get(pupil_id)
        if pupil is None:
            raise InputError(NO_SUCH_PUPIL)
        return _view(actor, store, snapshot, pupil, today)


def _view(actor: Actor, store: SqlRegister, snapshot: RegisterSnapshot, pupil: Pupil, today: date) -> PupilView:
    from checker.store.earlier_posts import posts_with
    from checker.store.enrolled import parents_of, templates_of

    # What the DSL alone knows does not travel to a page of anybody else's.
    sees_all = may(actor, Act.SEE_PROTECTION)
    timeline = tuple(line for line in store.history(pupil.id) if sees_all or not pupil.hides(line.consent))
    parents = parents_of(store, pupil.id)
    old = pupil.unconfirmed(today)
    counting = tuple(
        Counting(purpose, mark := mark_of(pupil, purpose), is_old=mark is not Mark.NO and purpose in old)
        for purpose in Purpose
    )
    return PupilView(
        pupil if sees_all else pupil.without_protection_shown,
        store.seen(pupil.id),
        counting,
        tuple(reversed(tuple(_letters(timeline)))),
        parents,
        tuple(_siblings(snapshot, pupil.id)),
        templates_of(store, pupil.id),
        tuple(requirements(snapshot, pupil, parents)),
        posts_with(store, pupil.id),
    )


def _letters(timeline: tuple[RecordedConsent, ...]) -> Iterator[Letter]:
    """Oldest first, as they were recorded; those of one letter within one minute, which is what is shown."""
    for (minute, _), lines in groupby(timeline, key=_letter_of):
        together = tuple(lines)
        yield Letter(minute, together[0].consent, tuple(line.consent.purpose for line in together))


def _letter_of(line: RecordedConsent) -> tuple[datetime, Consent]:
    minute = line.recorded_at.replace(second=0, microsecond=0)
    return minute, replace(line.consent, purpose=Purpose.PHOTO)


def _siblings(snapshot: RegisterSnapshot, pupil_id: str) -> list[tuple[str, str]]:
    ids = [one if two == pupil_id else two for one, two in snapshot.siblings if pupil_id in (one, two)]
    return [(one, listed_name(snapshot.by_id[one])) for one in ids if one in snapshot.by_id]


def template_words(one: KeptTemplate, today: date) -> tuple[bool, str]:
    """Whether a face template wants renewing, and how old it is in words."""
    age = today - one.enrolled_on
    enrolled = f"enrolled on {one.enrolled_on:%d/%m/%Y}"
    if age >= TEMPLATE_EXPIRES:
        return True, f"{enrolled}: more than twelve months ago, so it is not used any more. Enrol new photos."
    if age >= TEMPLATE_WARNS:
        return True, f"{enrolled}: more than six months ago. Children's faces change: ask for new photos."
    return False, f"{enrolled}, to be renewed from {one.enrolled_on + TEMPLATE_WARNS:%d/%m/%Y}"
