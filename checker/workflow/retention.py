"""What is past its time, and is deleted? Shown before anything is; in the ledger only how many of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.retention import Kept, Retention
from checker.core.staff import Actor
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.settings_file import read_retention as read_retention
from checker.workflow.wiring import is_there

if TYPE_CHECKING:
    from checker.store.ageing import Ageing

FOLDERS = {Kept.DRAFTS: "drafts", Kept.EVIDENCE: "evidence", Kept.ALBUMS: "album_results"}
"""Folders of the checker's own whose files grow old: whoever keeps drafts or evidence in files puts them there."""


def retention_lines(actor: Actor, home: Path, register: str | None) -> Iterator[str]:
    """Each kind: how long it is kept, and how many would be deleted now. Raises: NotAllowed, InputError, NoRegister."""
    retention = read_retention(home)
    for kept, old in _due(actor, home, retention, register).items():
        said = f"{old} past that, would be deleted" if old else "nothing is past that"
        yield f"{kept.value}: {retention.period(kept)}; {said}"


def due_lines(actor: Actor, home: Path, register: str | None) -> Iterator[str]:
    """What is about to be deleted, said before it is. Raises: NotAllowed, InputError, NoRegister."""
    retention = read_retention(home)
    for kept, old in _due(actor, home, retention, register).items():
        if old:
            yield f"Past their time, to be deleted now: {old} ({kept.value}, {retention.period(kept)})"


def _due(actor: Actor, home: Path, retention: Retention, register: str | None) -> dict[Kept, int]:
    in_register = _ageing(actor, retention, register).due()
    return {kept: in_register[kept] + len(_old_files(home, kept, retention)) for kept in Kept}


def apply_retention(actor: Actor, home: Path, register: str | None) -> Iterator[str]:
    """Delete what is past its time; says how many of what. Raises: NotAllowed, InputError, NoRegister."""
    retention = read_retention(home)
    ageing = _ageing(actor, retention, register)
    _forget_leavers(actor, ageing, home, register)
    files: dict[Kept, int] = {}
    for kept in FOLDERS:
        old = _old_files(home, kept, retention)
        for file in old:
            file.unlink(missing_ok=True)
        files[kept] = len(old)
    done = {kept: count for kept, count in ageing.apply(files).items() if count}
    yield from (f"Deleted, past their time: {count} ({kept.value})" for kept, count in done.items())
    if not done:
        yield "Nothing is past its time."


def _forget_leavers(actor: Actor, ageing: Ageing, home: Path, register: str | None) -> None:
    """As in any erasure, saved drafts go first."""
    from checker.workflow.draft_search import forget_pupil  # which knows the folders from here

    leavers = ageing.leavers()
    pupils = opened_for(actor, Act.APPLY_RETENTION, register).read().by_id if leavers else {}
    for pupil_id in leavers:
        forget_pupil(pupils[pupil_id], home)


def _ageing(actor: Actor, retention: Retention, register: str | None) -> Ageing:
    from checker.store.ageing import Ageing

    return Ageing(opened_for(actor, Act.APPLY_RETENTION, register), retention)


def _old_files(home: Path, kept: Kept, retention: Retention) -> list[Path]:
    folder = home / FOLDERS.get(kept, "")
    if kept not in FOLDERS or not is_there(folder):
        return []
    before = (datetime.now().astimezone() - timedelta(days=retention.days(kept))).timestamp()
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and file.lstat().st_mtime < before]
