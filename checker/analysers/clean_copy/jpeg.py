"""How is a JPEG copied without its hidden details, pixels untouched? Segment by segment, from an allow-list."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from checker.analysers.clean_copy.lossless import NotLossless, has_words, spells
from checker.analysers.clean_copy.profile import colour_only
from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.jpeg import (
    APP0,
    APP2,
    APP14,
    DHT,
    DQT,
    DRI,
    SOS,
    JpegParts,
    Segment,
    read_jpeg,
)

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive pictures: all that cameras, phones and programs write."""
_ICC = b"ICC_PROFILE\x00"
_FILL = re.compile(rb"\xff\xff")  # a pattern finds this in a third of the time that `in` takes
_ICC_PIECE = 65_519
"""Bytes of a profile that fit into one segment."""


def rewrite_jpeg(data: bytes) -> bytes:
    """The same scans with the tables they need, the JFIF header, the colour profile and Adobe's colour mark.

    Raises: NotLossless where the file is built in a way that this list does not cover.
    """
    try:
        parts = read_jpeg(data)
    except BrokenContainer:
        raise NotLossless from None
    _check_shape(parts)
    written = [b"\xff\xd8", *_jfif(parts), *_profile(parts), *_adobe(parts)]
    left = _used_tables(parts)
    for segment in parts.segments:
        if segment.marker in (DQT, DHT, DRI, SOS) or segment.marker in _FRAMES:
            payload = _exact(segment)
            if segment.marker != DQT or (payload := _still_needed(payload, left)):
                written += [_segment(segment.marker, payload), segment.scan]
    return b"".join([*written, b"\xff\xd9"])


def _check_shape(parts: JpegParts) -> None:
    """One picture of a usual kind, nothing odd among its parts."""
    markers = [segment.marker for segment in parts.segments]
    frames = [marker for marker in markers if 0xC0 <= marker <= 0xCF and marker != DHT]
    is_usual = len(frames) == 1 and frames[0] in _FRAMES and SOS in markers
    if not is_usual or parts.is_torn or any(0xD0 <= marker <= 0xD8 or marker == 0xDC for marker in markers):
        raise NotLossless
    if any(_FILL.search(segment.scan) or has_words(segment.scan) for segment in parts.segments):
        raise NotLossless


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _jfif(parts: JpegParts) -> Iterator[bytes]:
    """The JFIF header: it decides how colours are read, so it stays; its small picture goes."""
    for payload in parts.payloads(APP0, b"JFIF\x00"):
        if len(payload) >= 7:
            yield _segment(APP0, b"JFIF\x00" + payload[:7] + b"\x00\x00")
            return


def _adobe(parts: JpegParts) -> Iterator[bytes]:
    """Adobe's mark says how colours are stored; without it the picture may turn green. Its flags are not needed."""
    for payload in parts.payloads(APP14, b"Adobe"):
        if len(payload) >= 7:
            yield _segment(APP14, b"Adobe\x00\x64" + b"\x00" * 4 + payload[6:7])
            return


def _profile(parts: JpegParts) -> Iterator[bytes]:
    pieces = sorted(parts.payloads(APP2, _ICC), key=lambda piece: piece[:1])
    profile = colour_only(b"".join(piece[2:] for piece in pieces)) if pieces else None
    if profile is None:
        return
    count = -(-len(profile) // _ICC_PIECE)
    for number in range(count):
        piece = profile[number * _ICC_PIECE : (number + 1) * _ICC_PIECE]
        yield _segment(APP2, _ICC + bytes([number + 1, count]) + piece)


def _exact(segment: Segment) -> bytes:
    """The payload, if its length is just what its kind asks for. Raises: NotLossless."""
    payload = segment.payload
    if segment.marker == DRI:
        fits = len(payload) == 2
    elif segment.marker == DQT:
        fits = _tables_fit(payload) and not spells(payload)
    elif segment.marker == DHT:
        fits = _codes_fit(payload)
    elif segment.marker == SOS:
        fits = len(payload) > 3 and len(payload) == 4 + 2 * payload[0]
    else:
        fits = len(payload) > 5 and len(payload) == 6 + 3 * payload[5]
    if not fits:
        raise NotLossless
    return payload


def _tables_fit(payload: bytes) -> bool:
    """Quantisation tables: 64 values of one or two bytes each."""
    return sum(map(len, _split(payload))) == len(payload) and all(len(one) in (65, 129) for one in _split(payload))


def _split(payload: bytes) -> Iterator[bytes]:
    """The quantisation tables one by one, each after the byte that tells its width and number."""
    at = 0
    while at < len(payload):
        size = 129 if payload[at] >> 4 else 65
        yield payload[at : at + size]
        at += size


def _used_tables(parts: JpegParts) -> dict[int, bool]:
    """The numbers of the quantisation tables that the frame's colours ask for, none seen yet. Raises: NotLossless."""
    frame = next(segment for segment in parts.segments if segment.marker in _FRAMES)
    return dict.fromkeys(_exact(frame)[8::3], False)


def _still_needed(payload: bytes, left: dict[int, bool]) -> bytes:
    """The tables that are used: nobody reads the others, which have room for words. Raises: NotLossless for a second
    table of one number, because then it depends on the place which of them counts.
    """
    kept = b""
    for table in _split(payload):
        number = table[0] & 0x0F
        if number in left:
            if left[number]:
                raise NotLossless
            left[number] = True
            kept += table
    return kept


def _codes_fit(payload: bytes) -> bool:
    """Huffman tables: sixteen counts, then that many symbols, none twice."""
    at = 0
    while at < len(payload):
        symbols = payload[at + 17 : at + 17 + sum(payload[at + 1 : at + 17])]
        if len(set(symbols)) != len(symbols):
            return False
        at += 17 + sum(payload[at + 1 : at + 17])
    return at == len(payload)
