"""The report on something that could not even be opened: never clear, with the one sentence that says why."""

from __future__ import annotations

from checker.core.evidence import PhotoEvidence
from checker.core.finding import Finding, Severity, Where
from checker.core.report import CheckRun, Report, RunState, Task

UNREAD = "exposure.whole_picture"


def refused(says: str, where: Where, check: str = UNREAD, photos: int = 0) -> Report:
    """A REVIEW with this sentence; the named check stays unproven."""
    task = Task(check)
    finding = Finding(check, Severity.REVIEW, where, says, "A person must look at this before it goes up.")
    return Report(
        "", (), None, (task,), (CheckRun(task, RunState.CRASHED, (finding,), 0.0),), (PhotoEvidence(),) * photos
    )
