"""The proof that all checks ran, and the verdict that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from checker.core.evidence import PhotoEvidence
from checker.core.finding import Finding, Severity


class Verdict(StrEnum):
    """What the post is, until a person decides."""

    CLEAR = "clear"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def exit_code(self) -> int:
        """0 clear, 1 review, 2 block."""
        return list(Verdict).index(self)


class RunState(StrEnum):
    """DONE means the check looked at everything it was asked to."""

    DONE = "done"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One check's run: what it found before it finished or broke."""

    check: str
    state: RunState
    findings: tuple[Finding, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome for one post. The verdict is computed, never set."""

    post_digest: str
    packs: tuple[str, ...]
    register_version: str | None
    expected: tuple[str, ...]
    runs: tuple[CheckRun, ...]
    photos: tuple[PhotoEvidence, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, most serious first, otherwise in the order of the checks; the same one only once."""
        found = dict.fromkeys(finding for run in self.runs for finding in run.findings)
        return tuple(sorted(found, key=lambda finding: -finding.severity))

    @property
    def unproven(self) -> tuple[str, ...]:
        """Expected checks of which no run finished, or any run broke."""
        done = {run.check for run in self.runs if run.state is RunState.DONE}
        broken = {run.check for run in self.runs if run.state is not RunState.DONE}
        return tuple(check for check in dict.fromkeys(self.expected) if check in broken or check not in done)

    @property
    def verdict(self) -> Verdict:
        """CLEAR is earned: every expected check DONE, and nothing found at REVIEW or above."""
        worst = max((finding.severity for finding in self.findings), default=Severity.NOTE)
        if worst is Severity.BLOCK:
            return Verdict.BLOCK
        if worst is Severity.REVIEW or self.unproven or not self.expected:
            return Verdict.REVIEW
        return Verdict.CLEAR
