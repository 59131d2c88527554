"""Which drafts are to be checked: read from a file of many, every row answered, even one that cannot be read."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.core.errors import CannotRead, InputError
from checker.core.post import Channel, Photo, Post
from checker.workflow.files import read_whole

MAX_PHOTO_BYTES = 500_000_000
"""Largest file that is read: the largest picture we decode (100 million pixels) takes 300 MB without compression."""
MAX_TEXT_BYTES = 10_000_000
"""Largest text of one draft that is read; no channel takes a hundredth of it."""
MAX_DRAFTS_BYTES = 500_000_000
"""Largest file of many drafts that is read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of a file of drafts; `problem` says why it could not be read, and then `post` is empty."""

    id: str
    post: Post = field(repr=False)
    problem: str = ""


def read_drafts(file: Path) -> Iterator[Draft]:
    """The drafts in a `.jsonl` or `.csv` file, in order. Raises: InputError when the file as a whole is unreadable."""
    try:
        data = read_whole(file, MAX_DRAFTS_BYTES)
    except OSError as error:
        raise InputError(f"The file of drafts could not be opened ({error.strerror}). Check its name.") from None
    if not data.strip():
        raise InputError("The file of drafts is empty.")
    return _from_csv(data) if file.suffix.lower() == ".csv" else _from_jsonl(data)


def _from_jsonl(data: bytes) -> Iterator[Draft]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line.decode("utf-8"), object_pairs_hook=_each_key_once)
            except (ValueError, RecursionError):  # not UTF-8, not JSON, a number of 5,000 digits, too deep
                row = None
            yield _draft(row, number)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises: ValueError for a row with two texts, of which one would go unread."""
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice")
    return row


def _from_csv(data: bytes) -> Iterator[Draft]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    # strict: a quotation mark that is never closed would swallow every draft after it
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headings = rows.fieldnames or ()
        if headings.count("text") != 1:
            raise InputError("The file of drafts must have one column called text.")
        for number, row in enumerate(rows, start=2):
            yield _draft(row if None not in row else None, number)
    except csv.Error:
        raise InputError(
            f"The file of drafts cannot be read from line {rows.line_num} on: is a quotation mark amiss there?"
        ) from None


def _draft(row: Any, number: int) -> Draft:
    if not isinstance(row, dict):
        return Draft(f"line {number}", Post(""), f"Line {number} could not be read as a draft.")
    untrusted_id = row.get("id")
    draft_id = f"line {number}" if untrusted_id in (None, "") else str(untrusted_id)
    text, platform = row.get("text"), row.get("platform") or ""
    if not isinstance(text, str) or not isinstance(platform, str):
        return Draft(draft_id, Post(""), f"Line {number} has no text to check.")
    return Draft(draft_id, Post(text, Channel.named(platform)))


def read_photo(file: Path) -> Photo:
    """The photo in this file, bytes untouched. Raises: CannotRead."""
    try:
        return Photo(file.name, read_whole(file, MAX_PHOTO_BYTES, is_plain=True))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise CannotRead("The file is too large to be a picture we can check.") from None
        raise CannotRead(f"A photo could not be opened ({error.strerror}). Check its name.") from None


def read_text(file: Path) -> str:
    """A draft's text from a file: UTF-8, or Windows-1252 as older Word saves it. Raises: CannotRead."""
    try:
        data = read_whole(file, MAX_TEXT_BYTES)
    except OSError as error:
        raise CannotRead(f"The text could not be opened ({error.strerror}). Check its name.") from None
    if b"\0" in data:
        raise CannotRead("This is not a text file. Save the draft as plain text first.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
