"""Work on a register that is killed in the middle: at the nth statement, or between two steps of writing files.

    python -m tests.store.kill_points FOLDER WORK N

Ends with 9 by SIGKILL's own number where it was killed, with 0 where the work was over before.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from checker.core.people import Consent, ConsentState, Purpose
from checker.store.backup import make_backup
from checker.store.register import SqlRegister, open_register
from checker.store.restoring import restore
from tests.store.approving import approve
from tests.store.school import HEADINGS, OTHER_VECTOR, planned

NEW_LIST = HEADINGS + "\n" + "".join(f"N{number:03},Ola,Fernsby,Ash,yes,no,yes\n" for number in range(60))
POST = "ab" * 32
BACKUP, OLDER = "b.backup", "older.backup"


def _withdraw(register: SqlRegister, _: Path) -> None:
    noes = tuple(Consent(one, ConsentState.WITHDRAWN, given_by="mother") for one in Purpose)
    register.record_answers("T01", noes)


def _restore(register: SqlRegister, folder: Path) -> None:
    register.close()
    restore(folder / OLDER, str(folder), datetime(2026, 11, 21, tzinfo=UTC), yes=True)


WORKS: dict[str, Callable[[SqlRegister, Path], object]] = {
    "import": lambda register, _: register.apply(planned(register, NEW_LIST).marking_left()),
    "enrol": lambda register, _: register.add_template("T01", OTHER_VECTOR),
    "withdraw": _withdraw,
    "approve": lambda register, _: approve(register, POST, ["T01"]),
    "backup": lambda register, folder: make_backup(register, folder / BACKUP),
    "restore": _restore,
}


def die_after(moments: int) -> None:
    """Kill this process at that statement, commit or step of the disk."""
    left: Iterator[int] = iter(range(moments))

    def one_more(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", one_more)
    event.listen(Engine, "after_cursor_execute", one_more)
    event.listen(Engine, "commit", one_more)
    for name in ("link", "replace", "rename", "unlink"):
        setattr(os, name, _counted(getattr(os, name), one_more))


def _counted(step: Callable[..., object], one_more: Callable[[], None]) -> Callable[..., object]:
    def counted(*told: object, **named: object) -> object:
        one_more()
        done = step(*told, **named)
        one_more()
        return done

    return counted


def run(folder: Path, work: str, moments: int) -> None:
    """Do this work, and die in it."""
    register = open_register(str(folder))
    die_after(moments)
    WORKS[work](register, folder)
    os._exit(0)


def forked(folder: Path, work: str, moments: int) -> bool:
    """The same in a child of this process; True where the work was over before it was killed."""
    child = os.fork()
    if child == 0:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            run(folder, work, moments)
        finally:
            os._exit(70)  # whatever else happens: this is not a test process
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"{work} at {moments} ended with {code}")
    return code == 0


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
