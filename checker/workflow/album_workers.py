"""Which processes look at an album's photos? Here or on a cluster, and no photo is lost with one that dies."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any, Generic, TypeVar

from checker.core.errors import InputError
from checker.workflow.process import beside_others

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Start = Callable[[], AbstractContextManager[Executor]]
Ready = Callable[[Task], tuple[Task, int]]
"""The task as it is sent, and how many bytes of a photo it carries: made just before it is given out."""

MOST_DEATHS = 2
"""Worked on alone, a photo whose worker dies again is the reason."""
UNDER_WAY = 3
"""Photos given out for each worker: enough that none waits, few enough that finished copies do not fill the memory."""
MOST_CARRIED = 300_000_000
"""Bytes of photos given out at a time, and one more: 60 photos of 5 MB, and a school's smallest server has 4 GB."""


@dataclass(frozen=True, slots=True)
class _Given(Generic[Answer]):
    """What was given out, and how many bytes of a photo went along."""

    future: Future[Answer]
    carries: int


def answers_in_order(
    work: Callable[[Task], Answer],
    tasks: Iterable[Task],
    start: Start,
    workers: int,
    patience: float | None = None,
    ready: Ready[Task] = lambda task: (task, 0),
) -> Iterator[Answer | None]:
    """The answer to each task, in order; None where whoever worked on it died twice, the second time on it alone.

    `patience`: seconds after which a silent worker counts as dead; when none is left to start again, the rest is None.
    """
    waiting, deaths, has_begun, most = deque(tasks), 0, False, workers * UNDER_WAY
    while waiting:
        with ExitStack() as stack:
            try:
                executor = stack.enter_context(start())
            except InputError:
                if not has_begun:
                    raise
                yield from (None for _ in waiting)
                return
            has_begun = True
            under_way = stack.enter_context(_cancelled_at_the_end())
            while waiting:
                try:
                    _give_out(partial(_submitted, executor, work, ready), waiting, under_way, 1 if deaths else most)
                    answer = under_way.popleft().future.result(patience)
                except _lost():
                    deaths += 1
                    break
                waiting.popleft()
                deaths = 0
                yield answer
        if deaths >= MOST_DEATHS:
            waiting.popleft()
            deaths = 0
            yield None


def in_this_process(work: Callable[[Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer | None]:
    """The same without any worker: None where the memory was not enough twice."""
    for task in tasks:
        yield _tried_twice(work, task)


def _tried_twice(work: Callable[[Task], Answer], task: Task) -> Answer | None:
    for _ in range(MOST_DEATHS):
        try:
            return work(task)
        except MemoryError:  # what it had taken is free again by now
            continue
    return None


@contextmanager
def _cancelled_at_the_end() -> Iterator[deque[_Given[Any]]]:
    """Work given out; whoever stops the album does not wait for what has not begun."""
    under_way: deque[_Given[Any]] = deque()
    try:
        yield under_way
    finally:
        for given in under_way:
            given.future.cancel()


def _give_out(
    submitted: Callable[[Task], _Given[Answer]], waiting: deque[Task], under_way: deque[_Given[Answer]], most: int
) -> None:
    while len(under_way) < min(most, len(waiting)) and sum(given.carries for given in under_way) < MOST_CARRIED:
        under_way.append(submitted(waiting[len(under_way)]))


def _submitted(executor: Executor, work: Callable[[Task], Answer], ready: Ready[Task], task: Task) -> _Given[Answer]:
    sent, carries = ready(task)
    return _Given(executor.submit(work, sent), carries)


def _lost() -> tuple[type[BaseException], ...]:
    """What one hears of a worker that was stopped, or had no memory left for the photo."""
    cluster = sys.modules.get("distributed")
    of_cluster = (cluster.KilledWorker,) if cluster else ()
    return (BrokenExecutor, CancelledError, MemoryError, OSError, *of_cluster)


def own_processes(workers: int) -> Start:
    """Processes of this machine."""

    def start() -> AbstractContextManager[Executor]:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # "spawn" everywhere: a forked copy of a process that has already loaded models can hang in their threads.
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)

    return start


def _begin() -> None:
    beside_others()
    _end_with_parent()


def _end_with_parent() -> None:
    """Ctrl+C is the parent's to answer; and when the parent is killed, nobody would ever tell its workers to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
