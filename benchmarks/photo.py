"""How long does one 12-megapixel photo take, stage by stage, and how much memory?

usage: python -m benchmarks.photo [--photos FOLDER] [--rounds 3] [--threads 1]

Without --photos the photo is made of a public-domain portrait, five times on one canvas, so that anyone can run it;
with it, every picture of the folder is measured. The first round loads the models and is shown on its own.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np

from checker.analysers.attire import NudeNetLooker
from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.encoding import FaceEncoder, Vector, to_bytes
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.matching import CLEAR_SCORE, SMALLEST_FACE, DlibMatcher
from checker.analysers.metadata import HiddenReader
from checker.analysers.picture import PillowReader
from checker.analysers.writing import PictureWriting
from checker.core.context import Picture
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate

T = TypeVar("T")
PUPILS = 420
"""A two-form primary school."""
WIDTH, HEIGHT = 4000, 3000


class Stages:
    """The parts of the photo's way, loaded once."""

    def __init__(self, threads: int) -> None:
        self.pictures, self.hidden, self.cleaner = PillowReader(), HiddenReader(), AllowListCleaner()
        self.finder, self.looker = CenterFaceFinder(threads), NudeNetLooker(threads)
        self.writing = PictureWriting(threads)
        self.encoder = Remembering()
        self.matcher = DlibMatcher(lambda: self.encoder)

    def run(self, data: bytes, templates: tuple[FaceTemplate, ...]) -> dict[str, Took]:
        """What each stage took for one photo."""
        took: dict[str, Took] = {}
        picture = timed(took, "decode", lambda: self.pictures.open(data))
        faces = timed(took, "detect", lambda: self.finder.find(picture))
        clear = [face for face in faces if face.box.height >= SMALLEST_FACE and face.score >= CLEAR_SCORE]
        self.encoder.known = timed(
            took,
            f"encode {len(clear)} faces",
            lambda: {face.box: self.encoder.encode(picture, face.box) for face in clear},
        )
        timed(took, f"match {PUPILS} pupils", lambda: self.matcher.match(picture, faces, templates))
        self.encoder.known = {}
        timed(took, "attire", lambda: self.looker.look(picture))
        timed(took, "writing", lambda: self.writing.read(picture))
        timed(took, "metadata", lambda: self.hidden.read(data))
        timed(took, "clean and prove", lambda: self.cleaner.clean(data))
        took["all"] = Took(sum(one.wall for one in took.values()), sum(one.processor for one in took.values()))
        return took


class Remembering(FaceEncoder):
    """Gives back what it encoded a moment ago, so that matching is timed without encoding."""

    known: dict[PixelBox, Vector]

    def __init__(self) -> None:
        super().__init__()
        self.known = {}

    def encode(self, picture: Picture, box: PixelBox) -> Vector:
        """The known vector, or the real one."""
        return self.known[box] if box in self.known else super().encode(picture, box)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall and of the processor; they differ where other work shares the machine."""

    wall: float
    processor: float


def timed(took: dict[str, Took], stage: str, work: Callable[[], T]) -> T:
    """Do it and note what it took."""
    wall, processor = perf_counter(), process_time()
    result = work()
    took[stage] = Took(perf_counter() - wall, process_time() - processor)
    return result


def made_photo() -> bytes:
    """Five faces 150 to 500 px tall on a grainy canvas of 12 megapixels, as a phone would save it."""
    import skimage.data
    from PIL import Image

    # One strip of grain, repeated: a whole canvas of random numbers would be the benchmark's peak of memory.
    strip = np.random.default_rng(1).normal(128, 12, (HEIGHT // 10, WIDTH, 3)).clip(0, 255).astype(np.uint8)
    canvas = Image.fromarray(np.tile(strip, (10, 1, 1)))
    portrait = Image.fromarray(skimage.data.astronaut())
    for left, top, side in ((50, 80, 600), (800, 300, 1000), (2000, 100, 1900), (100, 1500, 1400), (1700, 2050, 900)):
        canvas.paste(portrait.resize((side, side)), (left, top))
    file = io.BytesIO()
    canvas.save(file, "JPEG", quality=90)
    return file.getvalue()


def photos(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Each photo to measure, by a name to print."""
    if folder is None:
        yield "made of a portrait", made_photo()
        return
    for number, path in enumerate(sorted(path for path in folder.iterdir() if path.is_file()), start=1):
        if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".heic", ".webp"}:
            yield f"photo {number}", path.read_bytes()


def random_templates() -> tuple[FaceTemplate, ...]:
    """Vectors as far apart as strangers' are."""
    drawn = np.random.default_rng(2).normal(0, 0.09, (PUPILS, 128)).astype(np.float32)
    return tuple(FaceTemplate(f"P{number}", to_bytes(vector)) for number, vector in enumerate(drawn))


def peak_megabytes() -> float:
    """The most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    templates = random_templates()
    measured = list(photos(chosen.photos))
    print(f"before the models: {peak_megabytes():.0f} MB")
    started = perf_counter()
    stages = Stages(chosen.threads)
    print(f"networks loaded in {perf_counter() - started:.2f} s; the encoder loads at its first face")
    for name, data in measured:
        first, *rounds = (stages.run(data, templates) for _ in range(chosen.rounds + 1))
        print(f"\n{name}, {len(data) / 1e6:.1f} MB; seconds: first round, then the median, of it processor")
        for stage, took in first.items():
            wall = median(times[stage].wall for times in rounds)
            processor = median(times[stage].processor for times in rounds)
            print(f"  {stage:20}{took.wall:8.3f}{wall:8.3f}{processor:8.3f}")
    print(f"\npeak memory {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
