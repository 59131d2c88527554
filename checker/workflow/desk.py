"""What does the person at the desk see of one checked post? The report in words, in the order in which to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.core.errors import InputError
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.people import RegisterSnapshot
from checker.core.policy import to_confirm
from checker.core.post import Channel, Part, Post
from checker.core.report import Report, Verdict
from checker.workflow.as_text import quoted_clauses
from checker.workflow.desk_photos import PhotoCard, photo_card
from checker.workflow.drafting import Fix, fix_for
from checker.workflow.marks import Piece, marked
from checker.workflow.photo_memory import PhotoMemory
from checker.workflow.wiring import Gate

CHANNELS = {
    Channel.FACEBOOK: "Facebook",
    Channel.INSTAGRAM: "Instagram",
    Channel.X: "X",
    Channel.YOUTUBE: "YouTube",
    Channel.WEBSITE: "School website",
    Channel.NEWSLETTER: "Newsletter",
    Channel.PRESS: "Press",
    Channel.OTHER: "Somewhere else",
}
_PARTS = {
    Part.TEXT: "In the words",
    Part.ALT_TEXT: "In the description of photo {}",
    Part.FILE_NAME: "In the file name of photo {}",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause in short: whose and which, and its words."""

    section: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with the number by which the page calls it, where it is in words, and the clauses it falls under."""

    number: int
    finding: Finding = field(repr=False)
    place: str
    quotes: tuple[Quote, ...]
    fix: Fix | None = field(default=None, repr=False)
    """The suggestion as a change of the draft, where the page can make it."""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything the review page shows after a check. `unproven` are the questions that were not answered."""

    post_digest: str
    verdict: Verdict
    summary: str
    items: tuple[Item, ...]
    text: tuple[Piece, ...] = field(repr=False)
    photos: tuple[PhotoCard, ...] = field(repr=False)
    unproven: tuple[str, ...]
    to_confirm: tuple[str, ...]
    """What no program can check: the sentences the reviewer confirms, in the words of the policies."""

    @property
    def to_settle(self) -> tuple[Item, ...]:
        """What must change, then what a person must decide."""
        return tuple(item for item in self.items if item.finding.severity > Severity.NOTE)

    @property
    def notes(self) -> tuple[Item, ...]:
        """What is good to know."""
        return tuple(item for item in self.items if item.finding.severity is Severity.NOTE)


def review_sheet(post: Post, report: Report, gate: Gate, memory: PhotoMemory | None = None) -> ReviewSheet:
    """The sheet for this report, which must be about this very post. `memory` keeps what was drawn.

    Raises: ValueError.
    """
    if report.post_digest != post.digest:
        raise ValueError("this report is about another post")
    numbered = tuple(enumerate(report.findings, start=1))
    register = _register(gate)
    cards = tuple(
        photo_card(photo, number, numbered, report, gate.analysers.pictures, register, memory or PhotoMemory())
        for number, photo in enumerate(post.photos)
    )
    if memory is not None:
        memory.forget_unused()
    return ReviewSheet(
        post_digest=report.post_digest,
        verdict=report.verdict,
        summary=_summary(report),
        items=tuple(_item(number, finding, cards, gate, post) for number, finding in numbered),
        text=marked(post.text, numbered),
        photos=cards,
        unproven=tuple(_questions(report, gate)),
        to_confirm=tuple(words for _, words in to_confirm(gate.packs, report.origins)),
    )


def _register(gate: Gate) -> RegisterSnapshot | None:
    try:
        return gate.read_register()
    except InputError:
        return None  # the checks that need it have said so already


def _summary(report: Report) -> str:
    """How many things there are to do, in words."""
    stops = sum(finding.severity is Severity.BLOCK for finding in report.findings)
    asks = sum(finding.severity is Severity.REVIEW for finding in report.findings)
    told = [f"{stops} {_things(stops)} must change"] * bool(stops) + [f"{asks} {_things(asks)} to decide"] * bool(asks)
    if report.verdict is Verdict.CLEAR:
        return "Every check finished, and nothing stands in the way. A person still decides whether it goes up."
    return f"{', '.join(told) or 'Not everything could be checked'}."


def _things(count: int) -> str:
    return "thing" if count == 1 else "things"


def _item(number: int, finding: Finding, cards: tuple[PhotoCard, ...], gate: Gate, post: Post) -> Item:
    quotes = tuple(Quote(section, words) for section, words in quoted_clauses(finding, gate.packs))
    return Item(number, finding, _place(finding, cards), quotes, fix_for(post, finding))


def _place(finding: Finding, cards: tuple[PhotoCard, ...]) -> str:
    """Where it is, in words; photos are counted from 1 for people."""
    match finding.where:
        case TextSpan(part=part, photo=photo):
            return _PARTS[part].format((photo or 0) + 1)
        case PhotoSpot(photo, box):
            spot = cards[photo].spot_of(box) if box else ""
            return f"Photo {photo + 1}{', ' if spot else ''}{spot}"
        case _:
            return "The whole post"


def _questions(report: Report, gate: Gate) -> Iterator[str]:
    asked = {check.id: check.question for check in gate.checks}
    for check in report.unproven:
        yield asked[check]
