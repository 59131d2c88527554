"""What is left to do before a checked post can be sent for approval, and what must its sender say about it?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.errors import InputError
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.report import Report, Verdict
from checker.workflow.binding import NO_COPY
from checker.workflow.caution import INCIDENT_TITLE, Caution, caution_with
from checker.workflow.desk_copies import about_photo

INCIDENT = (
    "Photo {} may show somebody without clothes, so this post is not sent and nothing of it is kept for others. "
    f"{INCIDENT_TITLE}: the steps stand beside the photo."
)
SAY_WHO = "Say at the photo whose each face is, or cover it: photo {}."
MUST_CHANGE = "{} must change first. See what is blocked above."
WHY_ALL_THE_SAME = "Write why this should go up although it is blocked: whoever decides reads it."
FACES = "faces.unresolved"
"""The check whose question only a word about the very face answers; a tick does not."""

LOOKED = "Looked at, and it may stay: "
"""In front of what was found: so it is kept with the post and signed."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person must look at and may leave as it is; `number` is the finding's on the page."""

    number: int
    key: str
    says: str

    @property
    def words(self) -> str:
        """As it is kept with the post, and signed."""
        return f"{LOOKED}{self.says}"


def questions(report: Report) -> tuple[Question, ...]:
    """Each finding that waits for a person's eye, apart from faces to name and what is blocked."""
    return tuple(
        Question(number, _key(finding), finding.says)
        for number, finding in enumerate(report.findings, start=1)
        if finding.severity is Severity.REVIEW and not _is_open_face(finding)
    )


def left_to_do(report: Report, clauses: tuple[str, ...], confirmed: frozenset[str]) -> tuple[str, ...]:
    """What stands in the way, a sentence each; `confirmed` are the words that the sender has ticked."""
    return tuple(_left(report, clauses, confirmed))


def require_ready(
    report: Report, clauses: tuple[str, ...], confirmed: frozenset[str], *, blocked_for: str | None = None
) -> None:
    """Raises: InputError with the first thing that is left. `blocked_for`: why a blocked post is sent all the same."""
    for says in _never(report):
        raise InputError(says)
    if report.verdict is Verdict.BLOCK and not (blocked_for or "").strip():
        raise InputError(WHY_ALL_THE_SAME)
    for says in _left(report, clauses, confirmed, with_blocks=False):
        raise InputError(says)


def require_askable(report: Report) -> None:
    """Raises: InputError where nothing of the post may be passed on, not even to the safeguarding lead."""
    for says in _never(report):
        raise InputError(says)


def _left(
    report: Report, clauses: tuple[str, ...], confirmed: frozenset[str], *, with_blocks: bool = True
) -> Iterator[str]:
    yield from _never(report)
    blocked = sum(finding.severity is Severity.BLOCK for finding in report.findings)
    if with_blocks and blocked:
        yield MUST_CHANGE.format("1 thing" if blocked == 1 else f"{blocked} things")
    for photo in sorted(_open_faces(report)):
        yield SAY_WHO.format(photo + 1)
    open_ones = sum(question.words not in confirmed for question in questions(report))
    if open_ones:
        yield f"Look at {_things(open_ones, 'finding')} and tick that {'it' if open_ones == 1 else 'each'} may stay."
    unticked = sum(clause not in confirmed for clause in clauses)
    if unticked:
        yield f"Confirm {_things(unticked, 'sentence')} of the school's policy."


def _never(report: Report) -> Iterator[str]:
    """What no tick and no reason can mend."""
    numbered = tuple(enumerate(report.findings, start=1))
    for photo, seen in enumerate(report.photos):
        about = tuple(finding for _, finding in about_photo(photo, numbered))
        if caution_with(seen, about) is Caution.INCIDENT:
            yield INCIDENT.format(photo + 1)
        elif seen.clean_copy is None:
            yield NO_COPY.format(photo + 1)


def _open_faces(report: Report) -> set[int]:
    """The photos with a face that nobody has named."""
    return {spot.photo for spot in (finding.where for finding in report.findings if _is_open_face(finding))
            if isinstance(spot, PhotoSpot)}  # fmt: skip


def _is_open_face(finding: Finding) -> bool:
    is_face = finding.check == FACES and finding.severity is Severity.REVIEW
    return is_face and isinstance(finding.where, PhotoSpot) and finding.where.box is not None


def _key(finding: Finding) -> str:
    """The same for the same thing in the same place, and for nothing else: a tick is good for no other finding."""
    return hashlib.sha256(repr((finding.check, finding.where, finding.says)).encode()).hexdigest()[:16]


def _things(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
