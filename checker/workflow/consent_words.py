"""How is one answer about consent told to people: what, whose, and how it reached the school?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Purpose
from checker.core.publishing import TakeDownState
from checker.workflow.desk import CHANNELS

if TYPE_CHECKING:
    from checker.store.follow_up import FollowUp

STATES = {
    ConsentState.GIVEN: "yes",
    ConsentState.REFUSED: "no",
    ConsentState.WITHDRAWN: "withdrawn",
    ConsentState.EXPIRED: "ended",
    ConsentState.NOT_ASKED: "not asked",
}
_POWER = {True: ", with parental responsibility", False: ", without parental responsibility", None: ""}
PARENT_KINDS = {
    ParentKind.KNOWN: "is a parent of this pupil",
    ParentKind.TOLD: "was told about face matching",
    ParentKind.NOT_FOUND: "need not be told: cannot be found",
    ParentKind.LACKS_CAPACITY: "need not be told: lacks mental capacity",
    ParentKind.WELFARE: "need not be told: the welfare of the child",
    ParentKind.NOT_PRACTICABLE: "need not be told: not practicable",
    ParentKind.NOT_A_PARENT: "is no parent of this pupil (any more)",
}
DOWN = {
    TakeDownState.OPEN: "to come down",
    TakeDownState.DONE: "taken down",
    TakeDownState.NOT_PRACTICABLE: "not practicable to take down",
}
EVERY_PARENT = "Every known parent"


def what_words(consent: Consent, purposes: Sequence[Purpose] = ()) -> str:
    """What was answered: "Photo, video on Facebook: yes"; to all these purposes at once, where they are given."""
    where = f" on {CHANNELS[consent.channel]}" if consent.channel else ""
    what = ", ".join(purpose.words for purpose in purposes or (consent.purpose,))
    return f"{what[:1].upper()}{what[1:]}{where}: {STATES[consent.state]}"


def purpose_words(purpose: Purpose) -> str:
    """The purpose at the beginning of a line."""
    return purpose.words[:1].upper() + purpose.words[1:]


def whose_words(consent: Consent) -> str:
    """Whose word it is, and with what power."""
    if consent.kind is AnswerKind.WISH:
        return "The child's own wish"
    by = consent.given_by or "Nobody wrote down by whom"
    return f"{by[:1].upper()}{by[1:]}{_POWER[consent.has_responsibility]}"


def how_words(consent: Consent) -> str:
    """How and when it reached the school, and what proves it."""
    told = [] if consent.kind is AnswerKind.WISH else ["in writing" if consent.in_writing else "not in writing"]
    if consent.received_on:
        told.append(f"received {consent.received_on:%d/%m/%Y}")
    if consent.evidence:
        told.append(f"evidence: {consent.evidence}")
    words = "; ".join(told)
    return words[:1].upper() + words[1:]


def parent_words(record: ParentRecord) -> str:
    """One record about a parent."""
    day = f", {record.happened_on:%d/%m/%Y}" if record.happened_on else ""
    proof = f"; evidence: {record.evidence}" if record.evidence else ""
    decided = f"; decided by {record.authorised_by}" if record.authorised_by else ""
    return f"{record.who or EVERY_PARENT} {PARENT_KINDS[record.kind]}{day}{proof}{decided}"


def stopped_words(purposes: Sequence[Purpose], followed: FollowUp, drafts: int) -> str:
    """What a withdrawal did, at once; `drafts`: how many saved ones name or show the pupil."""
    what = ", ".join(purpose.words for purpose in purposes) or "everything"
    faces = " Face photos are deleted." if not purposes or Purpose.FACE_MATCHING in purposes else ""
    lie = "1 saved draft names or shows" if drafts == 1 else f"{drafts} saved drafts name or show"
    saved = f" {lie} this pupil, to be checked anew when opened." if drafts else ""
    return f"Stopped now: {what}. {followed_words(followed)}{saved}{faces}"


def followed_words(followed: FollowUp) -> str:
    """What follows from a no."""
    posts = "1 earlier post or photo" if followed.take_downs == 1 else f"{followed.take_downs} earlier posts or photos"
    drafts = "1 approved post was" if followed.voided == 1 else f"{followed.voided} approved posts were"
    down = f"{posts} to take down, see Take-downs" if followed.take_downs else "No earlier post has to come down"
    opened = f"{drafts} re-opened and must be checked again" if followed.voided else "no approval was touched"
    return f"{down}; {opened}."
