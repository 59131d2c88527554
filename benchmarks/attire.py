"""How many drawn figures in swimwear does the attire check send to a person, and how many ordinary pictures?

usage: python -m benchmarks.attire [--photos FOLDER ...]

Drawn figures say whether the parts work together, not how many real pictures would be found: no picture of anybody in
swimwear was used. --photos takes folders of ordinary pictures, read with all below them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

import cv2
import numpy as np

from benchmarks.attire_figures import CLOTHS, SKINS, Dress, Figure, Ground, scene
from benchmarks.photo import made_photo
from checker.analysers import attire_votes
from checker.analysers.attire import NudeNetLooker
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.picture import PillowPicture, PillowReader
from checker.analysers.pixels import Pixels
from checker.core.errors import CannotRead
from checker.core.evidence import AttireKind
from checker.core.faces import FaceSeen

HEIGHTS = (250, 450, 850)
"""Pixels of a figure in a picture of 1200 x 1000."""
ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff"}
SWEPT = {
    "as shipped": {},
    "SIGN_SCORE 0.1": {"SIGN_SCORE": 0.1, "SKIN_SCORE": 0.1},
    "SIGN_SCORE 0.3": {"SIGN_SCORE": 0.3, "SKIN_SCORE": 0.3},
    "no skin asked": {"SIGN_SKIN": 0.0},
    "nobody asked for": {"LONE_SCORE": 0.2},
    "faces not left out": {"ON_FACE": 9.0},
    "none of the gates": {"SIGN_SKIN": 0.0, "LONE_SCORE": 0.2, "ON_FACE": 9.0},
}


def figures(ground: Ground, dress: Dress) -> Iterator[Pixels]:
    """Every tone and height once, from the front and from behind, and one group of five small ones."""
    for number, skin in enumerate(SKINS):
        for height in HEIGHTS:
            for is_behind in (False, True):
                one = Figure(600, 100, height, skin, CLOTHS[(number + height) % 5], dress, is_behind)
                yield scene((1200, 1000), ground, (one,), seed=number)
    group = tuple(Figure(300 + 350 * n, 700, 320, SKINS[n], CLOTHS[n], dress) for n in range(5))
    yield scene((2000, 1500), ground, group)


def is_flagged(looker: NudeNetLooker, pixels: Pixels, faces: tuple[FaceSeen, ...]) -> bool:
    """Whether the picture goes to a person without any words beside it."""
    seen = looker.look(PillowPicture(pixels), faces)
    return any(sign.kind in (AttireKind.NAKED, AttireKind.UNDRESS) for sign in seen)


def measure_drawn(looker: NudeNetLooker, finder: CenterFaceFinder) -> None:
    """A table: rows of dress, columns of ground."""
    print("| flagged | " + " | ".join(ground.value for ground in Ground) + " |\n|---|" + "---|" * len(Ground))
    for dress in Dress:
        cells = []
        for ground in Ground:
            drawn = list(figures(ground, dress))
            count = sum(is_flagged(looker, one, finder.find(PillowPicture(one))) for one in drawn)
            cells.append(f"{count} of {len(drawn)}")
        print(f"| {dress.value} | {' | '.join(cells)} |")


def measure_ordinary(looker: NudeNetLooker, finder: CenterFaceFinder, folders: list[Path]) -> None:
    """How many of these pictures are flagged, as shipped and with other thresholds."""
    reader = PillowReader()
    counts, pictures = dict.fromkeys(SWEPT, 0), 0
    shipped = {name: getattr(attire_votes, name) for change in SWEPT.values() for name in change}
    for path in sorted(file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in ENDINGS):
        try:
            picture = reader.open(path.read_bytes())
        except CannotRead:
            continue
        pictures += 1
        faces = finder.find(picture)
        for name, change in SWEPT.items():
            for threshold, value in {**shipped, **change}.items():
                setattr(attire_votes, threshold, value)
            counts[name] += is_flagged(looker, picture.pixels, faces)
        for threshold, value in shipped.items():
            setattr(attire_votes, threshold, value)
    for name, count in counts.items():
        print(f"{name:20} {count} of {pictures} flagged")


def measure_time(looker: NudeNetLooker, finder: CenterFaceFinder) -> None:
    """Processor seconds for a photo of 12 megapixels, decoded already."""
    picture = PillowReader().open(made_photo())
    faces = finder.find(picture)
    pool = np.full((3000, 4000, 3), (70, 170, 205), np.uint8)
    for name, one, known in (
        ("five faces", picture, faces),
        ("nobody", picture, ()),
        ("water", PillowPicture(pool), ()),
    ):
        took = []
        for _ in range(8):
            started = process_time()
            looker.look(one, known)
            took.append(process_time() - started)
        print(f"12 megapixels, {name}: {1000 * median(took[1:]):.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    looker, finder = NudeNetLooker(), CenterFaceFinder()
    measure_time(looker, finder)
    measure_drawn(looker, finder)
    if chosen.photos:
        measure_ordinary(looker, finder, chosen.photos)


if __name__ == "__main__":
    main()
