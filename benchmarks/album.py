"""How long does an album take with everything on, beside the tools that do one of its jobs each?

usage: python -m benchmarks.album PEOPLE [--photos 8] [--others 2] [--workers 2]

PEOPLE holds one sub-folder per person with pictures of one face each. The photos are made here: 12 megapixels, five of
those faces 200 to 440 px tall on grain, no two alike. The register has 420 invented pupils, all enrolled: five with
templates of these people, the others with vectors as far apart as strangers' are. Everything is deleted at the end.
`--others`: photos that the other tools get; they take seconds each.

Every command runs once over a few photos and once over all: the difference is what each photo more takes, without
starting the program and loading models. Wall is compared with wall, processor with processor.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter

import numpy as np
from PIL import Image

from benchmarks.photo import HEIGHT, PUPILS, WIDTH, random_templates
from checker.analysers.picture import PillowReader
from checker.analysers.references import ReferenceReader
from checker.core.errors import CannotRead
from checker.store import REGISTER_FILE
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.register import open_register

FACES = 5
COMPILED = Path(gettempdir()) / "checker-benchmark-compiled"
ROUNDS = 3
"""Of a second run; the one with the least of the processor counts, for whatever else the machine does only adds."""
STARTS = 2
"""Of a run over a few photos: the first one of all compiles the modules."""
TIMES = 20
"""How many times the album is given again to tell what each photo more of a second run takes: milliseconds."""
_SPOTS = ((320, 350, 220), (1100, 600, 300), (2300, 420, 460), (600, 1700, 400), (2500, 1900, 260))
"""Left, top and side of each picture on the canvas; the pictures are cut tightly around one face."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds on the wall and of the processor, and what it printed."""

    wall: float
    processor: float
    out: str = field(repr=False)


def run(words: Sequence[str], home: Path | None = None) -> Run:
    """Run a command to its end; its children's processor time counts too.

    With compiled modules, as installed: where none may be written, each start compiles all it imports, ours and theirs.
    """
    told = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    told |= {"CHECKER_HOME": str(home)} if home else {}
    wall, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, text=True, env=told, check=False)
    if home and done.returncode not in (0, 1, 2):
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(perf_counter() - wall, spent, done.stdout)


def people(folder: Path) -> dict[str, list[Path]]:
    """The pictures of each person."""
    found = {place.name: sorted(place.glob("*.jpg")) for place in sorted(folder.iterdir()) if place.is_dir()}
    return {name: pictures for name, pictures in found.items() if len(pictures) > 1}


