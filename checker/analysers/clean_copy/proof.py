"""Does this copy really carry nothing but pixels? Read again by others than those who wrote it.

The walks below are deliberately not those of `containers`: a mistake there must not hide itself here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import exifread
import numpy as np

from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import Decoded, decode, open_header, rgb_pixels, strict_pillow
from checker.analysers.decoding_small import decode_small, remember_as_small
from checker.analysers.hidden.exif import EXIF_FAULTS, PatientFile
from checker.analysers.metadata import HiddenReader
from checker.core.errors import CannotRead

UNPROVEN = "We could not prove that the cleaned copy of this picture is free of hidden details. Please do not post it."
CHANGED = "The cleaned copy of this picture does not look like the picture. Please do not post it."

MOST_CHANGE = 6.0
"""Grey levels of 255, mean over all pixels, that saving as JPEG may change: at quality 95 photos and
scans changed by 1.6 at most (19 files) and pure noise, the worst case, by 3.2."""

_JPEG_SEGMENTS = re.compile(rb"\xff([\xc0-\xc2\xc4\xda\xdb\xdd\xe0\xe2\xee])(..)", re.DOTALL)
_ANY_SEGMENT = re.compile(rb"\xff+([\xc0-\xcf\xda-\xfe])(..)", re.DOTALL)
_COLOUR_MARKS = (0xE0, 0xEE)
_END = re.compile(rb"\xff+\xd9")
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_JPEG_STARTS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_JPEG_SIZES = {0xE0: 14, 0xEE: 12}
_PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS iCCP sRGB gAMA cHRM sBIT".split())
_PNG_LONGEST = {b"IHDR": 13, b"PLTE": 768, b"IEND": 0, b"tRNS": 256, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32, b"sBIT": 4}
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_MAY_SAY = 0x30
"""Flags for a colour profile and for transparency; those for EXIF, XMP and movement must be off."""
_KNOWN_TO_PILLOW = frozenset(
    "jfif jfif_version jfif_unit jfif_density dpi adobe adobe_transform progressive progression icc_profile "
    "transparency gamma srgb chromaticity interlace loop background timestamp duration".split()
)


def prove(copy: bytes, kind: PictureKind, original: Decoded, is_exact: bool) -> None:
    """Return only if the copy carries nothing besides pixels and colour profile, and shows the original upright.

    Raises: CannotRead.
    """
    if not _WALKS[kind](copy) or _exif_tags(copy) or HiddenReader().read(copy).details:
        raise CannotRead(UNPROVEN)
    again = decode(copy)
    if again.turned or again.is_animated or not set(again.image.info) <= _KNOWN_TO_PILLOW:
        raise CannotRead(UNPROVEN)
    wanted, got = rgb_pixels(original.image), rgb_pixels(again.image)
    if wanted.shape != got.shape:
        raise CannotRead(CHANGED)
    if not np.array_equal(wanted, got) and (is_exact or _mean_change(wanted, got) > MOST_CHANGE):
        raise CannotRead(CHANGED)


def prove_same_scans(copy: bytes, original: bytes) -> bool:
    """Whether this JPEG, which carries nothing besides pixels and colour profile, decodes whole to the same pixels.

    False where that cannot be told without decoding both. What a decoder turns into pixels (tables, frame, scans, how
    colours are stored) is compared byte by byte with the original's; that these can be decoded to the end is tried on
    the original, at a small scale. Raises: CannotRead.
    """
    if not _is_bare_jpeg(copy) or _exif_tags(copy) or HiddenReader().read(copy).details:
        raise CannotRead(UNPROVEN)
    with strict_pillow():
        if not set(open_header(PictureKind.JPEG, copy).info) <= _KNOWN_TO_PILLOW:
            raise CannotRead(UNPROVEN)
    decode_small(original)
    parts = _pixel_parts(copy)
    if parts is None or parts != _pixel_parts(original):
        return False
    remember_as_small(copy, original)
    return True


def _pixel_parts(jpeg: bytes) -> tuple[set[bytes], list[bytes]] | None:
    """How colours are stored, and each part that decides over pixels; None where the walk does not reach the end."""
    marks: set[bytes] = set()
    parts: list[bytes] = []
    at = 2
    while (found := _ANY_SEGMENT.match(jpeg, at)) is not None:
        marker, end = found[1][0], found.end() - 2 + int.from_bytes(found[2], "big")
        if marker in _COLOUR_MARKS:
            marks |= _colour_mark(marker, jpeg[found.end() : end])
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            parts.append(jpeg[found.start(1) : end])
        at = end
        if marker == 0xDA:
            scan = _SCAN_END.search(jpeg, at)
            at = scan.start() if scan else len(jpeg)
            parts.append(jpeg[end:at])
    return (marks, parts) if _END.match(jpeg, at) else None


def _colour_mark(marker: int, payload: bytes) -> set[bytes]:
    """What of these two segments tells how colours are stored: the words that libjpeg itself looks for."""
    if payload.startswith(b"JFIF\x00") and marker == 0xE0 and len(payload) >= 12:
        return {b"JFIF"}
    return {b"Adobe" + payload[11:12]} if marker == 0xEE and payload.startswith(b"Adobe") else set()


def _mean_change(wanted: np.ndarray, got: np.ndarray) -> float:
    rows = max(1, 4_000_000 // max(1, wanted.shape[1]))  # in strips: 16-bit differences of 100 megapixels need 600 MB
    total = 0
    for top in range(0, wanted.shape[0], rows):
        strip = slice(top, top + rows)
        total += int(np.abs(wanted[strip].astype(np.int16) - got[strip]).sum(dtype=np.int64))
    return total / wanted.size


def _exif_tags(copy: bytes) -> bool:
    """Whether exifread finds anything, or stumbles."""
    try:
        return bool(exifread.process_file(PatientFile(copy), details=False))
    except EXIF_FAULTS:
        return True


def _is_bare_jpeg(copy: bytes) -> bool:
    """Only allowed segments back to back from the first byte to the last."""
    at = 2 if copy.startswith(b"\xff\xd8") else len(copy)
    while at < len(copy) - 2:
        found = _JPEG_SEGMENTS.match(copy, at)
        if found is None:
            return False
        marker, size = found[1][0], int.from_bytes(found[2], "big")
        if not copy.startswith(_JPEG_STARTS.get(marker, b""), at + 4) or _JPEG_SIZES.get(marker, size - 2) != size - 2:
            return False
        at += 2 + size
        if marker == 0xDA:
            end = _SCAN_END.search(copy, at)
            at = end.start() if end else len(copy)
    return at == len(copy) - 2 and copy.endswith(b"\xff\xd9")


def _is_bare_png(copy: bytes) -> bool:
    """Only allowed chunks with right checksums, the end chunk last."""
    at, name = 8, b""
    while at + 12 <= len(copy) and name != b"IEND":
        size = int.from_bytes(copy[at : at + 4], "big")
        name, end = copy[at + 4 : at + 8], at + 12 + size
        if name not in _PNG_CHUNKS or size > _PNG_LONGEST.get(name, size):
            return False
        if int.from_bytes(copy[end - 4 : end], "big") != zlib.crc32(copy[at + 4 : end - 4]):
            return False
        at = end
    return name == b"IEND" and at == len(copy)


def _is_bare_webp(copy: bytes) -> bool:
    """Only allowed chunks, the flags agreeing, no byte behind them."""
    if int.from_bytes(copy[4:8], "little") != len(copy) - 8:
        return False
    at = 12
    while at + 8 <= len(copy):
        name, size = copy[at : at + 4], int.from_bytes(copy[at + 4 : at + 8], "little")
        if name not in _WEBP_CHUNKS or (name == b"VP8X" and copy[at + 8] & ~_WEBP_MAY_SAY):
            return False
        at += 8 + size + size % 2
    return at == len(copy)


_WALKS: dict[PictureKind, Callable[[bytes], bool]] = {
    PictureKind.JPEG: _is_bare_jpeg,
    PictureKind.PNG: _is_bare_png,
    PictureKind.WEBP: _is_bare_webp,
}
