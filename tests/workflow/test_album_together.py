"""Two people run albums at once in one school, or one person the same album twice: every answer and copy is right."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from checker.store.sealed import SealedFolder, prune
from checker.workflow.album_results import RESULTS_FOLDER
from checker.workflow.files import sweep, written_aside
from tests.workflow.test_album_resuming import COMMAND, NAMES, Place, place

__all__ = ["place"]  # a fixture
ASIDE = ".writing-"


def together(*runs: list[str]) -> list[list[str]]:
    """What each of these runs printed; all began before any ended."""
    begun = [subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, text=True) for words in runs]
    told = [run.communicate(timeout=120)[0].splitlines() for run in begun]
    assert [run.returncode for run in begun] == [0] * len(runs)
    return told


def copies(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir()}


def test_the_same_album_twice_at_once_is_answered_twice_and_its_copies_lie_there_once(place: Place) -> None:
    first, second = together(place.words, place.words)
    assert first == second == [f"{name} clear" for name in NAMES]
    assert copies(place.root / "out") == {name: f"clean picture {name}".encode() for name in NAMES}
    before = place.looked
    assert place.run() == first
    assert place.looked == before  # whichever kept an answer last, it opens


def test_two_albums_of_one_school_at_once_do_not_meet(place: Place, home: Path) -> None:
    other = place.root / "other"
    other.mkdir()
    for name in NAMES:  # half of them under the same names, of which some are the very same pictures
        same = name < NAMES[10]
        (other / name).write_bytes(f"picture {name}".encode() if same else f"another {name}".encode())
    words = [str(other), place.register, str(place.root / "out of other"), str(place.root / "looked at other")]
    first, second = together(place.words, words)
    assert first == second == [f"{name} clear" for name in NAMES]
    assert copies(place.root / "out") == {name: f"clean picture {name}".encode() for name in NAMES}
    told = copies(place.root / "out of other")
    assert told == {name: b"clean " + (other / name).read_bytes() for name in NAMES}
    assert not list((home / RESULTS_FOLDER).rglob(f"{ASIDE}*"))
    place.run()
    assert max(Counter(place.looked).values()) == 1


def test_tidying_up_beside_another_run_is_no_fault(tmp_path: Path) -> None:
    """Folders appear, fill and vanish while this goes through them."""
    stop, out = threading.Event(), tmp_path / "out"
    out.mkdir()
    faults: list[OSError] = []

    def keep_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            SealedFolder(tmp_path / "kept" / f"{number % 7}").keep(f"{number % 50:064d}", bytes(32), b"x")
            with written_aside(out, b"x"):
                pass

    def tidy_on() -> None:
        try:
            for _ in range(1500):
                prune(tmp_path / "kept", timedelta(0))
                sweep(out)
        except OSError as error:
            faults.append(error)

    writer = threading.Thread(target=lambda: _until_done(keep_on))
    tidiers = [threading.Thread(target=tidy_on) for _ in range(2)]
    for thread in (writer, *tidiers):
        thread.start()
    for thread in tidiers:
        thread.join()
    stop.set()
    writer.join()
    assert faults == []


def _until_done(keep_on: object) -> None:
    """What is kept may find its folder gone: an answer is asked again then, as on a full disk."""
    while True:
        try:
            keep_on()  # type: ignore[operator]
        except OSError:
            continue
        return


if sys.platform == "win32":
    pytestmark = pytest.mark.skip(reason="a file that is open cannot be taken away there")
