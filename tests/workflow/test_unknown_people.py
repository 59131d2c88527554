"""Somebody unknown in many photos is asked about once, one photo may say otherwise, and no vector is ever kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checker.core.errors import InputError
from checker.core.resolving import Said
from checker.store import REGISTER_FILE
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register
from checker.workflow import album as albums
from checker.workflow import album_results
from checker.workflow import unknown_people as unknown
from checker.workflow.said_file import read_said
from checker.workflow.same_person import labelled, people_lines, people_of
from tests.analysers.pictures import portrait
from tests.running import Ran

Checker = Callable[..., Ran]
SHEET = (
    b"pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,face_matching_consent\n"
    b"S01,Orla,Penhallow,,Year 4,Oak,yes,yes\nS02,Kit,Trevanion,,Year 4,Oak,no,yes\n"
)


@pytest.fixture
def matching(home: Path) -> str:
    """A register whose only enrolled pupil resembles nobody, with face matching on."""
    home.mkdir()
    file = str(home / REGISTER_FILE)
    with open_register(file, create=True) as register:
        register.apply(plan_import(register.read(), parse_register_csv(SHEET), date.today()))
        register.switch_matching_on("TEST", "Test Officer", date.today())
        register.add_template("S01", b"\0\0\x20\x41" * 128)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos of one face, at different places and in different sizes, and a wall."""
    folder = tmp_path / "photos"
    folder.mkdir()
    face = Image.fromarray(portrait().pixels[:300, 80:380])
    for name, place, side in (("a.jpg", (170, 90), 300), ("b.jpg", (20, 60), 340), ("c.jpg", (300, 140), 280)):
        photo = Image.new("RGB", (640, 480), (230, 226, 214))
        photo.paste(face.resize((side, side)), place)
        photo.save(folder / name, quality=92)
    Image.new("RGB", (320, 240), "white").save(folder / "wall.jpg")
    return folder


def numbers(file: Path) -> dict[str, list[Any]]:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    return {row["file"]: [face.get("unknown") for face in row["faces"]] for row in rows}


def test_one_answer_is_for_all_photos_of_an_unknown_person_and_one_photo_overrules(
    checker: Checker, matching: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")  # colleagues change the real one meanwhile
    words = ("album", str(folder), "--register", matching, "--workers", "1", "--lines", "l.jsonl")
    first = checker(*words)
    assert numbers(tmp_path / "l.jsonl") == {"a.jpg": [1], "b.jpg": [1], "c.jpg": [1], "wall.jpg": []}
    assert "Unknown 1 is in 3 photos: who? a.jpg (face 1), b.jpg (face 1), c.jpg (face 1)\n" in first.err
    assert first.err.endswith("1 decision left\n")

    with monkeypatch.context() as patch:  # nothing changed: no photo is looked at, no vector is made
        patch.setattr(albums, "check_in_worker", None)
        patch.setattr(unknown, "probe_in_worker", None)
        assert checker(*words).err.endswith("\n".join(first.err.splitlines()[-4:]) + "\n")
    rows = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()]

    who = {"by": "B. Office", "role": "Authorised poster", "when": "2026-11-20T15:20:00+00:00"}
    overruling = {"file": "b.jpg", "faces": [{"box": rows[1]["faces"][0]["box"], "is": "cover"}]}
    told = {
        **who,
        "lines": "l.jsonl",
        "unknown": [{"person": 1, "is": "pupil", "pupil": "S02"}],
        "photos": [overruling],
    }
    (tmp_path / "said.json").write_text(json.dumps(told))
    ran = checker(*words[:-2], "--faces", "said.json", "--json")
    faces = {line["file"]: [(face["outcome"], face["pupil"]) for face in line["faces"]] for line in ran.lines}
    assert faces == {
        "a.jpg": [("resolved_by", "S02")], "b.jpg": [("covered", None)], "c.jpg": [("resolved_by", "S02")],
        "wall.jpg": [],
    }  # fmt: skip
    verdicts = {line["file"]: line["verdict"] for line in ran.lines}
    assert verdicts == {"a.jpg": "block", "b.jpg": "clear", "c.jpg": "block", "wall.jpg": "clear"}  # S02 said no


