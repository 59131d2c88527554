"""How do photos reach the machines of a cluster? By the names of their files, or by their bytes.

What a machine answers is sealed for the run: Dask writes large answers to its disks when memory runs short.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, TypeVar

from checker.core.errors import InputError
from checker.store.sealed_for_run import RunKey, RunSeal
from checker.workflow.album_dask import cluster, connected
from checker.workflow.album_job import AlbumJob, PhotoTask
from checker.workflow.album_photos import AlbumPhoto, CarriedPhoto
from checker.workflow.album_workers import Ready, answers_in_order
from checker.workflow.register_source import register_source, with_pupils

Task = TypeVar("Task", bound=PhotoTask)
Answer = TypeVar("Answer")

PATIENCE = 300
"""Seconds: the slowest photo we know takes 60. When every worker of a cluster has died, the scheduler only waits."""
WORKERS = 32
"""How many workers a cluster is taken to have where nobody says: no harm where it has fewer."""
_START = 1_000_000
"""Bytes that are compared: no two photos begin with the same million, and a film or a zip is not read to its end."""


class Way(Enum):
    """How photos come to a cluster, with the sentence for whoever started the run."""

    NAMES = "The cluster's machines see the photos where they lie, and read them there."
    BYTES = "The cluster's machines do not see the photos where they lie, so each photo is sent to them."


@dataclass(frozen=True, slots=True)
class FileStart:
    """Which file this is: its place, its size in bytes, and SHA-256 of its first million bytes, in hex."""

    file: str = field(repr=False)
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class View:
    """What a machine of the cluster sees of the album and of the school's register; "" where it sees no register."""

    has_file: bool
    register_version: str


class Cluster:
    """The cluster of one run: where it is, and the way by which photos go there, which is found out once."""

    def __init__(self, address: str, job: AlbumJob, note: Callable[[str], None]) -> None:
        self._address, self._job, self._note = address, job, note
        self._way: Way | None = None

    def answers(
        self, work: Callable[[Task], Answer], tasks: list[Task], workers: int | None
    ) -> Iterator[Answer | None]:
        """The answer to each task, in order; None where whoever worked on it died twice. Raises: InputError."""
        if not tasks:
            return
        key, way = RunKey(), self._found_way(tasks)
        sealed_work = partial(_sealed, work, key.seal)
        ready: Ready[Task] = _with_bytes if way is Way.BYTES else _as_it_is
        most = workers or WORKERS
        for sealed in answers_in_order(sealed_work, tasks, cluster(self._address), most, PATIENCE, ready):
            # who could put another object here has the cluster, and Dask's own messages are opened like this too
            yield None if sealed is None else pickle.loads(key.opened(sealed))  # noqa: S301

    def _found_way(self, tasks: Iterable[PhotoTask]) -> Way:
        if self._way is None:
            start = next(filter(None, map(_start_of_photo, tasks)), None)
            views = _views(self._address, self._job, start)
            self._see_register(views)
            sees = bool(views) and all(isinstance(view, View) and view.has_file for view in views.values())
            self._way = Way.NAMES if sees else Way.BYTES
            self._note(self._way.value)
        return self._way

    def _see_register(self, views: Mapping[str, View | Exception]) -> None:
        """Better one sentence now than an album full of photos that nobody could compare. Raises: InputError."""
        on = self._job.grounds
        seen = [view.register_version for view in views.values() if isinstance(view, View)]
        if on is not None and any(version != on.register_version for version in seen):
            raise InputError(
                "A machine of the cluster does not see the school's register as it is here. Give every machine the "
                "school's folder under the same name, and the register's key."
            )


def _views(address: str, job: AlbumJob, start: FileStart | None) -> Mapping[str, View | Exception]:
    """By machine; a worker that dies on it sees nothing. Raises: InputError."""
    views = _asked_of_each(address, job, start)
    if _lack_program(views):
        raise InputError("A machine of the cluster lacks this program. Install the same version on all of them.")
    return views


def _asked_of_each(address: str, job: AlbumJob, start: FileStart | None) -> Mapping[str, Any]:
    try:
        with connected(address) as client:
            # by a name first: a worker that cannot find a function it is sent drops the line, and says nothing
            answers: Mapping[str, Any] = client.run(resolve_name, f"{__name__}:view", on_error="return")
            return answers if _lack_program(answers) else client.run(view, job, start, on_error="return")
    except OSError:
        raise InputError("The Dask scheduler went away. Check that it is running.") from None


def _lack_program(answers: Mapping[str, Any]) -> bool:
    return any(isinstance(answer, ImportError | AttributeError) for answer in answers.values())


def view(job: AlbumJob, start: FileStart | None) -> View:
    """What this machine sees; asked on each machine of the cluster."""
    return View(start is not None and _start_of(Path(start.file)) == start, _register_version(job))


def _register_version(job: AlbumJob) -> str:
    if job.grounds is None:
        return ""
    try:
        return with_pupils(register_source(job.register, Path(job.home)))().version
    except InputError:
        return ""


def _start_of_photo(task: PhotoTask) -> FileStart | None:
    return None if isinstance(task.photo, CarriedPhoto) else _start_of(task.photo.file)


def _start_of(file: Path) -> FileStart | None:
    """None where the file cannot be read from here; what is no plain file, such as a pipe, is not waited for."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as stream:
            digest = hashlib.sha256(stream.read(_START)).hexdigest()
        return FileStart(str(file), file.stat().st_size, digest)
    except OSError:
        return None


def _sealed(work: Callable[[Task], Answer], seal: RunSeal, task: Task) -> bytes:
    """The answer for the run alone."""
    return seal.sealed(pickle.dumps(work(task)))


def _as_it_is(task: Task) -> tuple[Task, int]:
    return task, 0


def _with_bytes(task: Task) -> tuple[Task, int]:
    carried = task.carried()
    photo = carried.photo
    return carried, 0 if isinstance(photo, AlbumPhoto) else len(photo.data)
