"""What does somebody take away from an album of the page? The cleaned copies in a zip, a report, a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from checker.core.report import Verdict
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_report import report_parts, table_text
from checker.workflow.same_person import people_lines, people_of
from checker.workflow.triage import Sorted, pile_lines, sorted_album

IN_ONE_ZIP = 500
"""Copies: about 200 MB, at 0.4 MB for one of 1600 pixels."""
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: when a copy was made is nobody's business."""


def clear_places(rows: Sequence[AlbumRow]) -> tuple[tuple[int, ...], ...]:
    """The places of the clear photos, in as many parts as there are zips: each is made in the memory of the server."""
    clear = [number for number, row in enumerate(rows) if row.verdict is Verdict.CLEAR]
    return tuple(tuple(clear[start : start + IN_ONE_ZIP]) for start in range(0, len(clear), IN_ONE_ZIP))


def gone_copies(place: AlbumFolder, rows: Sequence[AlbumRow]) -> str:
    """A sentence where clear photos have no copy to take away any more; empty where all have."""
    gone = sum(row.verdict is Verdict.CLEAR and not place.has_copy(number) for number, row in enumerate(rows))
    if not gone:
        return ""
    copies = "1 cleaned copy is" if gone == 1 else f"{gone} cleaned copies are"
    return f"{copies} not there any more. Press Another album and choose this one again: they are made anew."


def copies_zip(place: AlbumFolder, rows: Sequence[AlbumRow], places: Iterable[int], *, is_renamed: bool) -> bytes:
    """The cleaned copies of the photos at these places that are clear; `is_renamed` calls them photo-001.jpg and so on:
    no names, no dates."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # photos are packed already
        for number in places:
            row = rows[number]
            copy = place.copy(number) if row.verdict is Verdict.CLEAR else None
            if copy is not None:
                name = f"photo-{number + 1:03d}{row.suffix}" if is_renamed else _named(row)
                archive.writestr(zipfile.ZipInfo(name, _THE_SAME_DAY), copy)
    return packed.getvalue()


def report_of(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> bytes:
    """The report as one HTML file, with thumbnails in which only those can be seen who may be shown."""
    photos = {photo.name: photo for photo in place.photos(album)}
    people = people_of(row.row for row in rows)
    parts = report_parts(rows, piles_of(rows), photos, (*people_lines(people), *lines_of(rows)))
    return b"".join(part.encode("utf-8", "backslashreplace") for part in parts)


def table_of(rows: Sequence[AlbumRow]) -> bytes:
    """The table for a spreadsheet."""
    return table_text(rows, piles_of(rows)).encode()


def piles_of(rows: Sequence[AlbumRow]) -> tuple[Sorted, ...]:
    """Each photo in its pile, in the album's order."""
    return sorted_album([row.row for row in rows], [row.likeness for row in rows])


def lines_of(rows: Sequence[AlbumRow]) -> tuple[str, ...]:
    """The piles and the decisions left, a line each."""
    people = people_of(row.row for row in rows)
    return pile_lines(piles_of(rows), [[face.photo for face in person.faces] for person in people])


def _named(row: AlbumRow) -> str:
    """The photo's own name, with the ending of what the copy is."""
    name = PurePosixPath(row.file)
    return str(name) if name.suffix.lower() == row.suffix else f"{name}{row.suffix}"
