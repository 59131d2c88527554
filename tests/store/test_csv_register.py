"""What a list may look like, and what is refused with its line."""

from __future__ import annotations

import pytest

from checker.core.errors import InputError
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.store.csv_register import CsvRegister, parse_register_csv
from checker.store.headings import COLUMNS
from checker.store.sheet import RegisterSheet, SheetRow

NAMED = "pupil_id,first_name,last_name"
ROW = SheetRow(2, "T01", "Zoë", "Øst-Hawthorn", None, None, None, frozenset(), None)


def refusal(data: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_register_csv(data.encode() if isinstance(data, str) else data)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_way_a_spreadsheet_saves_text_is_read(encoding: str) -> None:
    data = f"{NAMED}\r\nT01,Zoë,Øst-Hawthorn\r\n".encode(encoding)
    assert parse_register_csv(data).rows == (ROW,)


@pytest.mark.parametrize("name", ["=A2&B2", "+T02", "@SUM(A1)", "#N/A", "#NAME?"])
def test_a_name_that_a_spreadsheet_worked_out_or_failed_to_is_refused(name: str) -> None:
    says = refusal(f"{NAMED}\nT01,{name},Øst-Hawthorn\n")
    assert (
        says
        == "The list was not used. Line 2: first_name is a formula, not a name. Mend this in the list and try again."
    )


def test_an_old_encoding_is_remarked_because_accents_may_be_wrong() -> None:
    sheet = parse_register_csv(f"{NAMED}\nT01,Zoë,Øst-Hawthorn\n".encode("cp1252"))
    assert sheet.remarks == ("The file is in an older Windows encoding. Check that accents in names look right.",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_is_read(delimiter: str, line_end: str) -> None:
    lines = [NAMED.split(","), ["T01", "Zoë", '"Øst-Hawthorn"'], []]
    assert parse_register_csv(line_end.join(map(delimiter.join, lines)).encode()).rows == (ROW,)


def test_a_delimiter_inside_quotation_marks_belongs_to_the_cell() -> None:
    sheet = parse_register_csv(f'{NAMED},class_name\nT01,Zoë,Øst-Hawthorn,"Oak, upper ""B"""\n'.encode())
    assert [row.class_name for row in sheet.rows] == ['Oak, upper "B"']


@pytest.mark.parametrize(
    "headings",
    ["Pupil ID, First Name ,LAST_NAME", "pupil-id,firstname,Last  name", '"pupil_id","first_name","last_name"'],
)
def test_headings_may_be_written_freely(headings: str) -> None:
    assert parse_register_csv(f"{headings}\nT01,Zoë,Øst-Hawthorn\n".encode()).rows == (ROW,)


def test_blanks_around_and_inside_names_are_tidied_and_letters_composed() -> None:
    sheet = parse_register_csv(f"{NAMED}\n T01 ,Zoe\u0308\u200b,\u00a0Øst-Hawthorn  \n".encode())
    assert sheet.rows == (ROW,)


@pytest.mark.parametrize("yes", ["yes", "Y", "TRUE", "1", " Given "])
@pytest.mark.parametrize("no", ["no", "N", "False", "0", "", "  "])
def test_yes_and_no_in_every_usual_form(yes: str, no: str) -> None:
    sheet = parse_register_csv(f"{NAMED},photo_consent,video_consent\nT01,Zoë,Øst-Hawthorn,{yes},{no}\n".encode())
    assert [row.given for row in sheet.rows] == [frozenset({Purpose.PHOTO})]
    assert sheet.stated == {Purpose.PHOTO, Purpose.VIDEO}


@pytest.mark.parametrize("column", COLUMNS[9:])
def test_any_other_answer_is_refused_with_line_and_column_and_without_the_person(column: str) -> None:
    said = refusal(f"{NAMED},{column}\nT01,Zoë,Øst-Hawthorn,no\nT02,Kofi,Larkspur,perhaps\n")
    assert said == (f"The list was not used. Line 3: {column} must be yes or no. Mend this in the list and try again.")


def test_unknown_columns_are_remarked_and_never_guessed() -> None:
    sheet = parse_register_csv(f"{NAMED},Photos OK,photo_consents\nT01,Zoë,Øst-Hawthorn,yes,yes\n".encode())
    assert sheet == RegisterSheet(
        (ROW,),
        frozenset(),
        (
            "Column 4 (Photos OK) is not known and was not used.",
            "Column 5 (photo_consents) is not known and was not used.",
        ),
        sheet.digest,
    )


def test_blank_lines_are_left_out_and_counted() -> None:
    sheet = parse_register_csv(f"{NAMED}\n\nT01,Zoë,Øst-Hawthorn\n,,\n".encode())
    assert (sheet.rows, sheet.remarks) == (
        (SheetRow(3, *[ROW.pupil_id, ROW.first_name, ROW.last_name], None, None, None, frozenset(), None),),
        ("Blank lines left out: 2.",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("first_name,last_name\nZoë,Øst\n", "Line 1 must hold the headings; missing: pupil_id."),
        ("T01,Zoë,Øst\n", "Line 1 must hold the headings; missing: pupil_id, first_name, last_name."),
        (f"\n{NAMED}\nT01,Zoë,Øst\n", "Line 1 must hold the headings; missing: pupil_id, first_name, last_name."),
        (f"{NAMED},Pupil ID\nT01,Zoë,Øst,T01\n", "Line 1 has the heading pupil_id twice. Keep the column that holds."),
        (f"{NAMED}\n", "The list has its headings but no pupils. Check that the right file was saved."),
        (
            f"{NAMED}\nT01,Zoë,Øst\nT02,Kofi,Ash\nt01,Ola,Fern\n",
            "The list was not used. Line 4: pupil_id is the same as in line 2. Mend this in the list and try again.",
        ),
        (
            f"{NAMED}\n,Zoë,Øst\nT02,,Ash\nT03,Ola,\u200b\n ,Kofi,Elm\n",
            "The list was not used. Lines 2, 5: pupil_id is empty; Line 3: first_name is empty; Line 4: last_name is "
            "empty. Mend this in the list and try again.",
        ),
        (
            f"{NAMED}\nT01,Zoë,Øst,\nT02,Kofi\n",
            "The list was not used. Lines 2, 3: there should be 3 cells, as in the headings. Mend this in the list and "
            "try again.",
        ),
        (
            f'{NAMED}\nT01,"Zoë\nMae",Øst\nT02,Kofi\n',
            "The list was not used. Line 2: a cell runs over more than one line; Line 4: there should be 3 cells, "
            "as in the headings. Mend this in the list and try again.",
        ),
        (
            f'{NAMED}\nT01,Zoë,Øst\nT02,"Kofi,Ash\nT03,Ola,Fern\n',
            "The list cannot be read from line 3 on: a quotation mark is amiss there, or a cell is far too long.",
        ),
        (
            f"{NAMED}\nT01,Zoë,Øst\nT02,Ko\0fi,Ash\n",
            "Line 3 holds something that is not text. This is not a CSV list. In the spreadsheet choose Save as, CSV "
            "UTF-8, and use that file.",
        ),
        ("", "The file is empty. Save the school's list again and use that file."),
        ("\ufeff \r\n", "The file is empty. Save the school's list again and use that file."),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_line(text: str, said: str) -> None:
    assert refusal(text) == said


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00",
        bytes(range(256)),
        b"\x81\x8d\x8f",
        b"\xef\xbb\xbf\xff\xfe",
        b"\xff\xfea",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_rubbish_is_no_list(data: bytes) -> None:
    assert "This is not a CSV list." in refusal(data)


def test_a_long_tale_of_woe_is_cut_short() -> None:
    rows = "".join(f"T{number},,Ash\n" for number in range(30))
    assert refusal(f"{NAMED}\n{rows}") == (
        "The list was not used. Lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 20 more: first_name is empty. "
        "Mend this in the list and try again."
    )


def test_a_list_in_memory_is_a_register_without_templates() -> None:
    data = (
        f"{NAMED},known_as,year_group,photo_consent,face_matching_consent,never_publish\n"
        "T02,Zoë,Øst,Zo,Year 2,no,yes,\nT01,Kofi,Ash,,Year 1,yes,,yes\n"
    ).encode()
    register = CsvRegister(data)
    evidence = f"imported list {register.read().version[4:16]}"
    written = Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, None, "parent", True, None, evidence, True)
    photo = Consent(Purpose.PHOTO, ConsentState.GIVEN, evidence=evidence)
    assert register.read() == RegisterSnapshot(
        register.read().version,
        (
            Pupil("T01", "Kofi", "Ash", "", "Year 1", "", (photo,), never_publish=True),
            Pupil("T02", "Zoë", "Øst", "Zo", "Year 2", "", (written,), parents_told=True),
        ),
    )
    assert CsvRegister(data + b"T03,Ola,Fern,,,,,\n").read().version != register.read().version


def test_the_development_list_is_read_whole(shared: object) -> None:
    data = (shared / "posts" / "dev_register.csv").read_bytes()  # type: ignore[operator]
    assert sum(pupil.has_consent(Purpose.NAME) for pupil in CsvRegister(data).read().pupils) == 15
