"""How long does an album take with everything on, beside the tools that do one of its jobs each?

usage: python -m benchmarks.album PEOPLE [--photos 8] [--others 2] [--workers 2]

PEOPLE holds one sub-folder per person with pictures of one face each. The photos are made here: 12 megapixels, five of
those faces 200 to 440 px tall on grain, no two alike. The register has 420 invented pupils, all enrolled: five with
templates of these people, the others with vectors as far apart as strangers' are. Everything is deleted at the end.
`--others`: photos that the other tools get; they take seconds each.
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
from tempfile import TemporaryDirectory
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
_SPOTS = ((320, 350, 220), (1100, 600, 300), (2300, 420, 460), (600, 1700, 400), (2500, 1900, 260))
"""Left, top and side of each picture on the canvas; the pictures are cut tightly around one face."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds on the wall and of the processor, and what it printed."""

    wall: float
    processor: float
    out: str = field(repr=False)


def run(words: Sequence[str], home: Path | None = None) -> Run:
    """Run a command to its end; its children's processor time counts too."""
    told = {**os.environ, "OMP_NUM_THREADS": "1"} | ({"CHECKER_HOME": str(home)} if home else {})
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


def told(name: str, done: Run, photos: int, remark: str) -> None:
    """One line of the table."""
    print(f"{name:34}{done.wall / photos:8.3f}{done.processor / photos:8.3f}  {remark}", flush=True)


def ours(album: Path, root: Path, photos: int, workers: int) -> Run:
    """The first run and the second, everything on."""
    words = [sys.executable, "-c", "from checker.cli import main; main()", "album", str(album), "--json"]
    words += ["--workers", str(workers), "--out", str(root / "out")]
    first = run(words, root / "home")
    rows = [json.loads(line) for line in first.out.splitlines()]
    outcomes = [face["outcome"] for row in rows for face in row["faces"]]
    remark = f"{len(outcomes)} faces of {photos * FACES}, {outcomes.count('matched')} matched"
    told("checker album, everything on", first, photos, remark)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{'  largest process':34}{peak:8.0f} MB")
    second = run(words, root / "home")
    told("  second run", second, photos, f"{first.wall / second.wall:.0f} times faster, with starting the program")
    (root / "one").mkdir()
    shutil.copy(min(album.iterdir()), root / "one")
    words[words.index(str(album))] = str(root / "one")
    more = (second.processor - run(words, root / "home").processor) / (photos - 1)
    print(
        f"{'  each photo more of a second run':34}{'':8}{more:8.3f}  {first.processor / photos / more:.0f} times less"
    )
    return first


def others(files: list[Path], persons: dict[str, list[Path]], root: Path, workers: int) -> Run:
    """The same photos through the tools that do one job; gives what `face_recognition` took."""
    known, photos = root / "known", root / "few"
    known.mkdir()
    photos.mkdir()
    for name, pictures in persons.items():
        shutil.copy(pictures[0], known / f"{name}.jpg")
    for file in files:
        shutil.copy(file, photos)
    bin_folder = Path(sys.executable).parent
    words = [str(bin_folder / "face_recognition"), str(known), str(photos), "--cpus"]
    told("face_recognition on all cores", run([*words, str(workers)]), len(files), "(its children's time is not told)")
    peer = run([*words, "1"])
    found = sum("no_persons_found" not in line for line in peer.out.splitlines())
    told("face_recognition --cpus 1", peer, len(files), f"{found} faces of {len(files) * FACES} (a line a name)")
    told("deface", run([str(bin_folder / "deface"), "-o", str(root / "hidden.jpg"), str(files[0])]), 1, "one photo")
    if shutil.which("exiftool"):
        words = ["exiftool", "-all=", "-o", str(root / "bare"), *map(str, files)]
        (root / "bare").mkdir()
        told("exiftool -all=", run(words), len(files), "hidden details only")
    return peer


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
        print(f"{chosen.photos} photos, {chosen.workers} workers; seconds a photo: wall, processor")
        mine = ours(root / "album", root, chosen.photos, chosen.workers)
        peer = others(files[: chosen.others], persons, root, chosen.workers)
    ratio = (peer.processor / chosen.others) / (mine.processor / chosen.photos)
    print(f"processor time a photo: face_recognition takes {ratio:.1f} times as long as everything of ours")


if __name__ == "__main__":
    main()
