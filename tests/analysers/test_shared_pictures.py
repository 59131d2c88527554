"""Camera files of many makers are cleaned and proven, or refused with a sentence."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.decoding import DAMAGED
from checker.core.errors import CannotRead
from tests.conftest import SHARED

pytestmark = pytest.mark.shared

# What a cleaned copy may still say to a reader that knows thousands of tags: how its pixels are stored.
MAY_REMAIN = {"ExifTool", "File", "Composite", "JFIF", "ICC_Profile", "APP14", "PNG", "SourceFile", "RIFF"}
REFUSED = {"jpg/corrupted.jpg": DAMAGED}
"""Its data falls apart in the middle: half of the picture cannot be seen."""


def files(shared: Path) -> Iterator[Path]:
    return (path for path in sorted((shared / "metadata").rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the cleaned copies, and which files were refused with which sentence."""
    if not SHARED.is_dir():
        pytest.skip("the development data in ../shared is not on this machine")
    out, refused = tmp_path_factory.mktemp("cleaned"), {}
    for number, path in enumerate(files(SHARED)):
        try:
            copy = AllowListCleaner().clean(path.read_bytes())
        except CannotRead as refusal:
            refused[path.relative_to(SHARED / "metadata").as_posix()] = str(refusal)
        else:
            (out / f"{number}{copy.suffix}").write_bytes(copy.data)
    return out, refused


def test_every_file_is_cleaned_or_refused(cleaned: tuple[Path, dict[str, str]]) -> None:
    assert cleaned[1] == REFUSED


def test_another_reader_finds_nothing_but_pixels(cleaned: tuple[Path, dict[str, str]]) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("exiftool is not on this machine")
    told = subprocess.run([exiftool, "-G", "-a", "-u", "-ee", "-j", str(cleaned[0])], capture_output=True, check=True)
    groups = {key.partition(":")[0] for tags in json.loads(told.stdout) for key in tags}
    assert groups <= MAY_REMAIN
    names = {key.partition(":")[2] for tags in json.loads(told.stdout) for key in tags}
    assert not {name for name in names if "GPS" in name or "Serial" in name or "Thumbnail" in name}
