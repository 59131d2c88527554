"""What film is this: how long, with sound, and where was it taken? Read from its boxes, nothing is decoded."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_FILM_BRANDS = re.compile(rb"....ftyp(?:mp4|iso|qt  |avc1|M4V|3gp|3g2|MSNV|dash|mmp4)", re.DOTALL)
_LOOK_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"udta", b"meta", b"mpvd"})
_DEEPEST = 6
"""moov, trak, mdia, hdlr are four; a file of boxes within boxes without end is a trap."""
_MOST_BOXES = 2_000
_POSITION = re.compile(rb"([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)")
"""A position as films write it (ISO 6709): +53.2200-002.9000/."""
_POSITION_BOXES = frozenset({b"\xa9xyz", b"ilst", b"loci"})


@dataclass(frozen=True, slots=True)
class Film:
    """A film as its header tells it; None where it does not tell."""

    seconds: float | None
    has_sound: bool | None
    place: tuple[float, float] | None

    @property
    def words(self) -> str:
        """ "a 3-second clip with sound"."""
        length = "a short clip" if self.seconds is None else f"a {max(1, round(self.seconds))}-second clip"
        return length + {True: " with sound", False: " without sound", None: ""}[self.has_sound]


def film_start(data: bytes) -> int:
    """Where a film begins in these bytes; -1 where there is none."""
    found = _FILM_BRANDS.search(data)
    return found.start() if found else -1


def read_film(data: bytes) -> Film:
    """What the film that begins here says of itself."""
    seconds: float | None = None
    has_sound: bool | None = None
    place: tuple[float, float] | None = None
    for name, body in _boxes(data, 0, [_MOST_BOXES]):
        if name == b"mvhd" and seconds is None:
            seconds = _seconds(body)
        elif name == b"hdlr":
            has_sound = bool(has_sound) or body[8:12] == b"soun"
        elif name in _POSITION_BOXES and place is None:
            place = _place(body)
    return Film(seconds, has_sound, place)


def _boxes(data: bytes, depth: int, left: list[int]) -> Iterator[tuple[bytes, bytes]]:
    """Every box, those inside others included; a box that does not fit ends its level."""
    at = 0
    while at + 8 <= len(data) and left[0] > 0:
        left[0] -= 1
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        end = len(data) if size == 0 else at + size
        if end < at + head or end > len(data):
            return
        if name != b"mdat":
            body = data[at + head : end]
            yield name, body
            if name in _LOOK_INSIDE and depth < _DEEPEST:
                full = 4 if name == b"meta" and body[4:8] != b"hdlr" else 0  # QuickTime's meta has no version before it
                yield from _boxes(body[full:], depth + 1, left)
        at = end


def _seconds(header: bytes) -> float | None:
    """Length from a film's header: version 0 counts in 32 bits, version 1 in 64."""
    wide = header[:1] == b"\x01"
    if len(header) < (32 if wide else 20):
        return None
    scale, duration = struct.unpack_from(">IQ", header, 20) if wide else struct.unpack_from(">II", header, 12)
    is_unknown = duration in (0xFFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF)
    return None if not scale or is_unknown else duration / scale


def _place(body: bytes) -> tuple[float, float] | None:
    found = _POSITION.search(body[:4096])
    return (float(found[1]), float(found[2])) if found else None
