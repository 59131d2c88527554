"""What is past its time is shown, then deleted, and the ledger notes how many and nothing else."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.core.ledger import Deed
from checker.core.post import Post
from checker.core.retention import Kept, Retention
from checker.store.ageing import Ageing
from checker.store.erasures import recorded
from checker.store.keeping import Keeping
from checker.store.register import SqlRegister, open_register
from checker.store.sign_ins import SignIns
from checker.web import launch
from checker.workflow.permits import this_machine
from checker.workflow.retention import apply_retention, read_retention, retention_lines
from checker.workflow.saved_drafts import DraftShelf, new_draft
from tests.staff import PASSWORD, QUICK, acting, add_people, person
from tests.store.approving import let_through_and_ask
from tests.store.school import NOW, VECTOR, enrolled


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A school whose every record was made on 20 November 2026."""
    with enrolled(tmp_path) as register:
        add_people(register, person("petra", Role.POSTER), person("hilda", Role.PRINCIPAL))
        signs = SignIns(register, QUICK)
        signs.by_password("petra", PASSWORD)
        with pytest.raises(NotAllowed):
            signs.by_password("petra", "not the password")
        let_through_and_ask(register)
    return tmp_path


def ageing(home: Path, days: int, retention: Retention = Retention()) -> Ageing:  # noqa: B008
    return Ageing(open_register(str(home), now=lambda: NOW + timedelta(days=days)), retention)


@pytest.mark.parametrize(
    ("days", "old"),
    [
        (0, {}),
        (90, {}),
        (91, {Kept.SIGN_INS: 2}),
        (365, {Kept.SIGN_INS: 2}),
        (368, {Kept.SIGN_INS: 2, Kept.TEMPLATES: 1, Kept.EVIDENCE: 5}),
    ],
)
def test_each_kind_is_deleted_when_its_time_is_over_and_not_before(home: Path, days: int, old: dict[Kept, int]) -> None:
    found = ageing(home, days)
    whole = dict.fromkeys(Kept, 0) | old
    assert found.due() == whole
    assert found.apply({}) == whole
    assert found.due() == dict.fromkeys(Kept, 0)
    rows = [row for row in SqlRegister(found._database).ledger.rows() if row.deed == "retention_applied"]
    assert {(list(Kept)[row.reference - 1], row.amount) for row in rows} == set(old.items())


def test_templates_that_were_deleted_are_in_nobodys_snapshot(home: Path) -> None:
    found = ageing(home, 10, Retention(templates=5))
    found.apply({})
    register = SqlRegister(found._database, found._now)
    assert (register.read().templates, register.read().expired) == ((), ())
    assert register.ledger.verify().is_whole
    assert VECTOR not in (home / "register.sqlite").read_bytes()


def test_old_files_of_drafts_and_evidence_are_shown_and_deleted_and_young_ones_stay(home: Path) -> None:
    for name, days in (("drafts/old.json", 31), ("drafts/young.json", 29), ("evidence/a/old.png", 366)):
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
        then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(file, (then, then))
    told = list(retention_lines(this_machine(), home, str(home)))
    assert told[0] == "drafts: kept for 30 days; 1 past that, would be deleted"
    assert (home / "drafts/old.json").exists()
    list(apply_retention(this_machine(), home, str(home)))
    assert [(home / name).exists() for name in ("drafts/old.json", "drafts/young.json", "evidence/a/old.png")] == [
        False,
        True,
        False,
    ]
    assert list(apply_retention(this_machine(), home, str(home)))[-1] == "Nothing is past its time."


def test_only_some_roles_may_delete(home: Path) -> None:
    with pytest.raises(NotAllowed):
        list(apply_retention(acting(Role.POSTER), home, str(home)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[retention]\nprobes = 1", "retention.probes in school.toml must be a number of days, 0 to 0."),
        ("[retention]\ntemplates = 400", "retention.templates in school.toml must be a number of days, 1 to 365."),
        ("[retention]\ndrafts = true", "retention.drafts in school.toml must be a number of days, 1 to 365."),
        ("[retention]\nfaces = 3", "The [retention] section of school.toml is not right: faces."),
        ("retention = 3", "The [retention] section of school.toml is not right: it must be a section."),
        ("[retention", "The school's settings (school.toml) cannot be read. Mend or remove the file."),
    ],
)
def test_a_period_that_cannot_be_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "school.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        read_retention(tmp_path)
    assert str(caught.value) == says


def test_the_settings_count_and_without_them_ours(tmp_path: Path) -> None:
    assert read_retention(tmp_path) == Retention()
    (tmp_path / "school.toml").write_text("[retention]\ndrafts = 7")
    assert read_retention(tmp_path) == Retention(drafts=7)


def test_the_page_deletes_at_its_start_and_says_why_it_could_not(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    launch._delete_old(home)
    assert capsys.readouterr().err == "Nothing is past its time.\n"
    (home / "school.toml").write_text("[retention]\nprobes = 1")
    launch._delete_old(home)
    assert capsys.readouterr().err.startswith("What is past its time was not deleted: retention.probes")


def test_what_is_past_its_time_is_said_before_it_is_deleted(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "album_results" / "a-stamp" / "an-answer.kept"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"sealed")
    then = (datetime.now(UTC) - timedelta(days=31)).timestamp()
    os.utime(file, (then, then))
    launch._delete_old(home)
    assert capsys.readouterr().err.splitlines() == [
        "Past their time, to be deleted now: 1 (answers kept for albums, kept for 30 days)",
        "Deleted, past their time: 1 (answers kept for albums)",
    ]
    assert not file.exists()


def test_who_left_is_erased_after_the_schools_own_period_and_without_one_never(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(home))
    long_gone, lately = datetime.now(UTC).date() - timedelta(days=400), datetime.now(UTC).date() - timedelta(days=100)
    with open_register(str(home)) as register:
        Keeping(register).mark_left("T01", long_gone)
        Keeping(register).mark_left("T02", lately)
    DraftShelf(acting(Role.POSTER), home).save(new_draft(), Post("Wilfie Thistlewood reads"))
    told = list(retention_lines(this_machine(), home, None))
    assert told[-1] == "records of pupils who left: kept until somebody erases them; nothing is past that"
    (home / "school.toml").write_text("[retention]\nleavers = 365")
    told = list(retention_lines(this_machine(), home, None))
    assert told[-1] == "records of pupils who left: kept for 365 days; 1 past that, would be deleted"
    assert list(apply_retention(this_machine(), home, None)) == [
        "Deleted, past their time: 1 (records of pupils who left)"
    ]
    assert DraftShelf(acting(Role.POSTER), home).all() == ()
    with open_register(str(home)) as register:
        assert set(register.read().by_id) == {"T02", "T03"}
        deeds = [row.deed for row in register.ledger.rows()]
        assert deeds[-2:] == ["pupil_erased", "retention_applied"]
        with register.database.reading() as connection:
            assert len(recorded(connection)) == 1  # no backup brings the pupil back
        assert register.ledger.verify().is_whole


def test_the_kinds_keep_their_numbers_in_the_ledger() -> None:
    assert [kept.name for kept in Kept] == [
        "DRAFTS",
        "PROBES",
        "EVIDENCE",
        "TEMPLATES",
        "SIGN_INS",
        "ALBUMS",
        "LEAVERS",
    ]
    assert Deed.RETENTION_APPLIED.value == "retention_applied"