def test_a_resumed_run_makes_the_vectors_of_what_was_kept_anew(
    checker: Checker, matching: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")  # colleagues change the real one meanwhile
    words = ("album", str(folder), "--register", matching, "--lines", "l.jsonl")
    (folder / "c.jpg").rename(tmp_path / "c.jpg")
    checker(*words, "--workers", "1")
    (tmp_path / "c.jpg").rename(folder / "c.jpg")
    checker(*words, "--workers", "2")
    assert numbers(tmp_path / "l.jsonl") == {"a.jpg": [1], "b.jpg": [1], "c.jpg": [1], "wall.jpg": []}


def killed(*_: object) -> Iterator[None]:
    """Whoever makes the vectors dies each time."""
    yield None
    yield None


def gone(*_: object) -> Iterator[None]:
    raise InputError("The Dask scheduler at this address does not answer.")


@pytest.mark.parametrize("workers", [killed, gone])
def test_where_nobody_can_compare_unknown_faces_it_is_told_and_done_the_next_time(
    checker: Checker,
    matching: str,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    workers: Callable[..., Iterator[None]],
) -> None:
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")  # colleagues change the real one meanwhile
    words = ("album", str(folder), "--register", matching, "--workers", "1", "--lines", "l.jsonl")
    (folder / "c.jpg").rename(tmp_path / "c.jpg")
    checker(*words)
    (tmp_path / "c.jpg").rename(folder / "c.jpg")
    with monkeypatch.context() as patch:
        patch.setattr(unknown, "asked_of_workers", workers)
        ran = checker(*words)
    assert "In 2 photos the unknown faces could not be compared with those of the other photos" in ran.err
    assert "Check the album again to compare them." in ran.err
    assert numbers(tmp_path / "l.jsonl") == {"a.jpg": [None], "b.jpg": [None], "c.jpg": [None], "wall.jpg": []}
    assert "could not be compared" not in checker(*words).err
    assert numbers(tmp_path / "l.jsonl") == {"a.jpg": [1], "b.jpg": [1], "c.jpg": [1], "wall.jpg": []}


def test_with_face_matching_off_nobody_is_grouped(
    checker: Checker, register: str, folder: Path, tmp_path: Path
) -> None:
    ran = checker("album", str(folder), "--register", register, "--workers", "1", "--lines", "l.jsonl")
    assert numbers(tmp_path / "l.jsonl") == {"a.jpg": [None], "b.jpg": [None], "c.jpg": [None], "wall.jpg": []}
    assert "Unknown" not in ran.err


def row(file: str, *numbers: int | None) -> dict[str, Any]:
    faces = [{"box": [0, 0, 9, 9], "outcome": "stranger", "pupil": None} for _ in numbers]
    named = {place: number for place, number in enumerate(numbers) if number}
    return labelled({"file": file, "sha256": "0" * 64, "faces": faces}, named)


def test_a_line_names_a_few_photos_and_counts_the_rest() -> None:
    rows = [row(f"{number}.jpg", None, 1) for number in range(8)]
    assert list(people_lines(people_of(rows))) == [
        "Unknown 1 is in 8 photos: who? 0.jpg (face 2), 1.jpg (face 2), 2.jpg (face 2), 3.jpg (face 2), "
        "4.jpg (face 2), 5.jpg (face 2) and 2 more"
    ]


WHO = {"by": "B. Office", "role": "Authorised poster", "when": "2026-11-20T15:20:00+00:00"}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"unknown": [{"person": 1, "is": "adult"}]}, "name the file of lines"),
        ({"lines": "l.jsonl", "unknown": [{"person": 2, "is": "adult"}]}, "nobody who is called unknown 2"),
        ({"lines": "l.jsonl", "unknown": [{"is": "adult"}]}, "needs the number"),
        ({"lines": "l.jsonl", "unknown": [{"person": 1, "is": "adult"}] * 2}, "twice of unknown 1"),
        ({"lines": "l.jsonl", "unknown": [{"person": 1, "is": "adult", "box": [0, 0, 1, 1]}]}, "does not know: box"),
        ({"lines": "none.jsonl", "unknown": [{"person": 1, "is": "adult"}]}, "could not be opened"),
        ({"lines": "bad.jsonl", "unknown": [{"person": 1, "is": "adult"}]}, "is not what a run"),
    ],
)
def test_a_word_about_somebody_unknown_is_understood_whole_or_refused(
    tmp_path: Path, told: dict[str, Any], says: str
) -> None:
    (tmp_path / "l.jsonl").write_text(json.dumps(row("a.jpg", 1)))
    (tmp_path / "bad.jsonl").write_text('["no line"]')
    (tmp_path / "said.json").write_text(json.dumps({**WHO, **told}))
    with pytest.raises(InputError, match=says):
        read_said(tmp_path / "said.json")


def test_a_word_about_somebody_unknown_is_bound_to_the_very_photos(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text(json.dumps(row("a.jpg", 1)))
    told = {**WHO, "lines": "l.jsonl", "unknown": [{"person": 1, "is": "adult"}]}
    (tmp_path / "said.json").write_text(json.dumps(told))
    (said,) = read_said(tmp_path / "said.json").values()
    assert (said.file, said.digest, [word.said for word in said.resolutions]) == ("a.jpg", "0" * 64, [Said.ADULT])
