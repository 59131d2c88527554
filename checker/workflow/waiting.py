"""Which posts were sent for approval, where does each stand, and for whom does it wait?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.decision import Role
from checker.core.errors import CannotRead, NotAllowed
from checker.core.post import Channel
from checker.core.report import Verdict
from checker.core.review import Decided, Sent, Standing
from checker.core.staff import Actor
from checker.workflow.permits import Act, may, require
from checker.workflow.register import has_register, kept_open, opened_for
from checker.workflow.saved_words import title_of
from checker.workflow.sent_posts import GONE, read_sent_words

if TYPE_CHECKING:
    from checker.store.register import SqlRegister

SOMEBODY = "somebody who is not on the list of people any more"
NOT_FOR_YOU = "This post is for whoever sent it and for those who decide about it."
_WHY = {
    Verdict.CLEAR: "Every check was clear. A second person decides.",
    Verdict.REVIEW: "There is something in it for a person to decide.",
    Verdict.BLOCK: "It is blocked. It goes up only if another person gives the reason in writing.",
}
REFERRED = "It was referred to the designated safeguarding lead."
ANSWERED_FIRST = "The designated safeguarding lead was asked about it and has answered. A second person decides."
ASKED = "The designated safeguarding lead is asked about it."
ANSWERED = "Answered by {}."
OUT_AND_ENDED = (
    "Approved by {who}, and out. The approval has ended since: the register or the policy has changed. Look on the "
    "page Take-downs whether it can stay up."
)
_ENDED = {
    Standing.APPROVED: "Approved by {who}. It holds until {until}.",
    Standing.PUBLISHED: "Approved by {who}, and out.",
    Standing.EXPIRED: "Approved by {who} until {until}. That has passed: check it again and send it again.",
    Standing.ENDED: "Approved by {who}. That ended: the post, the register or the policy has changed since. "
    "Check it again and send it again.",
    Standing.SENT_BACK: "Sent back by {who}.",
    Standing.REFUSED: "Refused by {who}.",
    Standing.REPLACED: "Taken back, or sent again after a change.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A post in the list. `comment` is for whoever sent it; `is_gone`: its words are past their time."""

    number: int
    title: str = field(repr=False)
    photos: int
    channel: Channel | None
    who: str = field(repr=False)
    at: datetime
    standing: Standing
    why: str
    verdict: Verdict
    is_mine: bool
    is_for_me: bool
    """It waits, and this very person may decide about it."""
    comment: str = field(default="", repr=False)
    draft: str = ""


def lines(actor: Actor, home: Path, register: str | None) -> tuple[Line, ...]:
    """Every sent post that this person may see, oldest first. Raises: NotAllowed, NoRegister."""
    from checker.store.reviews import Reviews

    with opened_for(actor, Act.SEE_WAITING, register) as store:
        now, names = store.now(), names_of(store)
        seen = [sent for sent in Reviews(store).all() if is_for_eyes_of(actor, sent)]
    return tuple(_line(sent, actor, home, names, now) for sent in seen)


def count_for(actor: Actor, register: str | None) -> int:
    """How many posts wait for this person: to decide about, or sent back to them. Raises: NotAllowed, NoRegister."""
    from checker.store.reviews import Reviews

    if not has_register(register):
        return 0
    require(actor, Act.SEE_WAITING)
    store = kept_open(register)
    sent, now = store.unchanged("sent", Reviews(store).all), store.now()
    again = {one.sending.draft for one in sent if one.standing(now) not in (Standing.SENT_BACK, Standing.REPLACED)}
    back = [
        one
        for one in sent
        if one.account == actor.account and one.standing(now) is Standing.SENT_BACK and one.sending.draft not in again
    ]
    return len(back) + sum(is_to_decide(actor, one) for one in sent)


