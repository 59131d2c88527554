"""Does every broken, spliced or hostile picture file get a verdict or a sentence, in little time and memory?

usage: python -m benchmarks.fuzz_photos [--files 2000] [--seed 1] [--folder FOLDER] [--keep FOLDER] [--only N]

Pictures of every kind are made, with everything hidden that we know of, then cut, flipped, and spliced with each other;
beside them stand files that are built to eat time and memory. Each goes through the gate's own pipeline with the checks
that look at files. What may not happen: a check that breaks, a clear verdict for a picture of which part is missing, a
copy that still holds what was hidden or changes when it is cleaned again, and more than the time and memory below.
With --folder its pictures are taken too. Ends with 1 if anything of that happened, and prints how to see it again.
"""

from __future__ import annotations

import argparse
import random
import resource
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time

import numpy as np
from PIL import Image

from checker.analysers.picture import PillowReader
from checker.checks.exposure_readable import WholePicture
from checker.checks.metadata_clean import CleanCopyProven
from checker.checks.metadata_date import OldPicture
from checker.checks.metadata_device import SchoolDevice
from checker.checks.metadata_face_names import NamedFaces
from checker.checks.metadata_hidden import HiddenDetails
from checker.checks.metadata_making import MadeOrEdited
from checker.core.context import Context, Settings
from checker.core.errors import CannotRead
from checker.core.people import RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.report import Report, Verdict
from checker.core.rules import RuleBook
from checker.workflow.analysers import Analysers
from checker.workflow.evidence import PostEvidence
from checker.workflow.pipeline import check_post
from tests.analysers import picture_files as made

CHECKS = (
    WholePicture(), HiddenDetails(), CleanCopyProven(), SchoolDevice(), MadeOrEdited(), NamedFaces(), OldPicture()
)  # fmt: skip
SECONDS = 12.0
"""Processor time one file may cost; a PNG of 100 megapixels is decoded three times and compared, in eight."""
MEGABYTES = 2500
"""Memory the whole run may hold: 100 megapixels are 400 MB in Pillow, and an original and a copy are compared."""
SETTINGS = Settings(school="Example Press", school_devices=("Example Phone 5",))
"""So that a whole picture can be clear: its device and its credit lines are the school's."""
SLOWEST = "png of 9,999 x 9,999"
"""The last of the bombs: 100 million pixels are allowed, so this one is looked at."""
SMALL = made.scene(96, 72)


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to check; `whole` is the picture it was made from where a part of it was cut away."""

    name: str
    data: bytes
    whole: bytes | None = None


# --- what is made -------------------------------------------------------------------------------------------------
def made_files() -> dict[str, bytes]:
    """One or more pictures of every kind, full of hidden details."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    exif = b"Exif\x00\x00" + made.exif_block()
    saved, frames = made.saved, {"save_all": True, "append_images": [Image.new("RGB", SMALL.size, "red")]}
    return {
        "jpeg": made.dirty_jpeg(),
        "progressive": made.dirty_jpeg(saved(SMALL, "JPEG", progressive=True)),
        "restarts": made.dirty_jpeg(saved(SMALL, "JPEG", restart_marker_blocks=2)),
        "cmyk": made.dirty_jpeg(saved(SMALL.convert("CMYK"), "JPEG")),
        "turned": saved(SMALL, "JPEG", exif=made.oriented(6)),
        "png": made.dirty_png(),
        "apng": saved(SMALL, "PNG", **frames),
        "deep png": made.dirty_png(saved(Image.fromarray(np.arange(6912, dtype=np.uint16).reshape(72, 96)), "PNG")),
        "webp": made.dirty_webp(),
        "lossless webp": made.dirty_webp(lossless=True),
        "moving webp": saved(SMALL, "WEBP", **frames),
        "gif": saved(SMALL, "GIF", comment=made.SECRET.encode()),
        "moving gif": saved(SMALL, "GIF", **frames),
        "tiff": saved(SMALL, "TIFF", exif=exif),
        "pages": saved(SMALL, "TIFF", **frames),
        "packed tiff": saved(SMALL, "TIFF", compression="tiff_lzw"),
        "bmp": saved(SMALL, "BMP"),
        "heic": saved(SMALL, "HEIF", exif=exif, xmp=made.XMP),
        "avif": saved(SMALL, "AVIF", exif=exif),
    }


def changed(base: str, files: dict[str, bytes], dice: random.Random) -> Sample:
    """One file after cuts, flips and splices."""
    data, name = files[base], base
    if dice.random() < 0.2:
        at = dice.randrange(len(data))
        return Sample(f"{base} cut at {at}", data[:at], data)
    for _ in range(dice.randint(1, 4)):
        change = dice.choice((_flip, _drop, _repeat, _splice, _number))
        data = change(data or b"\x00", dice, tuple(files.values()))
        name += f" {change.__name__}"
    if data.startswith(b"\x89PNG") and dice.random() < 0.7:
        data = with_checksums(data)
    return Sample(name, data)


