"""Of odd and hostile pictures every copy is clean, in the eyes of a reader that is not ours; and all is told."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.decoding import decode
from checker.analysers.metadata import HiddenReader
from checker.core.evidence import CleanCopy, HiddenDetail, HiddenKind, Making
from tests.analysers.hostile_files import hostile_files
from tests.analysers.picture_files import SECRET
from tests.analysers.test_shared_pictures import MAY_REMAIN

pytest.importorskip("pillow_heif")
FILES = hostile_files()
CLIP = HiddenKind.CLIP


@pytest.fixture(scope="module")
def copies() -> dict[str, CleanCopy]:
    return {name: AllowListCleaner().clean(data) for name, data in FILES.items()}


def test_every_copy_is_made_and_cleaning_it_again_changes_nothing(copies: dict[str, CleanCopy]) -> None:
    assert copies.keys() == FILES.keys()
    for name, copy in copies.items():
        assert AllowListCleaner().clean(copy.data) == CleanCopy(copy.data, copy.suffix), name


def test_no_copy_holds_what_was_hidden(copies: dict[str, CleanCopy]) -> None:
    marks = (
        SECRET.encode(),
        SECRET.encode("utf-16-le"),
        b"Example",
        b"SN-0042",
        b"Exif",
        b"ftyp",
        b"http",
        b"PK\x03\x04",
    )
    assert [name for name, copy in copies.items() for mark in marks if mark in copy.data] == []


def test_exiftool_finds_nothing_but_pixels(copies: dict[str, CleanCopy], tmp_path: Path) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("exiftool is not on this machine")
    for number, copy in enumerate(copies.values()):
        (tmp_path / f"{number}{copy.suffix}").write_bytes(copy.data)
    told = subprocess.run([exiftool, "-G", "-a", "-u", "-ee", "-j", str(tmp_path)], capture_output=True, check=True)
    rows = json.loads(told.stdout)
    assert len(rows) == len(copies)
    assert {key.partition(":")[0] for row in rows for key in row} <= MAY_REMAIN
    assert [row for row in rows if any("Warning" in key or "Trailer" in key for key in row)] == []


def test_jpeg_png_and_webp_keep_their_pixels(copies: dict[str, CleanCopy]) -> None:
    for name, copy in copies.items():
        if not copy.note:
            assert decode(copy.data).image.tobytes() == decode(FILES[name]).image.tobytes(), name


def test_every_one_is_told_to_carry_something() -> None:
    silent = {name for name, data in FILES.items() if not HiddenReader().read(data).details}
    in_the_picture = {
        "words in the last scan",
        "wide words in the last scan",
        "words in a spare table",
        "a spare table",
    }
    assert silent == {"profile with words", *in_the_picture}  # none has a place of its own in the file


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("motion photo with a place", HiddenDetail(HiddenKind.PLACE, "53.2200, -2.9000")),
        ("samsung", HiddenDetail(HiddenKind.PLACE, "the country of the phone's network")),
        ("content credentials", HiddenDetail(HiddenKind.EDITING, "Adobe Firefly")),
    ],
)
def test_what_is_told(name: str, detail: HiddenDetail) -> None:
    assert detail in HiddenReader().read(FILES[name]).details


@pytest.mark.parametrize(
    ("name", "clip"),
    [
        ("google micro video", "a 3-second clip with sound"),
        ("motion photo with a place", "a 2-second clip with sound"),
        ("samsung", "a 3-second clip with sound"),
        ("heic with a film", "a 3-second clip with sound"),
        ("words after IEND", "a 3-second clip with sound"),
    ],
)
def test_a_clip_is_told_with_its_length_and_sound(name: str, clip: str) -> None:
    told = [detail.value for detail in HiddenReader().read(FILES[name]).details if detail.kind is CLIP]
    assert [value.partition(",")[0] for value in told] == [clip]


@pytest.mark.parametrize("name", ["content credentials", "generator's settings", "credentials in png"])
def test_pictures_made_by_ai_are_known(name: str) -> None:
    assert HiddenReader().read(FILES[name]).making is Making.AI_MADE


def test_a_second_picture_that_shows_something_else_is_known() -> None:
    others_thumbnail = {"16 bits of colour", "16 bits of grey", "interlaced"}
    known = {name for name, data in FILES.items() if HiddenReader().read(data).shows_more}
    assert known == {"mpf of the uncropped", *others_thumbnail}


def test_a_picture_inside_long_editing_notes_is_told() -> None:
    values = [detail.value for detail in HiddenReader().read(FILES["long xmp"]).details]
    assert any(value.startswith("a second picture inside the editing notes") for value in values)
    assert SECRET in values
