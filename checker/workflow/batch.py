"""Many drafts, one after the other, against the same register and pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from checker.core.errors import InputError
from checker.core.finding import WholePost
from checker.core.report import Report
from checker.workflow.drafts import read_drafts
from checker.workflow.refusal import refused
from checker.workflow.wiring import open_gate


def check_drafts(
    file: Path, register: str | None, pack: str | None, on_progress: Callable[[int, int], None]
) -> Iterator[tuple[str, Report]]:
    """Each draft's id and report, in the order of the file; a row that cannot be read is a REVIEW.

    Raises: InputError.
    """
    drafts = tuple(read_drafts(file))
    if not drafts:
        raise InputError("The file of drafts has its headings but no drafts.")
    gate = open_gate(register, pack)
    for number, draft in enumerate(drafts, start=1):
        yield (
            draft.id,
            (refused(draft.problem, WholePost(), "platform.content") if draft.problem else gate.check(draft.post)),
        )
        on_progress(number, len(drafts))
