"""The ledger as the page shows it: filtered, newest first, with names only for the eyes at the desk; and by whom."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.ledger import Deed, LedgerEntry, LedgerFilter
from checker.core.post import Channel
from checker.core.staff import Signer
from checker.store.register import open_register
from checker.workflow.backups import FOLDER, back_up_here, last_backup
from checker.workflow.documents import DocumentKind, make_document
from checker.workflow.ledger import THIS_MACHINE, ledger_csv, ledger_view
from tests.staff import acting, add_people, person
from tests.store.school import NOW, opened

HEAD, POSTER = acting(Role.PRINCIPAL, account=1), acting(Role.POSTER, account=2)
DIGEST = "ab" * 32


@pytest.fixture
def register(tmp_path: Path) -> str:
    with opened(tmp_path) as store:
        add_people(store, person("hilda", Role.PRINCIPAL), person("petra", Role.POSTER))
        store.ledger.append(LedgerEntry(Deed.POST_CHECKED, DIGEST, channel=Channel.X, role=Role.POSTER, account=2))
    return str(tmp_path)


def test_the_newest_entry_comes_first_with_the_name_of_who_did_it(register: str) -> None:
    view = ledger_view(HEAD, LedgerFilter(), register, most=2)
    first = view.lines[0]
    assert (first.deed, first.who, first.about) == (
        "Post checked",
        "Petra Quillfeather",
        "as Authorised poster; on X; fingerprint abababababab",
    )
    assert [line.sequence for line in view.lines] == [view.count, view.count - 1]
    assert view.people == {0: THIS_MACHINE, 1: "Hilda Quillfeather", 2: "Petra Quillfeather"}
    assert "Quillfeather" not in repr(view)


def test_the_numbers_of_an_entry_are_said_as_its_kind_means_them(register: str) -> None:
    with open_register(register) as store:
        store.ledger.append(LedgerEntry(Deed.RETENTION_APPLIED, reference=1, amount=3))
        store.ledger.append(LedgerEntry(Deed.DOCUMENT_MADE, reference=6))
    told = [(line.deed, line.about) for line in ledger_view(HEAD, LedgerFilter(), register).lines]
    assert told[0] == ("Document made", "Publishing and consent: yearly report to governors")
    assert told[1] == ("Retention applied", "drafts; 3 in all")
    assert ("Role given", "Principal for Hilda Quillfeather") in told
    assert ("Account added", "Petra Quillfeather") in told


def test_a_filter_takes_deed_person_and_days_together(register: str) -> None:
    today = NOW.date()

    def found(**wanted: object) -> list[str]:
        return [line.deed for line in ledger_view(HEAD, LedgerFilter(**wanted), register).lines]

    assert found(deed=Deed.POST_CHECKED) == ["Post checked"]
    assert found(account=2) == ["Post checked"]
    assert found(account=0, deed=Deed.POST_CHECKED) == []
    assert found(deed=Deed.POST_CHECKED, first=today, last=today) == ["Post checked"]
    assert found(first=today + timedelta(days=1)) == found(last=date(2020, 1, 1)) == []


def test_the_export_holds_no_name_and_is_an_entry_itself(register: str) -> None:
    data, count = ledger_csv(HEAD, register)
    assert b"Quillfeather" not in data
    assert data.count(b"\r\n") == count + 1
    assert data.splitlines()[-1].split(b",")[2] == b"ledger_exported"


@pytest.mark.parametrize("role", [Role.POSTER])
def test_who_may_not_see_the_ledger_cannot_call_for_it(register: str, role: Role) -> None:
    actor = acting(role)
    with pytest.raises(NotAllowed):
        ledger_view(actor, LedgerFilter(), register)
    with pytest.raises(NotAllowed):
        ledger_csv(actor, register)
    with pytest.raises(NotAllowed):
        last_backup(actor, register)
    with pytest.raises(NotAllowed):
        back_up_here(actor, Path(register), register)
    with pytest.raises(NotAllowed):
        make_document(actor, DocumentKind.DPIA, ".html", Path(register), register)


def test_a_backup_on_the_page_is_in_the_schools_folder_and_is_the_last(register: str) -> None:
    office, home = acting(Role.BUSINESS_MANAGER, account=1), Path(register)
    assert last_backup(office, register) is None
    file, said = back_up_here(office, home, register)
    assert (file.parent, file.exists(), said[0][:26]) == (home / FOLDER, True, "Backed up and read again: ")
    assert last_backup(office, register) is not None
    with open_register(register, signer=Signer()) as store:
        assert store.ledger.rows()[-1].deed == "backed_up"
