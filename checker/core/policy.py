"""A school's policy as data: clauses that say which checks serve them and how severe a breach is at least."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from checker.core.finding import Citation, Finding, Severity
from checker.core.post import Channel, Origin

# Month in which a school term has ended in every part of England and Wales.
_TERM_ENDS = {"spring": 4, "summer": 8, "autumn": 12}


class NamesWithPictures(StrEnum):
    """What a policy says of a pupil's name beside a picture of the pupil."""

    NEVER = "never"
    WITH_CONSENT = "with_consent"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, shortly quoted, with its section. `at_least` None leaves the check's own severity."""

    id: str
    section: str
    quote: str
    checks: tuple[str, ...]
    at_least: Severity | None = None
    manual: str = ""
    """For a clause no program can check: the words the reviewer confirms."""
    origins: tuple[Origin, ...] = ()
    """Where a picture comes from for these words to be about it; empty where they are about every post."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is responsible for what, by the title of the post, never by a person's name."""

    role: str
    does: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A law or guidance that the policy rests on, and what has taken its place since, if anything has."""

    title: str
    section: str
    year: int | None = None
    replaced_by: str = ""
    replaced_on: date | None = None


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """One school's policy. A pack may raise a severity, never lower it or switch a check off.

    What the policy does not say is None or empty: it is never guessed.
    """

    name: str
    title: str
    version: str
    source: str
    clauses: tuple[Clause, ...]
    review_due: str = ""
    """A month ("2029-05") or the end of a school term ("2021 autumn")."""
    responsible: tuple[Duty, ...] = ()
    approved_channels: tuple[Channel, ...] = ()
    """The social channels the policy says the school uses; empty where it gives no list."""
    blocked_channels: tuple[Channel, ...] = ()
    """Blocked on the school's network. That is about devices in school, and no word on official posts."""
    may_name_class: bool | None = None
    may_show_pupils: bool | None = None
    names_with_pictures: NamesWithPictures | None = None
    cites: tuple[Reference, ...] = ()
    remarks: tuple[str, ...] = ()
    """What a reader must know about the document itself: headings without a body, appendices that are missing."""

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id. Raises: KeyError."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)


def review_deadline(review_due: str) -> date | None:
    """The last day on which a policy with these words is in time; None where it gives no date. Raises: ValueError."""
    if not review_due:
        return None
    year, _, when = review_due.replace(" ", "-", 1).partition("-")
    month = _TERM_ENDS.get(when) or int(when)
    first = date(int(year), month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def to_confirm(packs: tuple[PolicyPack, ...], origins: tuple[Origin | None, ...]) -> tuple[tuple[Citation, str], ...]:
    """What no program can check and the reviewer confirms before a post goes up: each clause, and the words of it.

    `origins`: where each picture came from. Words about one origin are confirmed where nobody said (None), too.
    """
    told: dict[str, Citation] = {}
    for pack in packs:
        for clause in pack.clauses:
            if clause.manual and (not clause.origins or {None, *clause.origins}.intersection(origins)):
                told.setdefault(clause.manual, Citation(pack.name, clause.id))
    return tuple((citation, words) for words, citation in told.items())


def judge(finding: Finding, packs: tuple[PolicyPack, ...]) -> Finding:
    """The finding with the clauses it falls under, raised to what they demand.

    A NOTE is advice: it is cited but stays a NOTE, so that what is lawful ("may be named") is not made a breach.
    """
    citations: list[Citation] = []
    severity = finding.severity
    for pack in packs:
        for clause in pack.clauses:
            if finding.check not in clause.checks:
                continue
            citations.append(Citation(pack.name, clause.id))
            if clause.at_least is not None and finding.severity > Severity.NOTE:
                severity = max(severity, clause.at_least)
    return replace(finding, severity=severity, clauses=finding.clauses + tuple(citations))
