"""What is recorded once a post is up, and is this file the one that was approved?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.core.publishing import PublishedPost
from checker.core.review import Sent, Standing
from checker.core.staff import Actor
from checker.workflow.deciding import Opened
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.waiting import names_of, told_of

NO_LINK = "Paste the whole address of the post, beginning with https://, so that it can be found again."
NOT_YET = "The day is still to come. Give the day on which the post went up."
NOT_APPROVED = "This post was not approved, so it cannot be recorded from here as published."
ENDED = "Recorded. Its approval had ended by then: {} Look whether the post can stay up."
RECORDED = "Recorded. Should somebody in it withdraw consent, it comes on the list of take-downs by itself."


def record_out(
    actor: Actor, opened: Opened, untrusted_link: str, on: date, channel: Channel, register: str | None
) -> str:
    """Record that an approved post is up; what to know about it. It enters the ledger and what take-downs are made of.

    A post whose approval has ended is recorded all the same: it is out. Raises: NotAllowed, InputError, NoRegister.
    """
    from checker.store.reviews import Reviews
    from checker.store.reviews_read import ApprovedFiles

    with opened_for(actor, Act.RECORD_PUBLISHED, register) as store:
        desk = Reviews(store)
        sent = desk.one(opened.sent.number)
        if sent.approval is None:
            raise InputError(NOT_APPROVED)
        if on > store.now().astimezone().date():
            raise InputError(NOT_YET)
        shown, names = ApprovedFiles(store).shown(sent.approval), names_of(store)
        owner = names.get(actor.account, "")
        desk.publish(sent.number, PublishedPost(sent.approval.post_digest, channel, _link(untrusted_link), on, owner,
                                                shown))  # fmt: skip
        now = store.now()
        stood = sent.standing(now) is Standing.APPROVED
        return RECORDED if stood else ENDED.format(told_of(sent, names, now))


def _link(untrusted: str) -> str:
    """Raises: InputError for what is no web address."""
    link = untrusted.strip()
    try:
        parts = urlsplit(link)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or any(character.isspace() for character in link):
        raise InputError(NO_LINK)
    return link


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """Whether a file is an approved one. `is_good`: it is, and the approval holds now."""

    is_known: bool
    is_good: bool
    says: str
    digest: str


NOT_KNOWN = (
    "No. This is no file of a post that was approved here: it was changed since, saved again by another program, or "
    "never approved. Post only the files from the package."
)


def is_approved_file(actor: Actor, data: bytes, register: str | None) -> FileAnswer:
    """Look the very bytes of a file up among the approved pictures and the packages. Raises: NotAllowed, NoRegister."""
    from checker.store.reviews import Reviews
    from checker.store.reviews_read import ApprovedFiles

    digest = hashlib.sha256(data).hexdigest()
    with opened_for(actor, Act.TAKE_PACKAGE, register) as store:
        now, names = store.now(), names_of(store)
        files = ApprovedFiles(store)
        found = [(sent, f"picture {photo + 1}") for sent, photo in files.approvals_of(digest)]
        found += [
            (Reviews(store).one(number), f"file {place} in the package" if place else "the package")
            for number, place in files.packages_of(digest)
        ]
    if not data:
        found = []  # nothing is written in it, so it is nobody's; a post of pictures alone has such a file of words
    answers = sorted(_answers(found, names, now, digest), key=lambda one: not one.is_good)
    return answers[0] if answers else FileAnswer(is_known=False, is_good=False, says=NOT_KNOWN, digest=digest)


def _answers(found: list[tuple[Sent, str]], names: dict[int, str], now: datetime, digest: str) -> Iterator[FileAnswer]:
    for sent, what in found:
        is_good = sent.approval is not None and sent.approval.stands(now)  # one that is out may have ended since
        whole = f"{what} of the post with number {sent.number}. {told_of(sent, names, now)}"
        says = f"Yes. This is {whole}" if is_good else f"Not any more. This was {whole}"
        yield FileAnswer(is_known=True, is_good=is_good, says=says, digest=digest)
