"""What a person takes away from an album: a line per photo, a table, and a report with thumbnails."""

from __future__ import annotations

import csv
import html
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.report import Verdict
from checker.workflow.album_copies import is_inside
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_photos import AlbumPhoto
from checker.workflow.album_thumbnails import album_thumbnail
from checker.workflow.as_text import looked_for
from checker.workflow.files import write_whole
from checker.workflow.triage import Sorted

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = (
    "photo", "verdict", "pile", "decisions", "nearly the same, needs less", "what to do", "the same file as",
    "nearly the same and ready, the better one",
)  # fmt: skip

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem;max-width:70rem}td,th{text-align:left;vertical-align:top;padding:.4rem "
    ".8rem;border-bottom:1px solid #bbb}.clear{color:#00572e}.review{color:#7a4a00}.block{color:#942514}"
)


def album_lines(answer: AlbumRow) -> Iterator[str]:
    """The verdict of one photo and what stands in its way."""
    yield f"{answer.verdict.value.upper():6s} {answer.file}"
    yield from (f"         {says}" for says, _ in things_found(answer.row))


def things_found(row: dict[str, Any], *, notes: bool = False) -> tuple[tuple[str, str], ...]:
    """What was seen in a photo and what to do, each once: a file that cannot be read stops several checks."""
    found = (one for one in row["findings"] if notes or one["severity"] != "note")
    return tuple(dict.fromkeys((one["says"], one["remedy"]) for one in found))


def prepare_file(file: Path, album: Path, ending: str) -> None:
    """Raises: InputError where a file of this name could not be written, or would take the place of a photo."""
    if file.suffix.lower() not in (ending, ending.removesuffix("l")):
        raise InputError(f"The report needs another name: one that ends in {ending}.")
    if is_inside(file, album):
        raise InputError("The report needs a place outside the folder of photos.")
    if file.is_dir():
        raise InputError("A folder has the report's name. Name another place.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The report's folder could not be made ({error.strerror}). Name another place.") from None


def write_lines(file: Path, rows: Sequence[AlbumRow]) -> None:
    """Write what `--json` prints, a line per photo. Raises: InputError."""
    _write(file, (f"{json.dumps(row.row, ensure_ascii=True)}\n" for row in rows))


def write_table(file: Path, rows: Sequence[AlbumRow], piles: Sequence[Sorted]) -> None:
    """Write a table for a spreadsheet: photo, verdict, pile, decisions, and what to do. Raises: InputError."""
    _write(file, [table_text(rows, piles)])


def table_text(rows: Sequence[AlbumRow], piles: Sequence[Sorted]) -> str:
    """The same as text."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(_HEADINGS)
    for row, photo in zip(rows, piles, strict=True):
        todo = " ".join(f"{says} {remedy}" for says, remedy in things_found(row.row))
        effort = photo.effort
        like = (photo.instead, todo, photo.twin, photo.better)
        cells = (photo.file, row.verdict.value, effort.pile.value, effort.decisions, *like)
        table.writerow([_cell(cell) for cell in cells])
    return f"\ufeff{stream.getvalue()}"  # without the mark a spreadsheet takes it for another alphabet


def _cell(value: object) -> str:
    """A spreadsheet would work out what looks like a sum: a file's name is a stranger's words."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_report(
    file: Path,
    rows: Sequence[AlbumRow],
    piles: Sequence[Sorted],
    photos: Mapping[str, AlbumPhoto],
    lines: Sequence[str],
) -> None:
    """Write the album's report as one HTML file without scripts; `lines` are what it comes to. Raises: InputError."""
    _write(file, report_parts(rows, piles, photos, lines))


def report_parts(
    rows: Sequence[AlbumRow], piles: Sequence[Sorted], photos: Mapping[str, AlbumPhoto], lines: Sequence[str]
) -> Iterator[str]:
    """The same as text, photo by photo: 10,000 thumbnails would fill the memory.

    A photo that was changed meanwhile has no picture.
    """
    counts = Counter(row.verdict for row in rows)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict)
    summary = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    yield (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Album check</title><style>{_STYLE}</style>'
        f"<h1>Album check</h1><p>{len(rows)} photos: {told}.</p><ul>{summary}</ul>"
        "<table><tr><th>Photo</th><th>Verdict</th><th>What we saw and what to do</th></tr>"
    )
    yield from (_row_html(row.row, pile, photos) for row, pile in zip(rows, piles, strict=True))
    yield "</table></html>"


def _write(file: Path, parts: Iterable[str]) -> None:
    try:  # a file's name may hold half a character
        write_whole(file, (part.encode("utf-8", "backslashreplace") for part in parts))
    except OSError as error:
        raise InputError(
            f"The report could not be written ({error.strerror}). Nothing half-written was left."
        ) from None


def _row_html(row: dict[str, Any], photo: Sorted, photos: Mapping[str, AlbumPhoto]) -> str:
    found = things_found(row, notes=True)
    says = "".join(f"<li>{html.escape(says)} {html.escape(remedy)}</li>" for says, remedy in found)
    verdict, smallest = row["verdict"], row["smallest_face"]
    looked = "" if smallest is None else f"<small>{looked_for(smallest)}</small>"
    beside = "".join(f"<p>{html.escape(told)}</p>" for told in photo.told)
    return (
        f"<tr><td>{album_thumbnail(row, photos[row['file']])}{html.escape(row['file'])}</td>"
        f"<td class={verdict}><strong>{verdict.upper()}</strong><br>{html.escape(photo.effort.pile.value)}</td>"
        f"<td><ul>{says}</ul>{beside}{looked}</td></tr>"
    )
