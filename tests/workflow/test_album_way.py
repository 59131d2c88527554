"""Photos go to a cluster by the way that its machines can follow: by name where they see the files, else by bytes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from checker.core.errors import InputError
from checker.workflow import album, album_cluster, album_results, album_workers
from checker.workflow.album import check_album, check_in_worker, resumable
from checker.workflow.album_cluster import Cluster, View, Way, view
from checker.workflow.album_job import AlbumJob, AlbumRow, AlbumTask, Grounds
from checker.workflow.album_photos import AlbumPhoto, CarriedPhoto, album_photos
from checker.workflow.wiring import open_gate
from tests.workflow.album_runs import QuickGate

ALIKE = 100
"""Bytes of each photo here."""
ON = Grounds("folder", "stamp", "version 1", date.today().isoformat())
ADDRESS = "tcp://127.0.0.1:1"


@pytest.fixture
def photos(tmp_path: Path) -> tuple[AlbumPhoto, ...]:
    """Six photos that are read, and one that is not there any more."""
    folder = tmp_path / "Sports day"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.jpg").write_bytes(bytes([number]) * ALIKE)
    listed, _ = album_photos(folder)
    (folder / "3.jpg").unlink()
    return listed


class Machine(Executor):
    """Works on what it is given when its answer is wanted, and knows what lay there at most."""

    def __init__(self, *, dies: int = 0) -> None:
        self.given, self.most, self.there, self.dies = list[Any](), 0, 0, dies

    def submit(self, work: Callable[..., Any], /, *words: Any, **_: Any) -> Future[Any]:
        """Each task goes through the same form as over a network."""
        self.given.append(words[0])
        self.there += 1
        self.most = max(self.most, self.there)
        return Later(self, work, pickle.dumps(words[0]))


class Later(Future[Any]):
    """One answer of a machine."""

    def __init__(self, machine: Machine, work: Callable[..., Any], told: bytes) -> None:
        super().__init__()
        self.machine, self.work, self.told = machine, work, told

    def result(self, timeout: float | None = None) -> Any:
        """The answer, or the end of the machine."""
        self.machine.there -= 1
        if self.machine.dies:
            self.machine.dies, self.machine.there = self.machine.dies - 1, 0
            raise BrokenExecutor
        return self.work(pickle.loads(self.told))


class Told:
    """A cluster in the place of the real one, whose machines see what is said here."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *views: View | Exception, dies: int = 0) -> None:
        self.machine, self.notes, self.asked = Machine(dies=dies), list[str](), 0
        self.views = dict(enumerate(views))
        monkeypatch.setattr(album_cluster, "_asked_of_each", self._ask)
        monkeypatch.setattr(album_cluster, "cluster", lambda _: self._start)

    def _ask(self, *_: object) -> dict[int, View | Exception]:
        self.asked += 1
        return self.views

    def _start(self) -> AbstractContextManager[Executor]:
        return nullcontext(self.machine)

    def over(self, job: AlbumJob = AlbumJob()) -> Cluster:  # noqa: B008 - a value
        """The cluster of one run."""
        return Cluster(ADDRESS, job, self.notes.append)


def read_by(task: AlbumTask) -> bytes | str:
    """What a worker reads of a photo."""
    try:
        return task.read().data
    except InputError as error:
        return str(error)


def tasks_of(photos: tuple[AlbumPhoto, ...], job: AlbumJob = AlbumJob()) -> list[AlbumTask]:  # noqa: B008 - a value
    return [AlbumTask(photo, job) for photo in photos]


SEES, BLIND = View(has_file=True, register_version=""), View(has_file=False, register_version="")


def test_where_all_machines_see_the_file_only_its_name_goes_there(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch, SEES, SEES)
    tasks = tasks_of(photos)
    answers = list(told.over().answers(read_by, tasks, None))
    assert told.machine.given == tasks
    assert answers == [read_by(task) for task in tasks]
    assert told.notes == [Way.NAMES.value]


@pytest.mark.parametrize("other", [BLIND, ConnectionError("the worker is gone")])
def test_where_one_machine_does_not_see_it_the_bytes_go_to_all_and_the_place_to_none(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch, other: View | Exception
) -> None:
    told = Told(monkeypatch, SEES, other)
    tasks = tasks_of(photos)
    answers = list(told.over().answers(read_by, tasks, None))
    assert [one.photo for one in told.machine.given] == [photo.carried() for photo in photos]
    assert answers == [read_by(task) for task in tasks]  # of the one that is gone the very same sentence
    assert b"Sports day" not in pickle.dumps(told.machine.given)
    assert told.notes == [Way.BYTES.value]


