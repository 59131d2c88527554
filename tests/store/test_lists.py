"""Lists as offices have them: Excel workbooks, other systems' headings, days; and workbooks made to do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from checker.core.errors import InputError, RegisterRefused
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import Consent, ConsentState, Purpose
from checker.store import xlsx_lines
from checker.store.csv_register import parse_list, parse_register_csv
from checker.store.headings import COLUMNS, OWN, headings_of, read_headings, systems
from checker.store.writing import TO_COME
from tests.store.school import LIST, NOW, TODAY, opened, planned

HEAD = ["pupil_id", "first_name", "last_name", "photo_consent"]


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_says_what_the_same_csv_says() -> None:
    rows = parse_list(workbook(HEAD, ["T01", "Wilfie", "Thistlewood", "yes"], [7, "Zoë", "Øst", None])).rows
    same = parse_register_csv(
        "pupil_id,first_name,last_name,photo_consent\nT01,Wilfie,Thistlewood,yes\n7,Zoë,Øst,\n".encode()
    )
    assert rows == same.rows


def test_numbers_days_and_ticks_of_a_workbook_are_read_as_they_are_seen() -> None:
    head = [*HEAD, "consent_date", "left_on"]
    row = parse_list(workbook(head, [1004.0, "Ola", "Fern", True, datetime(2026, 9, 1), date(2026, 7, 20)])).rows[0]  # noqa: DTZ001
    assert (row.pupil_id, row.given, row.received_on, row.left_on) == (
        "1004",
        {Purpose.PHOTO},
        date(2026, 9, 1),
        date(2026, 7, 20),
    )


def test_a_formula_is_never_worked_out() -> None:
    with pytest.raises(InputError, match="first_name is a formula, not a name"):
        parse_list(workbook(HEAD, ["T01", '=HYPERLINK("x")', "Fern", "yes"]))
    with pytest.raises(InputError, match="photo_consent must be yes or no"):
        parse_list(workbook(HEAD, ["T01", "Ola", "Fern", "=1=1"]))


def test_blank_lines_and_missing_cells_of_a_workbook_are_left_out_and_said() -> None:
    sheet = parse_list(workbook(HEAD, ["T01", "Ola", "Fern"], [None, None], ["T02", "Kit", "Ash", "no"]))
    assert ([row.line for row in sheet.rows], sheet.remarks) == ([2, 4], ("Blank lines left out: 1.",))


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts_of:
        for name, data in parts.items():
            parts_of.writestr(name.replace("__", "."), data)
    return written.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04nonsense",
        zipped(hello__txt=b"x"),
        zipped(workbook__xml=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        workbook(HEAD, ["T01", "Ola", "Fern", "yes"])[:-200],
        workbook(),
    ],
)
def test_a_workbook_that_is_none_is_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_list(data)
    assert "\n" not in str(caught.value)


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_lines, "MOST_UNFOLDED", 1_000_000)
    with pytest.raises(InputError) as caught:
        parse_list(zipped(sheet__xml=b" " * 1_000_001))
    assert str(caught.value) == xlsx_lines.TOO_BIG


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_lines, "MOST_ROWS", 2)
    with pytest.raises(InputError) as caught:
        parse_list(workbook(HEAD, *[[number, "Ola", "Fern", "no"] for number in range(5)]))
    assert str(caught.value) == xlsx_lines.TOO_BIG


@pytest.mark.parametrize("system", ["sims", "arbor", "bromcom"])
def test_every_systems_headings_lead_to_our_columns(system: str) -> None:
    headings = headings_of(system)
    assert set(headings.columns.values()) <= set(COLUMNS)
    assert {"pupil_id", "first_name", "last_name", "photo_consent"} <= set(headings.columns.values())
    assert read_headings(headings.written()) == headings


def test_an_export_of_another_system_is_read_and_what_is_not_known_is_said() -> None:
    text = "Adno,Legal Forename,Legal Surname,Reg,Photograph Student,Date of Leaving,House\n"
    text += "41,Ola,Fern,3P,T,20/07/2026,Red\n"
    sheet = parse_register_csv(text.encode(), headings_of("SIMS"))
    row = sheet.rows[0]
    assert (row.pupil_id, row.class_name, row.given, row.left_on) == ("41", "3P", {Purpose.PHOTO}, date(2026, 7, 20))
    assert sheet.remarks == ("Column 7 (House) is not known and was not used.",)


def test_a_heading_mapped_by_hand_is_remembered_words_and_all() -> None:
    headings = headings_of("arbor").adding({"House Code": "class_name"})
    assert read_headings(headings.written()).column("house code") == "class_name"
    assert [headings.answer(word) for word in ("Consented", "Withheld", "", "perhaps")] == [True, False, False, None]
    with pytest.raises(InputError, match="There is no column surname"):
        OWN.adding({"x": "surname"})
    with pytest.raises(InputError, match=f"Known are: {', '.join(systems())}"):
        headings_of("nobody")


def test_our_own_headings_stay_ours_whatever_was_mapped() -> None:
    assert OWN.adding({"first_name": "last_name"}).column("First name") == "first_name"


@pytest.mark.parametrize("wrong", ["31/02/2026", "last year", "09-01-2026"])
def test_a_day_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="consent_date must be a day such as 01/09/2026"):
        parse_list(f"pupil_id,first_name,last_name,consent_date\nT1,Ola,Fern,{wrong}\n".encode())


def test_a_newer_day_confirms_a_consent_and_the_same_day_changes_nothing(tmp_path: Path) -> None:
    text = "pupil_id,first_name,last_name,photo_consent,consent_date,consent_by\nT01,Ola,Fern,yes,{},mother\n"
    with opened(tmp_path, text.format("01/09/2025")) as register:
        assert planned(register, text.format("01/09/2025")).changes_nothing
        plan = planned(register, text.format("14/09/2026"))
        assert plan.previews == ("T01: photo given",)
        (consent,) = register.apply(plan).by_id["T01"].consents
        assert (consent.given_by, consent.received_on, consent.is_confirmed(NOW.date())) == (
            "mother",
            date(2026, 9, 14),
            True,
        )


def test_a_yes_after_a_no_of_an_earlier_list_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.apply(planned(register, LIST.replace("Oak,yes,no,yes", "Oak,no,no,yes")))
        assert planned(register, LIST).previews == ("T01 · Oak: photo given again, after a no",)


def test_a_yes_against_a_withdrawal_is_told_and_not_applied(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T01", Consent(Purpose.PHOTO, ConsentState.WITHDRAWN, None, "mother", True))
        plan = planned(register, LIST)
        assert (plan.changes_nothing, "stays no" in plan.remarks[-1]) == (True, True)


LONG_ROW = b"<c t='inlineStr'><is><t>pupil_id</t></is></c>"


def unfolding(name: str, begins: bytes, middle: bytes, times: int, ends: bytes) -> bytes:
    """A workbook in which this part was put in the place of the sheet's, or beside it."""
    book = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["pupil_id"]))) as whole, zipfile.ZipFile(book, "w", 8) as made:
        for one in whole.namelist():
            if one != name:
                made.writestr(one, whole.read(one))
        with made.open(name, "w", force_zip64=True) as part:
            for piece in (begins, *([middle] * times), ends):
                part.write(piece)
    return book.getvalue()


