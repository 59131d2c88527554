"""The page of the ledger: filtered, verified, exported, and closed to who may not see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.ledger import Deed, LedgerEntry
from checker.store.accounts import Accounts
from checker.store.register import open_register
from tests.web.desk import HOSTILE, Desk, box, press, run, school, told


def ledger_page() -> None:
    from checker.web import ledger_page

    ledger_page.show()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(school(tmp_path), monkeypatch)


def test_entries_are_listed_and_filtered(desk: Desk) -> None:
    at = desk.open(ledger_page, Role.PRINCIPAL)
    assert "<td>Imported</td><td>The command line of this machine</td>" in told(at)
    box(at, "What was done").set_value("account_added")
    run(at)
    assert "5 entries fit." in told(at)
    assert "<td>Imported</td>" not in told(at)
    box(at, "From").set_value(date(2027, 1, 1))
    assert "No entry fits." in told(run(at))
    box(at, "Until").set_value(date(2026, 1, 1))
    assert run(at).error[0].value == "The last day lies before the first. Check both days."


def test_verifying_says_since_when_it_is_unbroken(desk: Desk) -> None:
    at = press(desk.open(ledger_page, Role.DSL), "Verify the ledger")
    assert "Unbroken since 2026-11-20: " in told(at)
    assert 'class="state clear"' in told(at)


def test_a_broken_ledger_says_where(desk: Desk) -> None:
    (desk.home / "register.sqlite.seal").unlink()
    at = press(desk.open(ledger_page, Role.DSL), "Verify the ledger")
    assert "the file with the last seal is missing" in told(at)
    assert 'class="state stop"' in told(at)


def test_governors_get_a_file_and_the_administrator_only_looks(desk: Desk) -> None:
    at = press(desk.open(ledger_page, Role.BUSINESS_MANAGER), "Prepare the file for governors")
    assert at.get("download_button")[0].proto.label.endswith("entries as CSV")
    with open_register(str(desk.home)) as store:
        assert store.ledger.rows()[-1].deed == "ledger_exported"
    at = desk.open(ledger_page, Role.ADMINISTRATOR)
    assert [one.label for one in at.button] == ["Verify the ledger"]


def test_a_poster_sees_nothing_of_it(desk: Desk) -> None:
    at = desk.open(ledger_page, Role.POSTER)
    assert at.error[0].value.startswith("Only the business manager")
    assert (told(at), list(at.selectbox)) == ("", [])
    press(at, "Verify the ledger")
    assert at.error[0].value.startswith("Only the business manager")


def test_names_with_tags_are_shown_as_they_are(desk: Desk) -> None:
    with open_register(str(desk.home)) as register:
        book = Accounts(register)
        seen = book.everybody()[0]
        book.change(seen.person.sign_in_name, replace(seen.person, display_name=HOSTILE))
        register.ledger.append(LedgerEntry(Deed.SIGNED_IN, account=1))
    shown = told(desk.open(ledger_page, Role.PRINCIPAL))
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