def make_photos(folder: Path, persons: dict[str, list[Path]], count: int) -> list[Path]:
    """Photos of these people, each picture turned over to another place from photo to photo."""
    folder.mkdir()
    chance = np.random.default_rng(1)
    files = []
    for number in range(count):
        strip = chance.normal(128, 12, (HEIGHT // 10, WIDTH, 3)).clip(0, 255).astype(np.uint8)
        canvas = Image.fromarray(np.tile(strip, (10, 1, 1)))
        for place, (left, top, side) in enumerate(_SPOTS):
            pictures = list(persons.values())[(place + number) % len(persons)]
            canvas.paste(Image.open(pictures[1 + number % (len(pictures) - 1)]).resize((side, side)), (left, top))
        files.append(folder / f"photo-{number:04d}.jpg")
        canvas.save(files[-1], "JPEG", quality=90)
    return files


def make_register(home: Path, persons: dict[str, list[Path]]) -> None:
    """All pupils consent to everything, and every one is enrolled."""
    home.mkdir()
    heading = "pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,face_matching_consent"
    rows = [f"P{number},Fenwick{number},Tallow{number},,Year 4,Oak,yes,yes" for number in range(PUPILS)]
    sheet = parse_register_csv("\n".join([heading, *rows]).encode())
    vectors = [template.vector for template in random_templates()]
    for number, pictures in enumerate(persons.values()):
        vectors[number] = _template(pictures)
    with open_register(str(home / REGISTER_FILE), create=True) as register:
        register.apply(plan_import(register.read(), sheet, date.today()))
        register.switch_matching_on("BENCHMARK", "Benchmark Officer", date.today())
        for number, vector in enumerate(vectors):
            register.add_template(f"P{number}", vector)


def _template(pictures: list[Path]) -> bytes:
    """Of the first picture that makes a reference photo, with grey around it: these are cut tightly."""
    for picture in pictures:
        canvas = Image.new("RGB", (700, 700), "grey")
        canvas.paste(Image.open(picture).resize((400, 400)), (150, 150))
        file = io.BytesIO()
        canvas.save(file, "JPEG", quality=95)
        try:
            return ReferenceReader().read(PillowReader().open(file.getvalue()))
        except CannotRead:
            continue
    raise SystemExit("No picture of one of these people makes a reference photo.")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds a photo, on the wall and of the processor: with the start, and of each photo more, without it."""

    wall: float
    processor: float
    more_wall: float
    more_processor: float


def cost_of(all_of_them: Run, photos: int, few: Run, begun_with: int) -> Cost:
    """From a run over all photos and one over so few."""
    wall, processor = all_of_them.wall - few.wall, all_of_them.processor - few.processor
    more = max(photos - begun_with, 1)
    return Cost(all_of_them.wall / photos, all_of_them.processor / photos, wall / more, processor / more)


def told(name: str, cost: Cost, remark: str = "") -> Cost:
    """One line of the table."""
    numbers = (cost.wall, cost.more_wall, cost.processor, cost.more_processor)
    print(f"{name:28}{''.join(f'{number:9.3f}' for number in numbers)}  {remark}", flush=True)
    return cost


def folder_of(place: Path, files: Sequence[Path]) -> Path:
    """A folder with these photos."""
    place.mkdir()
    for file in files:
        (place / file.name).hardlink_to(file)
    return place


def ours(files: list[Path], root: Path, workers: int) -> Cost:
    """The first run and the second, everything on; the few are one photo for each worker, which all load the models."""
    words = [sys.executable, "-c", "from checker.cli import main; main()", "album", "--json", "--workers", str(workers)]
    few = folder_of(root / "few", files[:workers])
    begun = quickest([*words, str(few), "--out", str(root / "out of few"), "--again"], root / "home", STARTS)
    whole = [*words, str(files[0].parent), "--out", str(root / "out")]
    first = run(whole, root / "home")
    faces = [face["outcome"] for line in first.out.splitlines() for face in json.loads(line)["faces"]]
    cost = cost_of(first, len(files), begun, workers)
    told(
        "checker album, everything", cost, f"{len(faces)} faces of {len(files) * FACES}, {faces.count('matched')} known"
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"  largest process {peak:.0f} MB")
    again = quickest(whole, root / "home")
    if again.out != first.out:
        raise SystemExit("The second run looked at the photos again: the program was changed meanwhile.")
    (root / "many").mkdir()
    for number in range(TIMES):
        folder_of(root / "many" / str(number), files)
    once, many = (quickest([*words, str(place)], root / "home") for place in (files[0].parent, root / "many"))
    told("  a second run", cost_of(many, len(files) * TIMES, once, len(files)), f"over {TIMES} times the album")
    took = f"{again.wall:.2f} s, {again.processor:.2f} of the processor"
    less = f"{first.wall / again.wall:.0f} times faster, {first.processor / again.processor:.0f} times less"
    print(f"  a second run in all {took}: {less}", flush=True)
    return cost


def quickest(words: Sequence[str], home: Path | None = None, rounds: int = ROUNDS) -> Run:
    """Of a few runs of this command."""
    return min((run(words, home) for _ in range(rounds)), key=lambda one: one.processor)


def others(files: list[Path], persons: dict[str, list[Path]], root: Path, workers: int) -> tuple[Cost, Cost]:
    """The same photos through the tools that do one job; gives what `face_recognition` took on all cores and on one.

    On several it does not wait for its children, so that their processor time is not told.
    """
    known, count = root / "known", len(files)
    known.mkdir()
    for name, pictures in persons.items():
        shutil.copy(pictures[0], known / f"{name}.jpg")
    some, one = folder_of(root / "some", files), folder_of(root / "one", files[:1])
    bin_folder = Path(sys.executable).parent
    words = [str(bin_folder / "face_recognition"), str(known)]
    costs = []
    for cores in (workers, 1):
        few = quickest([*words, str(one), "--cpus", str(cores)], rounds=STARTS)
        peer = run([*words, str(some), "--cpus", str(cores)])
        found = sum("no_persons_found" not in line for line in peer.out.splitlines())
        remark = (
            f"{found} faces of {count * FACES} (a line a name)"
            if cores == 1
            else "(its children's processor: not told)"
        )
        costs.append(told(f"face_recognition --cpus {cores}", cost_of(peer, count, few, 1), remark))
    deface = str(bin_folder / "deface")
    few = quickest([deface, str(one / files[0].name)], rounds=STARTS)
    peer = run([deface, *(str(some / file.name) for file in files)])
    told("deface", cost_of(peer, count, few, 1))
    if shutil.which("exiftool"):
        bare = ["exiftool", "-all=", "-o"]
        few = [run([*bare, f"{root}/bare-{number}/", str(files[0])]) for number in range(STARTS)][-1]
        peer = run([*bare, f"{root}/bare/", *map(str, files)])
        told("exiftool -all=", cost_of(peer, count, few, 1), "hidden details only")
    return costs[0], costs[1]


def compared(mine: Cost, all_cores: Cost, one_core: Cost, workers: int) -> None:
    """How many times as long the one job of `face_recognition` takes as everything of ours: wall with wall."""
    wall, more = all_cores.wall / mine.wall, all_cores.more_wall / mine.more_wall
    work, more_work = one_core.processor / mine.processor, one_core.more_processor / mine.more_processor
    print(f"times as long as everything of ours, with the start and each photo more: face_recognition --cpus {workers}")
    print(f"takes {wall:.2f} and {more:.2f} on the wall; of the processor (--cpus 1) {work:.2f} and {more_work:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("people", type=Path)
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--others", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    persons = people(chosen.people)
    with TemporaryDirectory() as place:
        root = Path(place)
        files = make_photos(root / "album", persons, chosen.photos)
        make_register(root / "home", persons)
        print(f"{chosen.photos} photos, {chosen.workers} workers; the other tools: {chosen.others}")
        print(f"{'seconds a photo':28}{'wall':>9}{'each more':>9}{'processor':>10}{'each more':>9}")
        mine = ours(files, root, chosen.workers)
        compared(mine, *others(files[: chosen.others], persons, root, chosen.workers), chosen.workers)


if __name__ == "__main__":
    main()
