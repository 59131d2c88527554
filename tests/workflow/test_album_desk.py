"""An album of the page is sealed on the disk, is checked by a process of its own, and goes on where it was ended."""

from __future__ import annotations

import json
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from checker.core.decision import Role
from checker.core.errors import CannotRead, InputError, NotAllowed
from checker.core.finding import PixelBox
from checker.core.post import Channel
from checker.core.resolving import Said
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.core.staff import Actor, Standing
from checker.store import REGISTER_FILE
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register
from checker.workflow import album_child, album_results
from checker.workflow.album_desk import AlbumShelf, with_said
from checker.workflow.album_dropped import dropped
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_questions import (
    ending,
    questions,
    say_of_face,
    say_of_person,
    still_unknown,
    to_check_again,
)
from checker.workflow.album_running import PageRun, RunState, run_of, start_run
from checker.workflow.album_takeaway import copies_zip, gone_copies, report_of, table_of
from checker.workflow.resolving import Speaker, Word
from checker.workflow.same_person import labelled, people_of
from tests.running import REGISTER
from tests.test_cli_album import photo

POSTER = Actor(3, frozenset({Role.POSTER}))
WHITE, BLACK = photo("white"), photo("black")


@pytest.fixture
def school(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A school with a register; the page's child is run in this process."""
    home.mkdir()
    with open_register(str(home / REGISTER_FILE), create=True) as register:
        register.apply(plan_import(register.read(), parse_register_csv(REGISTER.encode()), date.today()))
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path / "program")
    return home


@pytest.fixture
def shelf(school: Path) -> AlbumShelf:
    return AlbumShelf(POSTER, school)


