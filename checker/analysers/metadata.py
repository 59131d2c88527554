"""What does a picture file carry besides its pixels?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.kind import PictureKind, kind_of
from checker.core.evidence import HiddenDetail, HiddenKind, MetadataSeen

if TYPE_CHECKING:
    from checker.analysers.hidden.blocks import Blocks

# Marks of hidden blocks that are long enough not to turn up in pixels by chance.
_XMP_PACKET = b"<x:xmpmeta"
_PHOTOSHOP_BLOCK = b"Photoshop 3.0\x00"


class HiddenReader:
    """Reads EXIF with exifread and with Pillow, and walks the file for everything else that is not pixels."""

    def read(self, data: bytes) -> MetadataSeen:
        """Every hidden detail, each once, in the order of HiddenKind. Raises: CannotRead where it is no picture."""
        from checker.analysers.hidden.exif import Patience, read_exif  # Pillow and exifread cost 80 ms to import
        from checker.analysers.hidden.iptc import read_iptc, read_photoshop
        from checker.analysers.hidden.xmp import read_xmp

        blocks = _blocks(kind_of(data), data)
        details = list(blocks.details)
        patience = Patience()
        for block in blocks.exif:
            details += read_exif(block, patience)
        for block in blocks.xmp:
            details += read_xmp(block)
        for block in blocks.iptc:
            details += read_iptc(block)
        details += read_photoshop(tuple(blocks.photoshop))
        return MetadataSeen(_in_order(details))


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
    if not blocks.xmp and _XMP_PACKET in data:
        blocks.xmp.append(data[data.index(_XMP_PACKET) :].partition(b"</x:xmpmeta>")[0])
    if not blocks.photoshop and _PHOTOSHOP_BLOCK in data:
        blocks.add(HiddenKind.EDITING, "an editing program's own notes")
    return blocks


def _in_order(details: list[HiddenDetail]) -> tuple[HiddenDetail, ...]:
    order = list(HiddenKind)
    return tuple(sorted(dict.fromkeys(details), key=lambda detail: order.index(detail.kind)))
