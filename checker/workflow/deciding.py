"""What does a second person sign? The post checked again, now, beside what was sent; then yes, not like this, or no."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.core.policy import to_confirm
from checker.core.publishing import Approval
from checker.core.report import Report, Verdict
from checker.core.review import Bound, Sent, Standing
from checker.core.staff import Actor, Signer
from checker.workflow.binding import bound_of, meant_by, packs_told
from checker.workflow.permits import Act, may, require, require_other
from checker.workflow.pipeline import Progress
from checker.workflow.readiness import require_askable
from checker.workflow.register import opened_for, own_register
from checker.workflow.sent_posts import SentPost, read_sent
from checker.workflow.settings_file import read_times
from checker.workflow.waiting import names_of, require_eyes, told_of
from checker.workflow.wiring import Gate

if TYPE_CHECKING:
    from checker.store.reviews import Reviews

GateFor = Callable[[str | None], Gate]
"""The gate with the policy of this name."""
NOT_LOOKED = "Tick that you have read the words, looked at every picture and confirm the sentences."
NOT_CONFIRMED = "The policy asks for a sentence that the sender did not confirm. Send it back, to be sent again."
REGISTER_CHANGED = "The register has changed since it was sent."
POLICY_CHANGED = "The policy has changed since it was sent."
FOUND_OTHERWISE = "The check finds something else now than when it was sent. What you see here is how it stands now."
TOUCHES_NOTHING = "Nothing of that touches this post."
COPIES_DIFFER = "The pictures come out differently now. Send it back, to be checked and sent again."


@dataclass(frozen=True, slots=True)
class Opened:
    """A sent post with everything kept of it, and what became of it in words."""

    sent: Sent
    kept: SentPost = field(repr=False)
    who: str = field(repr=False)
    told: str
    standing: Standing
    register: str
    """The version of the register in which it was found so."""
    reasons: tuple[str, ...] | None = field(default=None, repr=False)
    """Why it was referred; None for everybody but the safeguarding lead."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The check of a sent post as it is now: the report, what would be signed, and what is different."""

    report: Report = field(repr=False)
    bound: Bound
    clauses: tuple[str, ...]
    changes: tuple[str, ...]
    gate: Gate = field(repr=False)


def open_sent(actor: Actor, number: int, home: Path, register: str | None) -> Opened:
    """The post of this number. Raises: NotAllowed, RegisterRefused, CannotRead where it is past its time."""
    from checker.store.reviews import Reviews

    with opened_for(actor, Act.SEE_WAITING, register) as store:
        desk = Reviews(store)
        sent = desk.one(number)
        require_eyes(actor, sent)
        names, now, version = names_of(store), store.now(), store.version()
        reasons = desk.reasons(sent) if may(actor, Act.SEE_REFERRAL) else None
    kept = read_sent(home, sent.sending.kept)
    told, standing = told_of(sent, names, now), sent.standing(now)
    return Opened(sent, kept, names.get(sent.account, ""), told, standing, version, reasons)


def check_again(opened: Opened, gate_for: GateFor, on_progress: Progress | None = None) -> Rechecked:
    """The sent post against the register and the policy as they are now. Raises: InputError."""
    gate = gate_for(opened.kept.pack)
    report = gate.check(opened.kept.post, on_progress)
    bound = bound_of(report, gate)
    clauses = tuple(words for _, words in to_confirm(gate.packs, report.origins))
    return Rechecked(report, bound, clauses, changes(opened.sent.sending.bound, bound), gate)


def is_as_now(known: Rechecked, opened: Opened, gate_for: GateFor) -> bool:
    """Whether what was checked is how it stands: the register and the policy are those of now. Raises: InputError."""
    then = known.bound
    return (then.register, then.packs) == (opened.register, packs_told(gate_for(opened.kept.pack).packs))


def changes(then: Bound, now: Bound) -> tuple[str, ...]:
    """What is different since, in sentences."""
    told = [REGISTER_CHANGED] * (then.register != now.register) + [POLICY_CHANGED] * (then.packs != now.packs)
    if then.content != now.content:
        return (*told, COPIES_DIFFER)
    if then.report != now.report:
        return (*told, FOUND_OTHERWISE)
    return (*told, TOUCHES_NOTHING) if told else ()


