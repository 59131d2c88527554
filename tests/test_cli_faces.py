"""What people say about faces reaches the checks from the command line, and the covered copy is what is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checker.analysers.faces import CenterFaceFinder
from checker.analysers.picture import PillowReader
from tests.analysers.pictures import portrait
from tests.running import Ran

Checker = Callable[..., Ran]
SAID = {"by": "B. Office", "role": "Authorised poster", "when": "2026-11-20T15:20:00+00:00"}
WALL = (230, 226, 214)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """One photo of a grown-up and one of an empty wall."""
    folder = tmp_path / "album"
    folder.mkdir()
    wall = Image.new("RGB", (640, 480), WALL)
    wall.paste(Image.fromarray(portrait().pixels[:300, 80:380]), (170, 90))  # the whole portrait looks like undress
    wall.save(folder / "space.jpg", quality=92)
    Image.new("RGB", (320, 240), WALL).save(folder / "wall.jpg", quality=92)
    return folder


@pytest.fixture
def box(album: Path) -> list[int]:
    """Where the one face is."""
    (face,) = CenterFaceFinder().find(PillowReader().open((album / "space.jpg").read_bytes()))
    return [face.box.left, face.box.top, face.box.right, face.box.bottom]


def faces_file(tmp_path: Path, *faces: dict[str, Any], file: str = "space.jpg") -> str:
    path = tmp_path / "faces.json"
    path.write_text(json.dumps({**SAID, "photos": [{"file": file, "faces": list(faces)}]}), encoding="utf-8")
    return str(path)


def told_about_faces(ran: Ran) -> list[tuple[str, str]]:
    return [(one["check"], one["severity"]) for one in ran.lines[0]["findings"] if one["check"].startswith("faces.")]


def check_post(checker: Checker, album: Path, register: str, *more: str) -> Ran:
    return checker("post", "--photo", str(album / "space.jpg"), "--register", register, "--json", *more)


def test_a_word_for_each_end_is_heard(
    checker: Checker, album: Path, box: list[int], register: str, tmp_path: Path
) -> None:
    ends: dict[str, list[tuple[str, str]]] = {}
    for said in ("pupil", "cover"):
        face = {"box": box, "is": said, **({"pupil": "S01"} if said == "pupil" else {})}
        ran = check_post(checker, album, register, "--faces", faces_file(tmp_path, face))
        ends[said] = told_about_faces(ran)
        (told,) = ran.lines[0]["photos"][0]["faces"]
        assert (told["said"][0]["is"], told["box"]) == (said, box)
    assert ends == {"pupil": [("faces.consent", "note")], "cover": []}
    assert told_about_faces(check_post(checker, album, register)) == [("faces.unresolved", "review")]


def test_an_album_writes_the_covered_copy_and_nothing_else(
    checker: Checker, album: Path, box: list[int], register: str, tmp_path: Path
) -> None:
    said = faces_file(tmp_path, {"box": box, "is": "cover", "with": "pixels", "badge": True})
    out = tmp_path / "ready"
    ran = checker("album", str(album), "--out", str(out), "--register", register, "--faces", said, "--json")
    verdicts = {line["file"]: line["verdict"] for line in ran.lines}
    assert verdicts == {"space.jpg": "clear", "wall.jpg": "clear"}
    copy = PillowReader().open((out / "space.jpg").read_bytes())
    assert CenterFaceFinder().find(copy) == ()
    assert (copy.width, copy.height) == (640, 480)


def test_workers_hear_what_was_said_too(
    checker: Checker, album: Path, box: list[int], register: str, tmp_path: Path
) -> None:
    said = faces_file(tmp_path, {"box": box, "is": "adult"})
    ran = checker("album", str(album), "--workers", "2", "--register", register, "--faces", said, "--json")
    assert [line["verdict"] for line in ran.lines] == ["clear", "clear"]


def test_words_about_another_version_of_a_photo_are_a_review(
    checker: Checker, album: Path, box: list[int], register: str, tmp_path: Path
) -> None:
    file = Path(faces_file(tmp_path, {"box": box, "is": "adult"}))
    told = json.loads(file.read_text(encoding="utf-8"))
    told["photos"][0]["sha256"] = "0" * 64
    file.write_text(json.dumps(told), encoding="utf-8")
    ran = checker("album", str(album), "--register", register, "--faces", str(file), "--json")
    assert [line["verdict"] for line in ran.lines] == ["review", "clear"]
    assert "another version of this photo" in ran.lines[0]["findings"][0]["says"]


def test_a_roster_is_remembered_for_its_album(checker: Checker, album: Path, register: str, tmp_path: Path) -> None:
    words = ("album", str(album), "--register", register, "--json")
    first = checker(*words, "--roster", "class:oak")
    again = checker(*words)
    forgotten = checker(*words, "--roster", "all")
    last = checker(*words)
    assert [ran.lines[0]["roster"] for ran in (first, again, forgotten, last)] == [
        ["class:oak"], ["class:oak"], None, None,
    ]  # fmt: skip
    assert "compared with these only: class:oak" in again.err


def test_a_roster_that_does_not_fit_is_not_remembered(
    checker: Checker, album: Path, register: str, tmp_path: Path
) -> None:
    words = ("album", str(album), "--register", register, "--json")
    refused = checker(*words, "--roster", "class:Ash")
    assert (refused.code, refused.out) == (3, "")
    assert "nobody in class Ash" in refused.err
    assert checker(*words).lines[0]["roster"] is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--faces", "missing.json"), "The file of faces could not be opened"),
        (("--roster", "Oak"), "not understood"),
        (("--roster", "class:Ash"), "nobody in class Ash"),
        (("--roster", "club:Choir"), "no club of this name"),
    ],
)
def test_what_is_not_understood_could_not_run(
    checker: Checker, album: Path, register: str, more: tuple[str, str], says: str
) -> None:
    ran = check_post(checker, album, register, *more)
    assert (ran.code, ran.out) == (3, "")
    assert says in ran.err


def test_words_about_a_photo_that_is_not_there_are_never_dropped(
    checker: Checker, album: Path, register: str, tmp_path: Path
) -> None:
    said = faces_file(tmp_path, {"box": [1, 1, 9, 9], "is": "adult"}, file="hall.jpg")
    assert check_post(checker, album, register, "--faces", said).code == 3
    assert checker("album", str(album), "--register", register, "--faces", said).code == 3


def test_two_photos_of_one_name_are_not_guessed_apart(
    checker: Checker, album: Path, box: list[int], register: str, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    stream = BytesIO((album / "wall.jpg").read_bytes())
    (other / "space.jpg").write_bytes(stream.getvalue())
    said = faces_file(tmp_path, {"box": box, "is": "adult"})
    ran = check_post(checker, album, register, "--photo", str(other / "space.jpg"), "--faces", said)
    assert ran.code == 3
    assert "same name" in ran.err
