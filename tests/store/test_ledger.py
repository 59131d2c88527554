"""The ledger only grows; what was changed, cut off or put in is named; and it never holds a name."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NoRegister, RegisterRefused
from checker.core.ledger import FIRST, Deed, LedgerEntry, LedgerRow
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.store.ledger import prove
from checker.store.register import SqlRegister, open_register
from checker.store.seal_file import UNREADABLE, Seal
from tests.store import own_sql
from tests.store.conftest import MADE
from tests.store.school import NOW, TODAY, WRITTEN_YES, enrolled, opened

DIGEST = "ab" * 32
PHOTO_NO = Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, given_by="mother", in_writing=True)


def deeds(register: SqlRegister) -> list[str]:
    return [row.deed for row in register.ledger.rows()]


def test_every_deed_is_in_the_ledger_in_its_order(school: SqlRegister) -> None:
    school.record_consent("T02", WRITTEN_YES)
    school.record_consent("T02", PHOTO_NO)
    school.switch_matching_off()
    school.erase("T03")
    school.ledger.append(LedgerEntry(Deed.BACKED_UP, DIGEST, role=Role.DSL, channel=Channel.X))
    assert deeds(school) == [
        "imported",
        "matching_on",
        "enrolled",
        "consent_recorded",
        "consent_withdrawn",
        "matching_off",
        "pupil_erased",
        "backed_up",
    ]
    proof = school.ledger.verify()
    assert (proof.is_whole, proof.broken, proof.notes, proof.says) == (
        True,
        None,
        (),
        "Unbroken since 2026-11-20: 8 entries.",
    )


def test_what_is_refused_is_not_in_the_ledger(school: SqlRegister) -> None:
    before = deeds(school)
    with pytest.raises(RegisterRefused):
        school.erase("T99")
    with pytest.raises(RegisterRefused):
        school.add_template("T02", bytes(512))
    assert deeds(school) == before


def test_a_ledger_without_an_entry_is_whole(tmp_path: Path) -> None:
    with open_register(str(tmp_path), create=True) as register:
        assert register.ledger.verify().says == "The ledger is empty."


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: LedgerEntry("imported"),  # type: ignore[arg-type]
        lambda: LedgerEntry(Deed.IMPORTED, "Wilfie Thistlewood"),
        lambda: LedgerEntry(Deed.IMPORTED, amount="Wilfie"),  # type: ignore[arg-type]
        lambda: LedgerEntry(Deed.IMPORTED, reference=True),
        lambda: LedgerEntry(Deed.IMPORTED, account=-1),
        lambda: LedgerEntry(Deed.IMPORTED, channel="facebook"),  # type: ignore[arg-type]
        lambda: LedgerEntry(Deed.IMPORTED, role="Principal"),  # type: ignore[arg-type]
    ],
)
def test_only_kinds_of_deeds_numbers_and_digests_get_in(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError), match="the ledger takes only"):
        wrong()  # type: ignore[operator]


ROW = "'2026-11-20T15:20:00.000000Z', 'imported', '', 0, 0, '', '', 0"


@pytest.fixture(params=["file", "server"])
def by_hand(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    """Runs one statement as somebody with a database tool would; says what the database said."""
    if request.param == "server":
        request.applymarker(pytest.mark.database)
        running = request.getfixturevalue("one_server")
        name = f"by_hand_{tmp_path.name.replace('-', '_')}".lower()
        assert running.run("template1", f"CREATE DATABASE {name} TEMPLATE {MADE}").returncode == 0
        return lambda statement: running.run(name, statement).stderr
    opened(tmp_path).close()

    def run(statement: str) -> str:
        with closing(own_sql.connect(tmp_path / "register.sqlite", isolation_level=None)) as tool:
            try:
                tool.execute(statement)
            except own_sql.IntegrityError as error:
                return str(error)
        return ""

    return run


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET deed = 'restored'",
        "DELETE FROM ledger",
        f"INSERT INTO ledger VALUES (1, {ROW}, '{FIRST}', '{FIRST}')",
        f"INSERT INTO ledger VALUES (-1, {ROW}, '{FIRST}', '{FIRST}')",
        f"INSERT INTO ledger VALUES (3, {ROW}, '{FIRST}', '{FIRST}')",
        f"INSERT INTO ledger VALUES (2, {ROW}, '{FIRST}', '{FIRST}')",
        "UPDATE ledger_head SET entries = 0",
        f"UPDATE ledger_head SET entries = 2, seal = '{FIRST}'",
        "DELETE FROM ledger_head",
        f"INSERT INTO ledger_head VALUES (2, 0, '{FIRST}')",
    ],
)
def test_statements_by_hand_cannot_change_the_ledger(by_hand: object, statement: str) -> None:
    assert "never changed" in by_hand(statement)  # type: ignore[operator]


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE INTO ledger VALUES (1, {ROW}, '{FIRST}', '{FIRST}')",
        f"REPLACE INTO ledger VALUES (1, {ROW}, '{FIRST}', '{FIRST}')",
        "UPDATE OR REPLACE ledger SET sequence = 2 WHERE sequence = 1",
        f"REPLACE INTO ledger_head VALUES (1, 0, '{FIRST}')",
    ],
)
def test_sqlite_does_not_replace_an_entry(tmp_path: Path, statement: str) -> None:
    opened(tmp_path).close()
    with closing(own_sql.connect(tmp_path / "register.sqlite", isolation_level=None)) as tool:
        before = own_sql.dump(tool)
        with pytest.raises(own_sql.IntegrityError, match="never changed"):
            tool.execute(statement)
        assert own_sql.dump(tool) == before


@pytest.mark.database
def test_postgresql_does_not_empty_the_ledger(one_server: object) -> None:
    run = one_server.run  # type: ignore[attr-defined]
    assert run("template1", f"CREATE DATABASE emptied TEMPLATE {MADE}").returncode == 0
    for table in ("ledger", "ledger_head"):
        assert "never changed" in run("emptied", f"TRUNCATE {table}").stderr


def chain(count: int) -> list[LedgerRow]:
    rows: list[LedgerRow] = []
    previous = FIRST
    for number in range(1, count + 1):
        at = f"2026-11-20T15:{number:02}:00.000000Z"
        row = LedgerRow(number, at, "imported", "", 0, 0, "", "", 0, previous, "")
        rows.append(replace(row, seal=row.expected_seal()))
        previous = rows[-1].seal
    return rows


def ends(rows: list[LedgerRow]) -> Seal:
    return Seal(rows[-1].sequence, rows[-1].seal)


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (lambda rows: [*rows[:2], replace(rows[2], amount=7), *rows[3:]], 3),
        (lambda rows: [*rows[:2], *rows[3:]], 3),
        (lambda rows: [rows[1], rows[0], *rows[2:]], 1),
        (lambda rows: rows[1:], 1),
        (lambda rows: [*rows[:4], replace(rows[4], previous=FIRST)], 5),
        (lambda rows: [*rows[:1], _resealed(replace(rows[1], deed="nonsense")), *rows[2:]], 2),
        (lambda rows: rows[:3], 4),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(spoil: object, broken: int) -> None:
    rows = chain(5)
    proof = prove(spoil(rows), ends(rows), ends(rows))  # type: ignore[operator]
    assert (proof.is_whole, proof.broken) == (False, broken)
    assert "broken" in proof.says


def _resealed(row: LedgerRow) -> LedgerRow:
    return replace(row, seal=row.expected_seal())


def test_an_end_that_was_cut_off_with_its_count_is_seen_by_the_seal_kept_outside() -> None:
    rows = chain(5)
    proof = prove(rows[:3], ends(rows[:3]), ends(rows))
    assert (proof.is_whole, proof.broken) == (False, 4)


def test_a_ledger_made_anew_is_seen_by_the_seal_kept_outside() -> None:
    rows = chain(5)
    other = [_resealed(replace(rows[0], amount=1))]
    assert not prove(other, ends(other), Seal(1, rows[0].seal)).is_whole


def test_a_seal_that_stayed_behind_is_no_break_and_is_said() -> None:
    rows = chain(5)
    proof = prove(rows, ends(rows), ends(rows[:3]))
    assert (proof.is_whole, len(proof.notes)) == (True, 1)


def test_a_clock_that_was_set_back_is_a_note_and_the_order_counts(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with open_register(str(tmp_path), now=lambda: NOW - timedelta(days=400)) as register:
        register.switch_matching_on("D", "O", TODAY)
        proof = register.ledger.verify()
    assert (proof.is_whole, proof.notes) == (
        True,
        ("The clock ran backwards before entry 2: the order of entries counts.",),
    )


def tool(folder: Path) -> own_sql.Connection:
    return own_sql.connect(folder / "register.sqlite", isolation_level=None)


def test_cut_off_with_all_guards_lifted_it_is_told_even_after_new_entries(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register, closing(tool(tmp_path)) as hand:
        guards = hand.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            hand.execute(f"DROP TRIGGER {name}")
        hand.execute("DELETE FROM ledger WHERE sequence > 1")
        hand.execute("UPDATE ledger_head SET entries = 1, seal = (SELECT seal FROM ledger)")
        for _, wording in guards:
            hand.execute(wording)
        assert register.ledger.verify().broken == 2
        for _ in range(3):
            register.record_consent("T02", PHOTO_NO)
        assert register.ledger.verify().broken == 3


def test_without_the_seal_file_nothing_is_claimed(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        (tmp_path / "register.sqlite.seal").unlink()
        proof = register.ledger.verify()
        assert (proof.is_whole, proof.broken) == (False, None)
        assert "missing" in proof.says
        register.record_consent("T02", PHOTO_NO)
        assert register.ledger.verify().is_whole


def test_a_seal_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        (tmp_path / "register.sqlite.seal").write_text("nonsense")
        with pytest.raises(NoRegister) as caught:
            register.ledger.verify()
        assert str(caught.value) == UNREADABLE


def test_no_name_id_or_answer_is_in_the_ledger(school: SqlRegister) -> None:
    school.record_consent("T02", replace(WRITTEN_YES, evidence="letter from Nettlebed"))
    school.erase("T01")
    held = repr(school.ledger.rows())
    assert [word for word in ("Wilfie", "Thistlewood", "T01", "T02", "mother", "Nettlebed") if word in held] == []