def approve(
    actor: Actor, opened: Opened, now: Rechecked, home: Path, register: str | None, *, has_looked: bool, why: str = ""
) -> Approval:
    """Sign what was checked again just now; a blocked post needs a written reason, and the signature of another.

    Raises: NotAllowed, InputError where it was not looked at, NoRegister, RegisterRefused.
    """
    from checker.store.reviews import Reviews
    from checker.store.reviews_steps import Signing

    signer = _signer(actor, opened.sent, now.report.verdict)
    if not has_looked:
        raise InputError(NOT_LOOKED)
    require_askable(now.report)
    if set(now.clauses) - set(opened.kept.confirmed):
        raise InputError(NOT_CONFIRMED)
    meant = meant_by(opened.kept.post, now.report, now.gate)
    holds = timedelta(hours=read_times(home).approval_hours)
    signing = Signing(now.bound, now.report.verdict, meant.shown, meant.touches, why, holds)
    with own_register(register, signer) as store:
        desk = Reviews(store)
        desk.approve(opened.sent.number, signing)
        approval = desk.one(opened.sent.number).approval
    assert approval is not None  # it was recorded just now
    return approval


def _signer(actor: Actor, sent: Sent, verdict: Verdict) -> Signer:
    """In which role this person signs: a referred post is the safeguarding lead's to decide."""
    is_blocked = Verdict.BLOCK in (verdict, sent.sending.verdict)
    signer = require_other(actor, Act.OVERRIDE_BLOCK if is_blocked else Act.APPROVE, sent.account)
    return _as_lead(actor, sent, signer)


def _as_lead(actor: Actor, sent: Sent, signer: Signer) -> Signer:
    """Whoever is the lead among other things signs as the lead where the lead was asked."""
    return Signer(actor.account, Role.DSL) if sent.is_referred and Role.DSL in actor.roles else signer


def send_back(actor: Actor, number: int, comment: str, register: str | None) -> None:
    """Give a post back with a comment, which is the lead's answer where the lead was asked.

    Raises: NotAllowed, NoRegister, RegisterRefused.
    """
    with _ending(actor, number, register) as desk:
        desk.send_back(number, comment)


def refuse(actor: Actor, number: int, why: str, register: str | None) -> None:
    """Say no to a post. Raises: NotAllowed, NoRegister, RegisterRefused."""
    with _ending(actor, number, register) as desk:
        desk.refuse(number, why)


@contextmanager
def _ending(actor: Actor, number: int, register: str | None) -> Iterator[Reviews]:
    """The queue for a decision that lets nothing out, signed as whom this post asks."""
    from checker.store.reviews import Reviews

    with opened_for(actor, Act.APPROVE, register) as store:
        sent = Reviews(store).one(number)
    with own_register(register, _as_lead(actor, sent, require(actor, Act.APPROVE))) as store:
        yield Reviews(store)


def take_back(actor: Actor, number: int, register: str | None) -> None:
    """Take one's own post back while it waits. Raises: NotAllowed, NoRegister, RegisterRefused."""
    from checker.store.reviews import Reviews

    with opened_for(actor, Act.SEE_WAITING, register) as store:
        Reviews(store).take_back(number)


def refer(actor: Actor, number: int, why: str, register: str | None) -> None:
    """Ask the safeguarding lead about a post that waits; only the lead sees why. Raises: NotAllowed, NoRegister."""
    from checker.store.reviews import Reviews

    require(actor, Act.SEE_WAITING)
    with opened_for(actor, Act.REFER_TO_DSL, register) as store:
        desk = Reviews(store)
        require_eyes(actor, desk.one(number))
        desk.refer(number, why)


def still_stands(actor: Actor, opened: Opened, gate_for: GateFor, register: str | None) -> bool:
    """Whether the approval holds now. Where the register or the policy changed, the post is checked again, and an
    approval that this touches ends. Raises: NotAllowed, InputError, NoRegister."""
    from checker.store.reviews import Reviews
    from checker.store.reviews_read import ApprovedFiles

    approval = opened.sent.approval
    with opened_for(actor, Act.TAKE_PACKAGE, register) as store:
        require_eyes(actor, opened.sent)
        if approval is None or not _is_in_force(Reviews(store).one(opened.sent.number), store.now()):
            return False
        then = ApprovedFiles(store).approved_bound(approval)
        gate = gate_for(opened.kept.pack)
        if (store.version(), packs_told(gate.packs)) == (then.register, then.packs):
            return True
        now = check_again(opened, gate_for).bound
        if (now.report, now.content) == (then.report, then.content):
            return True
        Reviews(store).end_approval(opened.sent.number)
    return False


def _is_in_force(sent: Sent, now: datetime) -> bool:
    return sent.approval is not None and sent.approval.stands(now)
