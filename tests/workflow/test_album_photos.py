"""A zip is an album too, if it is one that is safe to open; nothing of it is ever unpacked to the disk."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from checker.core.errors import CannotRead, InputError
from checker.workflow import album_photos as sources
from checker.workflow.album_photos import AlbumPhoto, album_photos, packed_files, safe_name


def zipped(file: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_the_photos_of_a_zip_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    members = {"b/two.JPG": b"2", "a.png": b"1", "notes.txt": b"", "__MACOSX/._a.png": b"", ".hidden.jpg": b""}
    photos, left_out = album_photos(zipped(tmp_path / "sports.zip", members))
    assert [(photo.name, photo.read().name, photo.read().data) for photo in photos] == [
        ("a.png", "a.png", b"1"),
        ("b/two.JPG", "two.JPG", b"2"),
    ]
    assert left_out == 1
    assert [file.name for file in tmp_path.iterdir()] == ["sports.zip"]


@pytest.mark.parametrize(
    ("untrusted", "safe"),
    [
        ("../../etc/a.jpg", "etc/a.jpg"),
        ("/root/a.jpg", "root/a.jpg"),
        ("C:\\photos\\a.jpg", "C_/photos/a.jpg"),
        ("a\nb.jpg", "a_b.jpg"),
        ("./..", "photo"),
        ("year 4/sports day.jpg", "year 4/sports day.jpg"),
    ],
)
def test_a_name_leads_nowhere_but_below_the_folder(untrusted: str, safe: str) -> None:
    assert safe_name(untrusted) == safe


def test_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another packed file"):
        album_photos(zipped(tmp_path / "a.zip", {"a.jpg": b"1", "more.zip": b""}))


def test_two_photos_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="same name"):
        album_photos(zipped(tmp_path / "a.zip", {"a.jpg": b"1", "../A.jpg": b"2"}))


def test_a_file_that_would_grow_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too large when unpacked"):
        album_photos(zipped(tmp_path / "a.zip", {"a.bmp": bytes(5_000_000)}, zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("bound", ["MOST_MEMBERS", "MOST_BYTES"])
def test_too_many_and_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    file = zipped(tmp_path / "a.zip", {"a.jpg": b"1", "b.jpg": b"2"})
    monkeypatch.setattr(sources, bound, 1)
    with pytest.raises(InputError, match="Split it"):
        album_photos(file)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04"])
def test_a_zip_that_is_none_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="cannot be opened"):
        album_photos(tmp_path / "a.zip")


def test_a_damaged_photo_in_a_zip_hides_no_other(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", {"a.jpg": b"broken bytes", "b.jpg": b"whole"})
    file.write_bytes(file.read_bytes().replace(b"broken bytes", b"other  bytes", 1))
    broken, whole = album_photos(file)[0]
    assert whole.read().data == b"whole"
    with pytest.raises(CannotRead, match="damaged"):
        broken.read()


def test_a_photo_too_large_in_a_zip_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = zipped(tmp_path / "a.zip", {"a.jpg": b"0123456789"})
    monkeypatch.setattr(sources, "MAX_PHOTO_BYTES", 5)
    with pytest.raises(CannotRead, match="too large"):
        AlbumPhoto("a.jpg", file, "a.jpg").read()


def test_packed_files_and_raw_photos_are_told_of(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.CR2", "notes.txt", "more.ZIP"):
        (tmp_path / name).write_bytes(b"x")
    photos, left_out = album_photos(tmp_path)
    assert ([photo.name for photo in photos], left_out) == (["a.jpg", "b.CR2"], 2)
    assert packed_files(tmp_path) == ("more.ZIP",)
    assert packed_files(tmp_path / "more.ZIP") == ()
