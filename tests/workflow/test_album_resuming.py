"""A run that was stopped goes on where it was: nothing lost or double, order kept; and what is kept tells nothing."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from checker.workflow import album, album_results
from checker.workflow.album_results import RESULTS_FOLDER, forget_old_answers
from tests.workflow.album_runs import main

NAMES = [f"photo-{number:02d}.jpg" for number in range(40)]
KILLS = 20
COMMAND = [sys.executable, "-m", "tests.workflow.album_runs"]


@dataclass(frozen=True)
class Place:
    """One album, its register, and where its copies go."""

    root: Path
    register: str

    @property
    def words(self) -> list[str]:
        """What is said to the run that answers it."""
        return [str(self.root / "photos"), self.register, str(self.root / "out"), str(self.root / "looked")]

    @property
    def looked(self) -> Counter[str]:
        """How often each photo was really looked at."""
        log = self.root / "looked"
        return Counter(log.read_text().split() if log.exists() else ())

    def run(self) -> list[str]:
        """Answer it to the end."""
        with redirect_stdout(StringIO()) as told:
            main(*self.words)
        return told.getvalue().splitlines()


@pytest.fixture
def place(tmp_path: Path, home: Path, register: str, monkeypatch: pytest.MonkeyPatch) -> Place:
    (tmp_path / "photos").mkdir()
    for name in NAMES:
        (tmp_path / "photos" / name).write_bytes(f"picture {name}".encode())
    monkeypatch.setattr(album, "_opened", album._opened)  # the run puts its own there; this puts ours back
    monkeypatch.setattr(album_results, "_PROGRAM", tmp_path)
    monkeypatch.chdir(Path(__file__).parents[2])
    return Place(tmp_path, register)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that kills")
def test_a_run_killed_at_twenty_points_loses_nothing_and_answers_nothing_twice(place: Place) -> None:
    chance = random.Random(8)
    answered = 0
    for _ in range(KILLS):
        with subprocess.Popen([*COMMAND, *place.words], stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            for _ in range(answered + chance.randint(0, 3)):
                run.stdout.readline()
            run.send_signal(signal.SIGKILL)
            run.stdout.read()
        answered = min(len(place.looked), len(NAMES) - 1)
    assert place.run() == [f"{name} clear" for name in NAMES]
    looked = place.looked
    assert sorted(looked) == NAMES
    assert sum(looked.values()) <= len(NAMES) + KILLS  # only the one that a kill interrupted is looked at again
    copies = {file.name: file.read_bytes() for file in (place.root / "out").iterdir() if file.name[0] != "."}
    assert copies == {name: f"clean picture {name}".encode() for name in NAMES}


def test_a_second_run_looks_at_no_photo(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    first = place.run()
    vendored = place.root / "vendored" / "other-1.0.dist-info"
    vendored.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(vendored.parent)])  # as setuptools does when it is imported
    assert place.run() == first
    assert place.looked == Counter(NAMES)


def test_only_what_changed_is_looked_at_again(place: Place) -> None:
    place.run()
    (place.root / "photos" / NAMES[3]).write_bytes(b"another picture")
    (place.root / "out" / NAMES[3]).unlink()  # the old copy is not of this picture
    (place.root / "out" / NAMES[5]).unlink()
    place.run()
    assert place.looked - Counter(NAMES) == Counter([NAMES[3], NAMES[5]])


def test_another_register_asks_about_every_photo_again(place: Place) -> None:
    place.run()
    with Path(place.register).open("a", encoding="utf-8") as register:
        register.write("S03,Wren,Ashdown,,Year 4,Oak,no,no\n")
    place.run()
    assert place.looked == Counter(NAMES * 2)


def test_what_broke_is_asked_again(place: Place) -> None:
    (place.root / "photos" / NAMES[7]).write_bytes(b"broken")
    assert place.run()[7] == f"{NAMES[7]} review"
    place.run()
    assert place.looked - Counter(NAMES) == Counter([NAMES[7]])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_what_is_kept_tells_nothing_and_is_for_this_account_only(place: Place, home: Path) -> None:
    place.run()
    files = [file for file in (home / RESULTS_FOLDER).rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    told = b"".join(file.name.encode() + file.read_bytes() for file in files)
    assert [word for word in (b"photo-", b"verdict", b"clear", b"Orla", b"S01") if word in told] == []


def test_a_kept_answer_that_was_cut_short_is_none(place: Place, home: Path) -> None:
    place.run()
    for file in (home / RESULTS_FOLDER).rglob("*.kept"):
        file.write_bytes(file.read_bytes()[:20])
    assert place.run() == [f"{name} clear" for name in NAMES]
    assert place.looked == Counter(NAMES * 2)


def test_old_answers_are_taken_away(place: Place, home: Path) -> None:
    place.run()
    files = sorted((home / RESULTS_FOLDER).rglob("*.kept"))
    long_ago = files[0].stat().st_mtime - 30 * 86400 - 60
    for file in files[1:]:
        os.utime(file, (long_ago, long_ago))
    forget_old_answers(home)
    assert sorted((home / RESULTS_FOLDER).rglob("*.kept")) == files[:1]