@pytest.mark.parametrize(
    "bomb",
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'>", LONG_ROW * 1000, 50, b"</row>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><x:row/><x:row/>", b"a" * 1_000_001, 1, b""),
        ("xl/worksheets/sheet1.xml", b"<!-- a --><worksheet>", b"<rows/>" * 1000, 200, b""),
        ("xl/sharedStrings.xml", b"<sst>", b"<si><t>a</t></si>" * 1000, 4000, b"</sst>"),
        ("xl/styles.xml", b"<styleSheet>", b"<xf/>" * 1000, 1200, b"</styleSheet>"),
    ],
)
def test_a_workbook_with_a_row_or_part_that_no_school_has_is_refused_unopened(
    bomb: tuple[str, bytes, bytes, int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_lines, "_rows", pytest.fail)
    with pytest.raises(InputError) as caught:
        parse_list(unfolding(*bomb))
    assert str(caught.value) == xlsx_lines.TOO_BIG


def test_rows_are_told_apart_wherever_the_pieces_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_lines, "MOST_OF_A_ROW", 400)
    for size in range(65, 90):
        monkeypatch.setattr(xlsx_lines, "_CHUNK", size)
        xlsx_lines._refuse_bombs(
            unfolding("xl/worksheets/sheet1.xml", b"<worksheet>", b"<row r='1'>" + b"c" * 380, 9, b"</row>")
        )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("T01,Ada,Fern,=1+1,yes,", "Line 2: class_name is a formula"),
        (f"T01,{'A' * 201},Fern,Oak,yes,", "Line 2: first_name is longer than 200 letters"),
        (f"{'T' * 201},Ada,Fern,Oak,yes,", "Line 2: pupil_id is longer than 200 letters"),
        ("T01,Ada,Fern,Oak,yes,31/02/2026", "Line 2: consent_date must be a day such as 01/09/2026"),
    ],
)
def test_a_cell_that_cannot_be_is_told_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_list(f"pupil_id,first_name,last_name,class_name,photo_consent,consent_date\n{text}\n".encode())
    assert str(caught.value) == f"The list was not used. {says}. Mend this in the list and try again."


def test_a_day_to_come_is_refused_in_a_list_and_at_the_desk(tmp_path: Path) -> None:
    listed = "pupil_id,first_name,last_name,photo_consent,consent_date\nT01,Wilfie,Thistlewood,yes,{:%d/%m/%Y}\n"
    tomorrow, later = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    with opened(tmp_path) as register:
        assert not planned(register, listed.format(tomorrow)).changes_nothing
        with pytest.raises(InputError, match="Line 2: consent_date lies in the future"):
            planned(register, listed.format(later))
        yes = Consent(Purpose.PHOTO, ConsentState.GIVEN, given_by="mother", received_on=later)
        told = ParentRecord(ParentKind.TOLD, happened_on=later)
        for ask in (
            lambda: register.record_consent("T01", yes),
            lambda: register.record_answers("T01", (yes,)),
            lambda: register.record_parent("T01", told),
        ):
            with pytest.raises(RegisterRefused) as caught:
                ask()
            assert str(caught.value) == TO_COME


def test_a_list_with_a_million_columns_or_an_endless_cell_is_one_sentence() -> None:
    with pytest.raises(InputError, match="Line 1 has 1,004 headings"):
        parse_list(f"pupil_id,first_name,last_name{',x' * 1001}\n".encode())
    with pytest.raises(InputError, match="a quotation mark is amiss there, or a cell is far too long"):
        parse_list(f"pupil_id,first_name,last_name\nT01,{'A' * 200_000},B\n".encode())