Files = tuple[bytes, ...]
Change = Callable[[bytes, random.Random, Files], bytes]


def _place(data: bytes, dice: random.Random) -> int:
    """Anywhere; half the time near the start, where the headers are."""
    return dice.randrange(min(len(data), 4096) if dice.random() < 0.5 else len(data))


def _flip(data: bytes, dice: random.Random, _: Files) -> bytes:
    changed_bytes = bytearray(data)
    for _place_number in range(dice.randint(1, 8)):
        changed_bytes[_place(data, dice)] ^= 1 << dice.randrange(8)
    return bytes(changed_bytes)


def _drop(data: bytes, dice: random.Random, _: Files) -> bytes:
    at = _place(data, dice)
    return data[:at] + data[at + dice.randint(1, 400) :]


def _repeat(data: bytes, dice: random.Random, _: Files) -> bytes:
    at, other = _place(data, dice), _place(data, dice)
    return data[:at] + data[other : other + dice.randint(1, 400)] * dice.randint(1, 5) + data[at:]


def _splice(data: bytes, dice: random.Random, files: Files) -> bytes:
    other = dice.choice(files)
    return data[: _place(data, dice)] + other[_place(other, dice) :]


def _number(data: bytes, dice: random.Random, _: Files) -> bytes:
    """A length or a count that lies."""
    at = _place(data, dice)
    lie = dice.choice((b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x01", b"\xff\xff"))
    return data[:at] + lie + data[at + len(lie) :]


def with_checksums(data: bytes) -> bytes:
    """A PNG whose checksums are right again: otherwise nearly every change stops at the first of them."""
    at, parts = 8, [data[:8]]
    while at + 12 <= len(data):
        size = struct.unpack_from(">I", data, at)[0]
        body = data[at + 4 : at + 8 + size]
        parts.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + size
    return b"".join(parts) + data[at:]


# --- what is built to eat time and memory -------------------------------------------------------------------------
def bombs() -> Iterator[Sample]:
    """Files whose headers promise far more than they hold, and blocks without end."""
    jpeg, png = made.saved(SMALL, "JPEG"), made.saved(SMALL, "PNG")
    yield Sample("png of 50,000 x 50,000", _png_of(50_000, 50_000, zlib.compress(b"\x00" * 50_001 * 200, 9)))
    yield Sample(
        "png text of 60 MB", png[:33] + made.png_chunk(b"zTXt", b"Comment\x00\x00" + _packed_rows(60)) + png[33:]
    )
    yield Sample("png profile of 60 MB", png[:33] + made.png_chunk(b"iCCP", b"x\x00\x00" + _packed_rows(60)) + png[33:])
    yield Sample(
        "1,000 exif blocks", jpeg[:2] + made.segment(0xE1, b"Exif\x00\x00" + made.exif_block()) * 1000 + jpeg[2:]
    )
    yield Sample("exif that counts to 2^31", _with_exif(jpeg, _lying_exif()))
    yield Sample(
        "exif that points at itself",
        _with_exif(
            jpeg,
            b"II*\x00\x08\x00\x00\x00" + b"\x01\x00" + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8),
        ),
    )
    yield Sample(
        "xmp without end",
        jpeg[:2] + made.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + b"<a b='" * 10_000) + jpeg[2:],
    )
    yield Sample("long xmp in 3,000 parts", jpeg[:2] + b"".join(_more_xmp(number) for number in range(3000)) + jpeg[2:])
    yield Sample(
        "progressive jpeg of 3,000 scans", _many_scans(made.saved(made.scene(3000, 3000), "JPEG", progressive=True))
    )
    yield Sample("100,000 empty segments", jpeg[:2] + made.segment(0xE5, b"") * 100_000 + jpeg[2:])
    yield Sample("boxes within boxes", jpeg + made.film()[:24] + _nested(b"moov", 20_000))
    yield Sample(
        "heic of boxes within boxes", made.box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + _nested(b"meta", 20_000)
    )
    yield Sample("100,000 boxes", made.box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + made.box(b"free") * 100_000)
    yield Sample("20,000 marks of packets", jpeg + b"<x:xmpmeta" * 20_000)
    yield Sample("zip behind", jpeg + b"PK\x03\x04" + b"x" * 5_000_000)
    gif = made.saved(SMALL, "GIF")
    yield Sample("gif of 65,535 x 65,535", gif[:6] + b"\xff\xff\xff\xff" + gif[10:])
    yield Sample("gif of 60,000 frames", gif[:-1] + gif[gif.index(b"\x2c", 13 + 768) : -1] * 60_000 + b";")
    for film in (
        made.film(),
        b"\x00\x00\x00\x08wide" + made.film()[24:],
        made.film().replace(b"mp42isom", b"mif1heic"),
    ):
        yield Sample("a film", film)
    yield Sample(SLOWEST, _png_of(9_999, 9_999, _packed_rows(9_999)))


