"""How is a WebP copied without its hidden details, pixels untouched? Chunk by chunk, from an allow-list."""

from __future__ import annotations

from checker.analysers.clean_copy.lossless import NotLossless, has_words
from checker.analysers.clean_copy.profile import colour_only
from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.png import Chunk
from checker.analysers.containers.webp import read_webp, write_webp

_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_HAS_PROFILE, _HAS_ALPHA = 0x20, 0x10


def rewrite_webp(data: bytes) -> bytes:
    """The same packed pixels with their colour profile. Raises: NotLossless."""
    try:
        chunks = read_webp(data).chunks
    except BrokenContainer:
        raise NotLossless from None
    pixels = tuple(chunk for chunk in chunks if chunk.name in _PIXELS)
    if len({chunk.name for chunk in pixels}) != len(pixels) or any(has_words(chunk.data) for chunk in pixels):
        raise NotLossless
    header = next((chunk.data for chunk in chunks if chunk.name == b"VP8X"), b"")
    if len(header) != 10:
        return write_webp(pixels)
    profile = next((colour_only(chunk.data) for chunk in chunks if chunk.name == b"ICCP"), None)
    flags = header[0] & _HAS_ALPHA | (_HAS_PROFILE if profile else 0)
    extended = Chunk(b"VP8X", bytes([flags, 0, 0, 0]) + header[4:])
    return write_webp((extended, *((Chunk(b"ICCP", profile),) if profile else ()), *pixels))
