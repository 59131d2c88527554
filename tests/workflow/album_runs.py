"""An album run in a process of its own, with a quick fake in the place of all analysers: to be killed at any moment.

usage: python -m tests.workflow.album_runs FOLDER REGISTER OUT LOOKED: prints each answer; LOOKED lists each photo that
was really looked at.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from checker.core.evidence import CleanCopy, PhotoEvidence
from checker.core.post import Post
from checker.core.report import CheckRun, Report, RunState, Task
from checker.workflow import album, album_results, album_wish
from checker.workflow.album_wish import AlbumWish
from checker.workflow.wiring import Gate, open_gate

SECONDS = 0.004
"""What looking at one photo takes here."""


class QuickGate:
    """Every photo is clear, except those whose bytes say otherwise; the register and the day are the real gate's."""

    def __init__(self, gate: Gate, looked: Path) -> None:
        self.read_register, self.today, self.looked = gate.read_register, gate.today, looked
        self.analysers: Any = SimpleNamespace()

    def check(self, post: Post) -> Report:
        """One run of one task."""
        (photo,) = post.photos
        with self.looked.open("a") as log:
            log.write(f"{photo.name}\n")
        time.sleep(SECONDS)
        task = Task("metadata.clean", 0)
        state = RunState.CRASHED if b"broken" in photo.data else RunState.DONE
        seen = PhotoEvidence(clean_copy=CleanCopy(b"clean " + photo.data, ".jpg"))
        version = self.read_register().version
        return Report(post.digest, ("floor 1",), version, (task,), (CheckRun(task, state, (), 0.0),), (seen,))


def main(folder: str, register: str, out: str, looked: str) -> None:
    """Answer the album as the command line does, one process, in order."""
    gate = QuickGate(open_gate(register), Path(looked))
    album._opened = lambda *_: gate  # type: ignore[assignment,return-value]
    album_results._PROGRAM = Path(out).parent / "program"  # colleagues change the real one while tests run
    wish = AlbumWish(Path(folder), out=Path(out), register=register, workers=1)
    for answer, _, _ in album_wish.AlbumRun(wish, lambda _: None).rows():
        sys.stdout.write(f"{answer.file} {answer.verdict.value}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
