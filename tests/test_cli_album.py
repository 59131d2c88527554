"""What `checker album` writes beside its answers, and that a second run needs to look at nothing."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from checker.workflow import album as albums
from checker.workflow import album_wish
from checker.workflow.album_job import AlbumRow
from tests.analysers.pictures import portrait
from tests.running import Ran

Checker = Callable[..., Ran]


def photo(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (320, 240), colour).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A wall, a photo with a face nobody has named, and a file that is no picture."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "2026-11-20 wall.jpg").write_bytes(photo("white"))
    face = Image.new("RGB", (640, 480), (230, 226, 214))
    face.paste(Image.fromarray(portrait().pixels[:300, 80:380]), (170, 90))
    face.save(folder / "space.jpg", quality=92)
    (folder / "zz.jpg").write_bytes(b"no picture")
    return folder


def test_files_of_a_run_and_a_second_run_that_looks_at_nothing(
    checker: Checker, register: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("album", str(folder), "--register", register, "--workers", "1", "--out", "out", "--rename",
             "--report", "r.html", "--csv", "t.csv", "--lines", "l.jsonl")  # fmt: skip
    first = checker(*words, "--json")
    assert [line["verdict"] for line in first.lines] == ["clear", "review", "review"]
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["photo-001.jpg"]
    assert [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()] == first.lines
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["pile"] for row in csv.DictReader(table)] == ["ready now", "name one face", "cannot be checked"]
    assert (tmp_path / "r.html").read_text().count("<img alt") == 2

    looked = []
    monkeypatch.setattr(albums, "check_in_worker", lambda task: looked.append(task.photo.name))
    (folder / "zz.jpg").unlink()
    second = checker(*words, "--json")
    assert (second.lines, looked) == (first.lines[:2], [])
    assert second.err == "2 of 2 photos were checked before and nothing has changed since.\n"


def test_a_zip_is_answered_like_a_folder(checker: Checker, register: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sports.zip", "w") as archive:
        archive.writestr("day one/a.jpg", photo("white"))
        archive.writestr("../b.jpg", photo("black"))
    ran = checker("album", "sports.zip", "--register", register, "--workers", "1", "--out", "out", "--json")
    assert [(line["file"], line["verdict"]) for line in ran.lines] == [("b.jpg", "clear"), ("day one/a.jpg", "clear")]
    copies = sorted(file.relative_to(tmp_path).as_posix() for file in (tmp_path / "out").rglob("*.jpg"))
    assert copies == ["out/b.jpg", "out/day one/a.jpg"]


def test_who_stops_a_run_is_told_where_it_stands(
    checker: Checker, register: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = albums.check_in_worker

    def stopped(task: albums.AlbumTask) -> albums.AlbumRow:
        if task.photo.name == "zz.jpg":
            raise KeyboardInterrupt
        return look(task)

    monkeypatch.setattr(albums, "check_in_worker", stopped)
    ran = checker("album", str(folder), "--register", register, "--workers", "1")
    assert ran.code == 3
    assert ran.err.splitlines()[0] == ("Stopped after 2 of 3 photos. Run the same command again to go on from there.")


def test_a_name_in_a_file_s_name_or_its_folder_s_is_nowhere_in_renamed_copies(
    checker: Checker, register: str, tmp_path: Path
) -> None:
    album = tmp_path / "Zelda Quimby 12.03.2026"
    (album / "Zelda Quimby").mkdir(parents=True)
    details = Image.Exif()
    details[0x010E], details[0x0132] = "Zelda Quimby", "2026:03:12 10:10:10"
    Image.new("RGB", (64, 48), "white").save(album / "Zelda Quimby" / "Zelda Quimby 12.03.2026.jpg", exif=details)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("Zelda Quimby/Zelda Quimby.jpg", photo("black"))
    words = ("--register", register, "--workers", "1", "--json")
    assert [line["verdict"] for line in checker("album", str(album), *words).lines] == ["review"]  # as it would go up
    for source, out in ((str(album), "one"), ("all.zip", "two")):
        (line,) = checker("album", source, *words, "--out", out, "--rename").lines
        assert (line["verdict"], [file.name for file in (tmp_path / out).rglob("*")]) == ("clear", ["photo-001.jpg"])
        copy = (tmp_path / out / "photo-001.jpg").read_bytes()
        assert not any(word in copy for word in (b"Zelda", b"Quimby", b"2026"))


def test_copies_that_somebody_takes_away_during_the_run_are_told_and_made_again(
    checker: Checker, register: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "more.jpg").write_bytes(photo("black"))
    words = ("album", str(folder), "--register", register, "--workers", "1", "--out", "out")
    write = album_wish.write_clear_copy

    def written(answer: AlbumRow, out: Path, place: str) -> None:
        if place == "more.jpg":
            shutil.rmtree(out)
        write(answer, out, place)

    with monkeypatch.context() as patch:
        patch.setattr(album_wish, "write_clear_copy", written)
        first = checker(*words)
    assert "1 cleaned copy is not in the folder any more" in first.err
    assert "not in the folder" not in checker(*words).err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_cluster_that_went_away_is_called_that(
    checker: Checker, register: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(albums, "asked_of_workers", lambda _work, tasks, _asked: (None for _ in tasks))
    words = ("album", str(folder), "--register", register, "--json")
    told = {
        way: {line["findings"][0]["says"].partition(",")[0] for line in checker(*words, *way).lines}
        for way in ((), ("--dask", "tcp://127.0.0.1:1"))
    }
    assert told[()] == {"This photo could not be checked: the program that looked at it was stopped twice"}
    assert told["--dask", "tcp://127.0.0.1:1"] == {"This photo could not be checked: the cluster went away"}


def test_renaming_needs_a_folder_for_the_copies(checker: Checker, register: str, folder: Path) -> None:
    assert checker("album", str(folder), "--register", register, "--rename").code == 3
