"""Which chunks does a PNG file have, and what follows its end?"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from checker.analysers.containers.broken import BrokenContainer

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk; also used for WebP's."""

    name: bytes
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PngParts:
    """A PNG's chunks up to its end chunk, and what follows."""

    chunks: tuple[Chunk, ...]
    trailer: bytes = field(repr=False)


def read_png(data: bytes) -> PngParts:
    """The chunks of a PNG. Raises: BrokenContainer where it stops before its end chunk."""
    chunks: list[Chunk] = []
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if at + 12 + length > len(data):
            break
        name = data[at + 4 : at + 8]
        chunks.append(Chunk(name, data[at + 8 : at + 8 + length]))
        at += 12 + length
        if name == b"IEND":
            return PngParts(tuple(chunks), data[at:])
    raise BrokenContainer("no end chunk")


def write_png(chunks: tuple[Chunk, ...]) -> bytes:
    """A PNG of these chunks, checksums worked out anew."""
    parts = [SIGNATURE]
    for chunk in chunks:
        checksum = zlib.crc32(chunk.name + chunk.data)
        parts += [struct.pack(">I", len(chunk.data)), chunk.name, chunk.data, struct.pack(">I", checksum)]
    return b"".join(parts)
