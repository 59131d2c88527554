"""How far is the album that the page has asked for? Started, watched and ended here; found again after a reload."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from checker.workflow.album_job import AlbumRow

_STOPPED = "The check was stopped from outside. What was answered is kept: go on from there."
Command = Callable[[], list[str]]


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    CANCELLED = "cancelled"
    FINISHED = "finished"
    FAILED = "failed"


def command() -> list[str]:
    """The program that checks an album."""
    return [sys.executable, "-m", "checker.workflow.album_child"]


@dataclass
class PageRun:
    """One album's run: its answers by place, how far it is in words and as a share, what went wrong."""

    home: Path
    folder: Path
    workers: int | None = None
    program: Command = command
    rows: dict[int, AlbumRow] = field(default_factory=dict, repr=False)
    stands: str = "Getting ready"
    share: float = 0.0
    state: RunState = RunState.RUNNING
    says: str = ""
    warns: str = ""
    """What could not be done although the run is finished."""
    _child: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin, or go on where an earlier run was ended."""
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self.program(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        asked = {"home": str(self.home.resolve()), "folder": str(self.folder.resolve()), "workers": self.workers}
        Thread(target=self._listen, args=(self._child, json.dumps(asked)), daemon=True).start()

    def cancel(self) -> None:
        """End it now; its workers end with it."""
        if self.state is RunState.RUNNING and self._child is not None:
            self.state = RunState.CANCELLED
            self._child.terminate()

    def answers(self) -> tuple[AlbumRow, ...]:
        """The answers so far, in the album's order."""
        known = dict(self.rows)
        return tuple(known[place] for place in sorted(known))

    def _listen(self, child: subprocess.Popen[str], asked: str) -> None:
        if child.stdin is None or child.stdout is None:
            raise ValueError("the program was started without a way to talk to it")
        with child:
            try:
                child.stdin.write(asked)
                child.stdin.close()
                for line in child.stdout:
                    self._hear(json.loads(line))
            except (OSError, ValueError):  # half a line of a program that was ended
                child.terminate()
        if self.state is RunState.RUNNING:
            self.state, self.says = RunState.FAILED, self.says or _STOPPED

    def _hear(self, told: dict[str, Any]) -> None:
        if "row" in told:
            row = AlbumRow(
                told["row"]["file"], told["row"], None, told["suffix"], told["copy"], told["likeness"]
            )  # fmt: skip
            self.rows[told.get("again", len(self.rows))] = row
            self.stands, self.share = told.get("stands", self.stands), told.get("share", self.share)
        elif "finished" in told:
            self.warns, self.state = told.get("warns", ""), RunState.FINISHED
        self.says = told.get("says", self.says)


_RUNS: dict[Path, PageRun] = {}
_MOST_RUNS = 20
"""Runs that have ended and are remembered, about 10 MB for 2,000 photos; of an older one "Go on" tells the same."""
_LOCK = Lock()


def run_of(folder: Path) -> PageRun | None:
    """The run of the album in this folder, if there was one since the page was started."""
    return _RUNS.get(folder)


def start_run(home: Path, folder: Path, workers: int | None = None, program: Command = command) -> PageRun:
    """Begin a run, unless one is under way."""
    with _LOCK:
        known = _RUNS.get(folder)
        if known is not None and known.state is RunState.RUNNING:
            return known
        run = PageRun(home, folder, workers, program)
        _RUNS.pop(folder, None)
        _RUNS[folder] = run
        _forget_oldest()
        run.start()
        return run


def forget_run(folder: Path) -> None:
    """The album is deleted: nothing of it stays in the memory."""
    _RUNS.pop(folder, None)


def _forget_oldest() -> None:
    ended = [folder for folder, run in _RUNS.items() if run.state is not RunState.RUNNING]
    for folder in ended[:-_MOST_RUNS]:
        del _RUNS[folder]
