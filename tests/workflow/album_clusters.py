"""A real scheduler and real workers, in a mount namespace of their own: for them the album's folder is empty."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

HIDE = 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'
SPILLS = {  # as soon as an answer is there it goes to the disk: what a school's cluster does when memory runs short
    "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "0.0000001",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "0.0000001",
}


@dataclass(frozen=True)
class HiddenCluster:
    """Where the scheduler is, and its workers, who do not see the folder."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


def hiding(folder: Path) -> list[str]:
    """The words in front of a command for which this folder is empty; skips where nobody may hide anything."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare on this machine to hide the album from the workers")
    words = ["unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c", HIDE, str(folder)]
    tried = subprocess.run([*words, "ls", "-A", str(folder)], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the album cannot be hidden from the workers here: {tried.stderr.strip()}")
    assert not tried.stdout
    return words


@contextmanager
def hidden_cluster(folder: Path, scratch: Path) -> Iterator[HiddenCluster]:
    """Two workers who write each answer to `scratch`; ended again at the end."""
    before, told = hiding(folder), scratch.parent / "scheduler.json"
    file = ["--scheduler-file", str(told)]
    dask = [sys.executable, "-m", "distributed.cli"]
    alone = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(scratch)]
    with ExitStack() as stack:

        def run(*words: str) -> subprocess.Popen[bytes]:
            started = subprocess.Popen(words, stderr=subprocess.DEVNULL, env={**os.environ, **SPILLS})
            stack.callback(started.wait)
            stack.callback(started.kill)
            return started

        run(*dask[:2], f"{dask[2]}.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *file)
        workers = tuple(run(*before, *dask[:2], f"{dask[2]}.dask_worker", *file, *alone) for _ in range(2))
        yield HiddenCluster(_address(told), workers)


def _address(told: Path) -> str:
    """Of the scheduler, once both workers are there."""
    from distributed import Client

    ends = time.monotonic() + 60
    while not told.exists():
        assert time.monotonic() < ends
        time.sleep(0.05)
    with Client(scheduler_file=str(told), set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        return str(client.scheduler.address)
