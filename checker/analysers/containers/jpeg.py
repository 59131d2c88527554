"""Which segments does a JPEG file have, and what follows its end?"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.analysers.containers.broken import BrokenContainer

APP0, APP1, APP2, APP11, APP13, APP14, APP15 = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE, 0xEF
SOI, EOI, SOS, DQT, DHT, DRI, DNL, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xDC, 0xFE
_ALONE = frozenset({0x01, SOI, *range(0xD0, 0xD8)})
"""Markers without a length: TEM, SOI, RST0 to RST7."""

_AFTER_A_SCAN = frozenset({SOS, DQT, DHT, DRI, DNL, COM, *range(APP0, APP15 + 1)})

# In scan data FF is followed by 00 or is a restart; FF FF is fill. Anything else is the next marker.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its marker's second byte, its payload, and for SOS the scan data that follows."""

    marker: int
    payload: bytes = field(repr=False)
    scan: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class JpegParts:
    """A JPEG's segments up to its first end marker, stray bytes between them, and what follows the end."""

    segments: tuple[Segment, ...]
    stray: int
    is_torn: bool
    """Within or after the scans there is what no encoder writes: a decoder shows grey or noise from there on."""
    trailer: bytes = field(repr=False)

    def payloads(self, marker: int, start: bytes) -> Iterator[bytes]:
        """What follows `start` in each segment of this marker that begins with it."""
        for segment in self.segments:
            if segment.marker == marker and segment.payload.startswith(start):
                yield segment.payload[len(start) :]


def read_jpeg(data: bytes) -> JpegParts:
    """The parts of a JPEG. Raises: BrokenContainer where it ends before its end marker."""
    segments: list[Segment] = []
    at, stray, stray_at_scan = 2, 0, sys.maxsize
    while True:
        found = data.find(b"\xff", at)
        if found < 0 or found + 1 >= len(data):
            raise BrokenContainer("no end marker")
        marker = data[found + 1]
        stray += found - at
        if marker in (0x00, 0xFF):  # FF FF is fill before a marker; FF 00 outside a scan is stray
            at, stray = found + 1, stray + (marker == 0)
        elif marker == EOI:
            return JpegParts(tuple(segments), stray, _is_torn(segments) or stray_at_scan < stray, data[found + 2 :])
        elif marker in _ALONE:
            segments.append(Segment(marker, b""))
            at = found + 2
        else:
            segment, at = _segment(data, marker, found + 2)
            segments.append(segment)
            stray_at_scan = min(stray_at_scan, stray) if marker == SOS else stray_at_scan


def _is_torn(segments: list[Segment]) -> bool:
    """Whether anything but tables, further scans and notes follows the first scan."""
    markers = [segment.marker for segment in segments]
    following = set(markers[markers.index(SOS) :] if SOS in markers else ())
    return not following <= _AFTER_A_SCAN


def _segment(data: bytes, marker: int, at: int) -> tuple[Segment, int]:
    end = at + int.from_bytes(data[at : at + 2], "big")
    if end < at + 2 or end > len(data):
        raise BrokenContainer("a segment is longer than the file")
    payload = data[at + 2 : end]
    if marker != SOS:
        return Segment(marker, payload), end
    following = _NEXT_MARKER.search(data, end)
    if following is None:
        raise BrokenContainer("no end marker")
    return Segment(marker, payload, data[end : following.start()].rstrip(b"\xff")), following.start()
