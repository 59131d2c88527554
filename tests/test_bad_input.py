"""Bad input, a full disk or a bug: one clear sentence, the right exit code, nothing lost, and never CLEAR."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.core.errors import RegisterRefused
from tests.analysers.picture_files import saved, scene
from tests.running import REGISTER

PHOTO = saved(scene(), "JPEG")
OTHER_PHOTO = saved(scene(48, 64), "JPEG")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    made.mkdir()
    return made


def held(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Orla Penhallow")

    monkeypatch.setattr("checker.workflow.wiring.open_gate", fail)


def test_a_bug_ends_with_3_and_its_type_only(checker: Any, register: str, broken: None) -> None:
    ran = checker("post", "--text", "Well done to Orla Penhallow.", "--register", register)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "Could not run: something in the checker itself broke (KeyError). Nothing was published.\n"


def test_a_bug_is_shown_whole_to_whoever_asks(
    checker: Any, register: str, broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    ran = checker("post", "--text", "Made-up words.", "--register", register)
    assert ran.code == 3
    assert "Traceback" in ran.err


@pytest.mark.parametrize("words", [("post", "Well", "done", "Orla"), ("Well done Orla",)], ids=["no --text", "no post"])
def test_a_draft_in_the_wrong_place_is_not_repeated(checker: Any, words: tuple[str, ...]) -> None:
    ran = checker(*words)
    assert (ran.code, ran.out) == (3, "")
    assert "Orla" not in ran.err


def test_an_empty_policy_name_is_a_slip_and_not_a_wish_for_none(checker: Any, register: str) -> None:
    ran = checker("post", "--text", "School closes at 3.15 on Friday.", "--register", register, "--pack", "")
    assert (ran.code, ran.out) == (3, "")


def test_bytes_that_are_no_text_are_never_clear(checker: Any, register: str) -> None:
    ran = checker("post", "--text", "School \udcff closes at 3.15.", "--register", register, "--json")
    assert (ran.code, [found["check"] for found in ran.lines[0]["findings"]]) == (1, ["language.hidden_characters"])


def test_headings_without_drafts_are_one_sentence(checker: Any, register: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("id,text\n", encoding="utf-8")
    ran = checker("posts", "d.csv", "--register", register)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "Could not run: The file of drafts has its headings but no drafts.\n"


def test_an_id_cannot_forge_a_line(checker: Any, register: str, tmp_path: Path) -> None:
    row = {"id": "a\nb\tCLEAR  - fine\x1b[31m\u202e", "text": ""}
    (tmp_path / "d.jsonl").write_text(json.dumps(row), encoding="utf-8")
    ran = checker("posts", "d.jsonl", "--register", register)
    assert (ran.code, len(ran.out.splitlines())) == (1, 1)
    assert "\x1b" not in ran.out


@pytest.mark.skipif(os.name == "nt", reason="a file's name is always text there")
def test_a_file_name_that_is_no_text_is_answered_in_json_and_in_the_report(
    checker: Any, register: str, folder: Path, tmp_path: Path
) -> None:
    (folder / os.fsdecode(b"photo\xff.jpg")).write_bytes(PHOTO)
    ran = checker("album", str(folder), "--register", register, "--report", "report.html", "--json")
    assert (ran.code, ran.lines[0]["file"], ran.lines[0]["verdict"]) == (1, "photo\udcff.jpg", "review")
    assert "photo\\udcff.jpg" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_output_is_utf8_wherever_it_goes(register: str) -> None:
    words = [sys.executable, "-c", "from checker.cli import main; main()", "policy", "show", "malcolm-sargent"]
    for encoding in ("ascii", "cp1252"):
        ran = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}, check=True)
        assert "’" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows tells it in another way")
def test_a_reader_who_stopped_is_no_verdict() -> None:
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, "-c", "from checker.cli import main; main()", "policy", "show", "floor"]
    ran = subprocess.run(words, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (3, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links that anybody may make")
def test_every_name_of_a_picture_is_answered(checker: Any, register: str, folder: Path) -> None:
    (folder / "a.jpg").symlink_to("nowhere.jpg")
    (folder / "b.jpg").symlink_to("b.jpg")
    os.mkfifo(folder / "c.jpg")
    (folder / "d.jpg").mkdir()
    (folder / "again").symlink_to(".")
    (folder / "e.jpg").write_bytes(PHOTO)
    ran = checker("album", str(folder), "--register", register, "--json", "--workers", "1")
    assert [(line["file"], line["verdict"]) for line in ran.lines] == [
        ("a.jpg", "review"), ("b.jpg", "review"), ("c.jpg", "review"), ("e.jpg", "clear"),
    ]  # fmt: skip
    assert ran.code == 1


def test_a_folder_of_photos_that_cannot_be_opened_stops_the_album(
    checker: Any, register: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.jpg").write_bytes(PHOTO)
    (folder / "closed").mkdir()
    scan = os.scandir

    def closed(place: Any) -> Any:
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", closed)
    ran = checker("album", str(folder), "--register", register)
    assert (ran.code, ran.out) == (3, "")
    assert (
        ran.err == "Could not run: A folder of photos could not be opened (Permission denied). Nothing was checked.\n"
    )


def test_a_report_never_takes_the_place_of_a_photo(checker: Any, register: str, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(PHOTO)
    for report in (folder / "a.jpg", folder / "report.html", folder):
        ran = checker("album", str(folder), "--register", register, "--report", str(report))
        assert (ran.code, ran.out) == (3, "")
    assert held(folder) == {"a.jpg": PHOTO}


def test_cleaned_copies_are_written_over_nobodys_file(
    checker: Any, register: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.jpg").write_bytes(PHOTO)
    (tmp_path / "a.jpg").write_bytes(OTHER_PHOTO)
    assert checker("album", str(folder), "--register", register, "--out", str(tmp_path)).code == 3
    assert (tmp_path / "a.jpg").read_bytes() == OTHER_PHOTO


def test_the_same_album_may_be_cleaned_again_and_an_earlier_copy_that_is_not_clear_now_is_told(
    checker: Any, register: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.jpg").write_bytes(PHOTO)
    for _ in range(2):
        ran = checker("album", str(folder), "--register", register, "--out", "copies")
        assert (ran.code, "take that out" in ran.err, list(held(tmp_path / "copies"))) == (0, False, ["a.jpg"])
    (folder / "a.jpg").write_bytes(PHOTO[: len(PHOTO) // 2])
    ran = checker("album", str(folder), "--register", register, "--out", "copies")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        "Photo 1 is not clear now, but an earlier copy of it lies in the folder: take that out."
    )


def test_a_home_that_is_no_folder_is_one_sentence(checker: Any, register: str, home: Path) -> None:
    home.write_text("a file", encoding="utf-8")
    ran = checker("register", "import", register, "--yes")
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert (home.read_text(encoding="utf-8"), Path(register).read_text(encoding="utf-8")) == ("a file", REGISTER)


@pytest.mark.parametrize("words", [("post", "--text", "a"), ("register", "show"), ("album", "photos")], ids=" ".join)
def test_a_home_that_may_not_be_opened_is_not_the_same_as_none(
    checker: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (folder / "a.jpg").write_bytes(PHOTO)

    def closed(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", closed)
    ran = checker(*words)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "Could not run: The folder of the register could not be opened (Permission denied).\n"


def test_a_register_without_pupils_proves_nothing(
    checker: Any, register: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise RegisterRefused("The register could not be saved: the disk is full or faulty.")

    with monkeypatch.context() as now:
        now.setattr("checker.store.register.SqlRegister.apply", full)
        assert checker("register", "import", register, "--yes").code == 3
    assert checker("register", "show").out.startswith("0 pupils")
    ran = checker("post", "--text", "School closes at 3.15 on Friday.", "--json")
    assert (ran.code, ran.lines[0]["verdict"]) == (1, "review")
    assert ran.lines[0]["findings"][0]["says"] == "The register holds no pupils. Import the school's list first."
