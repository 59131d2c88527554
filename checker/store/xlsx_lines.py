"""What rows are in this Excel workbook? Its first sheet, as text: no formula is worked out, days stay days.

A workbook is a ZIP of XML files, so it can be made to unfold without end: its parts are counted and measured before
any is opened, rows too, and one with a document type (the door to entity tricks) is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from checker.core.errors import InputError

XLSX_BEGINS = b"PK\x03\x04"
NOT_A_WORKBOOK = "This is not an Excel workbook (.xlsx) that can be read. Save the list again, or save it as CSV UTF-8."
TOO_BIG = "This workbook unfolds to far more than a school's list. Save only the sheet with the pupils."

MOST_UNFOLDED = 400_000_000
"""Bytes of all parts together: 50,000 pupils with 20 columns unfold to about 90 MB of XML."""
MOST_OF_A_ROW = 1_000_000
"""Bytes of one row: a row is held whole, and one of a million cells took 1 GB. 200 columns take about 30 kB."""
MOST_SHARED = 60_000_000
"""Bytes of the texts that cells share, which are held all at once: those of 50,000 pupils take about 10 MB."""
MOST_BESIDE = 5_000_000
"""Bytes of any other part (styles, the list of sheets), which is held whole, in about fifty times its size."""
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_CHUNK = 1 << 20
_ROOT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?(\w+)", re.DOTALL)
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_LONGEST_MARK = 64
"""Bytes of the end of a piece that are looked at again with the next, so that no mark is cut in two."""


class WorkbookLines:
    """The rows of the first sheet with the line each stands on."""

    def __init__(self, untrusted_data: bytes) -> None:
        """Raises: InputError."""
        _refuse_bombs(untrusted_data)
        rows = list(_rows(untrusted_data))
        self.header = _trimmed(rows[0]) if rows else []
        self._rows = [(line, _fitted(cells, len(self.header))) for line, cells in enumerate(rows[1:], start=2)]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return ((line, cells) for line, cells in self._rows if any(cell.strip() for cell in cells))

    def remarks(self) -> tuple[str, ...]:
        """What was left out."""
        blank = sum(not any(cell.strip() for cell in cells) for _, cells in self._rows)
        return (f"Blank lines left out: {blank}.",) if blank else ()


def _refuse_bombs(untrusted_data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted_data)) as parts:
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNFOLDED:
                raise InputError(TOO_BIG)
            for part in listed:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_part(parts, part)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError):
        raise InputError(NOT_A_WORKBOOK) from None


def _refuse_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type stands before the first element, so the beginning is enough to see it."""
    with parts.open(part) as stream:
        beginning = stream.read(_CHUNK)
        if any(doctype in beginning for doctype in _DOCTYPES):
            raise InputError(NOT_A_WORKBOOK)
        found = _ROOT.match(beginning)
        root = found[1] if found else b""
        if root == b"worksheet":
            _refuse_long_rows(beginning, stream)
        elif part.file_size > (MOST_SHARED if root == b"sst" else MOST_BESIDE):
            raise InputError(TOO_BIG)


def _refuse_long_rows(beginning: bytes, stream: IO[bytes]) -> None:
    """The bytes from one row's beginning to the next's are counted, without parsing any."""
    piece, offset, last = beginning, 0, 0
    while piece:
        end = offset + len(piece)
        for begins in (*(offset + mark.start() for mark in _ROW.finditer(piece)), end):
            if begins - last > MOST_OF_A_ROW:
                raise InputError(TOO_BIG)
            last = last if begins == end else begins
        tail, more = piece[-_LONGEST_MARK:], stream.read(_CHUNK)
        piece, offset = (tail + more, end - len(tail)) if more else (b"", end)


def _rows(untrusted_data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # What openpyxl raises on a workbook that is none: it has no family of its own.
    faults = (InvalidFileException, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError)
    try:
        book = load_workbook(io.BytesIO(untrusted_data), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
                if number > MOST_ROWS:
                    raise InputError(TOO_BIG)
                yield _trimmed([_text(value) for value in row])
        finally:
            book.close()
    except (*faults, SyntaxError, IndexError, OSError, EOFError):
        raise InputError(NOT_A_WORKBOOK) from None


def _text(value: object) -> str:
    """A cell as our lists write it. A formula stays the text that it is, and is refused where a name should stand."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _fitted(cells: list[str], width: int) -> list[str]:
    """Excel leaves out empty cells at the end of a row."""
    kept = _trimmed(cells)
    return kept + [""] * (width - len(kept))
