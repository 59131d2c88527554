"""On a disk without a free byte the ledger can still be proven, and nothing is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.core.errors import NoRegister
from checker.store import REGISTER_FILE
from checker.store.database import open_still
from checker.store.faults import NO_ROOM
from tests.store.school import enrolled

_RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.argv = ["checker", "ledger", "verify"]
from checker.cli import main
main()
"""


def verified(home: Path) -> tuple[int, str]:
    """What the command answers where no file may grow by a byte."""
    kept = os.environ | {"CHECKER_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", _RUN], env=kept, capture_output=True, text=True, timeout=60, check=False
    )
    return ran.returncode, (ran.stdout or ran.stderr).strip()


@pytest.mark.skipif(os.name != "posix", reason="Windows sets no such limit")
def test_the_ledger_is_proven_on_a_full_disk_and_found_broken_there_too(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        entries = len(register.ledger.rows())
    assert verified(tmp_path) == (0, f"Unbroken since 2026-11-20: {entries} entries.")
    seal = tmp_path / f"{REGISTER_FILE}.seal"
    seal.write_text(f"{entries + 1} {'ab' * 32}\n", encoding="ascii")
    code, says = verified(tmp_path)
    assert (code, says[:22]) == (3, "The ledger is broken a")


def test_a_register_whose_log_holds_more_than_the_file_is_not_read_without_it(tmp_path: Path) -> None:
    enrolled(tmp_path).close()
    file = tmp_path / REGISTER_FILE
    with open_still(str(tmp_path)).reading() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM ledger")
    log = tmp_path / f"{REGISTER_FILE}-wal"
    log.write_bytes(b"not nothing")
    with pytest.raises(NoRegister) as caught:
        open_still(str(file))
    assert str(caught.value) == NO_ROOM
