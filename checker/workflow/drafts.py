"""Which drafts are to be checked: read from a file of many, every row answered, even one that cannot be read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.core.errors import CannotRead, InputError
from checker.core.post import Channel, Photo, Post

MAX_PHOTO_BYTES = 500_000_000
"""Largest file that is read: the largest picture we decode (100 million pixels) takes 300 MB without compression."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of a file of drafts; `problem` says why it could not be read, and then `post` is empty."""

    id: str
    post: Post = field(repr=False)
    problem: str = ""


def read_drafts(file: Path) -> Iterator[Draft]:
    """The drafts in a `.jsonl` or `.csv` file, in order. Raises: InputError when the file as a whole is unreadable."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file of drafts could not be opened ({error.strerror}). Check its name.") from None
    if not data.strip():
        raise InputError("The file of drafts is empty.")
    return _from_csv(data) if file.suffix.lower() == ".csv" else _from_jsonl(data)


def _from_jsonl(data: bytes) -> Iterator[Draft]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line.decode("utf-8"))
            except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
                row = None
            yield _draft(row, number)


def _from_csv(data: bytes) -> Iterator[Draft]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    if "text" not in (rows.fieldnames or ()):
        raise InputError("The file of drafts has no column called text.")
    try:
        for number, row in enumerate(rows, start=2):
            yield _draft(row if None not in row else None, number)
    except csv.Error:
        raise InputError(f"The file of drafts cannot be read as CSV near line {rows.line_num}.") from None


def _draft(row: Any, number: int) -> Draft:
    if not isinstance(row, dict):
        return Draft(f"line {number}", Post(""), f"Line {number} could not be read as a draft.")
    draft_id = str(row.get("id") or f"line {number}")
    text, platform = row.get("text"), row.get("platform") or ""
    if not isinstance(text, str) or not isinstance(platform, str):
        return Draft(draft_id, Post(""), f"Line {number} has no text to check.")
    return Draft(draft_id, Post(text, Channel.named(platform)))


def read_photo(file: Path, alt_text: str = "") -> Photo:
    """The photo in this file, bytes untouched. Raises: CannotRead."""
    try:
        if file.stat().st_size > MAX_PHOTO_BYTES:
            raise CannotRead("The file is too large to be a picture we can check.")
        return Photo(file.name, file.read_bytes(), alt_text)
    except OSError as error:
        raise CannotRead(f"A photo could not be opened ({error.strerror}). Check its name.") from None


def read_text(file: Path) -> str:
    """A draft's text from a file: UTF-8, or Windows-1252 as older Word saves it. Raises: CannotRead."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CannotRead(f"The text could not be opened ({error.strerror}). Check its name.") from None
    if b"\0" in data:
        raise CannotRead("This is not a text file. Save the draft as plain text first.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
