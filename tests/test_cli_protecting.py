"""The safeguarding lead on the command line: signs in for each command, and nobody else learns anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checker.cli import app
from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.store import passwords
from checker.store.register import open_register
from tests.staff import PASSWORD, add_people, person
from tests.store import own_sql
from tests.store.school import opened

REASON = "Nettlebed refuge"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school with a safeguarding lead and an office; hashing costs nothing here."""
    monkeypatch.setattr(
        passwords.Passwords.__init__, "__defaults__", (1, 64, *passwords.Passwords.__init__.__defaults__[2:])
    )
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    with opened(tmp_path) as store:
        add_people(store, person("lead", Role.DSL), person("office", Role.BUSINESS_MANAGER))
    return tmp_path


def run(*words: str, typed: str = "") -> str:
    done = CliRunner().invoke(app, list(words), input=typed)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def protect(*more: str, who: str = "lead", password: str = PASSWORD) -> str:
    return run("register", "protect", "T02", "--as", who, *more, typed=f"{password}\n{REASON}\n")


def test_the_safeguarding_lead_protects_sees_why_and_lifts_it_again(home: Path) -> None:
    assert "Recorded. No earlier post has to come down; no approval was touched." in protect(
        "--kind", "must-not-be-located"
    )
    shown = run("register", "protections", "T02", "--as", "lead", typed=f"{PASSWORD}\n")
    assert shown.splitlines()[-1] == f"must not be located: in force, {REASON}"
    assert "photo: no" in run("register", "show", "T02")
    lifted = ("register", "unprotect", "T02", "--as", "lead", "--kind", "must_not_be_located")
    assert "Recorded: lifted." in run(*lifted, typed=f"{PASSWORD}\n\n")
    assert "photo: yes" in run("register", "show", "T02")
    shown = run("register", "protections", "T02", "--as", "lead", typed=f"{PASSWORD}\n")
    assert shown.splitlines()[-1] == "must not be located: lifted"
    assert "None was ever recorded." in run("register", "protections", "T01", "--as", "lead", typed=f"{PASSWORD}\n")


def test_the_office_is_refused_before_it_types_a_reason_and_a_wrong_password_is_no_sign_in(home: Path) -> None:
    for words in (("protect", "T02", "--as", "office"), ("protections", "T02", "--as", "office")):
        with pytest.raises(NotAllowed, match="Only the designated safeguarding lead may"):
            run("register", *words, typed=f"{PASSWORD}\n")
    with pytest.raises(NotAllowed, match="not right"):
        protect(password="a guess")
    with pytest.raises(InputError, match="Give a protection: never_publish or must_not_be_located"):
        protect("--kind", "secret")
    assert "photo: yes" in run("register", "show", "T02")


def test_every_command_is_signed_by_the_lead_and_leaves_nobody_signed_in(home: Path) -> None:
    protect()
    with open_register(str(home)) as store:
        deeds = [(row.deed, row.role, row.account) for row in store.ledger.rows()][-3:]
    assert deeds == [("signed_in", "", 1), ("consent_withdrawn", "dsl", 1), ("signed_out", "", 1)]


def test_the_reason_lies_nowhere_in_the_open_not_even_inside_the_encrypted_file(home: Path) -> None:
    protect()
    with closing(own_sql.connect(home / "register.sqlite")) as tool:
        tables = [row[0] for row in tool.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        everything = repr([tool.execute(f"SELECT * FROM {table}").fetchall() for table in tables])
        (kept,) = tool.execute("SELECT reason FROM protection").fetchone()
    assert (REASON in everything, kept.startswith("sealed:")) == (False, True)


def test_what_others_are_shown_is_that_of_a_pupil_for_whom_nobody_agreed_to_anything(home: Path) -> None:
    run("register", "withdraw", "T01", "--by", "mother")
    of_another = run("register", "show", "T01")
    protect()
    of_protected = run("register", "show", "T02")
    ours = ("parents told", "Oak")  # facts that have nothing to do with it
    kept = [line for line in of_protected.splitlines() if not any(word in line for word in ours)]
    assert kept == [line for line in of_another.splitlines() if not any(word in line for word in ours)]
