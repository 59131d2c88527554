"""What a person takes away from an album: a line per photo, the cleaned copies of the clear ones, and a report."""

from __future__ import annotations

import html
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from checker.core.errors import InputError
from checker.core.report import Verdict
from checker.workflow.album import AlbumRow

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


def write_clear_copies(answer: AlbumRow, out: Path) -> None:
    """Write the cleaned copy of a clear photo, under its own name and place; nothing for any other.

    A photo whose kind changes keeps its old ending too (IMG_1.heic.jpg), so that no two photos share a copy.
    Raises: InputError when it cannot be written.
    """
    if answer.clean is None or answer.verdict is not Verdict.CLEAR:
        return
    name = PurePosixPath(answer.file)
    file_name = name.name if name.suffix.lower() == answer.suffix else f"{name.name}{answer.suffix}"
    write_whole(out / name.parent / file_name, answer.clean)


def refuse_inside(out: Path, folder: Path) -> None:
    """Raises: InputError when cleaned copies would land among the originals and overwrite them."""
    if out.resolve() == folder.resolve() or folder.resolve() in out.resolve().parents:
        raise InputError("The cleaned copies need a folder of their own, outside the folder of photos.")


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
    write_whole(file, page.encode("utf-8"))


def _row_html(row: dict[str, Any]) -> str:
    says = "".join(f"<li>{html.escape(f['says'])} {html.escape(f['remedy'])}</li>" for f in row["findings"])
    verdict = row["verdict"]
    return (
        f"<tr><td>{html.escape(row['file'])}</td><td class={verdict}><strong>{verdict.upper()}</strong></td>"
        f"<td><ul>{says}</ul></td></tr>"
    )


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: under a temporary name first. Raises: InputError."""
    temporary = file.parent / f".writing-{uuid4().hex}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            undo.callback(temporary.unlink, missing_ok=True)
            with temporary.open("xb") as stream:  # not mkstemp: its files are closed to colleagues
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(file)
    except OSError as error:
        raise InputError(f"A file could not be written ({error.strerror}). Nothing half-written was left.") from None
