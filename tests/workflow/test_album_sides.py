"""The cleaned copies of an album are as small as was asked, and a copy that cannot be proven is none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from checker.analysers.cleaning import AllowListCleaner
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy
from checker.core.report import Verdict
from checker.workflow import album
from checker.workflow.album import AlbumJob, AlbumRow, AlbumTask, check_in_worker
from tests.analysers.picture_files import pixels, saved, scene

PHOTO = AllowListCleaner().clean(saved(scene(200, 100), "JPEG")).data


class Refuses:
    """A cleaner that can prove nothing."""

    def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy:
        raise CannotRead("We could not prove it.")


def answer(monkeypatch: pytest.MonkeyPatch, max_side: int | None, cleaner: object = None) -> AlbumRow:
    gate = SimpleNamespace(analysers=SimpleNamespace(cleaner=lambda: cleaner or AllowListCleaner()))
    monkeypatch.setattr(album, "_gate", lambda job: gate)
    monkeypatch.setattr(album, "check_file", lambda *rest: AlbumRow("a.jpg", {"verdict": "clear"}, PHOTO, ".jpg"))
    return check_in_worker(AlbumTask("a.jpg", str(Path("a.jpg")), AlbumJob(max_side=max_side), None))


def test_a_copy_is_made_as_small_as_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    small = answer(monkeypatch, 80)
    assert small.clean is not None
    assert pixels(small.clean).shape == (40, 80, 3)


@pytest.mark.parametrize("max_side", [None, 200, 5000])
def test_a_copy_that_fits_keeps_its_bytes(monkeypatch: pytest.MonkeyPatch, max_side: int | None) -> None:
    assert answer(monkeypatch, max_side).clean == PHOTO


def test_a_small_copy_that_cannot_be_proven_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = answer(monkeypatch, 80, Refuses())
    assert (refused.clean, refused.verdict) == (None, Verdict.REVIEW)
