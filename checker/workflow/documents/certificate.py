"""What shows, on one page, that a post was checked and approved? Digests, policies, who and when; no pupil's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from checker.workflow.documents.parts import Block, Document, Grid, Heading, Para

TITLE = "Check certificate"
SHORT = 16
"""Hex digits shown of the register's mark: enough to compare two."""


@dataclass(frozen=True, slots=True)
class CertifiedFile:
    """A file of the package, and the SHA-256 of its bytes in hex."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Certified:
    """What a certificate says. `packs` are the policies with their versions; moments have a time zone."""

    school: str
    channel: str
    post_digest: str
    report_digest: str
    register: str
    packs: tuple[str, ...]
    sent_by: str = field(repr=False)
    sent_at: datetime
    approved_by: str = field(repr=False)
    approved_at: datetime
    expires_at: datetime
    number: int
    files: tuple[CertifiedFile, ...]
    clauses: tuple[str, ...]
    looked_at: int
    """How many findings people looked at and left as they are."""
    was_blocked: bool


def certificate(told: Certified) -> Document:
    """The page; the same words for the same approval."""
    foot = (
        f"Approval {told.number} in the ledger of {told.school}. It is about these very files: a file that was changed "
        "since has another SHA-256, and is not approved."
    )
    return Document(TITLE, tuple(_blocks(told)), foot)


def _blocks(told: Certified) -> Iterator[Block]:
    yield Para(
        f"{told.school}: a post for {told.channel} was checked by program and approved by a person. "
        f"The approval holds until {_moment(told.expires_at)}."
    )
    yield Grid(("What", "Who", "When"), (
        ("Sent for approval", told.sent_by, _moment(told.sent_at)),
        ("Approved", told.approved_by, _moment(told.approved_at)),
    ))  # fmt: skip
    if told.was_blocked:
        yield Para(
            "The check had blocked this post. A person other than its sender let it through for a reason in writing, "
            "which is kept in the register."
        )
    if told.looked_at:
        things = "One finding was" if told.looked_at == 1 else f"{told.looked_at} findings were"
        yield Para(f"{things} looked at by both and left as they are." if told.looked_at > 1 else
                   f"{things} looked at by both and left as it is.")  # fmt: skip
    yield Heading("What was signed")
    yield Grid(("What", "SHA-256 or version"), (
        ("The post", told.post_digest),
        ("The report", told.report_digest),
        *(("Policy", pack) for pack in told.packs),
        ("Register", f"as it stood at {told.register[:SHORT]}"),
        *((one.name, one.digest) for one in told.files),
    ))  # fmt: skip
    if told.clauses:
        yield Heading("What people confirmed")
        rows = tuple((str(number), words) for number, words in enumerate(told.clauses, start=1))
        yield Grid(("No.", "Confirmed by the sender and by the approver"), rows)


def _moment(when: datetime) -> str:
    local = when.astimezone()
    return f"{local:%d %B %Y, %H:%M}"
