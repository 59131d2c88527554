"""What will be deleted in the next days, because its time is over? Said a week before, so that nobody is surprised."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from checker.core.retention import Kept, Retention
from checker.core.staff import Actor
from checker.workflow.files import is_there
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.retention import FOLDERS
from checker.workflow.settings_file import read_retention

SOON = timedelta(days=7)
"""A judgement: whoever looks once a week sees it in time."""
_TOLD = frozenset({Kept.DRAFTS, Kept.EVIDENCE, Kept.TEMPLATES})
"""What somebody might miss. Old sign-ins go every day and are missed by nobody."""


def soon_deleted(actor: Actor, home: Path, register: str | None) -> dict[Kept, int]:
    """How many of what are past their time within a week. Raises: NotAllowed, InputError, NoRegister."""
    from checker.store.ageing import Ageing
    from checker.store.register import SqlRegister

    retention = read_retention(home)
    with opened_for(actor, Act.APPLY_RETENTION, register) as store:
        ahead = SqlRegister(store.database, lambda: store.now() + SOON)
        in_register = Ageing(ahead, retention).due()
    counts = {kept: in_register[kept] + _files(home, kept, retention) for kept in Kept if kept in _TOLD}
    return {kept: count for kept, count in counts.items() if count}


def _files(home: Path, kept: Kept, retention: Retention) -> int:
    folder = home / FOLDERS.get(kept, "")
    if kept not in FOLDERS or not is_there(folder):
        return 0
    before = (datetime.now().astimezone() + SOON - timedelta(days=retention.days(kept))).timestamp()
    return sum(file.is_file() and file.lstat().st_mtime < before for file in folder.rglob("*"))
