"""An import that is killed leaves all of it or nothing; two programs at once lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.core.people import Consent, ConsentState, Purpose
from checker.store.register import open_register
from tests.store.school import HEADINGS, NOW, enrolled, opened

PUPILS = 300
NEW_IDS = [f"N{number:03}" for number in range(PUPILS)]
NEW_LIST = HEADINGS + "\n" + "".join(f"{one},Ola,Fernsby,Ash,yes,no,yes\n" for one in NEW_IDS)
NEVER = 100_000

IMPORT = """
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from checker.store.register import open_register
from tests.store.school import planned
from tests.store.test_crash import NEW_LIST

register = open_register(sys.argv[1])
plan = planned(register, NEW_LIST).marking_left()
moments = iter(range(int(sys.argv[2])))

def die_in_time(*_):
    if next(moments, None) is None:
        os._exit(9)

event.listen(Engine, "after_cursor_execute", die_in_time)
event.listen(Engine, "commit", die_in_time)
register.apply(plan)
print("saved")
"""


def die_after(statements: int, folder: Path) -> tuple[int, bytes, bytes]:
    done = subprocess.run([sys.executable, "-c", IMPORT, str(folder), str(statements)], capture_output=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("statements", [0, 2, 3, 5, 8])
def test_an_import_that_dies_after_so_many_statements_leaves_the_old_register(tmp_path: Path, statements: int) -> None:
    with enrolled(tmp_path) as register:
        before = register.read()
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(tmp_path), str(statements)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (9, "", "")
    with open_register(str(tmp_path)) as register:
        assert register.read() == before


def test_an_import_that_is_not_killed_is_saved_whole(tmp_path: Path) -> None:
    enrolled(tmp_path).close()
    assert die_after(NEVER, tmp_path) == (0, b"saved\n", b"")
    with open_register(str(tmp_path)) as register:
        assert [pupil.id for pupil in register.read().pupils if pupil.left_on is None] == NEW_IDS


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_the_register_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    outcomes = set()
    for number, delay in enumerate((0.0, 0.01, 0.03)):
        folder = tmp_path / str(number)
        with enrolled(_made(folder)) as register:
            before = register.read()
        command = IMPORT.replace("register.apply", "print('now', flush=True)\nregister.apply")
        victim = subprocess.Popen([sys.executable, "-c", command, str(folder), str(NEVER)], stdout=subprocess.PIPE)
        assert victim.stdout is not None
        victim.stdout.readline()
        time.sleep(delay)
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        with open_register(str(folder)) as register:
            now = register.read()
        assert now == before or [pupil.id for pupil in now.pupils if pupil.left_on is None] == NEW_IDS
        outcomes.add(now == before)
    assert True in outcomes


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


RECORD = """
import sys
from checker.core.people import Consent, ConsentState, Purpose
from checker.store.register import open_register

with open_register(sys.argv[1]) as register:
    for number in range(25):
        register.record_consent(sys.argv[2], Consent(Purpose.PHOTO, ConsentState.REFUSED, evidence=str(number)))
        register.read()
"""


def test_two_programs_at_once_lose_no_answer(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        pair = [subprocess.Popen([sys.executable, "-c", RECORD, str(tmp_path), pupil]) for pupil in ("T02", "T03")]
        assert [one.wait(timeout=60) for one in pair] == [0, 0]
        for pupil in ("T02", "T03"):
            kept = [line.consent.evidence for line in register.history(pupil)]
            assert kept[-25:] == [str(number) for number in range(25)]
        assert register.read().by_id["T03"].consent(Purpose.PHOTO) is ConsentState.REFUSED


def test_a_withdrawal_in_another_program_counts_at_once(tmp_path: Path) -> None:
    withdrawal = Consent(Purpose.FACE_MATCHING, ConsentState.WITHDRAWN, given_by="mother")
    with enrolled(tmp_path) as register, open_register(str(tmp_path), now=lambda: NOW) as other:
        assert len(register.read().templates) == 1
        other.record_consent("T01", withdrawal)
        assert register.read().templates == ()


def test_several_threads_may_share_one_register(tmp_path: Path) -> None:
    with opened(tmp_path) as register, ThreadPoolExecutor(4) as threads:

        def answer(number: int) -> str:
            register.record_consent("T03", Consent(Purpose.VIDEO, ConsentState.REFUSED, evidence=str(number)))
            return register.read().version

        assert len(set(threads.map(answer, range(20)))) > 1
        assert {line.consent.evidence for line in register.history("T03")} == {str(number) for number in range(20)}


WITHDRAW = """
import os, sys
from datetime import date
from sqlalchemy import event
from sqlalchemy.engine import Engine
from checker.core.decision import Role
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown
from checker.store.publications import Publications
from checker.store.register import open_register
from tests.store.approving import approve

register = open_register(sys.argv[1])
desk = Publications(register)
if sys.argv[2] == "before":
    desk.publish(PublishedPost("ab" * 32, Channel.X, "link", date(2026, 11, 20), "", (Shown("T01"),)))
    approve(register, "ab" * 32, ["T01"], Role.DSL)
    sys.exit()
moments = iter(range(int(sys.argv[2])))

def die_in_time(*_):
    if next(moments, None) is None:
        os._exit(9)

event.listen(Engine, "after_cursor_execute", die_in_time)
event.listen(Engine, "commit", die_in_time)
register.record_answers("T01", tuple(Consent(one, ConsentState.WITHDRAWN, given_by="mother") for one in Purpose))
print("saved")
"""


def test_a_withdrawal_that_dies_at_any_statement_happened_whole_or_not_at_all(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        assert subprocess.run([sys.executable, "-c", WITHDRAW, str(tmp_path), "before"]).returncode == 0
        before, entries = register.read(), len(register.ledger.rows())
        for statements in (0, 3, 9, 17, 29):
            done = subprocess.run([sys.executable, "-c", WITHDRAW, str(tmp_path), str(statements)], capture_output=True)
            assert (done.returncode, done.stdout) == (9, b"")
            assert (register.read(), len(register.ledger.rows())) == (before, entries)
            assert register.ledger.verify().is_whole
        done = subprocess.run([sys.executable, "-c", WITHDRAW, str(tmp_path), str(NEVER)], capture_output=True)
        assert (done.returncode, done.stdout) == (0, b"saved\n")
        assert register.read().templates == ()
        assert [row.deed for row in register.ledger.rows()[entries:]].count("approval_voided") == 1
        assert register.ledger.verify().is_whole
