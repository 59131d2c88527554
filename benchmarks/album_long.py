"""Does what an album's run does beside looking at photos grow with the album only as it must, in time and in memory?

usage: python -m benchmarks.album_long [--sizes 1000,2000,10000] [--zip]

No photo is looked at: a quick fake answers at once, for every photo five faces that nobody knows, in the rows as they
are. So what is measured is the rest: reading, digesting, keeping and finding answers, copies, piles, lines, table and
the report with its thumbnails. Each size in a process of its own; seconds are the processor's. `--zip`: from a zip.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from PIL import Image

from checker.core.evidence import CleanCopy, PhotoEvidence
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.post import Post
from checker.core.report import CheckRun, Report, RunState, Task
from checker.workflow import album, album_results
from checker.workflow.album_wish import AlbumRun, AlbumWish
from checker.workflow.wiring import Gate, open_gate

FACES = 5
KINDS = 50
"""Different pictures; a photo's name counts too, so each still has an answer of its own."""
REGISTER = (
    "pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent\nS01,Orla,Fenwick,,Year 4,Oak,yes\n"
)
TASK = Task("faces.unresolved", 0)


class QuickGate:
    """Answers at once; every tenth photo has unknown faces, the others are clear."""

    def __init__(self, gate: Gate) -> None:
        self.today, self.analysers, self._version = gate.today, gate.analysers, gate.read_register().version
        self._asked = 0

    def check(self, post: Post) -> Report:
        """One run of one task."""
        self._asked += 1
        outcome = FaceOutcome.NOT_COMPARED if self._asked % 10 == 0 else FaceOutcome.COVERED
        boxes = [PixelBox(200 * place, 100, 200 * place + 150, 280) for place in range(FACES)]
        faces = tuple(FaceResult(box, 0.9, outcome) for box in boxes)
        found = tuple(
            Finding(TASK.check, Severity.REVIEW, PhotoSpot(0, box), "Nobody in the register is like this face.", "Say.")
            for box in boxes
            if outcome is FaceOutcome.NOT_COMPARED
        )
        seen = PhotoEvidence(1280, 960, faces, clean_copy=CleanCopy(post.photos[0].data, ".jpg"))
        run = CheckRun(TASK, RunState.DONE, found, 0.0)
        return Report(post.digest, ("floor 1",), self._version, (TASK,), (run,), (seen,))


def make_album(root: Path, count: int) -> Path:
    """So many files, of a few pictures each under many names."""
    folder = root / "photos"
    folder.mkdir()
    chance = np.random.default_rng(4)
    for number in range(min(KINDS, count)):
        tiles = chance.integers(0, 255, (12, 16, 3)).astype(np.uint8)
        Image.fromarray(tiles).resize((1280, 960)).save(folder / f"p{number:05d}.jpg", quality=80)
    for number in range(KINDS, count):
        (folder / f"p{number:05d}.jpg").hardlink_to(folder / f"p{number % KINDS:05d}.jpg")
    return folder


def packed(folder: Path) -> Path:
    """The same photos in one zip."""
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w") as archive:
        for photo in folder.iterdir():
            archive.write(photo, photo.name)
    return file


def told(what: str, began: float, count: int) -> float:
    """One line; gives the moment it was told."""
    now = process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(
        f"{count:7,} {what:28}{now - began:8.2f} s{1000 * (now - began) / count:8.2f} ms each{peak:8.0f} MB", flush=True
    )
    return process_time()


def measure(count: int, *, is_zip: bool) -> None:
    """One size, in this process."""
    with TemporaryDirectory() as place:
        root = Path(place)
        source, register = make_album(root, count), root / "register.csv"
        source = packed(source) if is_zip else source
        register.write_text(REGISTER)
        gate = QuickGate(open_gate(str(register)))
        album._opened = lambda *_: gate  # type: ignore[assignment,return-value]
        album_results._PROGRAM = root / "program"
        os.environ["CHECKER_HOME"] = str(root / "home")
        names = {key: root / f"album.{key}" for key in ("html", "csv", "jsonl")}
        wish = partial(AlbumWish, source, out=root / "out", register=str(register), workers=1)
        run = AlbumRun(wish(report=names["html"], table=names["csv"], lines=names["jsonl"]), lambda _: None)
        now = told("before the first", process_time(), count)
        rows = [row for row, _, _ in run.rows()]
        now = told("answers and copies", now, count)
        run.finish(rows)
        now = told("piles, table, lines, report", now, count)
        again = [row for row, _, _ in AlbumRun(wish(), lambda _: None).rows()]
        told("a second run", now, count)
        sizes = ", ".join(f"{key} {file.stat().st_size / 1e6:.0f} MB" for key, file in names.items())
        copies = sum(1 for _ in (root / "out").iterdir())
        print(f"        {sum(row.is_kept for row in again):,} kept, {copies:,} copies; {sizes}", flush=True)


def main() -> None:
    """Each size in its own process, so that the peak is its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,2000,10000")
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("--one", type=int)
    chosen = parser.parse_args()
    if chosen.one:
        measure(chosen.one, is_zip=chosen.zip)
        return
    for size in chosen.sizes.split(","):
        words = [sys.executable, "-m", "benchmarks.album_long", "--one", size, *(["--zip"] if chosen.zip else [])]
        subprocess.run(words, check=True)


if __name__ == "__main__":
    main()
