"""Which of these photos can go up today? Every file of a folder is answered, in order, by one code path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.core.errors import CannotRead, InputError
from checker.core.finding import PhotoSpot
from checker.core.post import Channel, Post
from checker.core.report import Verdict
from checker.core.roster import Roster
from checker.workflow.album_workers import answers_in_order, cluster, own_processes
from checker.workflow.as_json import photo_json
from checker.workflow.drafts import read_photo
from checker.workflow.refusal import refused
from checker.workflow.said_file import SaidOfPhoto
from checker.workflow.wiring import Gate, open_gate

# What a camera, a phone or an office leaves in a folder of pictures. A clip is listed too: left out, it would go up
# unseen; the checker says that it cannot look at it.
PICTURES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".mpo"}
    | {".heic", ".heif", ".avif"}
)
CLIPS = frozenset({".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mts", ".mpg", ".mpeg", ".wmv"})
# Below this many photos a second process costs more (1.1 s to load the models) than it saves.
WORTH_A_WORKER = 4
# How many workers a cluster is taken to have where nobody says: no harm where it has fewer.
CLUSTER_WORKERS = 32
NOTHING_SAID: Mapping[str, SaidOfPhoto] = MappingProxyType({})
_STOPPED = "This photo could not be checked: the program that looked at it was stopped."


@dataclass(frozen=True, slots=True)
class AlbumJob:
    """How to open the gate anywhere: in this process, in a worker, on another machine."""

    register: str | None = field(default=None, repr=False)
    pack: str | None = None
    home: str = "consent_data"
    channel: Channel = Channel.FACEBOOK
    roster: Roster | None = field(default=None, repr=False)
    max_side: int | None = None
    """Most pixels along the longer side of a cleaned copy; None keeps the size."""


@dataclass(frozen=True, slots=True)
class AlbumTask:
    """One photo for a worker: its name in the album, where it is, and what was said about its faces.

    A worker's log may show this, but no name.
    """

    name: str = field(repr=False)
    file: str = field(repr=False)
    job: AlbumJob
    said: SaidOfPhoto | None = None


@dataclass(frozen=True, slots=True)
class AlbumRow:
    """The answer for one photo: its place in the folder, the JSON line, and the cleaned copy of a clear photo."""

    file: str = field(repr=False)
    row: dict[str, Any] = field(repr=False)
    clean: bytes | None = field(default=None, repr=False)
    suffix: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict of this photo."""
        return Verdict(self.row["verdict"])


def anywhere(name: str | None) -> str | None:
    """A register's or pack's file under its full name, for workers that run in another folder; other names as given."""
    is_file = name is not None and "://" not in name and Path(name).is_file()
    return str(Path(name).absolute()) if name is not None and is_file else name


def album_files(folder: Path) -> tuple[tuple[Path, ...], int]:
    """The pictures and clips below a folder, in order of their names, and how many other files were left out.

    Raises: InputError when the folder is missing or has no pictures.
    """
    if not folder.is_dir():
        raise InputError("There is no such folder. Name the folder that holds the photos.")
    every = sorted(path for path in _walk(folder) if not path.name.startswith("."))
    wanted = tuple(path for path in every if path.suffix.lower() in PICTURES | CLIPS)
    if not wanted:
        raise InputError("There are no pictures in this folder.")
    return wanted, len(every) - len(wanted)


def _walk(folder: Path) -> Iterator[Path]:
    """Everything below that is no folder; a link that leads nowhere counts, one to a folder is not followed."""

    def stop(error: OSError) -> None:
        raise InputError(f"A folder of photos could not be opened ({error.strerror}). Nothing was checked.") from None

    for parent, folders, files in os.walk(folder, onerror=stop):
        yield from (Path(parent, name) for name in files)
        yield from (path for path in (Path(parent, name) for name in folders) if path.is_symlink())


def check_album(
    folder: Path,
    files: tuple[Path, ...],
    job: AlbumJob,
    workers: int | None = None,
    dask: str | None = None,
    said: Mapping[str, SaidOfPhoto] = NOTHING_SAID,
) -> Iterator[AlbumRow]:
    """The answer for each file, in the order given; a file or worker that fails is a REVIEW, never a gap.

    Raises: InputError when the register or pack that was named cannot be read.
    """
    _gate(job)  # a register or pack that cannot be read is said once, here, not once a photo
    names = photo_names(files, folder)
    tasks = [
        AlbumTask(name, str(file.absolute()), job, said.get(name)) for name, file in zip(names, files, strict=True)
    ]
    if dask is None and _worth(len(files), workers) < 2:
        yield from map(check_in_worker, tasks)
        return
    count = _worth(len(files), workers)
    if dask is None:
        answers = answers_in_order(check_in_worker, tasks, own_processes(count), count)
    else:
        answers = answers_in_order(check_in_worker, tasks, cluster(dask), workers or CLUSTER_WORKERS)
    for task, answer in zip(tasks, answers, strict=True):
        yield answer or _unchecked(task.name, _STOPPED)


def check_in_worker(task: AlbumTask) -> AlbumRow:
    """One photo, in whichever process this is."""
    return _checked(task.name, Path(task.file), task.job, task.said)


def _checked(name: str, file: Path, job: AlbumJob, said: SaidOfPhoto | None) -> AlbumRow:
    gate = _gate(job)
    row = check_file(name, file, gate, job.channel, job.roster, said)
    if row.clean is None or job.max_side is None:
        return row
    try:
        small = gate.analysers.cleaner().clean(row.clean, max_side=job.max_side)
    except CannotRead as error:
        return _unchecked(name, str(error))
    return replace(row, clean=small.data, suffix=small.suffix)


def check_file(
    name: str,
    file: Path,
    gate: Gate,
    channel: Channel,
    roster: Roster | None = None,
    said: SaidOfPhoto | None = None,
) -> AlbumRow:
    """The answer for one file; one that cannot be read is REVIEW with the reason."""
    try:
        photo = replace(read_photo(file), roster=roster)
        photo = said.on(photo) if said else photo
    except CannotRead as error:
        return _unchecked(name, str(error))
    report = gate.check(Post("", channel, (photo,)))
    copy = report.photos[0].clean_copy
    if report.verdict is Verdict.CLEAR and copy is not None:
        return AlbumRow(name, photo_json(name, report), copy.data, copy.suffix)
    return AlbumRow(name, photo_json(name, report))


def _unchecked(name: str, says: str) -> AlbumRow:
    return AlbumRow(name, photo_json(name, refused(says, PhotoSpot(0), photos=1)))


@lru_cache(maxsize=1)
def _gate(job: AlbumJob) -> Gate:
    return open_gate(job.register, job.pack, Path(job.home))


def _worth(photos: int, workers: int | None) -> int:
    if workers is not None:
        return max(1, min(workers, photos))
    return 1 if photos < WORTH_A_WORKER else min(os.cpu_count() or 1, photos)


def photo_names(files: tuple[Path, ...], folder: Path) -> tuple[str, ...]:
    """What each file is called in the album: its place below the folder."""
    return tuple(_name(file, folder) for file in files)


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
