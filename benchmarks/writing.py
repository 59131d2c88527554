"""What of the writing in a photo is read, how often is a name seen where none is, and how long does it take?

usage: uv run python -m benchmarks.writing [--each 4] [--photos FOLDER ...] [--only names|ordinary|speed]

Names are drawn on cards in 12-megapixel photos, by height of the font (its capitals are 0.73 of it), kind of card and
what happened to the photo. `--photos` are folders of ordinary pictures in which no name of the invented register of
420 pupils stands. Seconds are the processor's; the yardstick is RapidOCR as it comes, on a copy of 1600 px, in the
same run.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

import cv2

from checker.analysers.picture import PillowReader
from checker.analysers.writing import PictureWriting
from checker.analysers.written_names import WrittenNames
from checker.core.context import Picture
from checker.core.errors import CannotRead
from checker.core.people import Pupil
from tests.analysers.pictures import Pictured
from tests.analysers.writing_scenes import KINDS, ordinary, scene, school

HEIGHTS = (12, 16, 24)
HARM = {
    "blur 1, JPEG 60": {"blur": 1.0, "quality": 60},
    "blur 1.5, JPEG 60": {"blur": 1.5, "quality": 60},
    "turned 35 degrees": {"angle": 35.0},
    "on its side": {"angle": 90.0},
}
REGISTERS = 3


def names(reader: PictureWriting, each: int) -> None:
    """Print the share of names found, certainly or not."""
    pupils = school()
    finder = WrittenNames(pupils)
    print("names found (of them certain) of those drawn")
    for harm, how in HARM.items():
        for height in HEIGHTS:
            row = {kind: _found(reader, finder, pupils, (kind, height, harm), how, each) for kind in KINDS}
            found, sure = (sum(one[n] for one in row.values()) for n in (0, 1))
            drawn = each * len(KINDS)
            cells = "  ".join(f"{kind} {one[0]}/{each}" for kind, one in row.items())
            print(f"{harm:18} {height:3} px  {found / drawn:.2f} ({sure / drawn:.2f})  {cells}")


def _found(
    reader: PictureWriting,
    finder: WrittenNames,
    pupils: tuple[Pupil, ...],
    of: tuple[str, int, str],
    how: dict[str, float],
    each: int,
) -> tuple[int, int]:
    kind, height, _ = of
    found = sure = 0
    for number in range(each):
        seed = zlib.crc32(f"{of}{number}".encode()) % 99_999
        pupil = random.Random(seed).choice(pupils)
        lines = KINDS[kind].lines(pupil.first_name, pupil.last_name)
        hits = finder.find(reader.read(scene(lines, height, KINDS[kind], seed, **how)))  # type: ignore[arg-type]
        mine = [hit for hit in hits if pupil.id in hit.pupil_ids]
        found, sure = found + bool(mine), sure + any(hit.certain for hit in mine)
    return found, sure


def pictures(folders: list[Path]) -> Iterator[Picture]:
    """Every picture that can be read."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff"}:
            try:
                yield PillowReader().open(path.read_bytes())
            except CannotRead:
                print("  one picture could not be read")


def false_names(reader: PictureWriting, folders: list[Path]) -> None:
    """Print how many ordinary pictures raise a name, by register."""
    read = [reader.read(picture) for picture in pictures(folders)]
    lines, codes = sum(len(seen.lines) for seen in read), sum(len(seen.codes) for seen in read)
    print(f"{len(read)} ordinary pictures: {lines} lines read, {codes} codes")
    for seed in range(REGISTERS):
        finder = WrittenNames(school(seed=seed))
        raised = sum(bool(finder.find(seen)) for seen in read)
        print(f"  register {seed}: a name in {raised}, that is {raised * 200 / max(1, len(read)):.1f} in 200")


def speed(reader: PictureWriting, rounds: int = 5) -> None:
    """Print seconds of the processor for a 12-megapixel photo with little text and for one with none."""
    from rapidocr_onnxruntime import RapidOCR

    plain = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1, use_cls=False, max_side_len=1600)
    card = KINDS["certificate"]
    for name, picture in (
        ("a certificate, 30 px", scene(card.lines("Orla", "Penhallow"), 30, card, 2)),
        ("no writing", Pictured(ordinary(1))),
    ):
        took: dict[str, list[float]] = {"ours": [], "RapidOCR at 1600": []}
        for _ in range(rounds):
            started = process_time()
            reader.read(picture)
            between = process_time()
            plain(cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2BGR))
            took["ours"].append(between - started)
            took["RapidOCR at 1600"].append(process_time() - between)
        ours, theirs = median(took["ours"]), median(took["RapidOCR at 1600"])
        print(f"{name:22} ours {ours:.2f} s, RapidOCR at 1600 {theirs:.2f} s, ratio {ours / theirs:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    parser.add_argument("--only", choices=("names", "ordinary", "speed"))
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    reader = PictureWriting()
    if chosen.only in (None, "speed"):
        speed(reader)
    if chosen.photos and chosen.only in (None, "ordinary"):
        false_names(reader, chosen.photos)
    if chosen.only in (None, "names"):
        names(reader, chosen.each)


if __name__ == "__main__":
    main()
