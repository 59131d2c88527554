"""Which fields does a TIFF file have, as they stand in the file? Told of every page, nothing decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value, by the number of its type."""
_MOST_PAGES = 50
_ENTRY = 12


def tiff_fields(data: bytes, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """The number and bytes of each wanted field, page after page; what lies outside the file is left out.

    Together no more than the file: entries without end that all point at one place would be a trap.

    Pillow gives the same field as bytes, words or numbers, whatever its writer called it: programs do not agree.
    """
    left = len(data)
    for number, value in _all_fields(data, wanted):
        left -= len(value)
        if left < 0:
            return
        yield number, value


def _all_fields(data: bytes, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    order = "<" if data.startswith(b"II") else ">"
    seen: set[int] = set()
    (at,) = struct.unpack_from(f"{order}I", data, 4) if len(data) >= 8 else (0,)
    while at and at not in seen and len(seen) < _MOST_PAGES and at + 2 <= len(data):
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        end = at + 2 + count * _ENTRY
        yield from _fields(data, order, range(at + 2, min(end, len(data) - _ENTRY + 1), _ENTRY), wanted)
        (at,) = struct.unpack_from(f"{order}I", data, end) if end + 4 <= len(data) else (0,)


def _fields(data: bytes, order: str, places: range, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    for place in places:
        number, kind, count, at = struct.unpack_from(f"{order}HHII", data, place)
        if number in wanted:
            size = _SIZES.get(kind, 1) * count
            start = place + 8 if size <= 4 else at
            yield number, data[start : start + size]
