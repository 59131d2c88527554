"""The law in the database: what statements written by hand cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from checker.core.people import ConsentState, Purpose
from checker.core.post import Channel
from checker.store import migrations
from checker.store.backup import metadata  # with every table
from checker.store.database import open_database
from checker.store.schema import SCHEMAS
from tests.store import own_sql
from tests.store.school import OTHER_VECTOR, VECTOR, enrolled

EVENT = (
    "INSERT INTO consent_event "
    "(pupil_id, kind, purpose, state, given_by, has_responsibility, in_writing, evidence, recorded_at) "
    "VALUES ('{pupil}', '{kind}', 'face_matching', '{state}', '{by}', {parent}, {written}, '', '2026-11-20')"
)
TEMPLATE = "INSERT INTO face_template (pupil_id, vector, recorded_at) VALUES (?, ?, '2026-11-20')"
SIGNOFF = (
    "INSERT INTO matching_signoff (state, dpia, dpo, signed_on, recorded_at) "
    "VALUES (?, ?, ?, '2026-11-20', '2026-11-20')"
)


@pytest.fixture(params=["foreign keys off", "foreign keys on"])
def by_hand(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[own_sql.Connection]:
    """The register with T01 enrolled, opened as somebody with a database tool would."""
    enrolled(tmp_path).close()
    with closing(own_sql.connect(tmp_path / "register.sqlite", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA foreign_keys = {request.param.split()[-1]}")
        yield connection


TOLD = (
    "INSERT INTO parent_event (pupil_id, who, kind, evidence, authorised_by, recorded_at) "
    "VALUES ('{pupil}', '{who}', '{kind}', '', '{by}', '2026-11-20')"
)


def event(
    pupil: str = "T01",
    state: str = "given",
    by: str = "mother",
    written: int = 1,
    parent: object = 1,
    kind: str = "answer",
) -> str:
    return EVENT.format(pupil=pupil, state=state, by=by, written=written, parent=parent, kind=kind)


def told(pupil: str = "T02", who: str = "", kind: str = "told", by: str = "") -> str:
    return TOLD.format(pupil=pupil, who=who, kind=kind, by=by)


def templates(by_hand: own_sql.Connection) -> list[str]:
    return [pupil_id for (pupil_id,) in by_hand.execute("SELECT pupil_id FROM face_template")]


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
@pytest.mark.parametrize(
    "before",
    [
        [],
        [event("T02", "refused")],
        [event("T02", written=0)],
        [event("T02", by="child")],
        [event("T02"), event("T02", "withdrawn")],
        [event("T02", "refused", by="father"), event("T02", by="mother")],
        [event("T02", "refused", by="child"), event("T02", by="mother")],
        [event("T02"), event("T02", "not_asked")],
    ],
)
def test_no_template_without_consent(by_hand: own_sql.Connection, verb: str, before: list[str]) -> None:
    for statement in before:
        by_hand.execute(statement)
    with pytest.raises(own_sql.IntegrityError, match="without written consent"):
        by_hand.execute(TEMPLATE.replace("INSERT", verb), ("T02", VECTOR))
    assert templates(by_hand) == ["T01"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ([event("T02", parent="NULL"), told()], "without written consent"),
        ([event("T02", parent=0), told()], "without written consent"),
        ([event("T02"), told(), event("T02", "refused", "child", 0, "NULL", "wish")], "without written consent"),
        ([event("T02", kind="wish"), told()], "without written consent"),
        ([event("T02")], "every parent was told"),
        ([event("T02"), told(who="mother", kind="known")], "every parent was told"),
        ([event("T02"), told(), told(who="father", kind="known")], "every parent was told"),
        (
            [event("T02"), told(who="aunt", kind="known"), told(who="aunt", kind="not_a_parent")],
            "every parent was told",
        ),
        ([event("T02"), told(), "UPDATE pupil SET left_on = '2026-07-20' WHERE id = 'T02'"], "who has left"),
        ([event("T02"), told(), "UPDATE pupil SET left_on = '2026-11-20' WHERE id = 'T02'"], "who has left"),
    ],
)
@pytest.mark.parametrize("verb", ["INSERT", "REPLACE"])
def test_no_template_without_all_that_the_law_asks_for(
    by_hand: own_sql.Connection, before: list[str], said: str, verb: str
) -> None:
    for statement in before:
        by_hand.execute(statement)
    with pytest.raises(own_sql.IntegrityError, match=said):
        by_hand.execute(TEMPLATE.replace("INSERT", verb), ("T02", VECTOR))
    assert templates(by_hand) == ["T01"]


@pytest.mark.parametrize("moment", ["", "nonsense", "2020-01-01", "0"])
def test_a_made_up_moment_lets_no_template_of_a_leaver_in(by_hand: own_sql.Connection, moment: str) -> None:
    for statement in (event("T02"), told(), "UPDATE pupil SET left_on = '2026-07-20' WHERE id = 'T02'"):
        by_hand.execute(statement)
    with pytest.raises(own_sql.IntegrityError, match="who has left"):
        by_hand.execute(TEMPLATE.replace("'2026-11-20'", f"'{moment}'"), ("T02", VECTOR))
    assert templates(by_hand) == ["T01"]


@pytest.mark.parametrize(
    "statement",
    [
        event(parent="NULL"),
        event(state="refused", by="child", written=0, parent="NULL", kind="wish"),
        "UPDATE pupil SET left_on = '2026-07-20' WHERE id = 'T01'",
    ],
)
def test_what_the_law_ends_deletes_the_templates(by_hand: own_sql.Connection, statement: str) -> None:
    by_hand.execute(statement)
    assert templates(by_hand) == []


def test_a_childs_yes_deletes_nothing(by_hand: own_sql.Connection) -> None:
    by_hand.execute(event(by="child", written=0, parent="NULL", kind="wish"))
    assert templates(by_hand) == ["T01"]


@pytest.mark.parametrize("table", ["protection", "parent_event"])
def test_protections_and_records_about_parents_are_never_changed(by_hand: own_sql.Connection, table: str) -> None:
    by_hand.execute("INSERT INTO protection VALUES (1, 'T02', 'never_publish', 1, '', '2026-11-20')")
    for statement in (
        f"UPDATE {table} SET kind = kind",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table}",
        f"UPDATE OR REPLACE {table} SET id = 9",
    ):
        with pytest.raises(own_sql.IntegrityError, match="never changed"):
            by_hand.execute(statement)


def test_an_exception_from_telling_needs_somebody_who_decided_it(by_hand: own_sql.Connection) -> None:
    with pytest.raises(own_sql.IntegrityError, match="CHECK"):
        by_hand.execute(told(who="father", kind="not_found"))
    by_hand.execute(told(who="father", kind="not_found", by="Principal"))


def test_a_template_with_consent_is_let_in(by_hand: own_sql.Connection) -> None:
    by_hand.execute(event("T02"))
    by_hand.execute(told("T02"))
    by_hand.execute(TEMPLATE, ("T02", OTHER_VECTOR))
    assert templates(by_hand) == ["T01", "T02"]


def test_no_template_while_matching_is_off(by_hand: own_sql.Connection) -> None:
    by_hand.execute(SIGNOFF, ("off", "", ""))
    with pytest.raises(own_sql.IntegrityError, match="matching is switched off"):
        by_hand.execute(TEMPLATE, ("T01", OTHER_VECTOR))


def test_a_template_cannot_be_moved_to_another_pupil(by_hand: own_sql.Connection) -> None:
    with pytest.raises(own_sql.IntegrityError, match="only deleted"):
        by_hand.execute("UPDATE face_template SET pupil_id = 'T02'")


@pytest.mark.parametrize(
    "statement",
    [event(state=state) for state in ConsentState if state is not ConsentState.GIVEN]
    + [event(written=0), event(by="pupil"), "DELETE FROM pupil WHERE id = 'T01'"],
)
def test_what_ends_the_consent_deletes_the_templates_in_the_same_transaction(
    by_hand: own_sql.Connection, statement: str
) -> None:
    by_hand.execute("BEGIN")
    by_hand.execute(statement)
    assert templates(by_hand) == []
    by_hand.execute("ROLLBACK")
    assert templates(by_hand) == ["T01"]


def test_deleting_a_pupil_takes_the_consents_along(by_hand: own_sql.Connection) -> None:
    by_hand.execute("DELETE FROM pupil WHERE id = 'T01'")
    assert by_hand.execute("SELECT count(*) FROM consent_event WHERE pupil_id = 'T01'").fetchone() == (0,)


ROW = "(1, 'T01', 'answer', 'photo', 'refused', '', 0, '', '2026-11-20')"
COLUMNS = "(id, pupil_id, kind, purpose, state, given_by, in_writing, evidence, recorded_at)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_event SET state = 'given'",
        "UPDATE OR REPLACE consent_event SET id = 1 WHERE id = 2",
        "DELETE FROM consent_event",
        f"INSERT OR REPLACE INTO consent_event {COLUMNS} VALUES {ROW}",
        f"INSERT OR IGNORE INTO consent_event {COLUMNS} VALUES {ROW}",
        f"INSERT INTO consent_event {COLUMNS} VALUES {ROW} ON CONFLICT (id) DO UPDATE SET state = 'given'",
        f"INSERT INTO consent_event {COLUMNS} VALUES {ROW.replace('1', '-5', 1)}",
        "UPDATE matching_signoff SET state = 'off'",
        "DELETE FROM matching_signoff",
        "REPLACE INTO matching_signoff VALUES (1, 'on', 'x', 'y', '2026-11-20', '2026-11-20')",
        "INSERT INTO matching_signoff VALUES (-1, 'on', 'x', 'y', '2026-11-20', '2026-11-20')",
        "UPDATE pupil SET id = 'T09' WHERE id = 'T01'",
        "REPLACE INTO pupil SELECT * FROM pupil WHERE id = 'T01'",
    ],
)
def test_the_record_is_never_changed(by_hand: own_sql.Connection, statement: str) -> None:
    before = own_sql.dump(by_hand)
    with pytest.raises(own_sql.IntegrityError, match=r"never changed|of this id exists"):
        by_hand.execute(statement)
    assert own_sql.dump(by_hand) == before


@pytest.mark.parametrize(
    "statement",
    [
        event(state="perhaps"),
        event().replace("'face_matching'", "'biometrics'"),
        event().replace(" purpose,", " channel, purpose,").replace("'face_matching'", "'x', 'face_matching'"),
        event().replace(" purpose,", " channel, purpose,").replace("'face_matching'", "'notice board', 'photo'"),
        "INSERT INTO matching_signoff VALUES (9, 'on', ' ', 'y', '2026-11-20', '2026-11-20')",
        "INSERT INTO matching_signoff VALUES (9, 'on', 'x', '', '2026-11-20', '2026-11-20')",
        "INSERT INTO matching_signoff VALUES (9, 'maybe', 'x', 'y', '2026-11-20', '2026-11-20')",
        "INSERT INTO face_template (pupil_id, vector, recorded_at) VALUES ('T01', x'00', '2026-11-20')",
        "INSERT INTO pupil VALUES (' ', 'Ola', 'Fern', '', '', '', NULL)",
    ],
)
def test_values_that_are_none_of_ours_are_refused(by_hand: own_sql.Connection, statement: str) -> None:
    with pytest.raises(own_sql.IntegrityError, match="CHECK"):
        by_hand.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO pupil VALUES ('T04', 'Ola', 'Fern', '', '', '', NULL)",
        "UPDATE pupil SET left_on = '2026-07-20' WHERE id = 'T03'",
        "DELETE FROM pupil WHERE id = 'T03'",
        event("T03"),
        TEMPLATE.replace("?, ?", "'T01', zeroblob(512)"),
        "DELETE FROM face_template",
        SIGNOFF.replace("?, ?, ?", "'off', '', ''"),
    ],
)
def test_changes_by_hand_change_the_version_too(by_hand: own_sql.Connection, statement: str) -> None:
    before = by_hand.execute("SELECT changes, stamp FROM meta").fetchone()
    by_hand.execute(statement)
    after = by_hand.execute("SELECT changes, stamp FROM meta").fetchone()
    assert after[0] > before[0]
    assert after[1] != before[1]


def test_the_database_knows_every_purpose_state_and_channel(by_hand: own_sql.Connection) -> None:
    (wording,) = by_hand.execute("SELECT sql FROM sqlite_master WHERE name = 'consent_event'").fetchone()
    for kind, column in ((Purpose, "purpose"), (ConsentState, "state"), (Channel, "channel")):
        assert f"CHECK ({column} IN ({', '.join(repr(one.value) for one in kind)}))" in wording


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "new.sqlite"), create=True)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_known_schemas_are_the_migrations() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == SCHEMAS
