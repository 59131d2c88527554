"""A long album takes no more memory or time for each photo than a short one."""

from __future__ import annotations

import hashlib
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from checker.core.decision import Role
from checker.core.post import Channel
from checker.core.staff import Actor
from checker.store.keys import key_or_new
from checker.workflow import album_photos, album_running
from checker.workflow.album_desk import AlbumShelf
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_photos import AlbumPhoto
from checker.workflow.album_report import write_report
from checker.workflow.album_running import RunState, forget_run, run_of, start_run
from checker.workflow.album_takeaway import IN_ONE_ZIP, clear_places
from checker.workflow.same_person import labelled
from checker.workflow.triage import sorted_album

MANY = 400


def row(name: str, verdict: str = "clear") -> dict[str, Any]:
    return {"file": name, "verdict": verdict, "faces": [], "findings": [], "unproven": [], "smallest_face": 9}


def noise() -> bytes:
    """A picture whose thumbnail is large."""
    stream = BytesIO()
    tiles = np.random.default_rng(1).integers(0, 255, (320, 320, 3)).astype(np.uint8)
    Image.fromarray(tiles).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def test_a_report_is_written_photo_by_photo(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(noise())
    checked = {"sha256": hashlib.sha256(noise()).hexdigest()}
    rows = [AlbumRow(f"{number}.jpg", {**row(f"{number}.jpg"), **checked}) for number in range(MANY)]
    photos = {one.file: AlbumPhoto(one.file, tmp_path / "a.jpg") for one in rows}
    piles = sorted_album([one.row for one in rows])
    write_report(tmp_path / "warm.html", rows[:2], piles[:2], photos, ())
    tracemalloc.start()
    try:
        write_report(tmp_path / "report.html", rows, piles, photos, ("400 ready now",))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    told = (tmp_path / "report.html").read_text()
    assert (told.count("<img alt"), told.count("ready now</td>")) == (MANY, MANY)
    assert told.endswith("</table></html>")
    assert peak < len(told) / 4


def test_a_zip_is_opened_once_however_many_photos_it_has(tmp_path: Path) -> None:
    for place, data in enumerate((b"first", b"second, packed anew")):
        with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
            for number in range(MANY):
                archive.writestr(f"{number:03d}.jpg", data)
        album_photos._opened_zip.cache_clear()
        photos, _ = album_photos.album_photos(tmp_path / "day.zip")
        assert {photo.read().data for photo in photos} == {data}, place
        assert album_photos._opened_zip.cache_info().misses == 1


def test_every_photo_of_a_phone_that_calls_them_all_the_same_has_a_name(tmp_path: Path) -> None:
    key_or_new()
    shelf = AlbumShelf(Actor(3, frozenset({Role.POSTER})), tmp_path)
    names = ["image.jpg", "IMAGE.jpg", "image (2).jpg", "image.jpg"]
    album = shelf.begin(Channel.FACEBOOK, ((name, b"x") for name in names))
    assert album.names == ("image.jpg", "IMAGE (2).jpg", "image (2) (2).jpg", "image (3).jpg")
    assert shelf.place(album.id).photo(album, 3) == shelf.place(album.id).photos(album)[3]


def test_the_copies_come_in_zips_that_the_memory_holds() -> None:
    rows = [AlbumRow("", row("", "review" if number % 2 else "clear")) for number in range(3 * IN_ONE_ZIP)]
    parts = clear_places(rows)
    assert [len(part) for part in parts] == [IN_ONE_ZIP, IN_ONE_ZIP // 2]
    assert [place for part in parts for place in part] == list(range(0, 3 * IN_ONE_ZIP, 2))


def test_a_line_without_unknown_people_is_not_copied() -> None:
    told = row("a.jpg")
    assert labelled(told, {}) is told


def test_the_server_remembers_the_latest_runs_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album_running, "_RUNS", {})
    monkeypatch.setattr(album_running, "_MOST_RUNS", 2)
    monkeypatch.setattr(
        album_running, "PageRun", lambda *_: SimpleNamespace(state=RunState.FINISHED, start=lambda: None)
    )
    places = [tmp_path / str(number) for number in range(4)]
    for place in places:
        start_run(tmp_path, place)
    assert [run_of(place) is not None for place in places] == [False, False, True, True]
    forget_run(places[3])
    assert run_of(places[3]) is None
