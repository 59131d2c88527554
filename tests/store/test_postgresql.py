"""The same law in PostgreSQL: the guards against statements by hand, and the register through its driver."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count

import pytest

from checker.core.errors import NoRegister, RegisterRefused
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, ConsentState, FaceTemplate, Purpose
from checker.store import database, faults, schema
from checker.store.register import SqlRegister, open_register
from tests.store.postgres import Server, server
from tests.store.postgres import schema as schema_text
from tests.store.school import LIST, TODAY, VECTOR, WRITTEN_YES, planned

pytestmark = pytest.mark.database

NUMBERS = count(1)
EVENT = (
    "INSERT INTO consent_event "
    "(pupil_id, kind, purpose, state, given_by, has_responsibility, in_writing, evidence, recorded_at) "
    "VALUES ('{pupil}', '{kind}', 'face_matching', '{state}', '{by}', {parent}, {written}, '', now())"
)
TEMPLATE = (
    "INSERT INTO face_template (pupil_id, vector, recorded_at) "
    "VALUES ('{pupil}', decode(repeat('00', 512), 'hex'), now())"
)
SIGNOFF = (
    "INSERT INTO matching_signoff (state, dpia, dpo, signed_on, recorded_at) VALUES ('{state}', 'd', 'o', now(), now())"
)

OPEN = "import sys; from checker.store.register import open_register; open_register(sys.argv[1], create=True).read()"


TOLD = (
    "INSERT INTO parent_event (pupil_id, who, kind, evidence, authorised_by, recorded_at) "
    "VALUES ('{pupil}', '{who}', '{kind}', '', '{by}', now())"
)


def event(
    pupil: str = "T01",
    state: str = "given",
    by: str = "mother",
    written: bool = True,
    parent: object = True,
    kind: str = "answer",
) -> str:
    return EVENT.format(pupil=pupil, state=state, by=by, written=written, parent=parent, kind=kind)


def told(pupil: str = "T02", who: str = "", kind: str = "told", by: str = "") -> str:
    return TOLD.format(pupil=pupil, who=who, kind=kind, by=by)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with server() as running:
        done = running.run(
            "postgres",
            schema_text(),
            "INSERT INTO pupil VALUES ('T01', 'Wilfie', 'Thistlewood', '', '', '', NULL)",
            "INSERT INTO pupil VALUES ('T02', 'Zuzanna', 'Brambleby', '', '', '', NULL)",
            SIGNOFF.format(state="on"),
            event(),
            told("T01"),
            TEMPLATE.format(pupil="T01"),
        )
        assert done.returncode == 0, done.stderr
        yield running


@pytest.fixture
def guarded(postgres: Server) -> str:
    """The name of a fresh copy of a database with T01 enrolled."""
    name = f"guarded_{next(NUMBERS)}"
    assert postgres.run("template1", f"CREATE DATABASE {name} TEMPLATE postgres").returncode == 0
    return name


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([TEMPLATE.format(pupil="T02")], "without written consent"),
        ([event("T02", "refused"), TEMPLATE.format(pupil="T02")], "without written consent"),
        ([event("T02", written=False), TEMPLATE.format(pupil="T02")], "without written consent"),
        ([event("T02", by="Child"), TEMPLATE.format(pupil="T02")], "without written consent"),
        ([event("T02", "refused", by="father"), event("T02"), TEMPLATE.format(pupil="T02")], "without written consent"),
        ([event("T02", parent="NULL"), told(), TEMPLATE.format(pupil="T02")], "without written consent"),
        (
            [event("T02"), told(), event("T02", "refused", "child", kind="wish"), TEMPLATE.format(pupil="T02")],
            "without written consent",
        ),
        ([event("T02"), TEMPLATE.format(pupil="T02")], "every parent was told"),
        (
            [event("T02"), told(), told(who="father", kind="known"), TEMPLATE.format(pupil="T02")],
            "every parent was told",
        ),
        (
            [event("T02"), told(), "UPDATE pupil SET left_on = now() WHERE id = 'T02'", TEMPLATE.format(pupil="T02")],
            "who has left",
        ),
        (["UPDATE parent_event SET who = ''"], "never changed"),
        (["DELETE FROM parent_event"], "never changed"),
        (["TRUNCATE parent_event"], "never changed"),
        (["TRUNCATE protection"], "never changed"),
        ([told(kind="welfare", who="father")], "exception_authorised"),
        ([SIGNOFF.format(state="off"), TEMPLATE.format(pupil="T01")], "matching is switched off"),
        (["UPDATE face_template SET pupil_id = 'T02'"], "never changed"),
        (["UPDATE consent_event SET state = 'refused'"], "never changed"),
        (["DELETE FROM consent_event"], "never changed"),
        (["TRUNCATE consent_event"], "never changed"),
        (["TRUNCATE pupil CASCADE"], "never changed"),
        (["UPDATE matching_signoff SET state = 'off'"], "never changed"),
        (["DELETE FROM matching_signoff"], "never changed"),
        (["TRUNCATE matching_signoff"], "never changed"),
        (["UPDATE pupil SET id = 'T09' WHERE id = 'T02'"], "never changed"),
        ([event("T02", "perhaps")], "state_known"),
        ([event("T99")], "foreign key"),
        ([event().replace("(pupil_id", "(id, pupil_id").replace("('T01'", "(-4, 'T01'")], "GENERATED ALWAYS"),
        (
            [
                event("T01", "refused")
                .replace("(pupil_id", "(id, pupil_id")
                .replace("VALUES ('T01'", "OVERRIDING SYSTEM VALUE VALUES (-4, 'T01'")
            ],
            "put in before another",
        ),
    ],
)
def test_statements_by_hand_cannot_break_the_law(
    postgres: Server, guarded: str, statements: list[str], said: str
) -> None:
    done = postgres.run(guarded, *statements)
    assert done.returncode != 0
    assert said in done.stderr
    assert postgres.run(guarded, "SELECT pupil_id FROM face_template").stdout == "T01\n"


@pytest.mark.parametrize(
    "statement",
    [
        *(event(state=state) for state in ConsentState if state is not ConsentState.GIVEN),
        event(written=False),
        event(by="pupil"),
        event(parent="NULL"),
        event(state="refused", by="child", kind="wish"),
        "UPDATE pupil SET left_on = now() WHERE id = 'T01'",
        "DELETE FROM pupil WHERE id = 'T01'",
    ],
)
def test_what_ends_the_consent_deletes_the_templates(postgres: Server, guarded: str, statement: str) -> None:
    counting = "SELECT count(*) FROM face_template"
    done = postgres.run(guarded, "BEGIN", statement, counting, "ROLLBACK", counting)
    assert (done.stdout, done.stderr) == ("0\n1\n", "")


def test_changes_by_hand_change_the_version(postgres: Server, guarded: str) -> None:
    stamp = "SELECT changes, stamp FROM meta"
    done = postgres.run(guarded, stamp, event("T02"), stamp, "DELETE FROM pupil WHERE id = 'T01'", stamp)
    assert len(set(done.stdout.split())) == 3


def test_all_changes_of_one_transaction_are_counted_once_and_undone_with_it(postgres: Server, guarded: str) -> None:
    count = "SELECT changes FROM meta"
    changes = (event("T02"), event("T02", "refused"), "DELETE FROM pupil WHERE id = 'T01'")
    done = postgres.run(
        guarded, count, "BEGIN", *changes, count, "COMMIT", count, "BEGIN", event("T02"), "ROLLBACK", count
    )
    before, inside, after, undone = map(int, done.stdout.split())
    assert (inside, after, undone) == (before + 1,) * 3


@pytest.fixture
def register(postgres: Server) -> Iterator[SqlRegister]:
    """A register made through the driver, with face matching on."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg, PostgreSQL's driver, is not installed here")
    name = f"driven_{next(NUMBERS)}"
    assert postgres.run("template1", f"CREATE DATABASE {name} TEMPLATE template0").returncode == 0
    with open_register(postgres.url(name), create=True) as made:
        made.apply(planned(made, LIST))
        made.switch_matching_on("DPIA-3", "A. Officer", TODAY)
        yield made


