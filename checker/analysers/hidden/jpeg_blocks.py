"""Which segments of a JPEG hold hidden blocks?"""

from __future__ import annotations

from checker.analysers.containers.jpeg import APP0, APP1, APP2, APP11, APP13, APP14, APP15, COM, Segment, read_jpeg
from checker.analysers.hidden.blocks import Blocks
from checker.analysers.hidden.plain import plain_size
from checker.core.evidence import HiddenKind

_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\x00", b"http://ns.adobe.com/xmp/extension/\x00"


def jpeg_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a JPEG. Raises: BrokenContainer."""
    blocks, parts = Blocks(), read_jpeg(data)
    for segment in parts.segments:
        if APP0 <= segment.marker <= APP15 or segment.marker == COM:
            _sort(segment, blocks)
        elif 0xF0 <= segment.marker < COM or 0x01 < segment.marker < 0xC0:
            blocks.add(HiddenKind.OTHER, f"unknown data, {plain_size(len(segment.payload))}")
    if parts.stray:
        blocks.add(HiddenKind.OTHER, f"{plain_size(parts.stray)} between the parts of the picture")
    blocks.add_trailer(parts.trailer)
    return blocks


def _sort(segment: Segment, blocks: Blocks) -> None:
    """Put one segment where its reader finds it."""
    payload = segment.payload
    match segment.marker:
        case int() if segment.marker == COM:
            blocks.add(HiddenKind.WORDS, payload.decode("utf-8", "replace"))
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
    if payload.startswith((b"JFIF\x00", b"JFXX\x00")):
        blocks.add(HiddenKind.THUMBNAIL, f"a small copy of the picture, {size}")
    elif segment.marker == APP2 and payload.startswith(b"MPF\x00"):
        blocks.add(HiddenKind.THUMBNAIL, "a list of further pictures in the file")
    elif segment.marker == APP11 and payload.startswith(b"JP"):
        blocks.add(HiddenKind.EDITING, "a record of how the picture was made (content credentials)")
    elif segment.marker == APP1 and payload.startswith(_MORE_XMP):
        blocks.add(HiddenKind.OTHER, f"a long editing block, which may hold an earlier picture, {size}")
    else:
        blocks.add(HiddenKind.OTHER, f"a camera's or program's own data, {size}")


def _is_harmless(segment: Segment) -> bool:
    """What the pixels need: the JFIF header without its small picture, the colour profile, Adobe's colour mark."""
    payload = segment.payload
    if segment.marker == APP0:
        return payload.startswith(b"JFIF\x00") and payload[12:14] in (b"\x00\x00", b"")
    if segment.marker == APP2:
        return payload.startswith(b"ICC_PROFILE\x00")
    return segment.marker == APP14 and payload.startswith(b"Adobe")
