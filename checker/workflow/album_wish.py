"""What does one run over an album do, from the photos to the report?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.store.sealed_for_run import RunKey
from checker.workflow.album import check_album, resumable
from checker.workflow.album_cluster import Cluster
from checker.workflow.album_copies import copy_is_gone, earlier_copy_lies, has_copy, prepare_copies, write_clear_copy
from checker.workflow.album_job import AlbumJob, AlbumRow, Asked, anywhere
from checker.workflow.album_pace import Pace
from checker.workflow.album_photos import AlbumPhoto, album_photos, packed_files
from checker.workflow.album_report import prepare_file, write_lines, write_report, write_table
from checker.workflow.album_results import forget_old_answers
from checker.workflow.register_source import checker_home
from checker.workflow.said_file import SaidOfPhoto
from checker.workflow.same_person import people_lines, people_of
from checker.workflow.told_photos import told_album
from checker.workflow.triage import pile_lines, sorted_album
from checker.workflow.unknown_people import unknown_people

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


class AlbumRun:
    """One run over an album: its answers as they come, then what they come to."""

    def __init__(self, wish: AlbumWish, note: Note) -> None:
        """Raises: InputError."""
        self._wish, self._note = wish, note
        self._photos = _prepared(wish, note)
        self._key = RunKey()
        self._said: Mapping[str, SaidOfPhoto] = {}
        self._job = self._new_job()
        self._cluster = Cluster(wish.dask, self._job, note) if wish.dask is not None else None

    def rows(self) -> Iterator[tuple[AlbumRow, str, bool]]:
        """Each answer as it comes, with how far the run is in words and whether it was the last. Raises: InputError."""
        wish, pace = self._wish, Pace(len(self._photos))
        places = {photo.name: _copy_name(wish, photo, number) for number, photo in enumerate(self._photos, start=1)}
        answers = check_album(
            self._photos, self._job, wish.workers, self._cluster, self._said, _still_has(wish, places)
        )
        written = list[AlbumRow]()
        for answer in answers:
            pace.count(is_kept=answer.is_kept)
            _write_copy(wish, answer, places[answer.file], pace.done, self._note)
            written.append(replace(answer, clean=None))
            yield written[-1], pace.words, pace.done == pace.total
        _tell_gone_copies(wish, written, places, self._note)
        if pace.kept:
            self._note(f"{pace.kept} of {pace.total} photos were checked before and nothing has changed since.")

    def finish(self, rows: Sequence[AlbumRow]) -> tuple[str, ...]:
        """Write what was asked for beside the copies; a line for each who is unknown in many photos and for each pile.

        Raises: InputError.
        """
        wish, photos = self._wish, {photo.name: photo for photo in self._photos}
        found = unknown_people(rows, photos, self._job, self._key, Asked(wish.workers, self._cluster))
        numbered, problem = found.rows, found.problem
        people = people_of(row.row for row in numbered)
        piles = sorted_album([row.row for row in numbered], [row.likeness for row in numbered])
        places = [[face.photo for face in person.faces] for person in people]
        told = (*([problem] if problem else ()), *people_lines(people), *pile_lines(piles, places))
        if wish.lines is not None:
            write_lines(wish.lines, numbered)
        if wish.table is not None:
            write_table(wish.table, numbered, piles)
        if wish.report is not None:
            write_report(wish.report, numbered, piles, photos, told)
        return told

    def _new_job(self) -> AlbumJob:
        wish, home = self._wish, checker_home().absolute()
        told = told_album(wish.source, self._photos, wish.faces, wish.roster, wish.register, home)
        self._said = told.said
        if told.roster is not None:
            listed = ", ".join(told.roster.words)
            self._note(f"Faces are compared with these only: {listed}. For everybody: --roster all")
        register, pack, side = anywhere(wish.register), anywhere(wish.pack), wish.max_side or None
        job = AlbumJob(register, pack, str(home), wish.channel, told.roster, side, wish.renamed, seal=self._key.seal)
        if wish.again:
            return job
        forget_old_answers(home)
        return resumable(job)


def _prepared(wish: AlbumWish, note: Note) -> tuple[AlbumPhoto, ...]:
    photos, left_out = album_photos(wish.source.absolute())  # a cluster's machines work in another folder
    if wish.renamed and wish.out is None:
        raise InputError("Only the cleaned copies are renamed. Say where they go with --out.")
    if wish.out is not None:
        prepare_copies(wish.out, wish.source)
    for file, ending in ((wish.report, ".html"), (wish.table, ".csv"), (wish.lines, ".jsonl")):
        if file is not None:
            prepare_file(file, wish.source, ending)
    if left_out:
        files = "1 other file is no picture" if left_out == 1 else f"{left_out} other files are no pictures"
        note(f"{files}: left out.")
    packed = packed_files(wish.source)
    if packed:
        note(f"Packed files are not looked into: {', '.join(packed)}. Check each by itself, or unpack it first.")
    return photos


def _copy_name(wish: AlbumWish, photo: AlbumPhoto, number: int) -> str:
    """Where the copy goes below the folder. The number is the photo's in the album, so that it finds its own again."""
    return f"photo-{number:03d}" if wish.renamed else photo.name


def _still_has(wish: AlbumWish, places: dict[str, str]) -> Callable[[AlbumRow], bool]:
    out = wish.out
    return lambda row: out is None or has_copy(row, out, places[row.file])


def _tell_gone_copies(wish: AlbumWish, rows: Sequence[AlbumRow], places: dict[str, str], note: Note) -> None:
    out = wish.out
    gone = 0 if out is None else sum(copy_is_gone(row, out, places[row.file]) for row in rows)
    if gone:
        copies = "1 cleaned copy is" if gone == 1 else f"{gone} cleaned copies are"
        note(f"{copies} not in the folder any more: somebody took it away meanwhile. Run the same command again.")


def _write_copy(wish: AlbumWish, answer: AlbumRow, place: str, number: int, note: Note) -> None:
    if wish.out is None:
        return
    write_clear_copy(answer, wish.out, place)
    if earlier_copy_lies(answer, wish.out, place):
        note(f"Photo {number} is not clear now, but an earlier copy of it lies in the folder: take that out.")
