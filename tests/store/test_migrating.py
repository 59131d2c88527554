"""A register of the first version is brought up to date whole: answers, protections and what its lists stated."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from checker.core.people import ConsentState, FaceTemplate, Purpose
from checker.store.register import open_register
from checker.store.sqlite_file import file_engine
from tests.store import own_sql
from tests.store.school import NOW, VECTOR

OLD = """
INSERT INTO pupil VALUES ('T01', 'Wilfie', 'Thistlewood', '', '', 'Oak', 0);
INSERT INTO pupil VALUES ('T02', 'Zuzanna', 'Brambleby', '', '', 'Oak', 1);
INSERT INTO matching_signoff VALUES (1, 'on', 'D', 'O', '2026-11-01', '2026-11-01 09:00:00.000000');
INSERT INTO consent_event VALUES
(1, 'T01', 'photo', NULL, 'given', '', 0, NULL, 'imported list 12', '2026-11-01 09:00:00.000000'),
(2, 'T01', 'face_matching', NULL, 'given', 'parent', 1, NULL, 'imported list 12', '2026-11-01 09:00:00.000000'),
(3, 'T02', 'name', 'facebook', 'refused', 'father', 1, '2026-10-30', 'letter 4', '2026-11-01 09:00:00.000000');
"""


def old_register(folder: Path) -> None:
    engine = file_engine(folder / "register.sqlite", create=True, busy_seconds=5.0)
    config = Config()
    config.set_main_option("script_location", "checker.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(own_sql.connect(folder / "register.sqlite")) as tool:
        tool.executescript(OLD)
        tool.execute("INSERT INTO face_template VALUES (1, 'T01', ?, '2026-11-02 09:00:00.000000')", (VECTOR,))
        tool.commit()


def test_nothing_is_lost_on_the_way_from_the_first_version(tmp_path: Path) -> None:
    old_register(tmp_path)
    with open_register(str(tmp_path), now=lambda: NOW) as register:
        snapshot = register.read()
        first, second = snapshot.by_id["T01"], snapshot.by_id["T02"]
        assert (first.has_consent(Purpose.PHOTO), first.parents_told, first.never_publish) == (True, True, False)
        assert snapshot.templates == (FaceTemplate("T01", VECTOR),)
        assert (second.never_publish, [one.state for one in second.consents]) == (True, [ConsentState.REFUSED])
        assert [line.consent.evidence for line in register.history("T02")] == ["letter 4"]
        register.record_consent("T02", second.consents[0])
        assert register.ledger.verify().is_whole


def test_an_answer_after_the_move_never_takes_an_old_number(tmp_path: Path) -> None:
    old_register(tmp_path)
    with open_register(str(tmp_path), now=lambda: NOW) as register:
        register.record_consent("T02", register.read().by_id["T01"].consents[0])
    with closing(own_sql.connect(tmp_path / "register.sqlite")) as tool:
        assert [number for (number,) in tool.execute("SELECT id FROM consent_event ORDER BY id")] == [1, 2, 3, 4]
