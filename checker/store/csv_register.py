"""What does the school's list say, read from CSV? Anything doubtful is refused with its line, nothing is guessed."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from checker.core.errors import InputError
from checker.core.people import ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.store.csv_text import decode
from checker.store.headings import CONSENT_COLUMNS, DATES, NEVER_PUBLISH, OPTIONAL, OWN, REQUIRED, Headings
from checker.store.list_problems import Problems
from checker.store.sheet import Lines, RegisterSheet, SheetRow, consent_from_list

_DELIMITERS = ",;\t"
_FORMULA = ("=", "+", "@", "#")
"""How a cell begins that a spreadsheet worked out, or failed to ("#N/A"): nobody would be found by such a name."""

_LONGEST = 200
"""Letters of a name or id: the longest names in the world's records have fewer."""
MOST_COLUMNS = 1_000
"""Ten times what the widest export of a school's system has."""


class CsvRegister:
    """A register read from a file into memory: never saved, no face templates."""

    def __init__(self, data: bytes, today: Callable[[], date] = date.today) -> None:
        """Raises: InputError."""
        self._today = today
        sheet = parse_register_csv(data)
        self.remarks = sheet.remarks
        pupils = sorted((_pupil(row, sheet.digest) for row in sheet.rows), key=lambda pupil: pupil.id)
        self._snapshot = RegisterSnapshot(f"csv-{sheet.digest}", tuple(pupils))

    def read(self) -> RegisterSnapshot:
        """The file as it was when it was loaded; whoever leaves on a day in it has left from that day on."""
        today = self._today()
        if all(one.leaving_day is None for one in self._snapshot.pupils):
            return self._snapshot
        return replace(self._snapshot, pupils=tuple(one.on_day(today) for one in self._snapshot.pupils))


def parse_register_csv(untrusted_data: bytes, headings: Headings = OWN) -> RegisterSheet:
    """Read the school's list. Raises: InputError naming lines and columns, never a person."""
    text, remarks = decode(untrusted_data)
    return parse_lines(_Lines(text, headings), headings, untrusted_data, remarks)


def parse_list(untrusted_data: bytes, headings: Headings = OWN) -> RegisterSheet:
    """Read the school's list, CSV or XLSX. Raises: InputError naming lines and columns, never a person."""
    lines, remarks = _lines_of(untrusted_data, headings)
    return parse_lines(lines, headings, untrusted_data, remarks)


def read_header(untrusted_data: bytes, headings: Headings = OWN) -> list[str]:
    """The headings of a list as they stand in it, in their order. Raises: InputError."""
    return _lines_of(untrusted_data, headings)[0].header


def _lines_of(untrusted_data: bytes, headings: Headings) -> tuple[Lines, tuple[str, ...]]:
    from checker.store.xlsx_lines import XLSX_BEGINS, WorkbookLines  # openpyxl is brought by it, only when it is needed

    if untrusted_data.startswith(XLSX_BEGINS):
        return WorkbookLines(untrusted_data), ()
    text, remarks = decode(untrusted_data)
    return _Lines(text, headings), remarks


def parse_lines(lines: Lines, headings: Headings, untrusted_data: bytes, remarks: tuple[str, ...]) -> RegisterSheet:
    """Read the rows of a list. Raises: InputError naming lines and columns, never a person."""
    problems = Problems()
    places, strangers = _places(lines.header, headings)
    rows = tuple(_rows(lines, places, headings, problems))
    problems.raise_any()
    if not rows:
        raise InputError("The list has its headings but no pupils. Check that the right file was saved.")
    stated = frozenset(purpose for column, purpose in CONSENT_COLUMNS.items() if column in places)
    digest = hashlib.sha256(untrusted_data).hexdigest()
    return RegisterSheet(rows, stated, (*remarks, *strangers, *lines.remarks()), digest, "left_on" in places)


def _pupil(row: SheetRow, digest: str) -> Pupil:
    consents = (
        consent_from_list(purpose, ConsentState.GIVEN, digest, row) for purpose in Purpose if purpose in row.given
    )
    return Pupil(
        row.pupil_id,
        row.first_name,
        row.last_name,
        row.known_as or "",
        row.year_group or "",
        row.class_name or "",
        tuple(consents),
        bool(row.never_publish),
        row.left_on,
        parents_told=Purpose.FACE_MATCHING in row.given,
    )


