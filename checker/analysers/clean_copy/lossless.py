"""Why a copy could not be made by leaving parts out."""

from __future__ import annotations

import re


class NotLossless(Exception):
    """The file is built so that leaving parts out is not enough: its pixels must be saved anew."""


_TEXT_RUN = re.compile(rb"[\x20-\x7e]{24,}")
"""24 printable bytes in a row: by chance 5e-11 per byte of packed pixels, so once in 5,000 large photos."""
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\x00){12,}")
"""The same for words of two bytes a letter, as Windows writes them (the other order differs by its first byte)."""
_KINDS = bytes(1 if 0x20 <= byte <= 0x7E else 2 if byte == 0 else 0 for byte in range(256))
_RUN, _WIDE = b"\x01" * 24, b"\x01\x02" * 12
_FEWEST_LETTERS, _FEWEST_WIDE = 9, 6
"""Flat areas pack into a few bytes that repeat; words have more letters."""
_LETTERS = re.compile(rb"[A-Za-z ]{11,}|(?:\x00[A-Za-z ]){11,}|(?:[A-Za-z ]\x00){11,}")
_MOST_LETTERS = 10
"""Different letters in a row that real tables of coarseness reach (every quality of one encoder, and 175 cameras')."""


def has_words(packed_pixels: bytes) -> bool:
    """True where packed pixels hold a run of text: something was put where only pixels belong."""
    kinds = packed_pixels.translate(_KINDS)  # six times as fast as the patterns, which photos rarely need
    return (_RUN in kinds and _has_run(packed_pixels, _TEXT_RUN, _FEWEST_LETTERS)) or (
        _WIDE in kinds and _has_run(packed_pixels, _WIDE_RUN, _FEWEST_WIDE + 1)
    )


def _has_run(data: bytes, pattern: re.Pattern[bytes], fewest: int) -> bool:
    return any(len(set(run[0])) >= fewest for run in pattern.finditer(data))


def spells(table: bytes) -> bool:
    """True where a table of numbers reads as words: many different letters, and not in the order of a curve."""
    runs = (run[0].replace(b"\x00", b"") for run in _LETTERS.finditer(table))
    return any(len(set(run)) > _MOST_LETTERS and list(run) != sorted(run) for run in runs)
