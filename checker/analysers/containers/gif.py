"""Which comments and extensions does a GIF file have, and what follows its end?"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.png import Chunk

_TRAILER, _EXTENSION, _IMAGE = 0x3B, 0x21, 0x2C


@dataclass(frozen=True, slots=True)
class GifParts:
    """A GIF's extensions (named by their label byte), how many images it holds, and what follows its end."""

    extensions: tuple[Chunk, ...]
    images: int
    trailer: bytes = field(repr=False)


def read_gif(data: bytes) -> GifParts:
    """The parts of a GIF. Raises: BrokenContainer where it stops before its end."""
    extensions: list[Chunk] = []
    images = 0
    at = 13 + _table(data, 10)
    while at + 1 < len(data) or data[at : at + 1] == b";":
        label = data[at]
        if label == _TRAILER:
            return GifParts(tuple(extensions), images, data[at + 1 :])
        if label == _EXTENSION:
            body, after = _blocks(data, at + 2)
            extensions.append(Chunk(data[at + 1 : at + 2], body))
            at = after
        elif label == _IMAGE:
            _, at = _blocks(data, at + 11 + _table(data, at + 9))
            images += 1
        else:
            raise BrokenContainer("unknown block")
    raise BrokenContainer("no end")


def without_lengths(blocks: bytes) -> bytes:
    """What a run of sub-blocks holds, without the length byte before each."""
    parts, at = [], 0
    while at < len(blocks):
        parts.append(blocks[at + 1 : at + 1 + blocks[at]])
        at += 1 + blocks[at]
    return b"".join(parts)


def _table(data: bytes, at: int) -> int:
    """The size in bytes of the colour table that the flags at this place announce."""
    flags = data[at] if at < len(data) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """A run of sub-blocks up to the empty one, with their length bytes, and where it ends."""
    start = at
    while at < len(data):
        size = data[at]
        at += 1 + size
        if size == 0:
            return data[start : at - 1], at
    raise BrokenContainer("no end")
