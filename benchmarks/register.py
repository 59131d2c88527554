"""How long do importing, reading and asking a register take, and comparing a face with all its templates?

Prints milliseconds for 420 and 50,000 invented pupils.

    uv run python -m benchmarks.register

Every figure is the median of several runs on a new register file. The yardstick beside them is what `csv.reader` alone
takes to read the same list.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from checker.core.people import Purpose
from checker.store.csv_register import parse_register_csv
from checker.store.file_mark import SETTLES
from checker.store.importing import plan_import
from checker.store.register import SqlRegister, open_register
from checker.store.undoing import plan_undo, undo_import
from tests.store.postgres import server

_KEYS = tempfile.TemporaryDirectory()
os.environ.setdefault("CHECKER_KEY_FILE", str(Path(_KEYS.name) / "register.key"))

RUNS = {420: 7, 50_000: 3}
STEPS = ("import", "read", "undo", "look-up", "match")
FIRST = "Orla Kit Amara Bea Cai Dara Ewan Femi Greta Hal Ines Jory Kezia Lowri Maeve".split()
TODAY = date(2026, 11, 20)
HEADINGS = (
    "pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,video_consent,name_consent,"
    "website_consent,press_consent,face_matching_consent,never_publish"
)
T = TypeVar("T")


def main() -> None:
    """Measure both sizes. Memory first: a process is told its parent's peak as its own where that was higher."""
    peaks(max(RUNS))
    for pupils, runs in RUNS.items():
        measured = [measure(school_list(pupils)) for _ in range(runs)]
        print(f"{pupils} pupils, median of {runs}")
        for name in measured[0]:
            print(f"  {name:42}{statistics.median(run[name] for run in measured):10.1f} ms")


def school_list(pupils: int) -> bytes:
    """A list in which most said yes to photos, half to face matching and few to being named."""
    lines = [HEADINGS]
    for number in range(pupils):
        name = f"P{number:05},{FIRST[number % len(FIRST)]},Fernsby{number},,Year {number % 6},Class {number % 14}"
        said = ("yes", "yes" if number % 3 else "no", "" if number % 10 else "yes", "no", "")
        lines.append(",".join([name, *said, "yes" if number % 2 else "", ""]))
    return "\n".join(lines).encode()


def peaks(pupils: int) -> None:
    """What each step of a trust's register takes, in a process of its own: seconds of the processor and memory."""
    for step in STEPS:
        with tempfile.TemporaryDirectory() as folder:
            for before in () if step in ("import", "match") else ("import",):
                subprocess.run(
                    [sys.executable, "-m", "benchmarks.register", before, folder, str(pupils)],
                    check=True,
                    capture_output=True,
                )
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.register", step, folder, str(pupils)],
                check=True,
                capture_output=True,
            )
        print(f"  {step:42}{done.stdout.decode().strip()}")
    with server() as running:
        running.run("template1", "CREATE DATABASE trust TEMPLATE template0")
        for step in ("import", "look-up"):
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.register", step, running.url("trust"), str(pupils)],
                check=True,
                capture_output=True,
            )
            print(f"  {f'{step}, PostgreSQL':42}{done.stdout.decode().strip()}")


def one_step(step: str, folder: str, pupils: int) -> None:
    """Do one step, and print what it took."""
    began = time.process_time()
    words = ""
    if step == "match":
        words = match(pupils)
    else:
        with open_register(folder, create=step == "import") as register:
            if step == "import":
                sheet = parse_register_csv(school_list(pupils))
                register.apply(plan_import(register.read(), sheet, TODAY))
            elif step == "undo":
                undo_import(register, plan_undo(register))
            else:
                register.read()
            if step == "look-up":
                words = look_up(register)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - began:6.1f} s of processor, peak {peak:4.0f} MB{words}")


def look_up(register: SqlRegister) -> str:
    """Whether somebody may be shown, asked of the register each time anew: by a file just written, and one at rest."""

    def each() -> str:
        took = []
        for number in range(200):
            at = time.process_time()
            register.read().by_id[f"P{number:05}"].has_consent(Purpose.PHOTO)
            took.append(time.process_time() - at)
        return f"{statistics.median(took) * 1000:.3f} ms of processor each"

    file = register.database.file
    if file is None:
        return f", {each()}"
    os.utime(file)
    fresh = each()
    time.sleep(SETTLES + 0.5)
    register.read()
    return f", {fresh} just after a change, {each()} from {SETTLES} s after"


def match(pupils: int) -> str:
    """One face, and five of one photo, against a template of every pupil: vectors as far apart as dlib's are."""
    import numpy as np

    from checker.analysers.face_model import DLIB_MODEL
    from checker.analysers.gallery import Gallery
    from checker.analysers.matching import Compared
    from checker.core.faces import SURE_SCORE, FaceSeen
    from checker.core.finding import PixelBox
    from checker.core.people import FaceTemplate

    some = np.random.default_rng(7)
    rows = some.normal(0, 0.05, (pupils, 128)).astype("<f4")
    templates = tuple(FaceTemplate(f"P{number:05}", row.tobytes()) for number, row in enumerate(rows))
    probes = [row + some.normal(0, 0.01, 128) for row in rows[:5]]
    face = FaceSeen(PixelBox(0, 0, 99, 99), SURE_SCORE)
    told = []
    for count in (1, 5):
        took = []
        for _ in range(15):
            at = time.process_time()
            gallery = Gallery.of(templates, DLIB_MODEL)
            ready = time.process_time()
            compared = Compared(gallery, *gallery.distances(probes[:count]), DLIB_MODEL.rule)
            assert all(compared.result(face, one).distance is not None for one in range(count))
            took.append((ready - at, time.process_time() - ready))
        made, asked = (statistics.median(one) * 1000 for one in zip(*took, strict=True))
        told.append(f"{count} face{'s' * (count > 1)}: {asked:.1f} ms, and {made:.1f} ms once a photo")
    return ", " + "; ".join(told)


def measure(data: bytes) -> dict[str, float]:
    """Milliseconds for each step of a register's life."""
    figures: dict[str, float] = {}

    def timed(name: str, step: Callable[[], T]) -> T:
        began = time.perf_counter()
        result = step()
        figures[name] = (time.perf_counter() - began) * 1000
        return result

    with tempfile.TemporaryDirectory() as folder:
        timed("yardstick: csv.reader alone", lambda: list(csv.reader(io.StringIO(data.decode()))))
        sheet = timed("read the list", lambda: parse_register_csv(data))
        register = timed("make an empty register", lambda: open_register(folder, create=True))
        plan = timed("plan the first import", lambda: plan_import(register.read(), sheet, TODAY))
        timed("apply it and read the outcome", lambda: register.apply(plan))
        register.close()
        register = timed("open the register", lambda: open_register(folder))
        snapshot = timed("read it whole", register.read)
        timed("read it again, unchanged", register.read)
        timed("ask its version", register.version)
        again = timed("plan the same list again", lambda: plan_import(snapshot, sheet, TODAY))
        timed("apply that", lambda: register.apply(again))
        register.close()
        figures["size of the file in MB (not ms)"] = (Path(folder) / "register.sqlite").stat().st_size / 1e6
    return figures


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_step(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        main()
