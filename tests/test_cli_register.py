"""The office's walk through the register on the command line: import, enrol, withdraw, take down, erase, verify."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checker.cli import app
from tests.store import own_sql
from tests.store.school import LIST

LINK = "https://social.example/elm/1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path / "home"))
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert run("register", "import", str(tmp_path / "list.csv"), "--yes")[0] == 0
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def test_a_withdrawal_shows_what_to_take_down_and_the_ledger_holds_through_erasure(home: Path) -> None:
    published = (
        "ledger",
        "published",
        "--link",
        LINK,
        "--channel",
        "facebook",
        "--pupils",
        "T01,T02",
        "--text",
        "Hello",
    )
    assert run(*published, "--owner", "Office") == (0, "Recorded as post 1 on facebook, with 2 pupils in it.\n")
    code, said = run("register", "withdraw", "T01", "--purpose", "photo", "--by", "mother", "--received", "01/09/2026")
    assert (code, said.splitlines()) == (
        0,
        [
            "Stopped now: photo for pupil T01.",
            "1 earlier post or photo to take down, see Take-downs; no approval was touched.",
            "The list: checker takedowns list",
        ],
    )
    assert f"1  facebook  {LINK}  the whole post, pupil T01" in run("takedowns", "list")[1]
    assert run("takedowns", "done", "1") == (0, "Recorded: taken down.\n")
    assert run("takedowns", "list") == (0, "Nothing has to be taken down.\n")
    code, said = run("register", "erase", "T01", "--yes", "--certificate", str(home / "certificate.txt"))
    assert (code, "CERTIFICATE OF ERASURE" in said, "T01" in said) == (0, True, False)
    assert "Thistlewood" not in (home / "certificate.txt").read_text()
    code, said = run("ledger", "verify")
    assert (code, said.startswith("Unbroken since")) == (0, True)
    assert "Thistlewood" not in run("ledger", "show")[1]


def test_a_ledger_that_was_changed_is_3_and_names_the_entry(home: Path) -> None:
    run("register", "withdraw", "T01", "--by", "mother")
    with closing(own_sql.connect(home / "home" / "register.sqlite", isolation_level=None)) as tool:
        (wording,) = tool.execute("SELECT sql FROM sqlite_master WHERE name = 'ledger_fixed'").fetchone()
        tool.execute("DROP TRIGGER ledger_fixed")
        tool.execute("UPDATE ledger SET amount = 9 WHERE sequence = 2")
        tool.execute(wording)
    code, said = run("ledger", "verify")
    assert (code, said) == (3, "The ledger is broken at entry 2: it is not as it was sealed.\n")


def test_the_ledger_is_exported_without_names(home: Path) -> None:
    assert run("ledger", "export", str(home / "ledger.csv"))[0] == 0
    lines = (home / "ledger.csv").read_text().splitlines()
    assert (lines[0], len(lines)) == (
        "sequence,at,deed,digest,reference,amount,channel,role,account,previous,seal",
        3,  # the import, and that the ledger was handed out
    )


def test_an_import_is_undone_after_a_look_at_it(home: Path) -> None:
    assert run("register", "undo-import")[0] == 1
    code, said = run("register", "undo-import", "--yes", "--erase-added")
    assert (code, "T03: was new, will be erased" in said) == (0, True)
    assert run("register", "show")[1].startswith("0 pupils")


def test_a_mapping_is_remembered_for_the_next_list(home: Path) -> None:
    file = home / "sims.csv"
    file.write_text("Adno,Forename,Surname,Reg,Set\nT01,Wilfie,Thistlewood,Oak,Kites\n", encoding="utf-8")
    code, said = run("register", "import", str(file), "--yes", "--system", "sims", "--map", "Set=year_group")
    assert (code, "T01 · Oak: year group changed" in said) == (0, True)
    file.write_text("Adno,Forename,Surname,Reg,Set\nT01,Wilfie,Thistlewood,Ash,Kites\n", encoding="utf-8")
    assert "T01 · Ash: class changed" in run("register", "import", str(file), "--yes")[1]


def test_what_is_held_is_written_as_json_and_as_a_page(home: Path) -> None:
    assert run("register", "export", "T01", "--out", str(home / "held"))[0] == 0
    told = json.loads((home / "held.json").read_text())
    assert told["held"]["pupil"][0]["first_name"] == "Wilfie"
    assert "Thistlewood" in (home / "held.html").read_text()
    from checker.core.errors import InputError

    with pytest.raises(InputError, match="such a file already"):
        run("register", "export", "T01", "--out", str(home / "held"))


def test_the_office_records_answers_wishes_and_parents(home: Path) -> None:
    yes = ("--state", "given", "--by", "mother", "--received", "14/09/2026", "--evidence", "form 12")
    assert run("register", "record", "T03", "--purpose", "photo", *yes)[0] == 0
    assert "photo: yes" in run("register", "show", "T03")[1]
    assert run("register", "record", "T03", "--purpose", "photo", "--state", "refused", "--wish")[0] == 0
    assert "photo: no" in run("register", "show", "T03")[1]
    assert run("register", "parent", "T03", "told", "--who", "mother", "--on", "01/09/2026")[0] == 0
    history = run("register", "history", "T03")[1].splitlines()
    assert [line.partition("  ")[2] for line in history] == [
        "photo: given, mother, with parental responsibility, in writing, received 14/09/2026, form 12",
        "photo: refused, the child's own wish, not in writing",
    ]
