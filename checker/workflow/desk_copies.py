"""May the cleaned copy of a photo leave the page, and if not, why?"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.core.errors import CannotRead
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.report import Report, RunState
from checker.workflow.analysers import Analysers
from checker.workflow.caution import INCIDENT_COPY, Caution, caution_with
from checker.workflow.milder import LONGEST_SIDE

Numbered = tuple[tuple[int, Finding], ...]

# The copy is the cure for these; what they find in the original is no reason to keep the copy back.
_CURED_BY_THE_COPY = frozenset({"metadata.hidden_details"})


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """The cleaned copy under a neutral name, or in words why it is held back (`data` is None then)."""

    says: str
    name: str
    data: bytes | None = field(default=None, repr=False)


def about_photo(photo: int, findings: Numbered) -> Numbered:
    """The findings about this photo, its description or its file name."""
    return tuple(
        (number, finding)
        for number, finding in findings
        if isinstance(finding.where, PhotoSpot | TextSpan) and finding.where.photo == photo
    )


def copy_offer(photo: int, findings: Numbered, report: Report) -> CopyOffer:
    """Whether the cleaned copy may leave this page.

    Held back where it is not proven clean, where this photo must not go up, and where a check of it did not finish: a
    file on somebody's desktop is past every later warning. A REVIEW is for the person, who may need the copy. Words in
    the description or the file name do not count: neither is in the copy.
    """
    copy = report.photos[photo].clean_copy
    name = f"photo-{photo + 1}"
    if copy is None or unfinished(photo, report, "metadata."):
        return CopyOffer("No copy is offered: we could not make one that is proven free of hidden details.", name)
    if unfinished(photo, report, ""):
        return CopyOffer("The copy is held back, because not every check of this photo could finish.", name)
    about = about_photo(photo, findings)
    if caution_with(report.photos[photo], tuple(finding for _, finding in about)) is Caution.INCIDENT:
        return CopyOffer(INCIDENT_COPY, name)
    stops = [
        str(number)
        for number, finding in about
        if finding.severity is Severity.BLOCK
        and isinstance(finding.where, PhotoSpot)
        and finding.check not in _CURED_BY_THE_COPY
    ]
    if stops:
        return CopyOffer(f"The copy is held back, because this photo must not go up: see {', '.join(stops)}.", name)
    says = f"The cleaned copy was read again and carries no hidden details{f' ({copy.note})' if copy.note else ''}."
    return CopyOffer(says, f"{name}{copy.suffix}", copy.data)


def to_take_along(offer: CopyOffer, analysers: Analysers) -> bytes:
    """The bytes of an offered copy, at most LONGEST_SIDE pixels long, proven again. Raises: CannotRead."""
    if offer.data is None:
        raise CannotRead(offer.says)
    return analysers.cleaner().clean(offer.data, LONGEST_SIDE).data


def unfinished(photo: int, report: Report, prefix: str) -> bool:
    """Whether any expected check with this prefix did not finish for this photo."""
    done = {run.task for run in report.runs if run.state is RunState.DONE}
    return any(task not in done for task in report.expected if task.photo == photo and task.check.startswith(prefix))
