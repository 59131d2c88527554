"""What a person takes away from an album: a line per photo, and a report."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.report import Verdict
from checker.workflow.album import AlbumRow
from checker.workflow.album_copies import is_inside
from checker.workflow.as_text import looked_for
from checker.workflow.files import write_whole

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem;max-width:70rem}td,th{text-align:left;vertical-align:top;padding:.4rem "
    ".8rem;border-bottom:1px solid #bbb}.clear{color:#00572e}.review{color:#7a4a00}.block{color:#942514}"
)


def album_lines(answer: AlbumRow) -> Iterator[str]:
    """The verdict of one photo and what stands in its way."""
    yield f"{answer.verdict.value.upper():6s} {answer.file}"
    for finding in answer.row["findings"]:
        if finding["severity"] != "note":
            yield f"         {finding['says']}"


def prepare_report(file: Path, folder: Path) -> None:
    """Raises: InputError where a report of this name could not be written, or would take the place of a photo."""
    if file.suffix.lower() not in (".html", ".htm"):
        raise InputError("The report is a web page: give it a name that ends in .html.")
    if is_inside(file, folder):
        raise InputError("The report needs a place outside the folder of photos.")
    if file.is_dir():
        raise InputError("A folder has the report's name. Name another place.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The report's folder could not be made ({error.strerror}). Name another place.") from None


def write_report(file: Path, rows: list[dict[str, Any]]) -> None:
    """Write the album's report as one HTML file without scripts or pictures. Raises: InputError."""
    counts = Counter(row["verdict"] for row in rows)
    told = ", ".join(f"{counts[verdict.value]} {verdict.value}" for verdict in Verdict)
    body = "".join(_row_html(row) for row in rows)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Album check</title><style>{_STYLE}</style>'
        f"<h1>Album check</h1><p>{len(rows)} photos: {told}.</p>"
        f"<table><tr><th>Photo</th><th>Verdict</th><th>What we saw and what to do</th></tr>{body}</table></html>"
    )
    try:
        write_whole(file, page.encode("utf-8", "backslashreplace"))  # a file's name may hold half a character
    except OSError as error:
        raise InputError(
            f"The report could not be written ({error.strerror}). Nothing half-written was left."
        ) from None


def _row_html(row: dict[str, Any]) -> str:
    says = "".join(f"<li>{html.escape(f['says'])} {html.escape(f['remedy'])}</li>" for f in row["findings"])
    verdict, smallest = row["verdict"], row["smallest_face"]
    looked = "" if smallest is None else f"<small>{looked_for(smallest)}</small>"
    return (
        f"<tr><td>{html.escape(row['file'])}</td><td class={verdict}><strong>{verdict.upper()}</strong></td>"
        f"<td><ul>{says}</ul>{looked}</td></tr>"
    )
