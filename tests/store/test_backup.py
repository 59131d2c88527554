"""A backup is proven before it counts; restoring loses nothing unsaid and brings nobody back who was erased."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checker.core.errors import InputError, NoRegister, RegisterRefused
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Protection, Purpose
from checker.core.post import Channel
from checker.store import REGISTER_FILE, backup, restoring, sqlite_file
from checker.store.backup import make_backup
from checker.store.keeping import Keeping
from checker.store.register import SqlRegister, open_register
from checker.store.restoring import Restored
from checker.store.undoing import plan_undo, undo_import
from tests.store import own_sql
from tests.store.school import LIST, NOW, OTHER_VECTOR, TODAY, VECTOR, enrolled, planned

LATER = NOW + timedelta(days=1)
NO = Consent(Purpose.PHOTO, ConsentState.REFUSED, given_by="mother")


def place_of(school: SqlRegister, folder: Path) -> str:
    if school.database.is_file:
        return str(folder)
    return str(school.database.engine.url.render_as_string(hide_password=False))


def restored(school: SqlRegister, folder: Path, *, yes: bool = False) -> Restored:
    return restoring.restore(folder / "b.backup", place_of(school, folder), LATER, yes=yes, seal_folder=folder)


def test_a_backup_gives_back_everything(school: SqlRegister, tmp_path: Path) -> None:
    before = school.read()
    made = make_backup(school, tmp_path / "b.backup")
    assert (made.counts["pupil"], made.counts["face_template"], made.proof.broken) == (3, 1, None)
    assert school.ledger.rows()[-1].deed == "backed_up"
    school.erase("T02")
    school.record_consent("T01", NO)
    with pytest.raises(RegisterRefused, match="holds 3 entries that the backup does not"):
        restored(school, tmp_path)
    done = restored(school, tmp_path, yes=True)
    assert done.erased_again == 1
    with open_register(place_of(school, tmp_path), now=lambda: NOW, seal_folder=tmp_path) as again:
        now = again.read()
        assert [one.id for one in now.pupils] == ["T01", "T03"]
        no = Consent(Purpose.PHOTO, ConsentState.REFUSED, given_by="mother")
        assert now.by_id["T01"].consents == (no, *before.by_id["T01"].consents[1:])
        assert [one.vector for one in now.templates] == [VECTOR]
        assert [row.deed for row in again.ledger.rows()][-2:] == ["pupil_erased", "restored"]
        assert (done.noes, again.ledger.rows()[-1].amount, again.ledger.verify().is_whole) == (1, 3, True)
        assert again.version() != before.version
        again.apply(planned(again, LIST))  # numbers go on where they were
        again.record_consent("T01", NO)
        with pytest.raises(RegisterRefused):
            again.add_template("T02", VECTOR)


def matching(state: ConsentState, **more: str | AnswerKind) -> Consent:
    kind = Consent(Purpose.FACE_MATCHING, state, given_by="mother", in_writing=True)
    return replace(kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "no",
    [
        lambda school: school.record_consent("T01", matching(ConsentState.WITHDRAWN)),
        lambda school: school.record_consent(
            "T01", matching(ConsentState.REFUSED, kind=AnswerKind.WISH, given_by="child")
        ),
        lambda school: school.record_parent("T01", ParentRecord(ParentKind.KNOWN, "father")),
        lambda school: Keeping(school).mark_left("T01", TODAY),
        lambda school: school.switch_matching_off(),
    ],
)
def test_what_ended_face_matching_after_the_backup_ends_it_in_what_is_restored(
    school: SqlRegister, tmp_path: Path, no: Callable[[SqlRegister], object]
) -> None:
    make_backup(school, tmp_path / "b.backup")
    no(school)
    assert restored(school, tmp_path, yes=True).noes == 1
    with open_register(place_of(school, tmp_path), now=lambda: LATER, seal_folder=tmp_path) as again:
        assert again.read().templates == ()
        with pytest.raises(RegisterRefused):
            again.add_template("T01", OTHER_VECTOR)
        assert again.ledger.verify().is_whole


def test_a_protection_and_a_no_for_one_channel_hold_in_what_is_restored(school: SqlRegister, tmp_path: Path) -> None:
    make_backup(school, tmp_path / "b.backup")
    Keeping(school).protect("T01", Protection.NEVER_PUBLISH, "Nettlebed refuge")
    school.record_consent("T02", replace(NO, channel=Channel.X))
    assert restored(school, tmp_path, yes=True).noes == 2
    with open_register(place_of(school, tmp_path), now=lambda: LATER, seal_folder=tmp_path) as again:
        now = again.read().by_id
        assert (now["T01"].never_publish, now["T01"].has_consent(Purpose.PHOTO)) == (True, False)
        said = [now["T02"].has_consent(Purpose.PHOTO, one) for one in (None, Channel.X, Channel.FACEBOOK)]
        assert said == [True, False, True]
        assert Keeping(again).protections("T01") == ((Protection.NEVER_PUBLISH, True, "Nettlebed refuge"),)


def test_a_no_stays_also_where_one_goes_back_and_forth_between_backups(school: SqlRegister, tmp_path: Path) -> None:
    make_backup(school, tmp_path / "a.backup")
    make_backup(school, tmp_path / "b.backup")
    place = place_of(school, tmp_path)
    restoring.restore(tmp_path / "a.backup", place, NOW, yes=True, seal_folder=tmp_path)
    with open_register(place, now=lambda: LATER, seal_folder=tmp_path) as again:
        again.record_consent("T01", NO)
    assert restored(school, tmp_path, yes=True).noes == 1  # the second backup is not of this line


def test_what_a_wrong_list_ended_comes_back_and_a_lost_register_is_told(school: SqlRegister, tmp_path: Path) -> None:
    make_backup(school, tmp_path / "b.backup")
    before = school.read()
    school.apply(planned(school, LIST.replace("yes", "no")).marking_left())
    done = restored(school, tmp_path, yes=True)
    assert (done.noes, done.is_known) == (0, True)
    with open_register(place_of(school, tmp_path), now=lambda: NOW, seal_folder=tmp_path) as again:
        assert (again.read().pupils, again.read().templates) == (before.pupils, before.templates)


def test_who_was_erased_and_came_back_before_the_backup_stays(school: SqlRegister, tmp_path: Path) -> None:
    school.erase("T02")
    school.apply(planned(school, LIST))
    make_backup(school, tmp_path / "b.backup")
    assert restored(school, tmp_path).erased_again == 0
    with open_register(place_of(school, tmp_path), seal_folder=tmp_path) as again:
        assert [one.id for one in again.read().pupils] == ["T01", "T02", "T03"]


@pytest.mark.parametrize("erasing", ["erase", "undo"])
def test_however_somebody_was_erased_no_backup_brings_them_back(tmp_path: Path, erasing: str) -> None:
    ways: dict[str, Callable[[SqlRegister], object]] = {
        "erase": lambda register: [register.erase(one) for one in ("T02", "T03")],
        "undo": lambda register: undo_import(register, plan_undo(register), erase_added=True),
    }
    with enrolled(tmp_path) as register:
        make_backup(register, tmp_path / "b.backup")
        ways[erasing](register)
    for file in tmp_path.glob("register.sqlite*"):
        if not file.name.endswith(".erased"):
            file.unlink()  # the machine was lost, but not what is kept apart
    assert "T0" not in (tmp_path / "register.sqlite.erased").read_text()
    done = restoring.restore(tmp_path / "b.backup", str(tmp_path / REGISTER_FILE), LATER, yes=False)
    assert (done.erased_again, done.aside) == (3 if erasing == "undo" else 2, "")
    with open_register(str(tmp_path)) as again:
        assert {one.id for one in again.read().pupils} <= {"T01"}
        assert again.ledger.verify().is_whole


def test_nothing_of_a_backup_can_be_read_without_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with enrolled(tmp_path) as register:
        make_backup(register, tmp_path / "b.backup")
        with pytest.raises(InputError, match="a file of this name"):
            make_backup(register, tmp_path / "b.backup")
    data = (tmp_path / "b.backup").read_bytes()
    assert b"Thistlewood" not in data
    assert b"SQLite" not in data
    monkeypatch.setenv("CHECKER_KEY_FILE", str(tmp_path / "other.key"))
    (tmp_path / "other.key").write_text("11" * 32)
    (tmp_path / "other.key").chmod(0o600)
    with pytest.raises(NoRegister) as caught:
        restoring.restore(tmp_path / "b.backup", str(tmp_path / "new.sqlite"), LATER, yes=True)
    assert str(caught.value) == sqlite_file.WRONG_KEY
    assert not (tmp_path / "new.sqlite").exists()


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        make_backup(register, tmp_path / "b.backup")
    whole, held = (tmp_path / "b.backup").read_bytes(), (tmp_path / REGISTER_FILE).read_bytes()
    for place in range(100, len(whole), len(whole) // 7):
        (tmp_path / "b.backup").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(NoRegister):
            restoring.restore(tmp_path / "b.backup", str(tmp_path), LATER, yes=True)
    shutil.copyfile(tmp_path / REGISTER_FILE, tmp_path / "b.backup")
    with pytest.raises(NoRegister) as caught:
        restoring.restore(tmp_path / "b.backup", str(tmp_path), LATER, yes=True)
    assert str(caught.value) == backup.NOT_A_BACKUP
    assert (tmp_path / REGISTER_FILE).read_bytes() == held
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.backup", "register.sqlite", "register.sqlite.seal"]


def test_a_damaged_register_is_replaced_only_when_asked_for_and_kept(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        make_backup(register, tmp_path / "b.backup")
    os.truncate(tmp_path / REGISTER_FILE, 40_000)
    with pytest.raises(RegisterRefused) as caught:
        restoring.restore(tmp_path / "b.backup", str(tmp_path), LATER, yes=False)
    assert str(caught.value) == restoring.UNKNOWN_HERE
    done = restoring.restore(tmp_path / "b.backup", str(tmp_path), LATER, yes=True)
    assert (tmp_path / done.aside).stat().st_size == 40_000
    with open_register(str(tmp_path), now=lambda: NOW) as again:
        assert (len(again.read().templates), again.ledger.verify().is_whole) == (1, True)


def test_a_register_in_use_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.store.database.BUSY_SECONDS", 0.2)
    with enrolled(tmp_path) as register:
        make_backup(register, tmp_path / "b.backup")
        with register.database.reading(), pytest.raises(NoRegister, match="Another program"):
            restoring.restore(tmp_path / "b.backup", str(tmp_path), LATER, yes=True)
        assert len(register.read().templates) == 1


def test_a_plain_register_is_encrypted_and_kept_aside(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        held = register.read()
    with closing(own_sql.connect(tmp_path / REGISTER_FILE)) as tool:
        own_sql.write_plain(tool, tmp_path / "plain.sqlite")
    (tmp_path / "plain.sqlite").replace(tmp_path / REGISTER_FILE)
    with open_register(str(tmp_path)) as register:
        make_backup(register, tmp_path / "b.backup")
    kept = restoring.encrypt(tmp_path / REGISTER_FILE, NOW)
    assert sqlite_file.is_plain(tmp_path / kept)
    assert not sqlite_file.is_plain(tmp_path / REGISTER_FILE)
    with open_register(str(tmp_path), now=lambda: NOW) as register:
        assert register.read() == held
        assert register.ledger.verify().is_whole
    with pytest.raises(RegisterRefused, match="encrypted already"):
        restoring.encrypt(tmp_path / REGISTER_FILE, NOW)
