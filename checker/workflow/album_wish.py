"""What does one run over an album do, from the photos to the report?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.workflow.album import AlbumJob, AlbumRow, anywhere, check_album, resumable
from checker.workflow.album_copies import earlier_copy_lies, has_copy, prepare_copies, write_clear_copy
from checker.workflow.album_pace import Pace
from checker.workflow.album_photos import AlbumPhoto, album_photos
from checker.workflow.album_report import prepare_file, write_lines, write_report, write_table
from checker.workflow.album_results import forget_old_answers
from checker.workflow.told_photos import told_album
from checker.workflow.triage import pile_lines, sorted_album
from checker.workflow.wiring import checker_home

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AlbumWish:
    """What was asked for; None is not wanted, or as usual."""

    source: Path = field(repr=False)
    out: Path | None = None
    report: Path | None = None
    table: Path | None = None
    lines: Path | None = None
    renamed: bool = False
    register: str | None = field(default=None, repr=False)
    pack: str | None = None
    channel: Channel = Channel.FACEBOOK
    max_side: int | None = None
    workers: int | None = None
    dask: str | None = None
    faces: Path | None = None
    roster: str | None = field(default=None, repr=False)
    again: bool = False


def album_rows(wish: AlbumWish, note: Note) -> Iterator[tuple[AlbumRow, str, bool]]:
    """Each answer as it comes, with how far the run is in words and whether it was the last. Raises: InputError."""
    photos = _prepared(wish, note)
    home = checker_home().absolute()
    told = told_album(wish.source, photos, wish.faces, wish.roster, wish.register, home)
    if told.roster is not None:
        note(f"Faces are compared with these only: {', '.join(told.roster.words)}. For everybody: --roster all")
    job = AlbumJob(
        anywhere(wish.register), anywhere(wish.pack), str(home), wish.channel, told.roster, wish.max_side or None
    )
    if not wish.again:
        forget_old_answers(home)
        job = resumable(job)
    pace = Pace(len(photos))
    places = {photo.name: _copy_name(wish, photo, number) for number, photo in enumerate(photos, start=1)}
    for answer in check_album(photos, job, wish.workers, wish.dask, told.said, _still_has(wish, places)):
        pace.count(is_kept=answer.is_kept)
        _write_copy(wish, answer, places[answer.file], pace.done, note)
        yield replace(answer, clean=None), pace.words, pace.done == pace.total
    if pace.kept:
        note(f"{pace.kept} of {pace.total} photos were checked before and nothing has changed since.")


def _prepared(wish: AlbumWish, note: Note) -> tuple[AlbumPhoto, ...]:
    photos, left_out = album_photos(wish.source)
    if wish.renamed and wish.out is None:
        raise InputError("Only the cleaned copies are renamed. Say where they go with --out.")
    if wish.out is not None:
        prepare_copies(wish.out, wish.source)
    for file, ending in ((wish.report, ".html"), (wish.table, ".csv"), (wish.lines, ".jsonl")):
        if file is not None:
            prepare_file(file, wish.source, ending)
    if left_out:
        note(f"{left_out} other files in the folder are not pictures and were left out.")
    return photos


def _copy_name(wish: AlbumWish, photo: AlbumPhoto, number: int) -> str:
    """Where the copy goes below the folder. The number is the photo's in the album, so that it finds its own again."""
    return f"photo-{number:03d}" if wish.renamed else photo.name


def _still_has(wish: AlbumWish, places: dict[str, str]) -> Callable[[AlbumRow], bool]:
    out = wish.out
    return lambda row: out is None or has_copy(row, out, places[row.file])


def _write_copy(wish: AlbumWish, answer: AlbumRow, place: str, number: int, note: Note) -> None:
    if wish.out is None:
        return
    write_clear_copy(answer, wish.out, place)
    if earlier_copy_lies(answer, wish.out, place):
        note(f"Photo {number} is not clear now, but an earlier copy of it lies in the folder: take that out.")


def finish(wish: AlbumWish, rows: Sequence[AlbumRow]) -> tuple[str, ...]:
    """Write what was asked for beside the copies; the piles and the decisions left, a line each. Raises: InputError."""
    piles = sorted_album([row.row for row in rows], [row.likeness for row in rows])
    if wish.lines is not None:
        write_lines(wish.lines, rows)
    if wish.table is not None:
        write_table(wish.table, rows, piles)
    if wish.report is not None:
        photos, _ = album_photos(wish.source)
        write_report(wish.report, rows, piles, {photo.name: photo for photo in photos})
    return pile_lines(piles)
