"""A trust keeps its schools apart in one database, and a dump of it shows no vector."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from checker.core.errors import NoRegister
from checker.store import database, schema, sqlite_file
from checker.store.held import held_on
from checker.store.register import SqlRegister, open_register
from tests.store.postgres import Server
from tests.store.school import LIST, NOW, OTHER_VECTOR, TODAY, VECTOR, planned

pytestmark = pytest.mark.database
NUMBERS = count(1)


@pytest.fixture
def trust(one_server: Server) -> str:
    """The name of an empty database."""
    name = f"trust_{next(NUMBERS)}"
    assert one_server.run("template1", f"CREATE DATABASE {name} TEMPLATE template0").returncode == 0
    return name


@pytest.fixture
def oak(one_server: Server, trust: str, tmp_path: Path) -> Iterator[SqlRegister]:
    """One school of the trust, with T01 enrolled."""
    with open_register(
        f"{one_server.url(trust)}&school=oak", create=True, now=lambda: NOW, seal_folder=tmp_path
    ) as register:
        register.apply(planned(register, LIST))
        register.switch_matching_on("DPIA-3", "A. Officer", TODAY)
        register.add_template("T01", VECTOR)
        yield register


def test_a_dump_shows_no_vector(one_server: Server, trust: str, oak: SqlRegister) -> None:
    oak.add_template("T01", VECTOR)
    assert [one.vector for one in oak.read().templates] == [VECTOR]
    assert held_on(oak, "T01")["face_templates"][0]["vector"] == VECTOR.hex()
    command = [one_server.programs / "pg_dump", "-h", one_server.folder, "-U", "postgres", trust]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Thistlewood" in dump  # it is a dump
    assert VECTOR[:40].hex() not in dump
    assert dump.count("\\\\x01") == 1


def test_a_template_that_was_moved_to_another_pupil_does_not_open(oak: SqlRegister) -> None:
    with oak.database.engine.begin() as by_hand:
        by_hand.execute(text("ALTER TABLE face_template DISABLE TRIGGER USER"))
        by_hand.execute(text("UPDATE face_template SET model = 'other', recorded_at = now()"))
        by_hand.execute(text("UPDATE meta SET changes = changes + 1"))
    with pytest.raises(NoRegister) as caught:
        oak.read()
    assert str(caught.value) == sqlite_file.WRONG_KEY


def test_another_key_is_told_at_once(
    one_server: Server, trust: str, oak: SqlRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_KEY_FILE", str(tmp_path / "other.key"))
    with pytest.raises(NoRegister) as caught:
        open_register(f"{one_server.url(trust)}&school=oak")
    assert str(caught.value) == sqlite_file.WRONG_KEY


def test_what_was_enrolled_before_there_was_a_key_is_sealed(one_server: Server, trust: str, oak: SqlRegister) -> None:
    with oak.database.engine.begin() as by_hand:
        by_hand.execute(text("ALTER TABLE face_template DISABLE TRIGGER USER"))
        by_hand.execute(text("UPDATE face_template SET vector = :it"), {"it": OTHER_VECTOR})
        by_hand.execute(text("ALTER TABLE face_template ENABLE TRIGGER USER"))
        by_hand.execute(text("DELETE FROM key_mark"))
    with open_register(f"{one_server.url(trust)}&school=oak", now=lambda: NOW) as again:
        assert [one.vector for one in again.read().templates] == [OTHER_VECTOR]
        with again.database.reading() as connection:
            assert len(connection.execute(text("SELECT vector FROM face_template")).scalar_one()) == len(VECTOR) + 17


def test_schools_see_nothing_of_each_other(one_server: Server, trust: str, oak: SqlRegister, tmp_path: Path) -> None:
    with open_register(f"{one_server.url(trust)}&school=elm", create=True, seal_folder=tmp_path) as elm:
        assert (elm.read().pupils, elm.ledger.rows()) == ((), ())
        elm.apply(planned(elm, LIST))
        elm.erase("T02")
        assert elm.ledger.verify().is_whole
        assert oak.ledger.verify().is_whole
        assert [pupil.id for pupil in oak.read().pupils] == ["T01", "T02", "T03"]
    one_server.run(trust, "ALTER TABLE school_elm.face_template DISABLE TRIGGER face_template_consent")
    with pytest.raises(NoRegister) as caught:
        open_register(f"{one_server.url(trust)}&school=elm")
    assert str(caught.value) == schema.UNGUARDED
    open_register(f"{one_server.url(trust)}&school=oak").close()


def test_a_schools_guards_look_at_its_own_tables_whatever_the_search_path(
    one_server: Server, trust: str, oak: SqlRegister
) -> None:
    with open_register(f"{one_server.url(trust)}&school=elm", create=True) as elm:
        elm.apply(planned(elm, LIST))
    hand = (
        "INSERT INTO school_elm.face_template (pupil_id, vector, recorded_at) "
        "VALUES ('T01', decode(repeat('00', 512), 'hex'), now())"
    )
    done = one_server.run(trust, "SET search_path = school_oak", hand)
    assert "matching is switched off" in done.stderr


@pytest.mark.parametrize("name", ["Oak", "oak;drop", "1oak"])
def test_a_schools_name_that_is_none_is_told(one_server: Server, trust: str, name: str) -> None:
    with pytest.raises(NoRegister) as caught:
        open_register(f"{one_server.url(trust)}&school={name}", create=True)
    assert str(caught.value) == database.BAD_SCHOOL
