"""The real checker on a real cluster: a worker is killed half-way, and nothing is lost, doubled or out of order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.workflow.test_unknown_people import folder, matching, numbers

__all__ = ["folder", "matching"]  # fixtures
WALLS = 8

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