def test_the_register_works_the_same_through_the_driver(register: SqlRegister) -> None:
    assert planned(register, LIST).changes_nothing
    register.add_template("T01", VECTOR)
    assert register.read().templates == (FaceTemplate("T01", VECTOR),)
    with pytest.raises(RegisterRefused, match="no written consent of a parent"):
        register.add_template("T02", VECTOR)
    register.record_consent("T02", WRITTEN_YES)
    register.record_parent("T02", ParentRecord(ParentKind.TOLD))
    assert register.read().by_id["T02"].consents[-1] == WRITTEN_YES
    before = register.version()
    register.record_consent("T01", Consent(Purpose.FACE_MATCHING, ConsentState.REFUSED, given_by="child"))
    assert register.version() != before
    assert register.read().templates == ()
    register.switch_matching_off()
    with pytest.raises(RegisterRefused, match="switched off"):
        register.add_template("T02", VECTOR)
    shorter = planned(register, LIST.split("T02")[0]).marking_left()
    assert [pupil.id for pupil in register.apply(shorter).pupils if pupil.left_on is None] == ["T01"]


def test_a_disabled_guard_is_seen(register: SqlRegister, postgres: Server) -> None:
    name = register.database.engine.url.database
    postgres.run(str(name), "ALTER TABLE face_template DISABLE TRIGGER face_template_consent")
    with pytest.raises(NoRegister) as caught:
        open_register(postgres.url(str(name)))
    assert str(caught.value) == schema.UNGUARDED


