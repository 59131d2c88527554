"""A register's file that lies as it lay is not opened again; the least touch, and any doubt, opens it."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from checker.core.people import Consent, ConsentState, Purpose
from checker.store import file_mark
from checker.store.database import Database
from checker.store.file_mark import SETTLES, Unchanged, VersionPage, mark_of
from checker.store.register import SqlRegister, open_register
from tests.store import own_sql
from tests.store.school import NOW, opened

NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if whatever was touched had been left alone for long enough."""
    monkeypatch.setattr(file_mark, "SETTLES", -1.0)


@pytest.fixture
def register(tmp_path: Path) -> SqlRegister:
    opened(tmp_path).close()
    return open_register(str(tmp_path), now=lambda: NOW)


def openings(register: SqlRegister, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One more for each time that the database is opened to read."""
    seen: list[None] = []
    reading = Database.reading

    def counted(database: Database):
        seen.append(None)
        return reading(database)

    monkeypatch.setattr(Database, "reading", counted)
    return seen


def test_a_file_that_nobody_touched_is_opened_once(
    register: SqlRegister, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.read()
    seen = openings(register, monkeypatch)
    assert [register.read().by_id["T01"].has_consent(Purpose.PHOTO) for _ in range(5)] == [True] * 5
    assert seen == []


def test_every_change_is_seen_at_once_also_by_somebody_else_and_by_hand(
    register: SqlRegister, settled: None, tmp_path: Path
) -> None:
    register.read()
    with open_register(str(tmp_path), now=lambda: NOW) as other:
        other.record_consent("T01", NO)
    assert not register.read().by_id["T01"].has_consent(Purpose.PHOTO)
    with closing(own_sql.connect(tmp_path / "register.sqlite", isolation_level=None)) as tool:
        tool.execute("UPDATE pupil SET class_name = 'Elm' WHERE id = 'T02'")
        assert register.read().by_id["T02"].class_name == "Elm"  # while it still lies in the log
    assert register.read().by_id["T02"].class_name == "Elm"


def test_a_backup_put_in_its_place_is_seen_even_with_the_times_of_before(
    register: SqlRegister, settled: None, tmp_path: Path
) -> None:
    file, aside = tmp_path / "register.sqlite", tmp_path / "kept"
    before = file.stat()
    aside.write_bytes(file.read_bytes())
    register.record_consent("T01", NO)
    assert not register.read().by_id["T01"].has_consent(Purpose.PHOTO)
    aside.replace(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert register.read().by_id["T01"].has_consent(Purpose.PHOTO)


@pytest.mark.parametrize("seconds", [0, SETTLES - 0.5, -3600])
def test_a_file_touched_a_moment_ago_or_in_the_future_is_not_trusted(register: SqlRegister, seconds: float) -> None:
    file = register.database.file
    assert file is not None
    touched = time.time() - seconds
    os.utime(file, (touched, touched))
    assert mark_of(file) is None


def test_without_a_file_there_is_no_mark(tmp_path: Path) -> None:
    assert mark_of(tmp_path / "none.sqlite") is None


def test_what_was_asked_of_a_file_is_asked_again_once_the_file_has_changed(
    register: SqlRegister, settled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = openings(register, monkeypatch)
    assert len({register.unchanged("version", register.version) for _ in range(5)}) == 1
    assert register.unchanged("another", lambda: 7) == 7
    assert len(seen) == 1
    with open_register(str(tmp_path), now=lambda: NOW) as other:
        other.record_consent("T01", NO)
    assert register.unchanged("version", register.version) == register.version()


def test_what_was_asked_of_a_server_or_of_a_file_touched_just_now_is_asked_each_time(register: SqlRegister) -> None:
    file, answers = register.database.file, iter(range(9))
    assert file is not None
    file.touch()
    assert [Unchanged(None)("a", answers.__next__), register.unchanged("a", answers.__next__)] == [0, 1]
    assert register.unchanged("a", answers.__next__) == 2


def test_just_after_a_change_the_file_is_not_opened_either_while_its_version_lies_as_it_lay(
    register: SqlRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.record_consent("T02", NO)
    register.read(), register.read()
    seen = openings(register, monkeypatch)
    assert [register.read().by_id["T01"].has_consent(Purpose.PHOTO) for _ in range(5)] == [True] * 5
    assert seen == []


def test_of_many_changes_in_one_moment_each_is_seen_at_once(register: SqlRegister, tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    before = file.stat()
    with open_register(str(tmp_path), now=lambda: NOW) as somebody:
        for number in range(12):
            answer = Consent(
                Purpose.VIDEO, ConsentState.GIVEN if number % 2 else ConsentState.REFUSED, given_by="mother"
            )
            somebody.record_consent("T01", answer)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # a file system that keeps no such times
            assert register.read().by_id["T01"].has_consent(Purpose.VIDEO) is bool(number % 2)
            assert register.read() is register.read()


def test_while_a_log_lies_beside_the_file_it_is_opened(register: SqlRegister, tmp_path: Path) -> None:
    register.read()
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
        tool.execute("SELECT count(*) FROM pupil").fetchall()  # holds the log open
        register.record_consent("T01", NO)
        assert (tmp_path / "register.sqlite-wal").exists()
        assert not register.read().by_id["T01"].has_consent(Purpose.PHOTO)
        tool.execute("UPDATE pupil SET class_name = 'Ash' WHERE id = 'T02'")
        tool.commit()
        assert register.read().by_id["T02"].class_name == "Ash"


def test_a_file_put_in_the_place_of_another_is_another(register: SqlRegister, tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    copy = file.read_bytes()
    register.record_consent("T01", NO)
    register.read(), register.read()
    (tmp_path / "copy").write_bytes(copy)
    (tmp_path / "copy").replace(file)
    assert register.read().by_id["T01"].has_consent(Purpose.PHOTO)


def test_a_file_that_is_gone_has_no_page(tmp_path: Path) -> None:
    assert VersionPage(0, 4096).mark(tmp_path / "none") is None
    (tmp_path / "short").write_bytes(b"x" * 4095)
    assert VersionPage(0, 4096).mark(tmp_path / "short") is None
