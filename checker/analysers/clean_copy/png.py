"""How is a PNG copied without its hidden details, pixels untouched? Chunk by chunk, from an allow-list."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from checker.analysers.clean_copy.lossless import NotLossless
from checker.analysers.clean_copy.profile import MAX_PROFILE, colour_only
from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.png import Chunk, read_png, write_png

_SIZES = {b"IHDR": (13,), b"gAMA": (4,), b"cHRM": (32,), b"sRGB": (1,), b"sBIT": (1, 2, 3, 4)}
_LARGEST = {b"gAMA": 1_000_000, b"cHRM": 250_000}
"""Of the numbers in these chunks, in hundred-thousandths: a gamma of 10 and a colour place of 2.5 are beyond any real
one, and four letters are a thousand times more."""
_GREY, _COLOUR, _PALETTE = 0, 2, 3
_SEE_THROUGH = {_GREY: 2, _COLOUR: 6}
"""Bytes that say which colour is see-through; a palette has one for each colour at most."""
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many values a pixel has, by colour type."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column, first row, column step, row step of each pass."""
_PROFILE_NAME = b"ICC\x00\x00"
_AT_A_TIME = 1 << 20


def rewrite_png(data: bytes) -> bytes:
    """The same packed pixels with palette, transparency and colour space. Raises: NotLossless."""
    try:
        chunks = read_png(data).chunks
    except BrokenContainer:
        raise NotLossless from None
    packed = b"".join(chunk.data for chunk in chunks if chunk.name == b"IDAT")
    header = next((chunk.data for chunk in chunks if chunk.name == b"IHDR"), b"")
    _check_pixels(header, packed)
    kept: dict[bytes, Chunk] = {}
    for chunk in chunks:
        for allowed in _allowed(chunk, has_palette=header[9] == _PALETTE):
            kept.setdefault(allowed.name, allowed)
    _check_colours(header, kept)
    return write_png((*kept.values(), Chunk(b"IDAT", packed), Chunk(b"IEND", b"")))


def _allowed(chunk: Chunk, *, has_palette: bool) -> Iterator[Chunk]:
    """The chunk as it may stay, or nothing."""
    if chunk.name == b"iCCP":
        yield from _profile(chunk)
    elif chunk.name == b"PLTE":
        if has_palette:  # elsewhere a palette is only a suggestion
            yield chunk
    elif chunk.name == b"tRNS" or (len(chunk.data) in _SIZES.get(chunk.name, ()) and _is_plausible(chunk)):
        yield chunk


def _is_plausible(chunk: Chunk) -> bool:
    """Whether the numbers of a chunk about colour can be what they should."""
    largest = _LARGEST.get(chunk.name)
    places = range(0, len(chunk.data), 4) if largest else ()
    return all(int.from_bytes(chunk.data[at : at + 4], "big") <= (largest or 0) for at in places)


def _check_colours(header: bytes, kept: dict[bytes, Chunk]) -> None:
    """That palette and see-through colours are as long as they should be. Viewers ignore those that are not, or read
    their beginning: either way there is room for words. Raises: NotLossless.
    """
    palette = len(kept[b"PLTE"].data) if b"PLTE" in kept else 0
    if palette % 3 or palette > 3 << header[8]:
        raise NotLossless
    if b"tRNS" in kept:
        size, kind = len(kept[b"tRNS"].data), header[9]
        if size > palette // 3 if kind == _PALETTE else size != _SEE_THROUGH.get(kind):
            raise NotLossless


def _profile(chunk: Chunk) -> Iterator[Chunk]:
    """The colour profile reduced to colour; nothing where it cannot be read."""
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(chunk.data.partition(b"\x00")[2][1:], MAX_PROFILE)
    except zlib.error:
        return
    plain = colour_only(profile) if unpacking.eof else None
    if plain:
        yield Chunk(b"iCCP", _PROFILE_NAME + zlib.compress(plain, 9))


def _check_pixels(header: bytes, packed: bytes) -> None:
    """That the packed data is the pixels and not a byte more (cropping programs have left the old picture behind).

    Raises: NotLossless.
    """
    expected = _unpacked_size(header)
    unpacking = zlib.decompressobj()
    size, rest = 0, packed
    try:
        while rest and not unpacking.eof and size <= expected:
            size += len(unpacking.decompress(rest, _AT_A_TIME))
            rest = unpacking.unconsumed_tail
    except zlib.error:
        raise NotLossless from None
    if size != expected or not unpacking.eof or unpacking.unused_data:
        raise NotLossless


def _unpacked_size(header: bytes) -> int:
    """Bytes of the pixels, one filter byte before each row. Raises: NotLossless."""
    if len(header) != 13 or header[9] not in _SAMPLES:
        raise NotLossless
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits = header[8] * _SAMPLES[header[9]]
    passes = _PASSES if header[12] else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes]
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0 and rows > 0)
