"""Templates say which model made them; a register of before is brought up to date without losing one."""

from __future__ import annotations

import struct
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from checker.core.people import FaceTemplate
from checker.store.database import REGISTER_FILE
from checker.store.register import open_register
from tests.store import own_sql
from tests.store.school import OTHER_VECTOR, VECTOR, enrolled

THEIRS = struct.pack("<512f", *(number / 512 for number in range(512)))
OF_BEFORE = (
    "INSERT INTO pupil (id, first_name, last_name, known_as, year_group, class_name) "
    "VALUES ('T01', 'Orla', 'Penhallow', '', 'Year 4', 'Oak')"
)


def test_a_vector_by_another_model_takes_the_place_of_the_pupils_old_ones(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        register.add_template("T01", OTHER_VECTOR)
        register.add_template("T01", THEIRS, "theirs-1")
        register.add_template("T01", THEIRS, "theirs-1")
        assert register.read().templates == (FaceTemplate("T01", THEIRS, model="theirs-1"),)
        register.add_template("T01", VECTOR)
        assert register.read().templates == (FaceTemplate("T01", VECTOR),)


@pytest.mark.parametrize(
    ("vector", "model"),
    [(THEIRS, "dlib"), (VECTOR[:60], "theirs"), (VECTOR + b"1", "theirs"), (VECTOR[:-4] + b"\xff" * 4, "theirs")],
)
def test_a_vector_that_is_not_whole_is_our_mistake(tmp_path: Path, vector: bytes, model: str) -> None:
    with enrolled(tmp_path) as register, pytest.raises(ValueError, match="face template"):
        register.add_template("T01", vector, model)


@pytest.mark.parametrize(("vector", "model"), [(THEIRS, "dlib"), (VECTOR[:62], "theirs"), (VECTOR, " "), (b"", "x")])
def test_the_database_refuses_such_a_vector_by_hand_too(tmp_path: Path, vector: bytes, model: str) -> None:
    enrolled(tmp_path).close()
    insert = "INSERT INTO face_template (pupil_id, vector, model, recorded_at) VALUES ('T01', ?, ?, '2026-11-20')"
    with closing(own_sql.connect(tmp_path / REGISTER_FILE)) as by_hand, pytest.raises(own_sql.IntegrityError):
        by_hand.execute(insert, (vector, model))


def test_templates_of_before_were_made_by_dlib_and_the_guards_stand_again(tmp_path: Path) -> None:
    file = tmp_path / REGISTER_FILE
    config = Config()
    config.set_main_option("script_location", "checker.store:migrations")
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    with closing(own_sql.connect(file, isolation_level=None)) as by_hand:
        guards = dict(by_hand.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
        for name in guards:
            by_hand.execute(f"DROP TRIGGER {name}")
        by_hand.execute(OF_BEFORE)
        for number, vector in ((6, VECTOR), (7, OTHER_VECTOR)):
            row = (number, "T01", vector, "2026-11-20")
            by_hand.execute("INSERT INTO face_template (id, pupil_id, vector, recorded_at) VALUES (?, ?, ?, ?)", row)
        by_hand.execute("DELETE FROM face_template WHERE id = 7")
        for wording in guards.values():
            by_hand.execute(wording)
    open_register(str(file)).close()
    with closing(own_sql.connect(file)) as by_hand:
        again = dict(by_hand.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        worded_anew = {  # by the ninth and the tenth migration
            "pupil_erased": "DELETE FROM approval_shown",
            "pupil_left_purges": "NEW.left_on <= date('now')",
            "face_template_leaver": "left_on <= max(",
        }
        assert all(wording in again.pop(name) for name, wording in worded_anew.items())
        assert again == {name: wording for name, wording in guards.items() if name not in worded_anew}
        rows = by_hand.execute("SELECT id, pupil_id, vector, model FROM face_template").fetchall()
        assert rows == [(6, "T01", VECTOR, "dlib")]
        last = by_hand.execute("SELECT seq FROM sqlite_sequence WHERE name = 'face_template'").fetchall()
        assert last == [(7,)]
