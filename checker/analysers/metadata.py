"""What does a picture file carry besides its pixels?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.kind import PictureKind, kind_of
from checker.core.evidence import HiddenDetail, HiddenKind, MetadataSeen

if TYPE_CHECKING:
    from checker.analysers.hidden.blocks import Blocks

# Marks of hidden blocks that are long enough not to turn up in pixels by chance.
_XMP_PACKET, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_PHOTOSHOP_BLOCK = b"Photoshop 3.0\x00"
_MOST_PACKETS = 20
"""Packets outside the places where they belong: a photo book had nine."""


class HiddenReader:
    """Reads EXIF with exifread and with Pillow, and walks the file for everything else that is not pixels."""

    def read(self, data: bytes) -> MetadataSeen:
        """Every hidden detail, each once, in the order of HiddenKind. Raises: CannotRead where it is no picture."""
        from checker.analysers.hidden.second_pictures import shows_more

        blocks = _blocks(kind_of(data), data)
        details = _in_order([*blocks.details, *_details(blocks)])
        facts = blocks.facts
        return MetadataSeen(
            details,
            device=facts.device,
            taken=facts.taken,
            face_names=tuple(dict.fromkeys(facts.face_names)),
            making=facts.making,
            shows_more=shows_more(facts.second_pictures, data),
        )


def _details(blocks: Blocks) -> Iterator[HiddenDetail]:
    """What the blocks say."""
    from checker.analysers.hidden.credentials import read_credentials
    from checker.analysers.hidden.exif import Patience, read_exif  # Pillow and exifread cost 80 ms to import
    from checker.analysers.hidden.iptc import read_iptc, read_photoshop
    from checker.analysers.hidden.profiles import read_profile
    from checker.analysers.hidden.xmp import read_xmp

    patience = Patience()
    for block in blocks.exif:
        yield from read_exif(block, patience, blocks.facts)
    for block in blocks.xmp:
        yield from read_xmp(block, blocks.facts)
    for block in blocks.iptc:
        yield from read_iptc(block, blocks.facts)
    yield from read_photoshop(tuple(blocks.photoshop), blocks.facts)
    if blocks.credentials:
        yield from read_credentials(b"".join(blocks.credentials), blocks.facts)
    for profile in blocks.profiles:
        yield from read_profile(profile)


def _blocks(kind: PictureKind, data: bytes) -> Blocks:
    """The hidden blocks of this file, those inside other blocks included, and packets found nowhere else."""
    from checker.analysers.hidden import blocks as by_format
    from checker.analysers.hidden.iptc import EXIF, XMP
    from checker.analysers.hidden.jpeg_blocks import jpeg_blocks
    from checker.analysers.hidden.plain import unreadable
    from checker.analysers.hidden.png_blocks import png_blocks

    gatherers = {
        PictureKind.JPEG: jpeg_blocks,
        PictureKind.PNG: png_blocks,
        PictureKind.WEBP: by_format.webp_blocks,
        PictureKind.GIF: by_format.gif_blocks,
        PictureKind.TIFF: by_format.tiff_blocks,
        PictureKind.BMP: by_format.bmp_blocks,
        PictureKind.HEIC: by_format.box_blocks(kind),
        PictureKind.AVIF: by_format.box_blocks(kind),
    }
    try:
        blocks = gatherers[kind](data)
    except BrokenContainer:
        blocks = by_format.Blocks()
        blocks.details += unreadable("parts of the file")
    blocks.exif += [part for number, part in blocks.photoshop if number in EXIF]
    blocks.xmp += [part for number, part in blocks.photoshop if number == XMP]
    blocks.xmp += _stray_packets(data, blocks.xmp)
    if not blocks.photoshop and _PHOTOSHOP_BLOCK in data:
        blocks.add(HiddenKind.EDITING, "an editing program's own notes")
    return blocks


def _stray_packets(data: bytes, known: list[bytes]) -> Iterator[bytes]:
    """XMP packets that stand where none belongs: in second pictures, trailers, films, other programs' blocks."""
    at = data.find(_XMP_PACKET)
    for _ in range(_MOST_PACKETS):
        if at < 0:
            return
        end = data.find(_XMP_END, at)
        packet = data[at : end if end >= 0 else len(data)]
        if not any(packet in block for block in known):
            yield packet
        at = data.find(_XMP_PACKET, at + len(_XMP_PACKET))


def _in_order(details: list[HiddenDetail]) -> tuple[HiddenDetail, ...]:
    order = list(HiddenKind)
    return tuple(sorted(dict.fromkeys(details), key=lambda detail: order.index(detail.kind)))
