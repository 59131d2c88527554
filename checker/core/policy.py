"""A school's policy as data: clauses that say which checks serve them and how severe a breach is at least."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker.core.finding import Citation, Finding, Severity


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


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """One school's policy. A pack may raise a severity, never lower it or switch a check off."""

    name: str
    title: str
    version: str
    source: str
    clauses: tuple[Clause, ...]
    review_due: str = ""

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id. Raises: KeyError."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)


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
