"""What does an EXIF block say? Read by exifread and by Pillow: what either sees counts."""

from __future__ import annotations

import logging
import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import exifread
from PIL import ExifTags, Image

from checker.analysers.decoding import strict_pillow
from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.plain import plain_place, plain_size, plain_time, said, unreadable
from checker.core.evidence import HiddenDetail, HiddenKind

# What exifread and Pillow raise on odd blocks (its own sample files, and fuzzing: see the tests).
EXIF_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    MemoryError,
    RecursionError,
    struct.error,
)

_KINDS = {
    "DateTimeOriginal": HiddenKind.TIME,
    "DateTimeDigitized": HiddenKind.TIME,
    "DateTime": HiddenKind.TIME,
    "GPSDate": HiddenKind.TIME,
    "GPSDateStamp": HiddenKind.TIME,
    "PreviewDateTime": HiddenKind.TIME,
    "Artist": HiddenKind.PERSON,
    "XPAuthor": HiddenKind.PERSON,
    "CameraOwnerName": HiddenKind.PERSON,
    "OwnerName": HiddenKind.PERSON,
    "Photographer": HiddenKind.PERSON,
    "Copyright": HiddenKind.RIGHTS,
    "ImageDescription": HiddenKind.WORDS,
    "UserComment": HiddenKind.WORDS,
    "DocumentName": HiddenKind.WORDS,
    "PageName": HiddenKind.WORDS,
    "XPTitle": HiddenKind.WORDS,
    "XPComment": HiddenKind.WORDS,
    "XPSubject": HiddenKind.WORDS,
    "XPKeywords": HiddenKind.WORDS,
    "Software": HiddenKind.EDITING,
    "ProcessingSoftware": HiddenKind.EDITING,
    "HostComputer": HiddenKind.DEVICE,
    "ImageUniqueID": HiddenKind.OTHER,
}
_DEVICE = ("Make", "Model", "LensMake", "LensModel")
_SERIALS = ("BodySerialNumber", "CameraSerialNumber", "SerialNumber", "InternalSerialNumber", "LensSerialNumber")

# How the pixels are stored: says nothing about people, places or devices.
_STRUCTURE_NAMES = """
    ImageWidth ImageLength BitsPerSample Compression PhotometricInterpretation StripOffsets SamplesPerPixel RowsPerStrip
    StripByteCounts PlanarConfiguration XResolution YResolution ResolutionUnit Orientation YCbCrPositioning
    YCbCrSubSampling YCbCrCoefficients ReferenceBlackWhite ExifOffset GPSInfo ExifVersion ComponentsConfiguration
    FlashPixVersion ColorSpace ExifImageWidth ExifImageLength InteroperabilityOffset InteroperabilityIndex
    InteroperabilityVersion Predictor FillOrder ColorMap ExtraSamples SampleFormat TileWidth TileLength TileOffsets
    TileByteCounts WhitePoint PrimaryChromaticities TransferFunction InterColorProfile NewSubfileType SubfileType
    Padding GPSVersionID JPEGTables PageNumber MinSampleValue MaxSampleValue"""
_STRUCTURE = frozenset(_STRUCTURE_NAMES.split())

# exifread prints what it cannot read, values included.
logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)


@dataclass(slots=True)
class Patience:
    """How many more reads one picture file is worth; a file can hold hundreds of blocks that are all a torment."""

    reads: int = 400_000
    """A second; the longest of 190 camera files takes 75,000."""


class PatientFile(BytesIO):
    """A file that loses patience: a broken count in a block makes exifread read a thousand million values one by one.

    Raises: OSError after more reads than any real block needs.
    """

    MOST_READS = 200_000
    """Half a second."""

    def __init__(self, data: bytes, patience: Patience | None = None) -> None:
        super().__init__(data)
        self._reads = 0
        self._patience = patience or Patience()

    def read(self, size: int | None = -1, /) -> bytes:
        """As a file does."""
        self._reads += 1
        self._patience.reads -= 1
        if self._reads > self.MOST_READS or self._patience.reads < 0:
            raise OSError("too many reads")
        return super().read(size)


def read_exif(tiff: bytes, patience: Patience | None = None, facts: Facts | None = None) -> Iterator[HiddenDetail]:
    """The details in an EXIF block, given from its TIFF header on; `patience` is shared by the blocks of one file."""
    patience, facts = patience or Patience(), facts or Facts()
    if patience.reads < 0:
        yield from unreadable("a block of camera data")
        return
    tags, is_whole = _by_exifread(tiff, patience)
    tags = _by_pillow(tiff) | tags
    names = _texts_by_name(tags)
    if not is_whole or not names:
        yield from unreadable("a block of camera data")
    _note(names, tags, facts)
    yield from _place(tags)
    yield from _device(names)
    for name, kind in _KINDS.items():
        value = names.get(name, "")
        yield from said(kind, plain_time(value) if kind is HiddenKind.TIME else value)
    yield from _blocks_within(tags, names)


def _name(key: str) -> str:
    """ "EXIF DateTimeOriginal" without its group."""
    return key.rpartition(" ")[2] if not key.startswith("MakerNote Tag") else key


