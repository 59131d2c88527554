"""The proof that all checks ran, and the verdict that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from checker.core.evidence import PhotoEvidence
from checker.core.finding import Finding, Severity, Where
from checker.core.post import Origin


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
class Task:
    """A check that must finish: over the whole post, or over one photo (counted from 0)."""

    check: str
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One task's run: what it found before it finished or broke."""

    task: Task
    state: RunState
    findings: tuple[Finding, ...]
    seconds: float
    lacked_memory: bool = False
    """It broke because the machine had no memory left: at another moment it may succeed."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome for one post. The verdict is computed, never set."""

    post_digest: str
    packs: tuple[str, ...]
    register_version: str | None
    expected: tuple[Task, ...]
    runs: tuple[CheckRun, ...]
    photos: tuple[PhotoEvidence, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, most serious first, otherwise in the order of the checks.

        The same sentence about the same spot is told once: one unreadable photo stops several checks.
        """
        told: dict[tuple[Severity, Where, str], Finding] = {}
        for finding in (finding for run in self.runs for finding in run.findings):
            told.setdefault((finding.severity, finding.where, finding.says), finding)
        return tuple(sorted(told.values(), key=lambda finding: -finding.severity))

    @property
    def origins(self) -> tuple[Origin | None, ...]:
        """Where each picture came from; None where nobody said."""
        return tuple(photo.origin for photo in self.photos)

    @property
    def unproven(self) -> tuple[str, ...]:
        """Ids of expected checks that did not finish everywhere: no run, or a run that broke."""
        done = {run.task for run in self.runs if run.state is RunState.DONE}
        broken = {run.task for run in self.runs if run.state is not RunState.DONE}
        return tuple(dict.fromkeys(task.check for task in self.expected if task in broken or task not in done))

    @property
    def lacked_memory(self) -> bool:
        """Whether a check broke because the machine had no memory left."""
        return any(run.lacked_memory for run in self.runs)

    @property
    def verdict(self) -> Verdict:
        """CLEAR is earned: every expected check DONE, and nothing found at REVIEW or above."""
        worst = max((finding.severity for finding in self.findings), default=Severity.NOTE)
        if worst is Severity.BLOCK:
            return Verdict.BLOCK
        if worst is Severity.REVIEW or self.unproven or not self.expected:
            return Verdict.REVIEW
        return Verdict.CLEAR
