"""Backing up, restoring and encrypting on the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.running import Ran
from tests.store import own_sql
from tests.store.school import LIST

Checker = Callable[..., Ran]


def test_a_register_is_backed_up_lost_and_restored(checker: Checker, home: Path) -> None:
    Path("list.csv").write_text(LIST, encoding="utf-8")
    assert checker("register", "import", "list.csv", "--yes").code == 0
    ran = checker("backup", "b.backup")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Backed up and read again: 3 pupils, 1 entries of the ledger.")
    assert checker("backup", "b.backup").code == 3
    (home / "register.sqlite").unlink()
    (home / "register.sqlite.seal").unlink()
    assert checker("restore", "b.backup").code == 0
    assert checker("ledger", "verify").code == 0
    assert checker("register", "show").out.startswith("3 pupils")
    assert (checker("restore", "b.backup").code, checker("restore", "nothing").code) == (3, 3)


def test_a_plain_register_is_encrypted_once(checker: Checker, home: Path) -> None:
    Path("list.csv").write_text(LIST, encoding="utf-8")
    assert checker("register", "encrypt").code == 3
    checker("register", "import", "list.csv", "--yes")
    with closing(own_sql.connect(home / "register.sqlite")) as tool:
        own_sql.write_plain(tool, home / "plain.sqlite")
    (home / "plain.sqlite").replace(home / "register.sqlite")
    assert checker("register", "show").code == 0
    assert checker("register", "encrypt").code == 0
    assert checker("register", "show").out.startswith("3 pupils")
    assert checker("register", "encrypt").code == 3