def test_the_way_is_found_and_told_once_in_a_run(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch, BLIND)
    cluster = told.over()
    for _ in range(2):
        list(cluster.answers(read_by, tasks_of(photos), None))
    assert (told.asked, told.notes) == (1, [Way.BYTES.value])


def test_a_run_with_nothing_to_ask_asks_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, BLIND)
    assert list(told.over().answers(read_by, list[AlbumTask](), None)) == []
    assert (told.asked, told.notes) == (0, [])


def test_no_more_bytes_are_given_out_at_a_time_than_was_said(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(album_workers, "MOST_CARRIED", 2 * ALIKE)
    told = Told(monkeypatch, BLIND)
    answers = list(told.over().answers(read_by, tasks_of(photos[4:]), None))
    assert answers == [bytes([number]) * ALIKE for number in (4, 5, 6)]
    assert told.machine.most == 2


def test_a_photo_larger_than_that_goes_alone(photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album_workers, "MOST_CARRIED", 1)
    told = Told(monkeypatch, BLIND)
    assert list(told.over().answers(read_by, tasks_of(photos[:3]), None)) == [bytes([n]) * ALIKE for n in range(3)]
    assert told.machine.most == 1


@pytest.mark.parametrize("dies", [1, 2])
def test_after_a_death_the_photo_is_read_and_sent_again_and_after_two_it_is_told(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch, dies: int
) -> None:
    told = Told(monkeypatch, BLIND, dies=dies)
    answers = list(told.over().answers(read_by, tasks_of(photos[:3]), None))
    first = bytes([0]) * ALIKE if dies == 1 else None
    assert answers == [first, bytes([1]) * ALIKE, bytes([2]) * ALIKE]


def test_a_machine_without_this_register_is_one_sentence(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch, View(True, "version 1"), View(True, ""))
    with pytest.raises(InputError, match="does not see the school's register as it is here"):
        list(told.over(AlbumJob(grounds=ON)).answers(read_by, tasks_of(photos), None))
    assert told.machine.given == []


def test_a_machine_without_this_program_is_one_sentence(
    photos: tuple[AlbumPhoto, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch, SEES, ModuleNotFoundError("checker"))
    with pytest.raises(InputError, match="lacks this program"):
        list(told.over().answers(read_by, tasks_of(photos), None))


def test_a_machine_sees_the_very_file_or_none(photos: tuple[AlbumPhoto, ...], home: Path, register: str) -> None:
    job = resumable(AlbumJob(register, home=str(home)))
    assert job.grounds is not None
    start = album_cluster._start_of(photos[0].file)
    version = job.grounds.register_version
    assert view(job, start) == View(has_file=True, register_version=version)
    photos[0].file.write_bytes(b"another" * 15)
    assert view(job, start) == View(has_file=False, register_version=version)
    photos[0].file.unlink()
    Path(register).unlink()
    assert view(job, start) == BLIND
    assert view(AlbumJob(), None) == BLIND


def test_the_name_by_which_machines_look_for_the_program_is_right() -> None:
    assert resolve_name(f"{album_cluster.__name__}:view") is view


@pytest.fixture
def quick(register: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AlbumJob:
    """A job whose photos are all clear at once, with a stamp that colleagues' work does not change."""
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")
    gate = QuickGate(open_gate(register), tmp_path / "looked")
    monkeypatch.setattr(album, "_opened", lambda *_: gate)
    monkeypatch.setattr(album, "_with_copy", clean_copy)
    return resumable(AlbumJob(register, home=str(home)))


def clean_copy(name: str, *_: object) -> AlbumRow:
    return AlbumRow(name, {"file": name, "verdict": "clear"}, b"clean", ".jpg", "digest")


def test_an_answer_about_bytes_is_kept_where_the_photo_is(
    photos: tuple[AlbumPhoto, ...], quick: AlbumJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = quick.grounds
    assert on is not None
    check_in_worker(AlbumTask(photos[0].carried(), quick))
    assert not Path(on.folder, on.stamp).exists()  # a worker elsewhere makes no folder of ours

    told = Told(monkeypatch, View(has_file=False, register_version=on.register_version))
    first = list(check_album(photos, quick, dask=told.over(quick)))
    assert [row.clean for row in first] == [b"clean", b"clean", b"clean", None, b"clean", b"clean", b"clean"]
    assert {row.kept_as for row in first} == {None}
    again = list(check_album(photos, quick, dask=told.over(quick)))
    assert [row.is_kept for row in again] == [row.clean is not None for row in first]
    assert [row.row for row in again] == [row.row for row in first]


def test_a_carried_photo_shows_neither_its_name_nor_its_bytes() -> None:
    photo = CarriedPhoto("Orla.jpg", b"bytes")
    assert repr(photo) == "CarriedPhoto(problem='')"
    assert photo.carried() is photo
