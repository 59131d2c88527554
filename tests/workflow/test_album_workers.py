"""No photo is lost with the process that looked at it, and the answers come in order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from checker.core.errors import InputError
from checker.workflow.album_dask import cluster
from checker.workflow.album_workers import answers_in_order, own_processes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that kills")


def shout(word: str) -> str:
    """What a worker does here: some words kill it or leave it without memory, always or the first time."""
    if word == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if word.startswith("once "):
        mark = Path(word.removeprefix("once "))
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "SURVIVED"
    if word == "starving":
        raise MemoryError
    if word.startswith("hungry "):
        mark = Path(word.removeprefix("hungry "))
        if not mark.exists():
            mark.touch()
            raise MemoryError
        return "FED"
    return word.upper()


def test_a_worker_that_dies_once_costs_no_answer(tmp_path: Path) -> None:
    words = ["a", f"once {tmp_path / 'mark'}", "b", "c"]
    assert list(answers_in_order(shout, words, own_processes(2), 2)) == ["A", "SURVIVED", "B", "C"]


def test_a_photo_that_kills_every_worker_is_told_and_hides_no_other() -> None:
    words = ["a", "deadly", "b", "deadly", "c"]
    assert list(answers_in_order(shout, words, own_processes(2), 2)) == ["A", None, "B", None, "C"]


def test_a_bug_in_the_work_is_no_dead_worker() -> None:
    with pytest.raises(AttributeError):
        list(answers_in_order(shout, ["a", 5], own_processes(1), 1))  # type: ignore[list-item]


def test_a_cluster_needs_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"install checker\[cluster\]"):
        list(answers_in_order(shout, ["a"], cluster("tcp://127.0.0.1:1"), 2))


@pytest.mark.parametrize("address", ["", "nonsense", "tcp://127.0.0.1", "http://127.0.0.1:1", "tcp://127.0.0.1:1"])
def test_a_scheduler_that_is_not_there_is_one_sentence(address: str) -> None:
    pytest.importorskip("distributed", reason="the part for a cluster is not installed")
    with pytest.raises(InputError, match="Dask scheduler"):
        list(answers_in_order(shout, ["a"], cluster(address), 2))


@pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning", "default::ResourceWarning")
def test_a_cluster_answers_in_order_and_outlives_a_worker(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the part for a cluster is not installed")
    words = ["a", f"once {tmp_path / 'mark'}", "b", "c"]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        assert list(answers_in_order(shout, words, cluster(local.scheduler_address), 2)) == ["A", "SURVIVED", "B", "C"]


def test_a_silent_cluster_leaves_the_rest_for_a_person() -> None:
    """The first start works, the worker never answers, and none is left to start again."""
    starts = []

    @contextmanager
    def start() -> Iterator[Executor]:
        starts.append(1)
        if len(starts) > 1:
            raise InputError("The Dask scheduler has no workers. Start some and try again.")
        yield Silent()

    assert list(answers_in_order(shout, ["a", "b", "c"], start, 2, 0.01)) == [None, None, None]


def test_a_photo_that_is_never_answered_hides_no_other() -> None:
    @contextmanager
    def start() -> Iterator[Executor]:
        yield Silent("stuck")

    assert list(answers_in_order(shout, ["a", "stuck", "c"], start, 2, 0.01)) == ["A", None, "C"]


def test_who_stops_the_album_does_not_wait_for_what_has_not_begun() -> None:
    silent = Silent("c")
    answers = answers_in_order(shout, ["a", "b", "c", "d"], lambda: nullcontext(silent), 1)
    assert next(answers) == "A"
    answers.close()
    assert silent.given[2].cancelled()


class Silent(Executor):
    """Answers at once, except to the words it is silent about; to none, it is silent about all."""

    def __init__(self, *silent: str) -> None:
        self.silent, self.given = silent, list[Future[Any]]()

    def submit(self, work: Any, /, *words: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append(future)
        if self.silent and words[0] not in self.silent:
            future.set_result(work(*words))
        return future