def is_to_decide(actor: Actor, sent: Sent) -> bool:
    """Whether the post waits, and this person may approve or answer it: never the one who sent it."""
    if sent.decided is not None or sent.account == actor.account or not may(actor, Act.APPROVE):
        return False
    return Role.DSL in actor.roles or not (sent.is_referred or not sent.sending.for_approval)


def is_to_stop(actor: Actor, sent: Sent) -> bool:
    """Whether the lead is asked whether it may go up, and this person, who may approve, can still say no to it."""
    is_with_the_lead = sent.decided is None and sent.is_referred and sent.sending.for_approval
    return is_with_the_lead and sent.account != actor.account and may(actor, Act.APPROVE)


def is_for_eyes_of(actor: Actor, sent: Sent) -> bool:
    """Whoever sent it and whoever may approve; once it is approved, also whoever may post it."""
    if sent.account == actor.account or may(actor, Act.APPROVE):
        return True
    is_decided_well = sent.decided is not None and sent.decided.did is Decided.APPROVED
    return is_decided_well and may(actor, Act.TAKE_PACKAGE)


def require_eyes(actor: Actor, sent: Sent) -> None:
    """Raises: NotAllowed."""
    if not is_for_eyes_of(actor, sent):
        raise NotAllowed(NOT_FOR_YOU)


def names_of(store: SqlRegister) -> dict[int, str]:
    """What each person is called."""
    from checker.store.accounts import Accounts

    return {one.number: one.person.display_name for one in Accounts(store).everybody()}


def told_of(sent: Sent, names: dict[int, str], now: datetime) -> str:
    """Why it waits, or how that ended, in a sentence."""
    if sent.decided is None:
        if not sent.sending.for_approval:
            return ASKED
        if sent.is_referred:
            return REFERRED
        return f"{ANSWERED_FIRST} {_WHY[sent.sending.verdict]}" if sent.is_answered else _WHY[sent.sending.verdict]
    role = f", {sent.decided.role.value}" if sent.decided.role else ""
    who = f"{names.get(sent.decided.account, SOMEBODY)}{role}"
    until = f"{sent.approval.expires_at.astimezone():%d/%m/%Y %H:%M}" if sent.approval else ""
    if sent.decided.did is Decided.SENT_BACK and not sent.sending.for_approval:
        return ANSWERED.format(who)
    standing = sent.standing(now)
    is_over = standing is Standing.PUBLISHED and sent.approval is not None and sent.approval.voided_by is not None
    return (OUT_AND_ENDED if is_over else _ENDED[standing]).format(who=who, until=until)


def _line(sent: Sent, actor: Actor, home: Path, names: dict[int, str], now: datetime) -> Line:
    try:
        post = read_sent_words(home, sent.sending.kept)
        title, photos, channel = title_of(post), len(post.photos), post.channel
    except CannotRead:
        title, photos, channel = GONE, 0, None
    return Line(
        sent.number,
        title,
        photos,
        channel,
        names.get(sent.account, SOMEBODY),
        sent.at,
        sent.standing(now),
        told_of(sent, names, now),
        sent.sending.verdict,
        is_mine=sent.account == actor.account,
        is_for_me=is_to_decide(actor, sent),
        comment=sent.decided.why if sent.decided else "",
        draft=sent.sending.draft if sent.account == actor.account else "",
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a draft that this person sent: the last time it was sent, and of which words that was."""

    line: Line
    post_digest: str


def answer_for(actor: Actor, draft: str, home: Path, register: str | None) -> Answer | None:
    """How the last sending of this draft stands; None where it was never sent. Raises: NotAllowed, NoRegister."""
    from checker.store.reviews import Reviews

    if not has_register(register) or not may(actor, Act.SEE_WAITING):
        return None
    store = kept_open(register)
    sent = store.unchanged("sent", Reviews(store).all)
    own = [one for one in sent if one.account == actor.account and one.sending.draft == draft]
    if not own:
        return None
    return Answer(_line(own[-1], actor, home, names_of(store), store.now()), own[-1].sending.bound.post)
