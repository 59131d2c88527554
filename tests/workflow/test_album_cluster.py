"""The real checker on a real cluster: a worker is killed half-way, and nothing is lost, doubled or out of order."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from checker.workflow import album_results
from checker.workflow.album_cluster import Way
from tests.workflow.album_clusters import hidden_cluster
from tests.workflow.test_unknown_people import Checker, folder, matching, numbers

__all__ = ["folder", "matching"]  # fixtures
WALLS = 8
AS_HERE = """
import sys
from pathlib import Path
from checker.cli import main
from checker.workflow import album_results
album_results._PROGRAM = Path(sys.argv.pop(1))
sys.exit(main())
"""

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that kills"),
    pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning", "default::ResourceWarning"),
]


def test_faces_are_grouped_though_a_worker_was_killed_and_nothing_lies_on_a_disk(
    matching: str, folder: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the part for a cluster is not installed")
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # a new process runs the main module again
    for number in range(WALLS):
        Image.new("RGB", (320, 240), (200, 200, 10 * number)).save(folder / f"w{number}.jpg")
    lines, scratch = tmp_path / "lines.jsonl", tmp_path / "scratch"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(scratch)
    ) as local:
        words = [sys.executable, "-m", "checker", "album", str(folder), "--register", matching, "--json"]
        words += ["--dask", local.scheduler_address, "--lines", str(lines)]
        run = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "CHECKER_HOME": str(home)},
        )
        assert run.stdout is not None
        assert run.stderr is not None
        told = [run.stdout.readline()]
        os.kill(next(iter(local.workers.values())).pid, signal.SIGKILL)
        told += run.stdout.readlines()
        errors = run.stderr.read()
        run.stdout.close()
        run.stderr.close()
        run.wait(60)
        written = {file.name for file in scratch.rglob("*") if file.is_file() and file.stat().st_size}
    answers = [json.loads(line) for line in told]
    expected = {"a.jpg": "review", "b.jpg": "review", "c.jpg": "review"}
    expected |= {f"w{number}.jpg": "clear" for number in range(WALLS)} | {"wall.jpg": "clear"}
    assert {answer["file"]: answer["verdict"] for answer in answers} == expected, errors
    assert [answer["file"] for answer in answers] == sorted(expected)
    assert [numbers(lines)[name] for name in ("a.jpg", "b.jpg", "c.jpg")] == [[1], [1], [1]]
    assert not written


def album_of(folder: Path) -> list[str]:
    """Three photos of one face, walls, a file that is no picture, and a film: the names in order."""
    for number in range(WALLS):
        Image.new("RGB", (320, 240), (200, 200, 10 * number)).save(folder / f"w{number}.jpg")
    (folder / "broken.jpg").write_bytes(b"no picture")
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + random.Random(8).randbytes(2_000_000))
    return sorted(file.name for file in folder.iterdir())


@contextmanager
def seen_on_disk(scratch: Path) -> Iterator[dict[Path, bytes]]:
    """Each file that is below this folder at some moment, as it was when it was longest."""
    seen, is_over = dict[Path, bytes](), Event()

    def look() -> None:
        while not is_over.wait(0.002):
            for file in scratch.rglob("*"):
                with suppress(OSError):  # gone meanwhile, or a folder
                    seen[file] = max(file.read_bytes(), seen.get(file, b""), key=len)

    looking = Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        is_over.set()
        looking.join()


def without_time(file: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    return [{name: value for name, value in line.items() if name != "seconds"} for line in lines]


def copies(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir()}


def test_where_nobody_sees_the_photos_their_bytes_are_sent_and_all_else_is_the_same(
    checker: Checker, matching: str, folder: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the part for a cluster is not installed")
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")  # colleagues change the real one meanwhile
    names, scratch = album_of(folder), tmp_path / "scratch"
    words = ["album", "photos", "--register", matching]
    with hidden_cluster(folder, scratch) as cluster, seen_on_disk(scratch) as spilled:
        wishes = ["--dask", cluster.address, "--out", "out", "--lines", "l.jsonl", "--report", "r.html"]
        run = subprocess.Popen(
            [sys.executable, "-c", AS_HERE, str(tmp_path / "program"), *words, *wishes, "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "CHECKER_HOME": str(home)},
        )  # fmt: skip
        assert run.stdout is not None
        assert run.stderr is not None
        with run.stdout, run.stderr:
            told = [run.stdout.readline()]
            cluster.workers[0].send_signal(signal.SIGKILL)
            told += run.stdout.readlines()
            errors = run.stderr.read()
        run.wait(60)
    assert Way.BYTES.value in errors
    assert [json.loads(line)["file"] for line in told] == names, errors
    assert run.returncode == 1

    again = checker(*words, "--out", "out", "--lines", "again.jsonl")  # its answers were kept here, and hold here
    assert f"{len(names) - 2} of {len(names)} photos were checked before" in again.err
    alone = checker(*words, "--again", "--out", "alone", "--lines", "alone.jsonl", "--report", "alone.html")
    assert alone.code == again.code == 1
    assert without_time(tmp_path / "l.jsonl") == without_time(tmp_path / "alone.jsonl")
    assert numbers(tmp_path / "l.jsonl")["a.jpg"] == [1]
    assert copies(tmp_path / "out") == copies(tmp_path / "alone")
    assert (tmp_path / "r.html").read_text() == (tmp_path / "alone.html").read_text()

    disk = b"".join(spilled.values())
    assert len(spilled) >= len(names) // 2  # answers were written to the disk, and nobody can read them
    for data in [*copies(tmp_path / "out").values(), *copies(folder).values()]:
        assert data[-300:] not in disk
    assert not [name for name in names if name.encode() in disk]