def _png_of(width: int, height: int, packed: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = made.png_chunk(b"IHDR", header) + made.png_chunk(b"IDAT", packed) + made.png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _packed_rows(rows: int) -> bytes:
    packing = zlib.compressobj(9)
    row = b"\x00" * (1 + 3 * 9_999) if rows > 1000 else b"\x00" * 1_000_000
    return b"".join(packing.compress(row) for _ in range(rows)) + packing.flush()


def _with_exif(jpeg: bytes, block: bytes) -> bytes:
    return jpeg[:2] + made.segment(0xE1, b"Exif\x00\x00" + block) + jpeg[2:]


def _lying_exif() -> bytes:
    told = struct.pack("<HHI", 0x927C, 7, len(made.SECRET) * 3)
    return made.exif_block().replace(told, struct.pack("<HHI", 0x927C, 7, 0x7FFFFFFF))


def _more_xmp(number: int) -> bytes:
    head = b"http://ns.adobe.com/xmp/extension/\x00" + b"A" * 32 + struct.pack(">II", 3000, number)
    return made.segment(0xE1, head + b"QUJD" * 500)


def _many_scans(jpeg: bytes) -> bytes:
    """The last scan, three thousand times."""
    at = jpeg.rindex(b"\xff\xda")
    return jpeg[:at] + jpeg[at:-2] * 3000 + jpeg[-2:]


def _nested(name: bytes, depth: int) -> bytes:
    return b"".join(struct.pack(">I", 8 * (depth - level)) + name for level in range(depth))


# --- what must hold -----------------------------------------------------------------------------------------------
class Gate:
    """The pipeline with the checks that look at files."""

    def __init__(self) -> None:
        self.analysers = Analysers()

    def check(self, data: bytes) -> Report:
        """The report on a post that is this one photo."""
        evidence = PostEvidence(self.analysers, lambda: RegisterSnapshot("v1", ()), SETTINGS)
        context = Context(evidence, RuleBook(()), date(2026, 11, 20), SETTINGS)
        return check_post(Post("", photos=(Photo("photo.jpg", data),), school=made.SECRET), (), context, CHECKS)

    def faults(self, sample: Sample, seconds: float, report: Report) -> Iterator[str]:
        """What should not have happened."""
        if seconds > SECONDS:
            yield f"took {seconds:.1f} s"
        for finding in report.findings:
            if finding.says.startswith("We could not finish") or not finding.says.endswith("."):
                yield f"{finding.check}: {finding.says}"
        copy = report.photos[0].clean_copy
        if copy is not None and made.SECRET.encode() in copy.data:
            yield "the copy holds what was hidden"
        if copy is not None and self.analysers.cleaner().clean(copy.data).data != copy.data:
            yield "the copy changes when it is cleaned again"
        if report.verdict is Verdict.CLEAR and copy is None:
            yield "clear without a copy"
        if report.verdict is Verdict.CLEAR and sample.whole is not None and not _same(sample.data, sample.whole):
            yield "clear, and part of the picture is missing"


def _same(data: bytes, whole: bytes) -> bool:
    try:
        return np.array_equal(PillowReader().open(data).pixels, PillowReader().open(whole).pixels)
    except CannotRead:
        return False


def samples(count: int, seed: int, folder: Path | None) -> Iterator[tuple[str, Sample]]:
    """Each file with the words that find it again."""
    for number, sample in enumerate(bombs()):
        yield f"bomb {number}", sample
    yield from broken_files(count, seed, folder)


def broken_files(count: int, seed: int, folder: Path | None = None) -> Iterator[tuple[str, Sample]]:
    """Changed pictures, each with the words that find it again."""
    files = made_files()
    if folder is not None:
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < 1_500_000)
        files |= {path.name: path.read_bytes() for path in paths}
    names = sorted(files)
    for number in range(count):
        dice = random.Random(f"{seed}:{number}")
        yield f"--seed {seed} --only {number}", changed(dice.choice(names), files, dice)


def main() -> None:
    """Run and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", type=Path, help="write the files that went wrong here")
    parser.add_argument("--only", type=int, help="this one file of the seed")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    gate, verdicts, slowest, faults = Gate(), Counter[str](), (0.0, ""), 0
    for place, sample in samples(chosen.files, chosen.seed, chosen.folder):
        if chosen.only is not None and not place.endswith(f"--only {chosen.only}"):
            continue
        started = process_time()
        report = gate.check(sample.data)
        seconds = process_time() - started
        slowest = max(slowest, (seconds, f"{sample.name} ({place})"))
        verdicts[report.verdict] += 1
        for fault in gate.faults(sample, seconds, report):
            faults += 1
            print(f"{place}: {sample.name}: {fault}", flush=True)
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{place.replace(' ', '_')}.bin").write_bytes(sample.data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{verdicts.total()} files: {dict(verdicts)}; {faults} faults")
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}; peak memory {peak:.0f} MB")
    raise SystemExit(1 if faults or peak > MEGABYTES else 0)


if __name__ == "__main__":
    main()
