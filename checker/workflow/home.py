"""What needs this person today? At most seven lines, each with the page where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from checker.checks import CHECK_IDS
from checker.core.people import TEMPLATE_EXPIRES, TEMPLATE_WARNS, FaceTemplate, confirmed_since
from checker.core.policy import review_deadline
from checker.core.staff import Actor
from checker.policies import load_pack
from checker.workflow.desk_lists import own_pack
from checker.workflow.permits import Act, may, require
from checker.workflow.register import has_register
from checker.workflow.retention_soon import SOON, soon_deleted
from checker.workflow.saved_drafts import DraftShelf
from checker.workflow.set_up import is_finished, steps_left
from checker.workflow.wiring import register_source

MOST_LINES = 7
"""What can be read in a glance; what comes after these can wait until they are done."""


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One thing to do, in a sentence, and on which page; `is_late`: its day has passed."""

    says: str
    page: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class _Desk:
    actor: Actor
    home: Path
    register: str
    today: date


def what_today(actor: Actor, home: Path, register: str, today: date) -> tuple[HomeLine, ...]:
    """What needs this person, what is late first; empty on a quiet day. Raises: NotAllowed, InputError, NoRegister."""
    require(actor, Act.SEE_HOME)
    desk = _Desk(actor, home, register, today)
    found = [line for act, lines in _LINES if may(actor, act) for line in lines(desk)]
    return tuple(sorted(found, key=lambda line: not line.is_late)[:MOST_LINES])


def _waiting(desk: _Desk) -> Iterator[HomeLine]:
    from checker.workflow.waiting import count_for

    if count := count_for(desk.actor, desk.register):
        yield HomeLine(f"{_counted(count, 'post')} {_verb(count, 'waits', 'wait')} for you.", "Waiting")


def _take_downs(desk: _Desk) -> Iterator[HomeLine]:
    from checker.workflow.take_downs import take_down_rows

    rows = take_down_rows(desk.actor, desk.register, desk.today) if has_register(desk.register) else ()
    if not rows:
        return
    late, first = sum(row.is_overdue for row in rows), min(row.due_on for row in rows)
    by = "by" if len(rows) == 1 else "the first by"
    some = "it" if len(rows) == 1 else f"{late} of them"
    when = f"{some} should be down already" if late else f"{by} {first:%d/%m/%Y}"
    yield HomeLine(f"{_counted(len(rows), 'earlier post')} to take down, {when}.", "Take-downs", late > 0)


def _set_up(desk: _Desk) -> Iterator[HomeLine]:
    left = steps_left(desk.actor, desk.home, desk.register)
    if not is_finished(desk.home):
        yield HomeLine("The set-up of the school is not finished.", "Set up")
    elif left:
        yield HomeLine(f"Left for later in the set-up: {', '.join(step.value.lower() for step in left)}.", "Set up")


def _unconfirmed(desk: _Desk) -> Iterator[HomeLine]:
    if not has_register(desk.register):
        return
    if count := _count_unconfirmed(desk.home, register_source(None, desk.home)().version, desk.today):
        since = confirmed_since(desk.today)
        yield HomeLine(
            f"{_counted(count, 'pupil')} {_verb(count, 'has', 'have')} a consent that nobody has confirmed since "
            f"{since.day} {since:%B %Y}. Ask {_verb(count, 'the family', 'their families')}.",
            "Register",
        )


@lru_cache(maxsize=4)
def _count_unconfirmed(home: Path, version: str, today: date) -> int:  # noqa: ARG001 - another version is counted anew
    """Once for each state of the register: half a second for a trust of 50,000 pupils."""
    pupils = register_source(None, home)().pupils
    return sum(pupil.left_on is None and bool(pupil.unconfirmed(today)) for pupil in pupils)


def _templates(desk: _Desk) -> Iterator[HomeLine]:
    if not has_register(desk.register):
        return
    snapshot = register_source(None, desk.home)()
    old = {one.pupil_id: one for one in snapshot.templates if one.is_ageing(desk.today)}
    if snapshot.expired:
        yield HomeLine(
            f"The face photos of {_counted(len(snapshot.expired), 'pupil')} are more than "
            f"{TEMPLATE_EXPIRES.days // 30} months old and not used any more. Take new ones.",
            "Register",
            is_late=True,
        )
    if old:
        ends = min(_ends(one) for one in old.values())
        yield HomeLine(
            f"The face photos of {_counted(len(old), 'pupil')} are more than {TEMPLATE_WARNS.days // 30} months old. "
            f"Take new ones: the first are not used after {ends:%d/%m/%Y}.",
            "Register",
        )


def _ends(template: FaceTemplate) -> date:
    assert template.enrolled_on is not None  # or it would not be ageing
    return template.enrolled_on + TEMPLATE_EXPIRES


def _policy(desk: _Desk) -> Iterator[HomeLine]:
    pack = load_pack(own_pack(desk.home), CHECK_IDS)
    deadline = review_deadline(pack.review_due)
    if deadline is not None and desk.today > deadline:
        says = f"The school's policy was due for review by {deadline:%d/%m/%Y}. Ask whether there is a newer one."
        yield HomeLine(says, "Policies", is_late=True)


def _drafts(desk: _Desk) -> Iterator[HomeLine]:
    if count := len(DraftShelf(desk.actor, desk.home).all()):
        yield HomeLine(f"{_counted(count, 'draft')} of yours {_verb(count, 'is', 'are')} in progress.", "Check a post")


def _retention(desk: _Desk) -> Iterator[HomeLine]:
    soon = soon_deleted(desk.actor, desk.home, desk.register) if has_register(desk.register) else {}
    if soon:
        told = "; ".join(f"{count} × {kept.value}" for kept, count in soon.items())
        yield HomeLine(f"Deleted within {SOON.days} days, because its time is over: {told}.", "School")


_LINES: tuple[tuple[Act, Callable[[_Desk], Iterator[HomeLine]]], ...] = (
    (Act.SETTINGS, _set_up),
    (Act.SEE_WAITING, _waiting),
    (Act.TAKE_DOWN, _take_downs),
    (Act.ENROL, _templates),
    (Act.REVIEW_POLICY, _policy),
    (Act.RECORD_CONSENT, _unconfirmed),
    (Act.CHECK, _drafts),
    (Act.APPLY_RETENTION, _retention),
)
"""What is looked at, in this order, for whoever may do the act."""


def _counted(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else f'{one}s'}"


def _verb(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
