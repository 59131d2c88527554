"""What has to come down, where is it, who does it and until when? The work-list, for the eyes of each role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from checker.core.people import RegisterSnapshot
from checker.core.post import Channel
from checker.core.publishing import TakeDown, TakeDownState
from checker.core.staff import Actor
from checker.workflow.permits import Act, may, require
from checker.workflow.register import kept_open, opened_for

NOBODY = "Nobody named"
DIGEST_SHOWN = 8
"""Characters of a photo's fingerprint: enough to tell the photos of one school's year apart."""


@dataclass(frozen=True, slots=True)
class TakeDownRow:
    """One line of the work-list. `whose` is empty for somebody who may not see the register."""

    number: int
    channel: Channel
    link: str = field(repr=False)
    photo: str
    whose: str = field(repr=False)
    owner: str = field(repr=False)
    posted_on: date
    due_on: date
    is_overdue: bool
    state: TakeDownState
    why: str = field(repr=False)
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state is TakeDownState.OPEN


def take_down_rows(
    actor: Actor, register: str | None, today: date, *, all_of_them: bool = False
) -> tuple[TakeDownRow, ...]:
    """The most pressing first; those that are closed only where all are asked for. Raises: NotAllowed, NoRegister."""
    from checker.store.publications import Publications

    with opened_for(actor, Act.TAKE_DOWN, register) as store:
        listed = Publications(store).take_downs(all_of_them=all_of_them)
        snapshot = store.read() if listed and may(actor, Act.SEE_REGISTER) else None
    return tuple(_row(one, snapshot, today) for one in listed)


def count_open(actor: Actor, register: str | None) -> int:
    """How many are still to be done, for the menu. Raises: NotAllowed, NoRegister."""
    from checker.store.publications import Publications

    require(actor, Act.TAKE_DOWN)
    store = kept_open(register)
    return store.unchanged("open take-downs", lambda: len(Publications(store).take_downs()))


def _row(one: TakeDown, snapshot: RegisterSnapshot | None, today: date) -> TakeDownRow:
    photo = f"Photo with the fingerprint {one.photo_digest[:DIGEST_SHOWN]}" if one.photo_digest else "The whole post"
    return TakeDownRow(
        one.number,
        one.channel,
        one.link,
        photo,
        _whose(one.pupil_id, snapshot),
        one.owner or NOBODY,
        one.published_on,
        one.due_on,
        one.state is TakeDownState.OPEN and one.due_on < today,
        one.state,
        one.why,
        one.closed_on,
    )


def _whose(pupil_id: str | None, snapshot: RegisterSnapshot | None) -> str:
    if snapshot is None:
        return ""
    pupil = snapshot.by_id.get(pupil_id or "")
    return "A pupil who was erased" if pupil is None else ", ".join(filter(None, (pupil.short_name, pupil.class_name)))
