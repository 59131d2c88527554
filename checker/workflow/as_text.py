"""A report in words, for somebody who reads it in a terminal. Shows no pupil's full name and none of the post."""

from __future__ import annotations

from collections.abc import Iterator

from checker.core.finding import Finding, PhotoSpot, TextSpan, Where
from checker.core.policy import PolicyPack, to_confirm
from checker.core.post import Part
from checker.core.report import Report, Verdict

WORDS = {
    Verdict.CLEAR: "CLEAR  - every check finished and found nothing that stands in the way",
    Verdict.REVIEW: "REVIEW - a person must look before this goes up",
    Verdict.BLOCK: "BLOCK  - this must not go up as it is",
}
_PARTS = {Part.TEXT: "the text", Part.ALT_TEXT: "the alt text of photo {}", Part.FILE_NAME: "the file name of photo {}"}


def report_lines(report: Report, packs: tuple[PolicyPack, ...]) -> Iterator[str]:
    """The report, line by line: verdict, findings with clause and remedy, what could not be proven."""
    yield WORDS[report.verdict]
    for number, finding in enumerate(report.findings, start=1):
        yield from _finding_lines(number, finding, packs)
    for number, seen in enumerate(report.photos, start=1):
        if seen.smallest_face is not None:
            yield f"Photo {number}: {looked_for(seen.smallest_face)}"
    if report.unproven:
        yield f"Not finished: {', '.join(report.unproven)}"
    for _, words in to_confirm(packs, report.origins):
        yield f"A person confirms before it goes up: {words}"


def looked_for(smallest_face: int) -> str:
    """How small a face was looked for, in words."""
    return f"Faces {smallest_face} pixels tall and taller were looked for. Please look for smaller ones yourself."


def _finding_lines(number: int, finding: Finding, packs: tuple[PolicyPack, ...]) -> Iterator[str]:
    yield f"{number:3d} [{finding.severity.word}] {finding.says}  ({where_words(finding.where)}; {finding.check})"
    if finding.remedy:
        yield f"      What to do: {finding.remedy}"
    if finding.suggestion is not None:
        yield f"      Write instead: {finding.suggestion}"
    for section, quote in quoted_clauses(finding, packs):
        yield f"      {section}: “{quote}”"


def quoted_clauses(finding: Finding, packs: tuple[PolicyPack, ...]) -> Iterator[tuple[str, str]]:
    """Section and quote of each clause the finding falls under, the school's own before the floor's."""
    by_name = {pack.name: pack for pack in packs}
    for citation in reversed(finding.clauses):
        clause = by_name[citation.pack].clause(citation.clause)
        yield f"{by_name[citation.pack].title}, {clause.section}", clause.quote


def where_words(where: Where) -> str:
    """Where a finding points, in words; photos are counted from 1 for people."""
    match where:
        case TextSpan(start, end, part, photo):
            return f"{_PARTS[part].format((photo or 0) + 1)}, characters {start + 1} to {end}"
        case PhotoSpot(photo):
            return f"photo {photo + 1}"
        case _:
            return "the whole post"
