"""The register is encrypted; a key is made once and kept apart; a wrong or missing one is said and changes nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from checker.core.errors import NoRegister
from checker.store import faults, keys, sqlite_file
from checker.store.database import REGISTER_FILE
from checker.store.register import open_register
from tests.store import own_sql
from tests.store.school import enrolled, opened


def refusal(folder: Path, *, create: bool = False) -> str:
    with pytest.raises(NoRegister) as caught:
        open_register(str(folder), create=create)
    return str(caught.value)


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a key that was not made yet."""
    file = tmp_path / "elsewhere" / "checker.key"
    monkeypatch.setenv("CHECKER_KEY_FILE", str(file))
    return file


def test_nothing_of_a_register_can_be_read_from_its_file(tmp_path: Path) -> None:
    with enrolled(tmp_path):
        stored = b"".join(file.read_bytes() for file in tmp_path.glob("register.sqlite*"))
    for word in (b"SQLite", b"Wilfie", b"Thistlewood", b"consent_event"):
        assert word not in stored
    with closing(sqlite3.connect(tmp_path / REGISTER_FILE)) as tool, pytest.raises(sqlite3.DatabaseError):
        tool.execute("SELECT * FROM pupil")


def test_the_key_is_made_with_the_first_register_and_for_its_owner_only(tmp_path: Path, own_key: Path) -> None:
    open_register(str(tmp_path / "home" / REGISTER_FILE), create=True).close()
    first = own_key.read_text()
    assert len(bytes.fromhex(first)) == keys.KEY_BYTES
    if os.name == "posix":
        assert stat.S_IMODE(own_key.stat().st_mode) == 0o600
    open_register(str(tmp_path / "home" / "other.sqlite"), create=True).close()
    assert (own_key.read_text(), [file.name for file in own_key.parent.iterdir()]) == (first, [own_key.name])


def test_a_register_without_its_key_is_told_and_left_alone(tmp_path: Path, own_key: Path) -> None:
    folder = tmp_path / "home"
    open_register(str(folder / REGISTER_FILE), create=True).close()
    before = (folder / REGISTER_FILE).read_bytes()
    own_key.unlink()
    assert refusal(folder) == refusal(folder, create=True) == keys.NO_KEY
    assert not own_key.exists()
    own_key.write_text("00" * 32)
    own_key.chmod(0o600)
    assert refusal(folder) == refusal(folder, create=True) == sqlite_file.WRONG_KEY
    own_key.write_text("not a key")
    assert refusal(folder) == keys.BAD_KEY_FILE
    assert (folder / REGISTER_FILE).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, own_key: Path) -> None:
    open_register(str(tmp_path / REGISTER_FILE), create=True).close()
    own_key.chmod(0o640)
    assert refusal(tmp_path) == keys.KEY_OPEN_TO_OTHERS


def test_a_machine_without_the_cipher_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path).close()
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    assert refusal(tmp_path) == sqlite_file.NO_CIPHER


def test_any_byte_that_was_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    enrolled(tmp_path).close()
    file = tmp_path / REGISTER_FILE
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 23):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        file.write_bytes(damaged)
        assert refusal(tmp_path) in (faults.DAMAGED, sqlite_file.WRONG_KEY)


def test_a_plain_register_still_opens_also_without_the_cipher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with enrolled(tmp_path) as register:
        held = register.read()
    plain = tmp_path / "plain.sqlite"
    with closing(own_sql.connect(tmp_path / REGISTER_FILE)) as tool:
        own_sql.write_plain(tool, plain)
    with open_register(str(plain)) as register:
        assert register.read() == held
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    with open_register(str(plain)) as register:
        assert register.read() == held


class _Ring:
    """A keyring as a desktop has it."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, entry: str) -> str | None:
        return self.kept.get((service, entry))

    def set_password(self, service: str, entry: str, password: str) -> None:
        self.kept[service, entry] = password


def test_where_there_is_a_keyring_the_key_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    ring = _Ring()
    monkeypatch.delenv("CHECKER_KEY_FILE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    monkeypatch.setattr(keys, "_settings_folder", lambda: tmp_path / "settings")
    assert keys.find_key() is None
    made = keys.key_or_new()
    assert keys.key_or_new() == made
    assert list(ring.kept.values()) == [made.hex()]
    assert not (tmp_path / "settings").exists()
    ring.priority = 0  # one that keeps nothing safe
    assert keys.find_key() is None
    assert keys.key_or_new() == keys.find_key() != made
    assert (tmp_path / "settings" / "checker" / "register.key").exists()


def test_what_is_derived_tells_nothing_of_the_key() -> None:
    secrets = keys.Secrets(lambda: b"k" * 32)
    told = {secrets.derived("a"), secrets.derived("b"), secrets.mark, secrets.digest("a", "P001")}
    assert len(told) == 4
    assert secrets.key not in told
