"""Which of these photos can go up today? Every file of a folder is answered, in order, by one code path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from checker.core.errors import CannotRead
from checker.core.faces import FaceOutcome
from checker.core.finding import PhotoSpot, PixelBox
from checker.core.post import Photo, Post
from checker.core.report import Report, Verdict
from checker.workflow.album_job import AlbumJob, AlbumRow, AlbumTask, Asked, Grounds, PhotoTask
from checker.workflow.album_photos import AlbumPhoto, CarriedPhoto
from checker.workflow.album_results import (
    KeptAnswer,
    grounds,
    keep_answer,
    keep_answer_as,
    kept_answer,
    name_and_key,
)
from checker.workflow.album_workers import answers_in_order, in_this_process, own_processes
from checker.workflow.as_json import photo_json
from checker.workflow.refusal import refused
from checker.workflow.said_file import SaidOfPhoto

if TYPE_CHECKING:
    from checker.workflow.album_cluster import Cluster
    from checker.workflow.wiring import Gate

T = TypeVar("T", bound=PhotoTask)
R = TypeVar("R")

# Below this many photos a second process costs more (1.1 s to load the models) than it saves.
WORTH_A_WORKER = 4
NOTHING_SAID: Mapping[str, SaidOfPhoto] = MappingProxyType({})
_STOPPED = (
    "This photo could not be checked: the program that looked at it was stopped twice, perhaps for want of memory. "
    "Close other programs or make the photo smaller, and check it again."
)
_CLUSTER_GONE = (
    "This photo could not be checked: the cluster went away, or its worker was stopped twice. Check that the scheduler "
    "and its workers are running, and run the same command again; what was answered is kept."
)


def check_album(
    photos: tuple[AlbumPhoto, ...],
    job: AlbumJob,
    workers: int | None = None,
    dask: Cluster | None = None,
    said: Mapping[str, SaidOfPhoto] = NOTHING_SAID,
    still_has: Callable[[AlbumRow], bool] = lambda _: True,
) -> Iterator[AlbumRow]:
    """The answer for each photo, in the order given; a file or worker that fails is a REVIEW, never a gap.

    What an earlier run answered is not asked again, unless `still_has` says that the answer's cleaned copy is gone.
    Raises: InputError when the register or pack that was named cannot be read.
    """
    if not _has_answers(job.grounds):  # with answers by these very grounds there was a gate, and may be no need of one
        _gate(job)  # a register or pack that cannot be read is said once, here, not once a photo
    tasks = iter([AlbumTask(photo, job, said.get(photo.name)) for photo in photos])
    for task in tasks:  # those that a stopped run had done come at once
        row = _kept(task, still_has)
        if row is None:
            rest = [task, *tasks]
            yield from _merged(rest, [None, *(_kept(one, still_has) for one in rest[1:])], workers, dask)
            return
        yield row


def resumable(job: AlbumJob) -> AlbumJob:
    """The same job, keeping its answers for the next run. Raises: InputError."""
    return replace(job, grounds=grounds(job, date.today()))


def _merged(
    tasks: list[AlbumTask], kept: list[AlbumRow | None], workers: int | None, dask: Cluster | None
) -> Iterator[AlbumRow]:
    left = [task for task, row in zip(tasks, kept, strict=True) if row is None]
    answers = zip(left, asked_of_workers(check_in_worker, left, Asked(workers, dask)), strict=True)
    for known in kept:
        if known is not None:
            yield known
            continue
        task, answer = next(answers)
        if answer is None:
            yield _unchecked(task.photo.name, _STOPPED if dask is None else _CLUSTER_GONE)
        else:
            yield _kept_here(task.job.grounds, answer)


def asked_of_workers(work: Callable[[T], R], tasks: list[T], asked: Asked) -> Iterator[R | None]:
    """The answer to each task, in order; None where whoever worked on it died twice. Raises: InputError."""
    count = _worth(len(tasks), asked.workers)
    if asked.dask is not None:
        return asked.dask.answers(work, tasks, asked.workers)
    if count < 2:
        return in_this_process(work, tasks)
    return answers_in_order(work, tasks, own_processes(count), count)


def _kept(task: AlbumTask, still_has: Callable[[AlbumRow], bool]) -> AlbumRow | None:
    """The answer of an earlier run; None where there is none, or its copy has to be made again."""
    on = task.job.grounds
    if on is None or not _has_answers(on):  # a first run reads no photo twice
        return None
    try:
        kept = kept_answer(on, task.read())
    except CannotRead:
        return None
    if kept is None:
        return None
    told = {**kept.row, "file": task.photo.name}
    row = AlbumRow(task.photo.name, told, None, kept.suffix, kept.copy_digest, kept.likeness, is_kept=True)
    return row if not row.copy_digest or still_has(row) else None


def _has_answers(on: Grounds | None) -> bool:
    return on is not None and Path(on.folder, on.stamp).is_dir()


def check_in_worker(task: AlbumTask) -> AlbumRow:
    """One photo, in whichever process this is; one that cannot be read is REVIEW with the reason.

    Raises: MemoryError, so that it is tried once more, alone; such an answer is not kept.
    """
    from checker.workflow.album_probes import EAR, sealed_vectors

    gate, name = _gate(task.job), task.photo.name
    try:
        photo = task.read()
        with EAR.listening():
            report = gate.check(Post("", task.job.channel, (photo,)))
            if report.lacked_memory:
                raise MemoryError
            probes = sealed_vectors(task.job.seal, EAR.of(report)) if task.job.seal else b""
        row = replace(_with_copy(name, report, gate, task.job.max_side), likeness=_likeness(photo), probes=probes)
        row.row["sha256"] = photo.digest
    except CannotRead as error:
        return _unchecked(name, str(error))
    if not _holds(task.job.grounds, report, gate):
        return row
    if isinstance(task.photo, CarriedPhoto):  # the folder of answers is where the photo came from
        return replace(row, kept_as=name_and_key(photo))
    keep_answer(task.job.grounds, photo, _to_keep(row))
    return row


def _kept_here(on: Grounds | None, row: AlbumRow) -> AlbumRow:
    """The answer, kept where its worker could not."""
    if on is None or row.kept_as is None:
        return row
    keep_answer_as(on, row.kept_as, _to_keep(row))
    return replace(row, kept_as=None)


def _to_keep(row: AlbumRow) -> KeptAnswer:
    return KeptAnswer({**row.row, "file": ""}, row.copy_digest, row.suffix, row.likeness)


def _likeness(photo: Photo) -> int | None:
    """It only makes a proposal: a picture that cannot be opened has none, and its checks have said so."""
    from checker.analysers.likeness import likeness

    try:
        return likeness(photo.data)
    except CannotRead:
        return None


def _holds(on: Grounds | None, report: Report, gate: Gate) -> TypeGuard[Grounds]:
    """Whether the answer is whole, and rests on what the run began with: a breakdown may not happen again."""
    if on is None or report.unproven:
        return False
    return report.register_version == on.register_version and gate.today().isoformat() == on.day


def _with_copy(name: str, report: Report, gate: Gate, max_side: int | None) -> AlbumRow:
    """The answer with the cleaned copy of a clear photo, as small as was asked. Raises: CannotRead."""
    copy = report.photos[0].clean_copy
    if report.verdict is not Verdict.CLEAR or copy is None:
        return AlbumRow(name, photo_json(name, report))
    if max_side is not None:
        copy = gate.analysers.cleaner().clean(copy.data, max_side=max_side)
    digest = hashlib.sha256(copy.data).hexdigest()
    told = photo_json(name, report)
    return AlbumRow(name, {**told, "sharpness": _sharpness(copy.data, told)}, copy.data, copy.suffix, digest)


def _sharpness(copy: bytes, told: dict[str, Any]) -> float | None:
    """Of the faces that can be seen in the copy; like `_likeness` it only makes a proposal."""
    from checker.analysers.sharpness import sharpness

    if told["width"] is None:
        return None
    seen = [face["box"] for face in told["faces"] if face["outcome"] != FaceOutcome.COVERED]
    try:
        return round(sharpness(copy, [PixelBox(*box) for box in seen], told["width"]), 1)
    except CannotRead:
        return None


def _unchecked(name: str, says: str) -> AlbumRow:
    row = photo_json(name, refused(says, PhotoSpot(0), photos=1))
    return AlbumRow(name, {**row, "sha256": None})


def _gate(job: AlbumJob) -> Gate:
    return _opened(job.register, job.pack, job.home)


@lru_cache(maxsize=1)
def _opened(register: str | None, pack: str | None, home: str) -> Gate:
    from checker.workflow.album_probes import heard_gate
    from checker.workflow.wiring import open_gate  # with all checks: 0.1 s, and an album all of whose answers are kept
    # needs none

    return heard_gate(open_gate(register, pack, Path(home)))


def _worth(photos: int, workers: int | None) -> int:
    if workers is not None:
        return max(1, min(workers, photos))
    return 1 if photos < WORTH_A_WORKER else min(os.cpu_count() or 1, photos)
