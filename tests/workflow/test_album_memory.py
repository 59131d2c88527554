"""A photo for which the memory was not enough is tried once more, then a person looks at it; nothing of it is kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from checker.core.evidence import PhotoEvidence
from checker.core.post import Post
from checker.core.report import CheckRun, Report, RunState, Task, Verdict
from checker.workflow import album
from checker.workflow.album import check_album
from checker.workflow.album_job import AlbumJob, Grounds
from checker.workflow.album_photos import AlbumPhoto
from tests.workflow.test_album_workers import shout

DAY = "2026-11-20"
TASK = Task("faces.unresolved", 0)


class HungryGate:
    """A check of each photo lacks memory as many times as the photo's bytes say; then the photo is clear."""

    def __init__(self) -> None:
        self.looked: Counter[str] = Counter()
        self.analysers = SimpleNamespace()
        self.today = lambda: SimpleNamespace(isoformat=lambda: DAY)

    def check(self, post: Post) -> Report:
        (photo,) = post.photos
        self.looked[photo.name] += 1
        lacks = self.looked[photo.name] <= int(photo.data)
        run = CheckRun(TASK, RunState.CRASHED if lacks else RunState.DONE, (), 0.0, lacks)
        return Report(post.digest, (), "v1", (TASK,), (run,), (PhotoEvidence(),))


def test_a_photo_that_lacked_memory_is_tried_once_more_and_never_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = HungryGate()
    monkeypatch.setattr(album, "_gate", lambda _: gate)
    photos = tuple(AlbumPhoto(f"{times}.jpg", tmp_path / f"{times}.jpg") for times in range(3))
    for times, photo in enumerate(photos):
        photo.file.write_text(str(times))
    job = AlbumJob(grounds=Grounds(str(tmp_path / "kept"), "stamp", "v1", DAY))
    rows = list(check_album(photos, job, workers=1))
    assert [(row.file, row.verdict) for row in rows] == [
        ("0.jpg", Verdict.CLEAR), ("1.jpg", Verdict.CLEAR), ("2.jpg", Verdict.REVIEW)]  # fmt: skip
    assert gate.looked == {"0.jpg": 1, "1.jpg": 2, "2.jpg": 2}
    assert [finding["says"] for finding in rows[2].row["findings"]] == [album._STOPPED]
    again = list(check_album(photos, job, workers=1))
    assert [(row.is_kept, row.verdict) for row in again] == [
        (True, Verdict.CLEAR), (True, Verdict.CLEAR), (False, Verdict.CLEAR)]  # fmt: skip


def test_a_worker_that_lacks_memory_gets_the_photo_again_alone(tmp_path: Path) -> None:
    words = ["a", f"hungry {tmp_path / 'mark'}", "b", "starving", "c"]
    told = list(album.answers_in_order(shout, words, album.own_processes(2), 2))
    assert told == ["A", "FED", "B", None, "C"]
