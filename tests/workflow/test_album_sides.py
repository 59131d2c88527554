"""The cleaned copies of an album are as small as was asked, and a copy that cannot be proven is none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from checker.analysers.cleaning import AllowListCleaner
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy, PhotoEvidence
from checker.core.report import CheckRun, Report, RunState, Task, Verdict
from checker.workflow import album
from checker.workflow.album import check_in_worker
from checker.workflow.album_job import AlbumJob, AlbumRow, AlbumTask
from checker.workflow.album_photos import AlbumPhoto
from tests.analysers.picture_files import pixels, saved, scene

PHOTO = AllowListCleaner().clean(saved(scene(200, 100), "JPEG")).data


class Refuses:
    """A cleaner that can prove nothing."""

    def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy:
        raise CannotRead("We could not prove it.")


def answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, max_side: int | None, cleaner: object = None) -> AlbumRow:
    task, seen = Task("metadata.clean", 0), PhotoEvidence(clean_copy=CleanCopy(PHOTO, ".jpg"))
    report = Report("", (), "v1", (task,), (CheckRun(task, RunState.DONE, (), 0.0),), (seen,))
    analysers = SimpleNamespace(cleaner=lambda: cleaner or AllowListCleaner())
    monkeypatch.setattr(album, "_gate", lambda _: SimpleNamespace(analysers=analysers, check=lambda _: report))
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    return check_in_worker(AlbumTask(AlbumPhoto("a.jpg", tmp_path / "a.jpg"), AlbumJob(max_side=max_side)))


def test_a_copy_is_made_as_small_as_was_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = answer(monkeypatch, tmp_path, 80)
    assert small.clean is not None
    assert pixels(small.clean).shape == (40, 80, 3)


@pytest.mark.parametrize("max_side", [None, 200, 5000])
def test_a_copy_that_fits_keeps_its_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, max_side: int | None
) -> None:
    assert answer(monkeypatch, tmp_path, max_side).clean == PHOTO


def test_a_small_copy_that_cannot_be_proven_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refused = answer(monkeypatch, tmp_path, 80, Refuses())
    assert (refused.clean, refused.verdict) == (None, Verdict.REVIEW)
