"""Which segments of a JPEG hold hidden blocks?"""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysers.containers.jpeg import APP0, APP1, APP2, APP11, APP13, APP14, APP15, COM, Segment, read_jpeg
from checker.analysers.hidden.blocks import Blocks
from checker.analysers.hidden.plain import plain_size, text_of, unreadable
from checker.core.evidence import HiddenKind

_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\x00", b"http://ns.adobe.com/xmp/extension/\x00"

_COLOUR_MARK = 12
"""Bytes of Adobe's colour mark; what is longer carries something else as well."""
_EXTENSION_HEAD = 40
"""A digest of 32 letters, the packet's length, and this part's place in it."""


def jpeg_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a JPEG. Raises: BrokenContainer."""
    blocks, parts = Blocks(), read_jpeg(data)
    for segment in parts.segments:
        if APP0 <= segment.marker <= APP15 or segment.marker == COM:
            _sort(segment, blocks)
        elif 0xF0 <= segment.marker < COM or 0x01 < segment.marker < 0xC0:
            blocks.add(HiddenKind.OTHER, f"unknown data, {plain_size(len(segment.payload))}")
    blocks.xmp += _joined(_extensions(parts.payloads(APP1, _MORE_XMP), blocks))
    pieces = sorted(parts.payloads(APP2, b"ICC_PROFILE\x00"), key=lambda piece: piece[:1])
    blocks.profiles += [b"".join(piece[2:] for piece in pieces)] if pieces else []
    if parts.stray:
        blocks.add(HiddenKind.OTHER, f"{plain_size(parts.stray)} between the parts of the picture")
    blocks.add_trailer(parts.trailer)
    return blocks


def _sort(segment: Segment, blocks: Blocks) -> None:
    """Put one segment where its reader finds it."""
    payload = segment.payload
    match segment.marker:
        case int() if segment.marker == COM:
            blocks.add(HiddenKind.WORDS, text_of(payload))
        case int() if segment.marker == APP1 and payload.startswith(b"Exif"):
            blocks.exif.append(payload[6:])
        case int() if segment.marker == APP1 and payload.startswith(_XMP):
            blocks.xmp.append(payload[len(_XMP) :])
        case int() if segment.marker == APP13 and payload.startswith(b"Photoshop 3.0\x00"):
            blocks.add_photoshop(payload[14:])
        case _:
            _note(segment, blocks)


def _note(segment: Segment, blocks: Blocks) -> None:
    """Say what a segment is that has no reader."""
    payload, size = segment.payload, plain_size(len(segment.payload))
    if _is_harmless(segment):
        return
    if payload.startswith(b"JFXX\x00") or (payload.startswith(b"JFIF\x00") and payload[12:14] != b"\x00\x00"):
        blocks.add(HiddenKind.THUMBNAIL, f"a small copy of the picture, {size}")
    elif segment.marker == APP2 and payload.startswith(b"MPF\x00"):
        blocks.add(HiddenKind.THUMBNAIL, "a list of further pictures in the file")
    elif segment.marker == APP11 and payload.startswith(b"JP"):
        blocks.credentials.append(payload[8:])
    elif segment.marker == APP1 and payload.startswith(_MORE_XMP):
        return  # read together with its other parts
    else:
        blocks.add(HiddenKind.OTHER, f"a camera's or program's own data, {size}")


def _extensions(payloads: Iterator[bytes], blocks: Blocks) -> dict[bytes, dict[int, bytes]]:
    """The parts of each long XMP packet by the packet's digest and their place in it."""
    packets: dict[bytes, dict[int, bytes]] = {}
    for payload in payloads:
        if len(payload) < _EXTENSION_HEAD:
            blocks.details += unreadable("a long block of editing notes")
        else:
            packets.setdefault(payload[:32], {})[int.from_bytes(payload[36:40], "big")] = payload[_EXTENSION_HEAD:]
    return packets


def _joined(packets: dict[bytes, dict[int, bytes]]) -> list[bytes]:
    return [b"".join(part for _, part in sorted(parts.items())) for parts in packets.values()]


def _is_harmless(segment: Segment) -> bool:
    """What the pixels need: the JFIF header without its small picture, the colour profile, Adobe's colour mark."""
    payload = segment.payload
    if segment.marker == APP0:
        return payload.startswith(b"JFIF\x00") and payload[12:] in (b"\x00\x00", b"")
    if segment.marker == APP2:
        return payload.startswith(b"ICC_PROFILE\x00")
    return segment.marker == APP14 and payload.startswith(b"Adobe") and len(payload) <= _COLOUR_MARK
