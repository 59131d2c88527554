"""Why a copy could not be made by leaving parts out."""

from __future__ import annotations

import re


class NotLossless(Exception):
    """The file is built so that leaving parts out is not enough: its pixels must be saved anew."""


_TEXT_RUN = re.compile(rb"[\x20-\x7e]{24,}")
"""24 printable bytes in a row: by chance 5e-11 per byte of packed pixels, so once in 5,000 large photos."""
_PRINTABLE = bytes(1 if 0x20 <= byte <= 0x7E else 0 for byte in range(256))
_RUN = b"\x01" * 24
_FEWEST_LETTERS = 9
"""Flat areas pack into a few bytes that repeat; words have more letters."""


def has_words(packed_pixels: bytes) -> bool:
    """True where packed pixels hold a run of text: something was put where only pixels belong."""
    if _RUN not in packed_pixels.translate(_PRINTABLE):  # six times as fast as the pattern, which photos rarely need
        return False
    return any(len(set(run[0])) >= _FEWEST_LETTERS for run in _TEXT_RUN.finditer(packed_pixels))
