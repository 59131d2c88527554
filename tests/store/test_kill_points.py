"""Killed at any of sixty random moments, the register opens, proves whole, and all of it or nothing happened."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from checker.core.errors import NoRegister
from checker.store.backup import make_backup, read_backup
from checker.store.database import REGISTER_FILE
from checker.store.register import SqlRegister, open_register
from checker.store.restoring import restore
from tests.store.approving import approval_of
from tests.store.kill_points import BACKUP, OLDER, POST, WORKS, forked
from tests.store.school import NOW, enrolled

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
POINTS = 10
"""For each of the six kinds of work; benchmarks/kill_points.py tries every one."""
NEVER = 1_000_000


def state(folder: Path) -> tuple[object, ...]:
    """What a person would see, and that it holds."""
    with open_register(str(folder), now=lambda: NOW) as register:
        return seen(register)


def seen(register: SqlRegister) -> tuple[object, ...]:
    held = register.read()
    entries = register.ledger.rows()
    assert register.ledger.verify().broken is None

    deeds = tuple(row.deed for row in entries if row.deed != "backed_up")
    return held.pupils, held.templates, deeds, approval_of(register, POST) is not None


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A register with a backup that is older than its last change."""
    folder = tmp_path / "ready"
    folder.mkdir()
    with enrolled(folder) as register:
        make_backup(register, folder / OLDER)
        register.erase("T03")
    return folder


@pytest.mark.parametrize("work", WORKS)
def test_killed_anywhere_all_or_nothing_happened(work: str, ready: Path, tmp_path: Path) -> None:
    before = state(ready)
    whole = shutil.copytree(ready, tmp_path / "whole")
    assert forked(whole, work, NEVER)
    after = state(whole)
    chosen = random.Random(f"kill {work}").sample(range(steps(ready, tmp_path, work)), POINTS)
    for point in chosen:
        folder = shutil.copytree(ready, tmp_path / f"{work}-{point}")
        assert not forked(folder, work, point)
        now = state(folder)
        assert now in (before, after), f"{work} killed at {point} left a half"
        leftovers(folder, work)
        shutil.rmtree(folder)


def steps(ready: Path, tmp_path: Path, work: str) -> int:
    """How many moments this work has, by halving."""
    low, high = POINTS, 4096
    while low < high:
        middle = (low + high) // 2
        folder = shutil.copytree(ready, tmp_path / "count")
        low, high = (low, middle) if forked(folder, work, middle) else (middle + 1, high)
        shutil.rmtree(folder)
    return low


def leftovers(folder: Path, work: str) -> None:
    """A backup that is there is whole; a restore that was killed can be done again, and nobody erased is back."""
    if work == "backup" and (folder / BACKUP).exists():
        assert read_backup(folder / BACKUP).proof.broken is None
    if work == "restore":
        restore(folder / OLDER, str(folder), NOW, yes=True)
        with open_register(str(folder), now=lambda: NOW) as register:
            assert [one.id for one in register.read().pupils] == ["T01", "T02"]
            assert register.ledger.verify().is_whole


def test_a_full_disk_is_told_and_nothing_is_half_done(ready: Path) -> None:
    resource = pytest.importorskip("resource")
    before = state(ready)
    size = (ready / REGISTER_FILE).stat().st_size
    child = os.fork()
    if child == 0:
        told = False
        try:
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            register = open_register(str(ready), now=lambda: NOW)
            for work, most in (("backup", size // 2), ("import", 8192)):
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
                try:
                    WORKS[work](register, ready)
                except NoRegister as error:
                    told = "disk is full" in str(error)
                else:
                    told = False
                if not told:
                    break
        finally:
            os._exit(0 if told else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not (ready / BACKUP).exists()
    assert state(ready) == before