def test_an_enrolment_and_a_withdrawal_at_once_leave_no_template(register: SqlRegister, postgres: Server) -> None:
    name = str(register.database.engine.url.database)
    hand = f"BEGIN; {TEMPLATE.format(pupil='T01')}; SELECT pg_sleep(0.5); COMMIT"
    command = [postgres.programs / "psql", "-X", "-q", "-h", postgres.folder, "-U", "postgres", "-d", name, "-c", hand]
    enrolling = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not postgres.run(name, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'").stdout:
        assert enrolling.poll() is None
    register.record_consent("T01", Consent(Purpose.FACE_MATCHING, ConsentState.WITHDRAWN, given_by="mother"))
    assert enrolling.wait() == 0
    assert postgres.run(name, "SELECT count(*) FROM face_template").stdout == "0\n"


def test_a_held_register_is_said_in_bounded_time(
    register: SqlRegister, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    name = str(register.database.engine.url.database)
    other = open_register(postgres.url(name))
    with register.database.writing(), pytest.raises(NoRegister) as caught:
        other.record_consent("T01", WRITTEN_YES)
    other.close()
    assert str(caught.value) == faults.LOCKED


def test_two_programs_that_make_the_register_at_once_make_one(register: SqlRegister, postgres: Server) -> None:
    name = f"driven_{next(NUMBERS)}"
    assert postgres.run("template1", f"CREATE DATABASE {name} TEMPLATE template0").returncode == 0
    script = (
        "import sys; from checker.store.register import open_register; open_register(sys.argv[1], create=True).read()"
    )
    pair = [subprocess.Popen([sys.executable, "-c", script, postgres.url(name)]) for _ in range(2)]
    assert [one.wait(timeout=60) for one in pair] == [0, 0]


def test_a_database_that_is_no_register_or_not_there_is_said(register: SqlRegister, postgres: Server) -> None:
    for name, said in (("template1", faults.NOT_A_REGISTER), ("nothing", faults.UNREACHABLE)):
        with pytest.raises(NoRegister) as caught:
            open_register(postgres.url(name))
        assert str(caught.value) == said


def test_without_the_driver_the_office_is_told_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(NoRegister) as caught:
        open_register("postgresql://u:secret@localhost/register")
    assert str(caught.value) == database.NO_DRIVER