class _Lines:
    """The file's rows with the line each begins on; rows without any content are counted and left out."""

    def __init__(self, text: str, headings: Headings) -> None:
        first_line = text.split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=lambda mark: sum(headings.knows(cell) for cell in first_line.split(mark)))
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self._blank = 0
        self.header = self._next() or []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        line = self._reader.line_num + 1
        while (cells := self._next()) is not None:
            if any(cell and not cell.isspace() for cell in cells):
                yield line, cells
            else:
                self._blank += 1
            line = self._reader.line_num + 1

    def _next(self) -> list[str] | None:
        line = self._reader.line_num + 1
        try:
            return next(self._reader, None)
        except csv.Error:
            amiss = "a quotation mark is amiss there, or a cell is far too long"
            raise InputError(f"The list cannot be read from line {line} on: {amiss}.") from None

    def remarks(self) -> tuple[str, ...]:
        """What was left out."""
        return (f"Blank lines left out: {self._blank}.",) if self._blank else ()


def _places(header: list[str], headings: Headings) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and a remark for each column that is none of ours. Raises: InputError."""
    if len(header) > MOST_COLUMNS:
        raise InputError(f"Line 1 has {len(header):,} headings. Check that the right file was saved.")
    places: dict[str, int] = {}
    strangers: list[str] = []
    for place, heading in enumerate(header):
        column = headings.column(heading)
        if column is None:
            strangers.append(
                f"Column {place + 1} ({heading.strip()[:40] or 'no heading'}) is not known and was not used."
            )
        elif column in places:
            raise InputError(f"Line 1 has the heading {column} twice. Keep the column that holds.")
        else:
            places[column] = place
    missing = [column for column in REQUIRED if column not in places]
    if missing:
        raise InputError(f"Line 1 must hold the headings; missing: {', '.join(missing)}.")
    return places, tuple(strangers)


def _rows(lines: Lines, places: dict[str, int], headings: Headings, problems: Problems) -> Iterator[SheetRow]:
    width = len(lines.header)
    first_seen: dict[str, int] = {}
    for line, cells in lines:
        if len(cells) != width:
            problems.add(line, f"there should be {width} cells, as in the headings")
            continue
        row = _row(line, cells, places, headings, problems)
        first = first_seen.setdefault(row.pupil_id.casefold(), line)
        if row.pupil_id and first != line:
            problems.add(line, f"pupil_id is the same as in line {first}")
        yield row


def _row(line: int, cells: list[str], places: dict[str, int], headings: Headings, problems: Problems) -> SheetRow:
    words = {column: _tidy(cells[places[column]]) for column in (*REQUIRED, *OPTIONAL) if column in places}
    days = {column: _day(line, column, cells[places[column]], problems) for column in DATES if column in places}
    for column in REQUIRED:
        if not words[column]:
            problems.add(line, f"{column} is empty")
        if column != "pupil_id" and words[column].startswith(_FORMULA):
            problems.add(line, f"{column} is a formula, not a name")
    for column, told in words.items():
        if len(told) > _LONGEST:
            problems.add(line, f"{column} is longer than {_LONGEST} letters")
        if column not in REQUIRED and told.startswith("="):
            problems.add(line, f"{column} is a formula")
    if any("\n" in cells[places[column]] or "\r" in cells[places[column]] for column in words):
        problems.add(line, "a cell runs over more than one line")
    given = frozenset(
        purpose
        for column, purpose in CONSENT_COLUMNS.items()
        if column in places and _is_yes(line, column, cells[places[column]], headings, problems)
    )
    protected = cells[places[NEVER_PUBLISH]].strip() if NEVER_PUBLISH in places else ""
    return SheetRow(
        line,
        words["pupil_id"],
        words["first_name"],
        words["last_name"],
        words.get("known_as"),
        words.get("year_group"),
        words.get("class_name"),
        given,
        _is_yes(line, NEVER_PUBLISH, protected, headings, problems) if protected else None,
        days.get("left_on"),
        words.get("consent_by") or "",
        days.get("consent_date"),
    )


def _tidy(cell: str) -> str:
    """A cell as a person reads it: composed letters, single blanks, nothing invisible at its ends."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell).strip("\u200b\u200c\u200d\u2060\ufeff\u00ad")
    return " ".join(cell.split())


def _day(line: int, column: str, cell: str, problems: Problems) -> date | None:
    """A day as spreadsheets (2026-09-01) and British offices (01/09/2026) write it."""
    if not cell.strip():
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    problems.add(line, f"{column} must be a day such as 01/09/2026")
    return None


def _is_yes(line: int, column: str, cell: str, headings: Headings, problems: Problems) -> bool:
    answer = headings.answer(cell)
    if answer is None:
        problems.add(line, f"{column} must be yes or no")
    return answer is True