def answered(home: Path, folder: Path) -> list[dict[str, Any]]:
    """What the child tells, workers left out."""
    out = StringIO()
    album_child.main(json.dumps({"home": str(home), "folder": str(folder), "workers": 1}), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_album_is_kept_sealed_under_names_of_its_own(shelf: AlbumShelf) -> None:
    files = [("day/a.jpg", WHITE), ("notes.txt", b"words"), ("../day/a.jpg", BLACK)]
    album = shelf.begin(Channel.WEBSITE, files)
    place = shelf.place(album.id)
    assert (album.channel, album.names) == (Channel.WEBSITE, ("day/a.jpg", "day/a (2).jpg"))
    assert [one.read().data for one in place.photos(place.read())] == [WHITE, BLACK]
    assert shelf.all()[0][0] == album.id
    kept = [file.read_bytes() for file in place.folder.iterdir()]
    assert not any(b"a.jpg" in data or WHITE[:20] in data for data in kept)


def test_an_album_is_its_owners_alone(shelf: AlbumShelf, school: Path) -> None:
    album = shelf.begin(Channel.X, [("a.jpg", WHITE)])
    other = AlbumShelf(Actor(4, frozenset({Role.POSTER})), school)
    assert other.all() == ()
    with pytest.raises(CannotRead):
        other.place(album.id).read()
    for untrusted in ("..", "a" * 31, f"../3/{album.id}"):
        with pytest.raises(CannotRead):
            shelf.place(untrusted)
    for stranger in (Actor(5, frozenset({Role.ADMINISTRATOR})), Actor(5, POSTER.roles, standing=Standing.ENDED)):
        with pytest.raises(NotAllowed):
            AlbumShelf(stranger, school)


def test_a_photo_in_the_place_of_another_does_not_open(shelf: AlbumShelf) -> None:
    place = shelf.place(shelf.begin(Channel.X, [("a.jpg", WHITE), ("b.jpg", BLACK)]).id)
    first, second = (one.file for one in place.photos(place.read()))
    first.write_bytes(second.read_bytes())
    with pytest.raises(CannotRead):
        place.photos(place.read())[0].read()


def test_files_without_a_picture_are_no_album(shelf: AlbumShelf) -> None:
    with pytest.raises(InputError, match="no pictures"):
        shelf.begin(Channel.X, [("a.txt", b"words")])
    assert shelf.all() == ()


def test_a_deleted_album_is_gone_with_its_photos(shelf: AlbumShelf) -> None:
    album = shelf.begin(Channel.X, [("a.jpg", WHITE)])
    shelf.delete(album.id)
    shelf.delete(album.id)
    assert not shelf.place(album.id).folder.exists()


def test_the_child_answers_keeps_the_copies_and_goes_on(shelf: AlbumShelf, school: Path) -> None:
    album = shelf.begin(Channel.FACEBOOK, [("2026 a.jpg", WHITE), ("b.jpg", b"no picture"), ("c.jpg", BLACK)])
    place = shelf.place(album.id)
    first = answered(school, place.folder)
    assert [line["row"]["verdict"] for line in first[:-1]] == ["clear", "review", "clear"]
    assert first[-1] == {"finished": True, "warns": ""}
    assert first[1]["stands"] == "2 of 3 photos"
    second = answered(school, place.folder)
    again = [line["row"]["seconds"] for line in second[:-1:2]]
    assert again == [line["row"]["seconds"] for line in first[:-1:2]]  # kept, not looked at again

    rows = [AlbumRow(one["row"]["file"], one["row"], None, one["suffix"], one["copy"]) for one in first[:-1]]
    with zipfile.ZipFile(BytesIO(copies_zip(place, rows, range(len(rows)), is_renamed=True))) as archive:
        assert archive.namelist() == ["photo-001.jpg", "photo-003.jpg"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with zipfile.ZipFile(BytesIO(copies_zip(place, rows, range(len(rows)), is_renamed=False))) as archive:
        assert archive.namelist() == ["2026 a.jpg", "c.jpg"]
    assert report_of(place, album, rows).count(b"<img alt") == 2
    assert table_of(rows).decode("utf-8-sig").splitlines()[2].startswith("b.jpg,review,cannot be checked,1")
    assert ending([row.row for row in rows]) == "2 ready, 1 left out"


def test_who_can_be_in_the_photos_is_kept_with_the_album_and_asked_of_the_check(
    shelf: AlbumShelf, school: Path
) -> None:
    oak = Roster((RosterGroup(GroupKind.CLASS, "Oak"),))
    place = shelf.place(shelf.begin(Channel.FACEBOOK, [("a.jpg", WHITE)], oak).id)
    assert place.read().roster == oak
    assert [line["row"]["roster"] for line in answered(school, place.folder)[:-1]] == [["class:Oak"]]
    place.keep(replace(with_said(place.read(), {}), roster=None))
    assert [line["row"]["roster"] for line in answered(school, place.folder)[:-1]] == [None]


def test_a_copy_that_is_gone_is_made_again(shelf: AlbumShelf, school: Path) -> None:
    place = shelf.place(shelf.begin(Channel.FACEBOOK, [("a.jpg", WHITE)]).id)
    answered(school, place.folder)
    (copy,) = place.folder.glob("*.copy")
    copy.unlink()
    answered(school, place.folder)
    assert place.copy(0) is not None


def test_of_an_album_that_does_not_come_to_be_no_photo_stays(shelf: AlbumShelf, school: Path) -> None:
    def torn() -> Iterator[tuple[str, bytes]]:
        yield "a.jpg", WHITE
        raise InputError("One of these files is too large to be a picture we can check.")

    with pytest.raises(InputError, match="too large"):
        shelf.begin(Channel.X, torn())
    assert [file for file in school.rglob("*.photo") if file.is_file()] == []


def test_a_copy_that_is_gone_is_told_before_the_zip_lacks_it(shelf: AlbumShelf) -> None:
    album = shelf.begin(Channel.X, [("a.jpg", WHITE), ("b.jpg", WHITE), ("c.jpg", WHITE)])
    place = shelf.place(album.id)
    place.put_copy(0, b"copy")
    verdicts = {"a.jpg": "clear", "b.jpg": "clear", "c.jpg": "review"}
    rows = [AlbumRow(name, {"file": name, "verdict": verdict}) for name, verdict in verdicts.items()]
    assert gone_copies(place, rows).startswith("1 cleaned copy is not there any more.")
    place.put_copy(1, b"copy")
    assert gone_copies(place, rows) == ""


def test_an_earlier_album_says_how_many_photos_it_has(shelf: AlbumShelf) -> None:
    album = shelf.begin(Channel.X, [("a.jpg", WHITE), ("b.jpg", WHITE), ("words.txt", b"words")])
    assert shelf.place(album.id).count == 2


def test_the_child_tells_a_problem_in_a_sentence(school: Path) -> None:
    (told,) = answered(school, school / "drafts" / "albums" / "3" / ("0" * 32))
    assert "not there any more" in told["says"]


def waited(run: PageRun) -> RunState:
    until = time.monotonic() + 60
    while run.state is RunState.RUNNING and time.monotonic() < until:
        time.sleep(0.02)
    return run.state


def fake(*lines: dict[str, Any], then: str = "") -> Any:
    told = "\n".join(json.dumps(line) for line in lines)
    return lambda: [sys.executable, "-c", f"import sys,time\nsys.stdin.read()\nprint({told!r}, flush=True)\n{then}"]


def line(file: str, **more: Any) -> dict[str, Any]:
    row = {"file": file, "verdict": "clear", "faces": [], "findings": [], "unproven": []}
    return {"row": row, "likeness": None, "suffix": ".jpg", "copy": "", **more}


def test_a_run_hears_answers_and_what_is_said_again(tmp_path: Path) -> None:
    lines = (
        line("a.jpg", stands="1 of 2 photos", share=0.5),
        line("b.jpg"),
        line("A.jpg", again=0),
        {"finished": True, "warns": "In 1 photo nobody could look."},
    )
    run = start_run(tmp_path, tmp_path / "one", program=fake(*lines))
    assert waited(run) is RunState.FINISHED
    assert [row.file for row in run.answers()] == ["A.jpg", "b.jpg"]
    assert (run.stands, run.share, run_of(tmp_path / "one")) == ("1 of 2 photos", 0.5, run)
    assert (run.says, run.warns) == ("", "In 1 photo nobody could look.")


def test_a_run_that_is_cancelled_ends_at_once_and_one_that_dies_says_so(tmp_path: Path) -> None:
    run = start_run(tmp_path, tmp_path / "two", program=fake(line("a.jpg"), then="time.sleep(60)"))
    assert start_run(tmp_path, tmp_path / "two") is run  # one at a time
    while not run.rows:
        time.sleep(0.02)
    run.cancel()
    assert (waited(run), run.says) == (RunState.CANCELLED, "")
    died = start_run(tmp_path, tmp_path / "two", program=fake(line("a.jpg"), then="raise SystemExit(9)"))
    assert waited(died) is RunState.FAILED
    assert "go on from there" in died.says


class File(BytesIO):
    """A file as the page hands it over."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name, self.size = name, len(data)


def test_what_is_dropped_is_taken_one_after_the_other_zips_too() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("day/b.jpg", BLACK)
        archive.writestr("readme.txt", "words")
    taken = dropped([File("a.jpg", WHITE), File("day.ZIP", packed.getvalue())])
    assert isinstance(taken, Iterator)
    assert list(taken) == [("a.jpg", WHITE), ("day/b.jpg", BLACK)]
    with pytest.raises(InputError, match="cannot be opened"):
        list(dropped([File("a.zip", b"no zip")]))


def face(outcome: str, left: int = 0, **more: Any) -> dict[str, Any]:
    plain = {"score": 0.9, "pupil": None, "candidates": [], "distance": 0.7, "said": [], "allowed_by": None}
    return {"box": [left, 0, left + 50, 60], "outcome": outcome, **plain, **more}


def album_row(file: str, *faces: dict[str, Any], refused: tuple[int, ...] = ()) -> dict[str, Any]:
    found = [
        {"check": "faces.consent", "severity": "block", "where": {"kind": "photo", "box": faces[place]["box"]}}
        for place in refused
    ]
    return {"file": file, "faces": list(faces), "findings": found, "verdict": "review", "unproven": []}


def test_asked_about_are_faces_that_nobody_knows_and_those_that_may_not_be_shown() -> None:
    row = album_row("a.jpg", face("stranger"), face("matched", 100, pupil="S01"), face("matched", 200), refused=(1,))
    assert [(one.number, one.face.box.left) for one in questions(row)] == [(1, 0), (2, 100)]


def test_one_answer_for_a_person_leaves_what_was_said_and_the_photos_that_were_taken_out(shelf: AlbumShelf) -> None:
    album = shelf.begin(Channel.X, [(f"{name}.jpg", WHITE) for name in "abcd"])
    rows = [labelled(album_row(f"{name}.jpg", face("stranger")), {0: 1}) for name in "abcd"]
    (person,) = people_of(rows)
    speaker = Speaker("B. Office", Role.POSTER, shelf.all()[0][1])
    album = say_of_face(album, "b.jpg", PixelBox(0, 0, 50, 60), Word(Said.COVER), speaker)
    assert still_unknown([person], album) == ()
    album = say_of_person(album, person, Word(Said.PUPIL, "S01"), speaker, but_not=["d.jpg"])
    place = shelf.place(album.id)
    place.keep(album)
    said = {name: [word.meaning for word in one.resolutions] for name, one in place.read().said.items()}
    pupil = [(Said.PUPIL, "S01")]
    assert said == {"a.jpg": pupil, "b.jpg": [(Said.COVER, None)], "c.jpg": pupil}
    assert to_check_again(album, {row["file"]: row for row in rows}) == ("a.jpg", "b.jpg", "c.jpg")


def test_an_album_grows_old_with_the_drafts(shelf: AlbumShelf, school: Path) -> None:
    from checker.core.retention import Kept, Retention
    from checker.workflow.retention import _old_files

    place = shelf.place(shelf.begin(Channel.X, [("a.jpg", WHITE)]).id)
    long_ago = time.time() - timedelta(days=31).total_seconds()
    for file in place.folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    assert set(_old_files(school, Kept.DRAFTS, Retention())) == set(place.folder.iterdir())
