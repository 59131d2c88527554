"""Which items does a HEIC or AVIF file hold besides its picture, EXIF and XMP?"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.analysers.hidden.plain import unreadable

_PICTURE_ITEMS = frozenset({b"hvc1", b"hev1", b"av01", b"grid", b"iden", b"iovl", b"tmap", b"jpeg", b"lhv1", b"avc1"})
_KNOWN_ITEMS = _PICTURE_ITEMS | {b"Exif"}
_XMP_CONTENT = b"application/rdf+xml"
_MOST_ITEMS = 5_000
"""A picture of 100 megapixels in tiles of 512 has 400."""


def more_items(data: bytes) -> Iterator[str]:
    """What else the list of items names, in words; a list that does not hold together is told too."""
    meta = _box(data, b"meta")
    items = _box(meta[4:], b"iinf") if meta is not None else None
    if items is None or len(items) < 8:
        return
    is_wide = items[0] > 0
    others: list[bytes] = []
    at, left = (8 if is_wide else 6), _MOST_ITEMS
    while at + 8 <= len(items) and left:
        size, name = struct.unpack_from(">I4s", items, at)
        if size < 8 or at + size > len(items):
            yield unreadable("a list of what is in the file")[0].value
            return
        kind = _item_kind(items[at + 8 : at + size]) if name == b"infe" else b""
        others += [kind] if kind else []
        at, left = at + size, left - 1
    if others:
        yield f"further notes in the file ({len(others)} entries)"


def _item_kind(entry: bytes) -> bytes:
    """The kind of an item nobody needs to see the picture; empty for those that are known."""
    if len(entry) < 12 or entry[0] < 2:
        return b"old" if entry else b""
    kind = entry[8:12] if entry[0] == 2 else entry[10:14]
    is_xmp = kind == b"mime" and _XMP_CONTENT in entry
    return b"" if kind in _KNOWN_ITEMS or is_xmp else kind


def _box(data: bytes, wanted: bytes) -> bytes | None:
    """What is inside the first box of this name."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        end = len(data) if size == 0 else at + size
        if end < at + head or end > len(data):
            return None
        if name == wanted:
            return data[at + head : end]
        at = end
    return None
