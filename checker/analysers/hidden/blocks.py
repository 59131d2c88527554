"""Where in a picture file do hidden blocks sit? Gathers them, format by format, for their readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from checker.analysers.containers.boxes import read_boxes
from checker.analysers.containers.gif import read_gif, without_lengths
from checker.analysers.containers.kind import PictureKind
from checker.analysers.containers.png import Chunk
from checker.analysers.containers.tiff import tiff_fields
from checker.analysers.containers.webp import read_webp
from checker.analysers.decoding import open_header, strict_pillow
from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.films import film_start
from checker.analysers.hidden.heic_items import more_items
from checker.analysers.hidden.iptc import photoshop_parts
from checker.analysers.hidden.plain import plain_size, said, text_of, unreadable
from checker.analysers.hidden.trailers import film_details, pictures_in, read_trailer
from checker.core.evidence import HiddenDetail, HiddenKind

_XMP_TAG, _IPTC_TAG, _PHOTOSHOP_TAG, _PROFILE_TAG = 700, 33723, 34377, 34675
_CREDENTIALS_TAG = 0xCD41
_TIFF_TAGS = frozenset({_XMP_TAG, _IPTC_TAG, _PHOTOSHOP_TAG, _PROFILE_TAG, _CREDENTIALS_TAG})
_CREDENTIALS_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


@dataclass(slots=True)
class Blocks:
    """The hidden blocks of one file: those that have readers of their own, and what is told by being there."""

    exif: list[bytes] = field(default_factory=list, repr=False)
    xmp: list[bytes] = field(default_factory=list, repr=False)
    iptc: list[bytes] = field(default_factory=list, repr=False)
    photoshop: list[tuple[int, bytes]] = field(default_factory=list, repr=False)
    credentials: list[bytes] = field(default_factory=list, repr=False)
    profiles: list[bytes] = field(default_factory=list, repr=False)
    details: list[HiddenDetail] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts, repr=False)

    def add_photoshop(self, block: bytes) -> None:
        """Take a Photoshop block apart."""
        parts, is_whole = photoshop_parts(block)
        self.photoshop += parts
        if not is_whole:
            self.details += unreadable("an editing program's block")

    def add_trailer(self, trailer: bytes) -> None:
        """Note what follows the end of the picture; padding alone is nothing."""
        self.details += read_trailer(trailer)
        self.facts.second_pictures += pictures_in(trailer)

    def add(self, kind: HiddenKind, value: str) -> None:
        """Note a detail."""
        self.details += said(kind, value)


def webp_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a WebP. Raises: BrokenContainer."""
    blocks, parts = Blocks(), read_webp(data)
    for chunk in parts.chunks:
        if chunk.name == b"EXIF":
            blocks.exif.append(chunk.data.removeprefix(b"Exif\x00\x00"))
        elif chunk.name == b"XMP ":
            blocks.xmp.append(chunk.data)
        elif chunk.name == b"ICCP":
            blocks.profiles.append(chunk.data)
        elif chunk.name == b"C2PA":
            blocks.credentials.append(chunk.data)
        elif chunk.name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"):
            blocks.add(HiddenKind.OTHER, f"a program's own data, {plain_size(len(chunk.data))}")
    blocks.add_trailer(parts.trailer)
    return blocks


def gif_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a GIF. Raises: BrokenContainer."""
    blocks, parts = Blocks(), read_gif(data)
    for extension in parts.extensions:
        if extension.name == b"\xfe":
            blocks.add(HiddenKind.WORDS, text_of(without_lengths(extension.data)))
        elif extension.name == b"\xff" and extension.data[1:12] == b"XMP DataXMP":
            blocks.xmp.append(extension.data[12:].partition(b"<?xpacket end")[0])
        elif extension.name == b"\xff" and extension.data[1:9] == b"C2PA_GIF":
            blocks.credentials.append(extension.data)
        elif extension.name == b"\x01":
            blocks.add(HiddenKind.WORDS, "words to be shown over the picture")
        elif extension.name == b"\xff" and extension.data[1:9] not in (b"NETSCAPE", b"ICCRGBG1", b"ANIMEXTS"):
            blocks.add(HiddenKind.OTHER, f"a program's own data, {plain_size(len(extension.data))}")
    blocks.add_trailer(parts.trailer)
    return blocks


def tiff_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a TIFF: the file itself is one EXIF block."""
    blocks = Blocks(exif=[data])
    for tag, value in tiff_fields(data, _TIFF_TAGS):
        if tag == _XMP_TAG:
            blocks.xmp.append(value)
        elif tag == _IPTC_TAG:
            blocks.iptc.append(_in_order(value))
        elif tag == _PHOTOSHOP_TAG:
            blocks.add_photoshop(value)
        else:
            (blocks.profiles if tag == _PROFILE_TAG else blocks.credentials).append(value)
    return blocks


def _in_order(record: bytes) -> bytes:
    """A press agency's record whose bytes a program took for numbers of four, and turned round."""
    if record[:1] == b"\x1c" or record[3:4] != b"\x1c":
        return record
    return b"".join(record[at : at + 4][::-1] for at in range(0, len(record), 4))


def bmp_blocks(data: bytes) -> Blocks:
    """A BMP has no blocks, only what follows the length it gives for itself (which some programs leave at 0)."""
    blocks = Blocks()
    length = int.from_bytes(data[2:6], "little")
    if length:
        blocks.add_trailer(data[length:])
    return blocks


def box_blocks(kind: PictureKind) -> Callable[[bytes], Blocks]:
    """The gatherer for HEIC or AVIF."""

    def gather(data: bytes) -> Blocks:
        blocks, parts = Blocks(), read_boxes(data)
        with strict_pillow():
            info = open_header(kind, data).info
        if info.get("exif"):
            blocks.exif.append(info["exif"].removeprefix(b"Exif\x00\x00"))
        if info.get("xmp"):
            blocks.xmp.append(info["xmp"])
        for name, what in _SECOND_PICTURES.items():
            if info.get(name):
                blocks.add(HiddenKind.THUMBNAIL, what)
        blocks.profiles += [info["icc_profile"]] if info.get("icc_profile") else []
        for what in more_items(data):
            blocks.add(HiddenKind.OTHER, what)
        for box in parts.extra:
            _add_box(box, data, blocks)
        blocks.add_trailer(parts.trailer)
        return blocks

    return gather


def _add_box(box: Chunk, data: bytes, blocks: Blocks) -> None:
    """A film beside the picture, content credentials, or something that only its maker knows."""
    start = film_start(box.data)
    if box.name == b"mpvd" and start >= 0:
        blocks.details += film_details(box.data[start:])
    elif box.name == b"moov":
        blocks.details += film_details(data)
    elif box.name == b"uuid" and box.data.startswith(_CREDENTIALS_BOX):
        blocks.credentials.append(box.data)
    else:
        blocks.add(HiddenKind.OTHER, f"a program's own data, {plain_size(len(box.data))}")


_SECOND_PICTURES = {
    "thumbnails": "a small copy of the picture",
    "aux": "a second layer, for example for brightness",
    "depth_images": "a map of distances",
}
