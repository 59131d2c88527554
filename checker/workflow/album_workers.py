"""Which processes look at an album's photos? This machine's or a cluster's, and no photo is lost with one that dies."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Thread
from typing import Any, TypeVar

from checker.core.errors import InputError
from checker.workflow.process import beside_others

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Start = Callable[[], AbstractContextManager[Executor]]

MOST_DEATHS = 2
"""Worked on alone, a photo whose worker dies again is the reason."""
UNDER_WAY = 3
"""Photos given out for each worker: enough that none waits, few enough that finished copies do not fill the memory."""
_ADDRESS = re.compile(r"(?P<scheme>(?:tcp|tls)://)?(?P<host>[^\s/:@]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_LONGEST_GREETING = 1_000_000  # bytes; a scheduler sends about a hundred
CLUSTER_PATIENCE = 300
"""Seconds: the slowest photo we know takes 60. When every worker of a cluster has died, the scheduler only waits."""
_ANSWER_SECONDS = 10
"""How long a scheduler may take to answer; on a school's network it is milliseconds."""


def answers_in_order(
    work: Callable[[Task], Answer],
    tasks: Iterable[Task],
    start: Start,
    workers: int,
    patience: float | None = None,
) -> Iterator[Answer | None]:
    """The answer to each task, in order; None where whoever worked on it died twice, the second time on it alone.

    `patience`: seconds after which a silent worker counts as dead; when none is left to start again, the rest is None.
    """
    waiting, deaths, has_begun = deque(tasks), 0, False
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
                    _give_out(work, waiting, under_way, executor, 1 if deaths else workers * UNDER_WAY)
                    answer = under_way.popleft().result(patience)
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
def _cancelled_at_the_end() -> Iterator[deque[Future[Any]]]:
    """Work given out; whoever stops the album does not wait for what has not begun."""
    under_way: deque[Future[Any]] = deque()
    try:
        yield under_way
    finally:
        for future in under_way:
            future.cancel()


def _give_out(
    work: Callable[[Task], Answer],
    waiting: deque[Task],
    under_way: deque[Future[Answer]],
    executor: Executor,
    most: int,
) -> None:
    while len(under_way) < min(most, len(waiting)):
        under_way.append(executor.submit(work, waiting[len(under_way)]))


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


def cluster(address: str) -> Start:
    """The workers of the Dask scheduler at this address; they must see the same files under the same names.

    Starting raises: InputError.
    """

    @contextmanager
    def start() -> Iterator[Executor]:
        try:
            from distributed import Client
        except ImportError:
            raise InputError("Checking on a cluster needs the extra part: install checker[cluster].") from None
        _knock(address)
        for name in ("distributed", "distributed.client"):  # they print what they were doing when a connection is lost
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
        except (OSError, ValueError, MemoryError):
            raise _no_scheduler() from None
        with client:
            try:
                client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
            except OSError:
                raise InputError("The Dask scheduler has no workers. Start some and try again.") from None
            yield client.get_executor(pure=False)

    return start


def _knock(address: str) -> None:
    """Whether a scheduler is there: it greets whoever connects, with the length of its greeting first.

    Asked here because the client takes half a minute to give up, prints tracebacks, and takes the first words of any
    other server for a length, for which it waits for ever. Raises: InputError.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise InputError("This is not the address of a Dask scheduler. It looks like tcp://10.0.0.5:8786.")
    try:
        with socket.create_connection((found["host"].strip("[]"), int(found["port"])), _ANSWER_SECONDS) as line:
            is_greeted = found["scheme"] == "tls://" or 0 < int.from_bytes(line.recv(8), "little") < _LONGEST_GREETING
    except (OSError, OverflowError, UnicodeError):
        raise _no_scheduler() from None
    if not is_greeted:
        raise _no_scheduler()


def _no_scheduler() -> InputError:
    return InputError("The Dask scheduler at this address does not answer. Check that it is running.")
