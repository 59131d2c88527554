"""How is a Dask scheduler reached, and what is said where none answers?"""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.workflow.album_workers import Start

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(r"(?P<scheme>(?:tcp|tls)://)?(?P<host>[^\s/:@]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_LONGEST_GREETING = 1_000_000  # bytes; a scheduler sends about a hundred
_ANSWER_SECONDS = 10
"""How long a scheduler may take to answer; on a school's network it is milliseconds."""
_NO_WARNING = {"distributed.admin.large-graph-warning-threshold": "1 TB"}
"""A photo with its task is larger than what Dask advises against."""


def cluster(address: str) -> Start:
    """The workers of the Dask scheduler at this address. Starting raises: InputError."""

    @contextmanager
    def start() -> Iterator[Executor]:
        with connected(address) as client:
            yield client.get_executor(pure=False)

    return start


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A line to the Dask scheduler at this address, which has a worker. Raises: InputError."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise InputError("Checking on a cluster needs the extra part: install checker[cluster].") from None
    _knock(address)
    for name in ("distributed", "distributed.client"):  # they print what they were doing when a connection is lost
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with dask.config.set(_NO_WARNING):
        try:
            client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
        except (OSError, ValueError, MemoryError):
            raise _no_scheduler() from None
        with client:
            try:
                client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
            except OSError:
                raise InputError("The Dask scheduler has no workers. Start some and try again.") from None
            yield client


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
