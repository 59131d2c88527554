"""Does an album cost the same a photo however long it is, in time and in memory, and with a register of 50,000 photos?

usage: python -m benchmarks.album_scale PEOPLE [--sizes 40,200] [--workers 2]

PEOPLE as for benchmarks.album. Every photo is another crop of 1.2 megapixels of photos made as there, so no two are
alike. Prints for each size the processor seconds a photo, the largest process, and what a second run takes, everything
included; then what 50,000 templates cost a photo of five faces beside 420.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.album import FACES, Run, make_photos, make_register, people, run
from checker.analysers.encoding import to_bytes
from checker.analysers.face_model import DLIB_MODEL
from checker.analysers.gallery import Gallery
from checker.analysers.matching import Compared
from checker.core.people import Enrolled, FaceTemplate

CROP = (1280, 960)
TEMPLATES = (420, 50_000)
ROUNDS = 5


def make_crops(folder: Path, sources: list[Path], count: int) -> None:
    """As many photos, each a part of another place and size of one of the sources."""
    folder.mkdir()
    chance = np.random.default_rng(2)
    opened = [Image.open(file).convert("RGB") for file in sources]
    for number in range(count):
        whole = opened[number % len(opened)]
        wide = int(chance.integers(1600, 2600))
        high = wide * CROP[1] // CROP[0]
        left, top = int(chance.integers(0, whole.width - wide)), int(chance.integers(0, whole.height - high))
        part = whole.crop((left, top, left + wide, top + high)).resize(CROP)
        part.save(folder / f"photo-{number:05d}.jpg", "JPEG", quality=88)


def album_run(root: Path, album: Path, workers: int) -> Run:
    """One run of the command line with its copies."""
    words = [sys.executable, "-c", "from checker.cli import main; main()", "album", str(album), "--json"]
    return run([*words, "--workers", str(workers), "--out", str(root / "out" / album.name)], root / "home")


def templates_cost() -> None:
    """The median processor time of comparing five faces with so many templates, of strangers and near a pupil each."""
    chance = np.random.default_rng(3)
    strangers = chance.normal(0, 0.1, (FACES, DLIB_MODEL.length)).astype(np.float32)
    shaken = chance.normal(0, 0.01, strangers.shape).astype(np.float32)
    took: dict[tuple[int, str], float] = {}
    for count in TEMPLATES:
        rows = chance.normal(0, 0.1, (count, DLIB_MODEL.length)).astype(np.float32)
        stored = [FaceTemplate(f"P{number // 3}", to_bytes(row), DLIB_MODEL.name) for number, row in enumerate(rows)]
        near = rows[:: count // FACES][:FACES] + shaken
        for kind, probes in (("strangers", strangers), ("near a pupil each", near)):
            first, took[count, kind] = _compared(Enrolled(stored), probes)
            print(
                f"{count:6d} templates, {FACES} faces, {kind}: {1000 * took[count, kind]:5.1f} ms a photo, "
                f"the first after a change of the register {1000 * first:5.1f} ms",
                flush=True,
            )
    few, many = TEMPLATES
    for kind in ("strangers", "near a pupil each"):
        print(f"       added, {kind}: {1000 * (took[many, kind] - took[few, kind]):5.1f} ms")


def _compared(enrolled: Enrolled, probes: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Processor seconds of the first photo after a reading of the register, and of the median one after it."""
    rounds = []
    for _ in range(ROUNDS + 1):
        began = process_time()
        gallery = Gallery.kept_with(enrolled, DLIB_MODEL)
        Compared(gallery, *gallery.distances(probes), DLIB_MODEL.rule)
        rounds.append(process_time() - began)
    return rounds[0], median(rounds[1:])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("people", type=Path)
    parser.add_argument("--sizes", default="40,200")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    templates_cost()
    persons = people(chosen.people)
    with TemporaryDirectory() as place:
        root = Path(place)
        sources = make_photos(root / "sources", persons, 8)
        make_register(root / "home", persons)
        for size in map(int, chosen.sizes.split(",")):
            make_crops(root / f"album-{size}", sources, size)
            first, second = (album_run(root, root / f"album-{size}", chosen.workers) for _ in range(2))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            same = len(first.out.splitlines()) == len(second.out.splitlines()) == size
            print(
                f"{size:6d} photos: {first.processor / size:.3f} s of the processor a photo, {first.wall / size:.3f} "
                f"on the wall; largest process so far {peak:.0f} MB; second run {second.processor:.1f} s in all, "
                f"{first.processor / second.processor:.0f} times less (wall: {first.wall / second.wall:.0f}); "
                f"{'all answered' if same else 'ANSWERS ARE MISSING'}",
                flush=True,
            )
            shutil.rmtree(root / f"album-{size}")


if __name__ == "__main__":
    main()
