"""A register is opened whole, of a known version and guarded, or not at all: one sentence says why."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from checker.core.errors import NoRegister
from checker.core.people import Consent, ConsentState, Purpose
from checker.store import database, faults, schema, sqlite_file
from checker.store.register import open_register
from tests.store import own_sql
from tests.store.school import LIST, enrolled, opened, planned

TWO_AT_ONCE = """
import sys
from pathlib import Path
from threading import Thread
from checker.store.keys import require_key
from checker.store.sqlite_file import connect

file = Path(sys.argv[1])
key = require_key()

def come_and_go():
    for _ in range(1500):
        connect(file, key, 5.0).close()

threads = [Thread(target=come_and_go) for _ in range(2)]
for one in threads:
    one.start()
for one in threads:
    one.join()
"""
WAIT = 0.2
"""Seconds that these tests let the register wait for another program."""


def refusal(place: object, *, create: bool = False) -> str:
    with pytest.raises(NoRegister) as caught:
        open_register(str(place), create=create)
    assert str(caught.value).count("\n") == 0
    return str(caught.value)


def test_a_missing_register_is_said_and_not_made(tmp_path: Path) -> None:
    assert refusal(tmp_path) == refusal(tmp_path / "school.sqlite") == sqlite_file.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_new_register_is_empty_and_private(tmp_path: Path) -> None:
    with open_register(str(tmp_path / "new" / "register.sqlite"), create=True) as register:
        assert (register.read().pupils, register.read().matching) == ((), None)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "new" / "register.sqlite").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_register_is_found_by_folder_file_and_address(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        version = register.version()
    file = tmp_path / "register.sqlite"
    for place in (tmp_path, file, f"sqlite:///{file}"):
        with open_register(str(place)) as register:
            assert register.version() == version


def test_opening_for_creation_keeps_what_is_there(tmp_path: Path) -> None:
    with opened(tmp_path) as register, open_register(str(tmp_path), create=True) as again:
        assert again.read() == register.read()


def test_a_name_with_odd_characters_is_a_name(tmp_path: Path) -> None:
    odd = tmp_path / "St Öswin's %41 #1?mode=memory"
    with open_register(str(odd / "register.sqlite"), create=True):
        assert [file.name for file in odd.iterdir() if file.suffix == ".sqlite"] == ["register.sqlite"]


@pytest.mark.parametrize("content", [b"pupil_id,first_name\n" * 100, b"\x89PNG" * 300, b"x", b""])
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_database_is_no_register_and_is_left_alone(tmp_path: Path, content: bytes, create: bool) -> None:
    file = tmp_path / "list.sqlite"
    file.write_bytes(content)
    if create and not content:
        open_register(str(file), create=True).close()
        return
    assert refusal(file, create=create) == faults.NOT_A_REGISTER
    assert file.read_bytes() == content


def test_another_programs_database_is_no_register_and_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with closing(own_sql.connect(file)) as other:
        other.execute("CREATE TABLE library_book (title TEXT)")
    before = file.read_bytes()
    assert refusal(file) == refusal(file, create=True) == faults.NOT_A_REGISTER
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "address", ["mysql://u:secret@h/db", "postgresql://u:secret@[::1/db", "sqlite://", "nonsense://"]
)
def test_an_address_of_another_kind_is_refused_without_printing_it(address: str) -> None:
    assert refusal(address) == database.UNKNOWN_KIND


def test_a_damaged_register_is_not_used(tmp_path: Path) -> None:
    pupils = "".join(f"T{number:04},Ola,Fernsby{number},Oak,yes,no,no\n" for number in range(2000))
    opened(tmp_path, LIST + pupils.replace("T0", "U0")).close()
    file = tmp_path / "register.sqlite"
    data = bytearray(file.read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 512] = os.urandom(512)
    file.write_bytes(data)
    assert refusal(tmp_path) == faults.DAMAGED


def test_half_a_register_is_not_used(tmp_path: Path) -> None:
    opened(tmp_path).close()
    file = tmp_path / "register.sqlite"
    os.truncate(file, file.stat().st_size // 2)
    assert refusal(tmp_path) == faults.DAMAGED


def test_damage_that_appears_later_is_said_too(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        (tmp_path / "register.sqlite").write_bytes(b"not a database at all" * 1000)
        with pytest.raises(NoRegister, match="not a register"):
            register.read()


def test_a_register_that_vanishes_is_not_made_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        (tmp_path / "register.sqlite").unlink()
        with pytest.raises(NoRegister) as caught:
            register.read()
        assert str(caught.value) == faults.NO_ACCESS
        assert [file.name for file in tmp_path.iterdir()] == ["register.sqlite.seal"]


def test_a_register_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    assert refusal(tmp_path) == refusal(tmp_path, create=True) == schema.NEWER


@pytest.mark.parametrize("guard", ["face_template_consent", "consent_event_kept", "consent_event_purges"])
def test_a_register_without_its_guards_is_not_used(tmp_path: Path, guard: str) -> None:
    enrolled(tmp_path).close()
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
        tool.execute(f"DROP TRIGGER {guard}")
    assert refusal(tmp_path) == schema.UNGUARDED


def test_a_guard_that_was_weakened_is_seen(tmp_path: Path) -> None:
    enrolled(tmp_path).close()
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
        tool.execute("DROP TRIGGER consent_event_fixed")
        tool.execute("CREATE TRIGGER consent_event_fixed BEFORE UPDATE ON consent_event BEGIN SELECT 1; END")
    assert refusal(tmp_path) == schema.UNGUARDED


def test_a_template_that_slipped_past_is_not_given_out(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
            tool.execute("DROP TRIGGER face_template_fixed")
            tool.execute("UPDATE face_template SET pupil_id = 'T02'")
            tool.execute("UPDATE meta SET changes = changes + 1")
            tool.commit()
        assert register.read().templates == ()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", WAIT)


@pytest.mark.usefixtures("hurried")
def test_a_register_held_by_another_program_is_said_in_bounded_time(tmp_path: Path) -> None:
    register = opened(tmp_path)
    with closing(own_sql.connect(tmp_path / "register.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE meta SET stamp = 'held'")
        began = time.monotonic()
        assert refusal(tmp_path) == faults.LOCKED
        for ask in (register.read, register.version, lambda: register.erase("T01")):
            with pytest.raises(NoRegister) as caught:
                ask()
            assert str(caught.value) == faults.LOCKED
        assert time.monotonic() - began < 4 * WAIT + 2  # 2 s: a slow machine, not the lock
        other.execute("ROLLBACK")
    assert [pupil.id for pupil in register.read().pupils] == ["T01", "T02", "T03"]


@pytest.mark.usefixtures("hurried")
def test_who_only_reads_is_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    with opened(tmp_path) as register, closing(own_sql.connect(tmp_path / "register.sqlite")) as writer:
        before = register.version()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM pupil")
        with open_register(str(tmp_path)) as reader:
            assert [pupil.id for pupil in reader.read().pupils] == ["T01", "T02", "T03"]
        assert register.version() == before
        with pytest.raises(NoRegister, match="Another program is using"):
            register.record_consent("T01", Consent(Purpose.PHOTO, ConsentState.REFUSED))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_register_one_may_not_read_is_said(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "register.sqlite").chmod(0)
    assert refusal(tmp_path) == faults.NO_ACCESS


def test_a_folder_where_the_register_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").mkdir()
    assert refusal(tmp_path) == faults.NO_ACCESS


OPEN = "import sys; from checker.store.register import open_register; open_register(sys.argv[1], create=True).read()"


def test_four_programs_that_make_the_register_at_once_make_one(tmp_path: Path) -> None:
    rivals = [subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path)]) for _ in range(4)]
    assert [rival.wait(timeout=60) for rival in rivals] == [0] * 4
    with open_register(str(tmp_path)) as register:
        assert register.apply(planned(register, LIST)) == register.read()


def test_two_who_open_and_leave_it_at_the_same_moment_do_not_hang(tmp_path: Path) -> None:
    """With SQLite 3.51.1 each of four runs hung, within 1,400 openings, and held the whole process."""
    opened(tmp_path).close()
    done = subprocess.run(
        [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path / "register.sqlite")], timeout=30, check=False
    )
    assert done.returncode == 0
