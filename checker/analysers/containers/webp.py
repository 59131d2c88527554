"""Which chunks does a WebP file have, how large is its picture, and what follows its end?"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.png import Chunk


@dataclass(frozen=True, slots=True)
class WebpParts:
    """A WebP's chunks, and what follows the length it gives for itself."""

    chunks: tuple[Chunk, ...]
    trailer: bytes = field(repr=False)


def read_webp(data: bytes) -> WebpParts:
    """The chunks of a WebP. Raises: BrokenContainer."""
    (length,) = struct.unpack_from("<I", data.ljust(12, b"\x00"), 4)
    end = 8 + length
    if end > len(data) + 1:  # an odd last chunk may lack its padding byte
        raise BrokenContainer("shorter than it says")
    chunks: list[Chunk] = []
    at = 12
    while at + 8 <= min(end, len(data)):
        (size,) = struct.unpack_from("<I", data, at + 4)
        if at + 8 + size > len(data):
            raise BrokenContainer("a chunk is longer than the file")
        chunks.append(Chunk(data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return WebpParts(tuple(chunks), data[max(at, end) :])


def write_webp(chunks: tuple[Chunk, ...]) -> bytes:
    """A WebP of these chunks."""
    body = b"".join(
        chunk.name + struct.pack("<I", len(chunk.data)) + chunk.data + b"\x00" * (len(chunk.data) % 2)
        for chunk in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height from the first chunk, before anything is decoded. Raises: BrokenContainer."""
    first, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise BrokenContainer("no picture")
    if first == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if first == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if first == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise BrokenContainer("no picture")
