"""Pictures made for the tests: small, invented, and full of hidden details."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

SECRET = "Okapi Quagga Zebrawiese Nyala"
"""Stands in every hidden text; no cleaned copy may hold it. Invented, and no run of letters that pixels make."""
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def scene(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Smooth colours that differ in every corner, so that a wrong turn or a lost channel shows."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    red, green, blue = 40 + 200 * across, 30 + 180 * down, 220 - 150 * across * down
    return Image.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8)).convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file of this kind."""
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def pixels(data: bytes) -> np.ndarray:
    """What Pillow decodes, as RGB, not turned."""
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def oriented(orientation: int) -> bytes:
    """An EXIF block that says nothing but how the picture is turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


# --- EXIF ---------------------------------------------------------------------------------------------------------
def _entry(tag: int, kind: int, values: bytes, count: int, at: int) -> tuple[bytes, bytes]:
    """One directory entry, and what it keeps outside the directory at this place."""
    if len(values) <= 4:
        return struct.pack("<HHI", tag, kind, count) + values.ljust(4, b"\x00"), b""
    return struct.pack("<HHII", tag, kind, count, at), values + b"\x00" * (len(values) % 2)


def _directory(entries: list[tuple[int, int, bytes, int]], at: int, next_at: int = 0) -> bytes:
    body, outside = b"", b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, kind, values, count in sorted(entries):
        entry, more = _entry(tag, kind, values, count, start + len(outside))
        body, outside = body + entry, outside + more
    return struct.pack("<H", len(entries)) + body + struct.pack("<I", next_at) + outside


def _ascii(tag: int, text: str) -> tuple[int, int, bytes, int]:
    return tag, 2, text.encode() + b"\x00", len(text) + 1


def _rationals(tag: int, *numbers: int) -> tuple[int, int, bytes, int]:
    return tag, 5, b"".join(struct.pack("<II", number, 1) for number in numbers), len(numbers)


def _long(tag: int, number: int) -> tuple[int, int, bytes, int]:
    return tag, 4, struct.pack("<I", number), 1


def exif_block() -> bytes:
    """A TIFF block with place, device, times, names, rights, words, maker's notes and a thumbnail."""
    thumbnail = saved(scene(16, 12), "JPEG", quality=40)
    details_at, place_at, small_at, thumbnail_at = 600, 1400, 1700, 1800
    main = [
        _ascii(0x010E, SECRET),
        _ascii(0x010F, "Example"),
        _ascii(0x0110, "Phone 5"),
        _ascii(0x0131, "Paint 3"),
        _ascii(0x0132, "2026:06:15 09:00:00"),
        _ascii(0x013B, "Robin Example"),
        _ascii(0x8298, f"(c) {SECRET}"),
        _long(0x8769, details_at),
        _long(0x8825, place_at),
    ]
    details = [
        _ascii(0x9003, "2026:06:14 10:32:05"),
        _ascii(0xA431, "SN-0042"),
        (0x927C, 7, SECRET.encode() * 3, len(SECRET) * 3),
        _rationals(0x829D, 2),
    ]
    place = [_ascii(1, "N"), _rationals(2, 53, 13, 12), _ascii(3, "W"), _rationals(4, 2, 54, 0)]
    small = [(0x0103, 3, b"\x06\x00", 1), _long(0x0201, thumbnail_at), _long(0x0202, len(thumbnail))]
    block = bytearray(b"II*\x00" + struct.pack("<I", 8))
    for at, part in (
        (8, _directory(main, 8, small_at)),
        (details_at, _directory(details, details_at)),
        (place_at, _directory(place, place_at)),
        (small_at, _directory(small, small_at)),
        (thumbnail_at, thumbnail),
    ):
        assert len(block) <= at, "the places above lie too close"
        block += b"\x00" * (at - len(block)) + part
    return bytes(block)


# --- other blocks -------------------------------------------------------------------------------------------------
XMP = f"""<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description
 xmp:CreatorTool="Paint 3" photoshop:City="Exampleton" xmp:CreateDate="2026-06-14T10:32:05+01:00">
<dc:creator><rdf:Seq><rdf:li>Robin Example</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{SECRET}</rdf:li></rdf:Alt></dc:description>
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li>
<rdf:Description mwg-rs:Name="Quokka Example" mwg-rs:Type="Face"/></rdf:li></rdf:Bag>
</mwg-rs:RegionList></mwg-rs:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def box(name: bytes, *inside: bytes) -> bytes:
    """One box of a film or a HEIC file."""
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + name + body


def film(*, seconds: float = 3, has_sound: bool = True, position: bytes = b"") -> bytes:
    """A film's header as phones write it, with no picture in it."""
    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, int(seconds * 1000)), b"\x00" * 80)
    tracks = [
        box(b"trak", box(b"mdia", box(b"hdlr", b"\x00" * 8 + kind + b"\x00" * 13))) for kind in (b"vide", b"soun")
    ]
    notes = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(position), 0), position)) if position else b""
    moov = box(b"moov", header, *tracks[: 1 + has_sound], notes)
    return box(b"ftyp", b"mp42\x00\x00\x00\x00mp42isom") + box(b"mdat", SECRET.encode()) + moov


def iptc_block() -> bytes:
    """A Photoshop block with a caption, a by-line, a city and a credit."""
    record = b"".join(
        b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text.encode()
        for number, text in ((120, SECRET), (80, "Robin Example"), (90, "Exampleton"), (110, "Example Press"))
    )
    return (
        b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record + b"\x00" * (len(record) % 2)
    )


def segment(marker: int, payload: bytes) -> bytes:
    """One JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def dirty_jpeg(plain: bytes = b"") -> bytes:
    """A JPEG that carries everything we know of, before, between and behind its parts."""
    plain = plain or saved(scene(), "JPEG", quality=90, icc_profile=SRGB)
    before = b"".join(
        [
            segment(0xE1, b"Exif\x00\x00" + exif_block()),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP),
            segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32 + b"\x00" * 8 + SECRET.encode()),
            segment(0xED, iptc_block()),
            segment(0xE2, b"MPF\x00" + SECRET.encode()),
            segment(0xEB, b"JP\x00\x01\x00\x00\x00\x01" + b"c2pa" + SECRET.encode()),
            segment(0xE5, SECRET.encode()),
            segment(0xFE, SECRET.encode()),
        ]
    )
    second = saved(scene(16, 12), "JPEG", comment=SECRET.encode())
    return plain[:2] + before + plain[2:] + second + film(position=b"+53.2200-002.9000/")


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def dirty_png(plain: bytes = b"") -> bytes:
    """A PNG with every text chunk, EXIF, a time, a private chunk and a trailer."""
    plain = plain or saved(scene(), "PNG", icc_profile=SRGB)
    words = SECRET.encode()
    before = b"".join(
        [
            png_chunk(b"tEXt", b"Author\x00Robin Example"),
            png_chunk(b"tEXt", b"Comment\x00" + words),
            png_chunk(b"zTXt", b"Copyright\x00\x00" + zlib.compress(b"(c) " + words)),
            png_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP),
            png_chunk(b"eXIf", exif_block()),
            png_chunk(b"tIME", struct.pack(">HBBBBB", 2026, 6, 14, 10, 32, 5)),
            png_chunk(b"prVt", words),
        ]
    )
    return plain[:33] + before + plain[33:] + words + film()


def dirty_webp(**options: object) -> bytes:
    """A WebP with EXIF, XMP and a trailer."""
    exif = b"Exif\x00\x00" + exif_block()
    return saved(scene(), "WEBP", exif=exif, xmp=XMP, icc_profile=SRGB, **options) + SECRET.encode()
