"""How long do importing and reading a register take? Prints milliseconds for 420 and 50,000 invented pupils.

    uv run python benchmarks/register.py

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

from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register
from checker.store.undoing import plan_undo, undo_import

_KEYS = tempfile.TemporaryDirectory()
os.environ.setdefault("CHECKER_KEY_FILE", str(Path(_KEYS.name) / "register.key"))

RUNS = {420: 7, 50_000: 3}
FIRST = "Orla Kit Amara Bea Cai Dara Ewan Femi Greta Hal Ines Jory Kezia Lowri Maeve".split()
TODAY = date(2026, 11, 20)
HEADINGS = (
    "pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,video_consent,name_consent,"
    "website_consent,press_consent,face_matching_consent,never_publish"
)
T = TypeVar("T")


def main() -> None:
    """Measure both sizes."""
    for pupils, runs in RUNS.items():
        measured = [measure(school_list(pupils)) for _ in range(runs)]
        print(f"{pupils} pupils, median of {runs}")
        for name in measured[0]:
            print(f"  {name:42}{statistics.median(run[name] for run in measured):10.1f} ms")
    peaks(max(RUNS))


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
    for step in ("import", "read", "undo", "look-up"):
        with tempfile.TemporaryDirectory() as folder:
            for before in () if step == "import" else ("import",):
                subprocess.run([sys.executable, __file__, before, folder, str(pupils)], check=True, capture_output=True)
            done = subprocess.run(
                [sys.executable, __file__, step, folder, str(pupils)], check=True, capture_output=True
            )
        print(f"  {step:42}{done.stdout.decode().strip()}")


def one_step(step: str, folder: str, pupils: int) -> None:
    """Do one step, and print what it took."""
    began = time.process_time()
    words = ""
    with open_register(folder, create=step == "import") as register:
        if step == "import":
            sheet = parse_register_csv(school_list(pupils))
            register.apply(plan_import(register.read(), sheet, TODAY))
        elif step == "undo":
            undo_import(register, plan_undo(register))
        else:
            register.read()
        if step == "look-up":
            at = time.process_time()
            for number in range(100):
                register.read().by_id[f"P{number:05}"].consents  # noqa: B018 - that is the look-up
            words = f", {(time.process_time() - at) * 10:.2f} ms of processor each"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - began:6.1f} s of processor, peak {peak:4.0f} MB{words}")


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
