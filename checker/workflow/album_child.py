"""The program that checks an album of the page, in a process of its own: nobody else's page waits for it.

It is told on standard input which album of which school, and prints an answer a line. Whoever ends it loses nothing:
what was answered is kept, and the next one goes on from there. No vector of a face leaves this process and its workers.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from checker.core.copy import PUBLISHED_SIDE
from checker.core.errors import InputError
from checker.store.sealed_for_run import RunKey
from checker.workflow.album import check_album, resumable
from checker.workflow.album_desk import AlbumFolder
from checker.workflow.album_job import AlbumJob, AlbumRow
from checker.workflow.album_pace import Pace
from checker.workflow.album_results import forget_old_answers
from checker.workflow.unknown_people import unknown_people

GENTLY = 2
"""Added to the niceness: whoever types on the page goes first."""


def told_lines(home: Path, folder: Path, workers: int | None = None) -> Iterator[dict[str, Any]]:
    """What the page is told: each answer, then again those with the numbers of unknown people. Raises: InputError."""
    place = AlbumFolder(folder)
    album = place.read()
    photos, key = place.photos(album), RunKey()
    forget_old_answers(home)
    job = resumable(AlbumJob(None, None, str(home), album.channel, album.roster, PUBLISHED_SIDE, seal=key.seal))
    numbers = {photo.name: number for number, photo in enumerate(photos)}
    pace, rows = Pace(len(photos)), list[AlbumRow]()
    for row in check_album(photos, job, workers, None, album.said, lambda row: _has(place, numbers[row.file], row)):
        if row.clean is not None:
            place.put_copy(len(rows), row.clean)
        pace.count(is_kept=row.is_kept)
        rows.append(row)
        yield {**_told(row), "stands": pace.words, "share": pace.done / pace.total}
    found = unknown_people(rows, {photo.name: photo for photo in photos}, job, key)
    for number, row in enumerate(found.rows):
        if row.row is not rows[number].row:
            yield {"again": number, **_told(row)}
    yield {"finished": True, "warns": found.problem}


def _has(place: AlbumFolder, number: int, row: AlbumRow) -> bool:
    copy = place.copy(number)
    return copy is not None and hashlib.sha256(copy).hexdigest() == row.copy_digest


def _told(row: AlbumRow) -> dict[str, Any]:
    return {"row": row.row, "likeness": row.likeness, "suffix": row.suffix, "copy": row.copy_digest}


def main(asked: str, out: TextIO) -> None:
    """Answer what was asked, a line each; a problem with what we were given is a line too."""
    told = json.loads(asked)
    try:
        for line in told_lines(Path(told["home"]), Path(told["folder"]), told["workers"]):
            out.write(f"{json.dumps(line)}\n")
            out.flush()
    except InputError as error:
        out.write(f"{json.dumps({'says': str(error)})}\n")


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(GENTLY)
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    main(sys.stdin.read(), own)
