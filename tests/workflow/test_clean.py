"""Cleaned copies on disk are whole, proven and overwrite nothing, whatever happens on the way."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.metadata import HiddenReader
from checker.core.errors import CannotRead, InputError
from checker.core.evidence import CleanCopy, HiddenKind
from checker.workflow.clean import CleanedFile, CleanWish, clean_files
from checker.workflow.drafts import MAX_PHOTO_BYTES
from tests.analysers.picture_files import SECRET, dirty_jpeg, oriented, pixels, saved, scene

CLEANER, HIDDEN = AllowListCleaner(), HiddenReader()
WITH_COMMENT = saved(scene(), "JPEG", comment=SECRET.encode())


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_file_gets_a_proven_copy_and_a_line(tmp_path: Path) -> None:
    out = tmp_path / "out"
    photo = written(tmp_path, "IMG_1.JPG", WITH_COMMENT)
    turned = written(tmp_path, "photo.png", saved(scene(), "TIFF", exif=oriented(1)))
    assert list(clean_files([photo, turned], out, CLEANER, HIDDEN)) == [
        CleanedFile(photo, out / "IMG_1.jpg", "Removed: a title, comment or keywords.", (HiddenKind.WORDS,)),
        CleanedFile(turned, out / "photo.jpg", "The copy was saved again as a JPEG picture."),
    ]
    assert (out / "IMG_1.jpg").read_bytes() == CLEANER.clean(WITH_COMMENT).data
    assert photo.read_bytes() == WITH_COMMENT


def test_without_a_reader_it_says_that_the_file_is_cleaned(tmp_path: Path) -> None:
    photo = written(tmp_path, "a.jpg", dirty_jpeg())
    assert list(clean_files([photo], tmp_path / "out", CLEANER)) == [
        CleanedFile(photo, tmp_path / "out" / "a.jpg", "Cleaned.")
    ]


def test_copies_can_be_smaller_and_without_names_and_say_what_the_photo_carried(tmp_path: Path) -> None:
    files = [written(tmp_path, "Robin Example 2026-06-14.jpg", dirty_jpeg()), written(tmp_path, "b.png", b"?")]
    files.append(written(tmp_path, "c.jpg", saved(scene(200, 100), "JPEG")))
    first, second, third = clean_files(files, tmp_path / "out", CLEANER, HIDDEN, CleanWish(80, renamed=True, told=True))
    assert names(tmp_path / "out") == ["photo-001.jpg", "photo-003.jpg"]
    assert first.says.startswith(
        "Taken here (53.2200, -2.9000), with this camera or phone (Example, Phone 5, serial SN-0042), "
        "on this day (14 June 2026 10:32), by this person (Robin Example), with names on faces (Quokka Example), "
        "carries a 3-second clip with sound, "
    )
    assert second.written is None
    assert third.says == "The copy was made smaller and saved again."
    assert pixels((tmp_path / "out/photo-003.jpg").read_bytes()).shape == (40, 80, 3)


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    files = [
        written(tmp_path, "empty.jpg", b""),
        written(tmp_path, "letter.jpg", b"Dear parents"),
        tmp_path / "missing.jpg",
        tmp_path,
        written(tmp_path, "good.jpg", WITH_COMMENT),
    ]
    done = list(clean_files(files, tmp_path / "out", CLEANER))
    assert [(each.written and each.written.name, each.says) for each in done] == [
        (None, "The file is empty. Please choose the picture again."),
        (None, "This file is not a picture we can read. Please save it as a JPEG or PNG picture."),
        (None, "A photo could not be opened (No such file or directory). Check its name."),
        (None, "A photo could not be opened (Is a directory). Check its name."),
        ("good.jpg", "Cleaned."),
    ]
    assert names(tmp_path / "out") == ["good.jpg"]


def test_a_giant_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    giant = tmp_path / "film.jpg"
    with giant.open("wb") as stream:
        stream.truncate(MAX_PHOTO_BYTES + 1)
    assert [each.says for each in clean_files([giant], tmp_path / "out", CLEANER)] == [
        "The file is too large to be a picture we can check."
    ]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    first = written(tmp_path, "one/photo.jpg", WITH_COMMENT)
    second = written(tmp_path, "two/photo.jpg", WITH_COMMENT)
    kept = written(tmp_path, "one/photo-2.jpg", b"already here")
    done = list(clean_files([first, second], tmp_path / "one", CLEANER))
    assert [each.written for each in done] == [tmp_path / "one/photo-3.jpg", tmp_path / "one/photo-4.jpg"]
    assert (first.read_bytes(), kept.read_bytes()) == (WITH_COMMENT, b"already here")


@pytest.mark.parametrize("where", ["fsync", "naming"])
def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    photo = written(tmp_path, "a.jpg", WITH_COMMENT)
    for place, name in [(os, "fsync")] if where == "fsync" else [(os, "link"), (Path, "replace")]:
        monkeypatch.setattr(place, name, full)
    with pytest.raises(InputError) as caught:
        list(clean_files([photo], tmp_path / "out", CLEANER))
    says = "The cleaned copies could not be written (No space left on device). Nothing half-written was left."
    assert str(caught.value) == says
    assert names(tmp_path / "out") == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = written(tmp_path, "out", b"a file")
    with pytest.raises(InputError, match="could not be written"):
        list(clean_files([blocked], blocked, CLEANER))


class Forgetful:
    """A cleaner that leaves something behind the second time round."""

    def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy:
        return CleanCopy(data + b".", ".jpg")


def test_a_copy_that_is_not_proven_on_disk_is_not_kept(tmp_path: Path) -> None:
    photo = written(tmp_path, "a.jpg", WITH_COMMENT)
    says = "The cleaned copy was not written as it should be. Please try again."
    assert list(clean_files([photo], tmp_path / "out", Forgetful())) == [CleanedFile(photo, None, says)]
    assert names(tmp_path / "out") == []


def test_a_crash_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaks(AllowListCleaner):
        calls = 0

        def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy:
            Breaks.calls += 1
            if Breaks.calls == 2:
                raise RuntimeError
            return super().clean(data, max_side)

    photo = written(tmp_path, "a.jpg", WITH_COMMENT)
    with pytest.raises(RuntimeError):
        list(clean_files([photo], tmp_path / "out", Breaks()))
    assert names(tmp_path / "out") == []


def test_what_is_written_opens_as_the_same_picture(tmp_path: Path) -> None:
    photo = written(tmp_path, "a.webp", saved(scene(), "WEBP", lossless=True))
    (done,) = clean_files([photo], tmp_path / "out", CLEANER)
    assert done.written is not None
    assert Image.open(BytesIO(done.written.read_bytes())).convert("RGB").tobytes() == scene().tobytes()


def test_a_refusal_carries_no_file_name(tmp_path: Path) -> None:
    photo = written(tmp_path, "Robin Example.jpg", b"?")
    with pytest.raises(CannotRead) as caught:
        CLEANER.clean(photo.read_bytes())
    assert "Robin" not in str(caught.value)