def _texts_by_name(tags: Mapping[str, Any]) -> dict[str, str]:
    """The first text under each name that is more than blanks."""
    names: dict[str, str] = {}
    for key, value in tags.items():
        if not isinstance(value, bytes):
            name = _name(key)
            names[name] = names.get(name) or (_windows_text(value) if name.startswith("XP") else _text(value))
    return names


def _windows_text(value: Any) -> str:
    """Windows Explorer's fields are UTF-16, which exifread may give as a list of bytes."""
    try:
        return bytes(getattr(value, "values", value)).decode("utf-16-le").strip(" \x00")
    except (TypeError, ValueError):
        return _text(value)


def _by_exifread(tiff: bytes, patience: Patience) -> tuple[dict[str, Any], bool]:
    """Its tags, and whether it got through the whole block; where the maker's notes break it, without them."""
    for details in (True, False):
        try:
            return dict(exifread.process_file(PatientFile(tiff, patience), details=details)), details
        except EXIF_FAULTS:
            continue
    return {}, False


def _by_pillow(tiff: bytes) -> dict[str, Any]:
    """Pillow's reading under exifread's names; what it cannot read it leaves out."""
    exif = Image.Exif()
    found: dict[str, Any] = {}
    with strict_pillow():
        try:
            exif.load(b"Exif\x00\x00" + tiff)
            found |= {f"Image {ExifTags.TAGS.get(tag, tag)}": value for tag, value in exif.items()}
            details = exif.get_ifd(ExifTags.IFD.Exif)
            found |= {f"EXIF {ExifTags.TAGS.get(tag, tag)}": value for tag, value in details.items()}
            place = exif.get_ifd(ExifTags.IFD.GPSInfo)
            found |= {f"GPS {ExifTags.GPSTAGS.get(tag, tag)}": value for tag, value in place.items()}
        except EXIF_FAULTS:
            return {key: value for key, value in found.items() if isinstance(value, str)}
    return {key: value for key, value in found.items() if isinstance(value, str) or key.startswith("GPS ")}


def _place(tags: Mapping[str, Any]) -> Iterator[HiddenDetail]:
    seen = [key for key in tags if key.startswith("GPS ") and key != "GPS GPSVersionID" and _text(tags[key])]
    if not seen:
        return
    latitude, longitude = _degrees(tags, "GPSLatitude", "S"), _degrees(tags, "GPSLongitude", "W")
    place = plain_place(latitude, longitude)
    yield HiddenDetail(HiddenKind.PLACE, place or "a place record without a readable position")


def _degrees(tags: Mapping[str, Any], name: str, negative: str) -> float:
    """Degrees from degrees, minutes and seconds; not a number where they cannot be read."""
    value = tags.get(f"GPS {name}")
    sign = -1.0 if _text(tags.get(f"GPS {name}Ref", "")).upper().startswith(negative) else 1.0
    try:
        parts = [float(part) for part in getattr(value, "values", value) or ()][:3]
    except (TypeError, ValueError, ArithmeticError):
        return math.nan
    return sign * sum(part / 60**power for power, part in enumerate(parts)) if parts else math.nan


def _text(value: Any) -> str:
    return str(value).strip(" \x00[]")


def _device(names: Mapping[str, str]) -> Iterator[HiddenDetail]:
    words = [names[name] for name in _DEVICE if names.get(name)]
    words += [f"serial {names[name]}" for name in _SERIALS if names.get(name)]
    yield from said(HiddenKind.DEVICE, ", ".join(dict.fromkeys(words)))


def _note(names: Mapping[str, str], tags: Mapping[str, Any], facts: Facts) -> None:
    """What checks ask about, the small second picture included."""
    serials = [names[name] for name in _SERIALS if names.get(name) and not name.startswith("Lens")]
    facts.note_device(names.get("Make", ""), names.get("Model", ""), serials)
    facts.note_taken(names.get("DateTimeOriginal", ""))
    for name in ("Software", "ProcessingSoftware"):
        facts.note_software(names.get(name, ""))
    thumbnail = tags.get("JPEGThumbnail")
    if isinstance(thumbnail, bytes):
        facts.second_pictures.append(thumbnail)


def _blocks_within(tags: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[HiddenDetail]:
    thumbnail = tags.get("JPEGThumbnail") or tags.get("TIFFThumbnail")
    if thumbnail:
        yield HiddenDetail(HiddenKind.THUMBNAIL, f"a small copy of the picture, {plain_size(len(thumbnail))}")
    elif any(key.startswith("Thumbnail ") for key in tags):
        yield from unreadable("a small copy of the picture")
    if "MakerNote" in names:
        yield HiddenDetail(HiddenKind.OTHER, "the camera maker's own notes")
    known = {*_KINDS, *_DEVICE, *_SERIALS, *_STRUCTURE, "MakerNote"}
    if any(
        name not in known and not key.startswith(("GPS ", "Thumbnail ", "MakerNote "))
        for key, name in ((key, _name(key)) for key in tags)
    ):
        yield HiddenDetail(HiddenKind.OTHER, "camera settings")
