"""What do Photoshop's blocks and the press agencies' IPTC records in them say?"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.plain import plain_size, plain_time, said, text_of, unreadable
from checker.core.evidence import HiddenDetail, HiddenKind

IPTC, THUMBNAILS, EXIF, XMP = 0x0404, (0x0409, 0x040C), (0x0422, 0x0423), 0x0424
_THUMBNAIL_HEAD = 28
"""Bytes of sizes before the small JPEG itself."""
_HARMLESS = frozenset({0x03ED, 0x0425, 0x040F})
"""Print resolution, a checksum of the IPTC record, the colour profile."""

_KINDS = {
    HiddenKind.WORDS: (5, 25, 40, 105, 120),
    HiddenKind.TIME: (55, 62),
    HiddenKind.PERSON: (80, 85, 118, 122),
    HiddenKind.PLACE: (26, 27, 90, 92, 95, 100, 101),
    HiddenKind.RIGHTS: (110, 115, 116),
    HiddenKind.EDITING: (65,),
}
_KIND_OF = {number: kind for kind, numbers in _KINDS.items() for number in numbers}
_CREATED, _CREDITS = (55,), (65, 110)
_STRUCTURE = frozenset({0, 60, 63, 70})
"""Record version, and the times of day that belong to dates."""


def photoshop_parts(block: bytes) -> tuple[tuple[tuple[int, bytes], ...], bool]:
    """Photoshop's resources as number and data, and whether the block was whole."""
    parts: list[tuple[int, bytes]] = []
    at = 0
    while block[at : at + 4] in (b"8BIM", b"8B64", b"PHUT", b"AgHg", b"DCSR", b"MeSa") and at + 12 <= len(block):
        (number,) = struct.unpack_from(">H", block, at + 4)
        at += 6 + (block[at + 6] + 2) // 2 * 2
        size = int.from_bytes(block[at : at + 4], "big")
        parts.append((number, block[at + 4 : at + 4 + size]))
        if at + 4 + size > len(block):
            return tuple(parts), False
        at += 4 + size + size % 2
    return tuple(parts), not block[at:].strip(b"\x00")


def read_photoshop(parts: tuple[tuple[int, bytes], ...], facts: Facts | None = None) -> Iterator[HiddenDetail]:
    """The details in Photoshop's resources; EXIF and XMP within are for their own readers."""
    others = 0
    for number, data in parts:
        if number == IPTC:
            yield from read_iptc(data, facts)
        elif number in THUMBNAILS:
            (facts or Facts()).second_pictures.append(data[_THUMBNAIL_HEAD:])
            yield HiddenDetail(HiddenKind.THUMBNAIL, f"a small copy of the picture, {plain_size(len(data))}")
        elif number not in (*EXIF, XMP) and number not in _HARMLESS:
            others += 1
    if others:
        yield HiddenDetail(HiddenKind.EDITING, f"an editing program's own notes ({others} entries)")


def read_iptc(record: bytes, facts: Facts | None = None) -> Iterator[HiddenDetail]:
    """The details in an IPTC record."""
    facts = facts or Facts()
    at, others = 0, False
    while record[at : at + 1] == b"\x1c" and at + 5 <= len(record):
        group, number, size = record[at + 1], record[at + 2], int.from_bytes(record[at + 3 : at + 5], "big")
        value = text_of(record[at + 5 : at + 5 + size])
        at += 5 + size
        kind = _KIND_OF.get(number) if group == 2 else None
        if kind is None:
            others = others or (group == 2 and number not in _STRUCTURE)
            continue
        if number in _CREATED:
            facts.note_taken(_dashed(value))
        elif number in _CREDITS:
            facts.note_software(value)
        yield from said(kind, plain_time(_dashed(value)) if kind is HiddenKind.TIME else value)
    if others:
        yield HiddenDetail(HiddenKind.OTHER, "press agency notes (IPTC)")
    if record[at:].strip(b"\x00"):
        yield from unreadable("press agency notes (IPTC)")


def _dashed(value: str) -> str:
    """IPTC writes a day as 20260614."""
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}" if value[:8].isdigit() and len(value) >= 8 else value
