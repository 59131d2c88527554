"""Which boxes does a HEIC or AVIF file have at its top level, and what follows them?"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.png import Chunk

_STILL_PICTURE_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip", b"idat", b"styp"})

_ROOM = frozenset({b"free", b"skip"})
"""Boxes that keep room in the file: nothing stands in them, or something that nobody is meant to find."""


@dataclass(frozen=True, slots=True)
class BoxParts:
    """The top-level boxes that a still picture does not need, and what follows the last box."""

    extra: tuple[Chunk, ...]
    trailer: bytes = field(repr=False)


def read_boxes(data: bytes) -> BoxParts:
    """The extra boxes of a HEIC or AVIF file. Raises: BrokenContainer where a known box is longer than the file."""
    extra: list[Chunk] = []
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        end = len(data) if size == 0 else at + size
        if size and (size < head or end > len(data)):
            if name in _STILL_PICTURE_BOXES:
                raise BrokenContainer("a box is longer than the file")
            break
        inside = data[at + head : end]
        if name not in _STILL_PICTURE_BOXES or (name in _ROOM and inside.strip(b"\x00")):
            extra.append(Chunk(name, inside))
        at = end
    return BoxParts(tuple(extra), data[at:])
