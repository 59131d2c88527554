"""Pictures as phones, programs and mischief make them: everything a copy must not carry, in every odd place."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image, PngImagePlugin

from tests.analysers.picture_files import (
    SECRET,
    SRGB,
    XMP,
    box,
    dirty_jpeg,
    dirty_png,
    dirty_webp,
    exif_block,
    film,
    iptc_block,
    oriented,
    png_chunk,
    saved,
    scene,
    segment,
)

WORDS = SECRET.encode()
WIDE = SECRET.encode("utf-16-le")
EXIF = b"Exif\x00\x00" + exif_block()
FRAMES = {"save_all": True, "append_images": [Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")]}
C2PA = b"\x00\x00\x00\x40jumb\x00\x00\x00\x20jumdc2pa" + b"oclaim_generatormAdobe Firefly" + WORDS
AI_SOURCE = b"digitalSourceTypexFhttp://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
GIF_WORDS = b"".join(bytes([len(part)]) + part for part in (WORDS, b"more")) + b"\x00"


def with_segments(*segments: bytes, plain: bytes = b"", behind: bytes = b"") -> bytes:
    """A JPEG with these segments at its start and these bytes behind its end."""
    plain = plain or saved(scene(), "JPEG", icc_profile=SRGB)
    return plain[:2] + b"".join(segments) + plain[2:] + behind


def long_xmp(picture: bytes) -> list[bytes]:
    """An extended packet in three segments, a picture within: how a phone keeps the sharp one behind a blur."""
    inside = base64.b64encode(picture).decode()
    text = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description GImage:Data="{inside}" dc:title="{SECRET}"/>'
    data = (text + "</x:xmpmeta>").encode()
    head = b"http://ns.adobe.com/xmp/extension/\x00" + b"0123456789ABCDEF" * 2
    third = -(-len(data) // 3)
    starts = (third, 0, 2 * third)  # out of order, as the standard allows
    return [segment(0xE1, head + struct.pack(">II", len(data), at) + data[at : at + third]) for at in starts]


def multi_picture(second: bytes, first: bytes = b"") -> bytes:
    """A JPEG with an MPF index and a second picture behind it."""
    first = first or saved(scene(), "JPEG")
    entries = struct.pack(">IIIHH", 0x030000, len(first), 0, 0, 0) + struct.pack(
        ">IIIHH", 0x020002, len(second), 9, 0, 0
    )
    tags = struct.pack(">HHI4s", 0xB000, 7, 4, b"0100") + struct.pack(">HHII", 0xB001, 4, 1, 2)
    tags += struct.pack(">HHII", 0xB002, 7, len(entries), 50)
    index = b"MM\x00*\x00\x00\x00\x08\x00\x03" + tags + b"\x00" * 4 + entries
    return with_segments(segment(0xE2, b"MPF\x00" + index), plain=first, behind=second)


def samsung_trailer() -> bytes:
    """Samsung's notes behind the picture: a film, the network's country, and a directory at the end."""
    parts = [(b"MotionPhoto_Data", film()), (b"MCC_Data", b"234"), (b"Image_UTC_Data", b"1781433125000")]
    body = b"".join(b"\x00\x00\x30\x0a" + struct.pack("<I", len(name)) + name + data for name, data in parts)
    return body + b"SEFH" + struct.pack("<II", 106, 3) + b"\x00" * 36 + struct.pack("<I", 48) + b"SEFT"


def zip_archive() -> bytes:
    """A ZIP with a text in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("names.txt", SECRET * 10)
    return written.getvalue()


def jpegs() -> Iterator[tuple[str, bytes]]:
    """JPEG files."""
    micro = XMP.replace(b"photoshop:City", b'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="9" photoshop:City')
    yield "google micro video", with_segments(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + micro), behind=film())
    yield "motion photo with a place", with_segments(behind=film(seconds=2, position=b"+53.2200-002.9000/"))
    yield "samsung", with_segments(segment(0xE1, EXIF), behind=samsung_trailer())
    yield "long xmp", with_segments(*long_xmp(saved(scene(200, 150), "JPEG", quality=100)))
    yield "cmyk", dirty_jpeg(saved(scene(mode="CMYK"), "JPEG"))
    yield "progressive with restarts", dirty_jpeg(saved(scene(), "JPEG", progressive=True, restart_marker_blocks=1))
    yield "grey", dirty_jpeg(saved(scene(mode="L"), "JPEG"))
    yield "rgb", dirty_jpeg(saved(scene(), "JPEG", keep_rgb=True))
    yield "trailing zip", with_segments(behind=zip_archive())
    yield "trailing pdf", with_segments(behind=b"%PDF-1.4 " + WORDS)
    yield "mpf", multi_picture(saved(scene(32, 24), "JPEG", exif=EXIF))
    yield "mpf of the uncropped", multi_picture(saved(scene(300, 100).rotate(180), "JPEG", exif=EXIF))
    yield "content credentials", with_segments(segment(0xEB, b"JP\x00\x01\x00\x00\x00\x01" + C2PA + AI_SOURCE))
    yield "photoshop", with_segments(segment(0xED, iptc_block()), segment(0xED, b"Adobe_CM\x00" + WORDS))
    yield "two exif blocks", with_segments(segment(0xE1, EXIF), segment(0xE1, EXIF))
    yield "exif after the tables", _after_tables(segment(0xE1, EXIF) + segment(0xFE, WORDS))
    yield "words between scans", _between_scans(segment(0xFE, WORDS))
    yield "fill before a marker", with_segments(b"\xff\xff\xff" + segment(0xE1, EXIF))
    yield "stray bytes", with_segments(segment(0xE5, b""), WORDS)
    yield "jfif picture", with_segments(segment(0xE0, b"JFXX\x00\x10" + saved(scene(16, 12), "JPEG") + WORDS))
    yield "flir and other makers", with_segments(segment(0xE1, b"FLIR\x00\x01" + WORDS), segment(0xE4, WORDS))
    yield "profile with words", saved(scene(), "JPEG", icc_profile=SRGB + WORDS)
    yield (
        "turned",
        dirty_jpeg(saved(scene(), "JPEG"))[:2] + segment(0xE1, b"Exif\x00\x00" + oriented(6)[6:]) + dirty_jpeg()[2:],
    )
    yield "words in the last scan", saved(scene(), "JPEG")[:-2] + WORDS + b"\xff\xd9"
    yield "wide words in the last scan", saved(scene(), "JPEG")[:-2] + WIDE + b"\xff\xd9"
    yield "words in a spare table", with_segments(segment(0xDB, b"\x13" + (WIDE * 3)[:128]))
    yield "a spare table", with_segments(segment(0xDB, b"\x03" + bytes(range(100, 164))))


def _after_tables(segments: bytes) -> bytes:
    plain = saved(scene(), "JPEG")
    at = plain.index(b"\xff\xc0")
    return plain[:at] + segments + plain[at:]


def _between_scans(segments: bytes) -> bytes:
    plain = saved(scene(), "JPEG", progressive=True)
    at = plain.rindex(b"\xff\xda")
    at = plain.rindex(b"\xff\xc4", 0, at) if b"\xff\xc4" in plain[at - 200 : at] else at
    return plain[:at] + segments + plain[at:]


def pngs() -> Iterator[tuple[str, bytes]]:
    """PNG files."""
    plain = saved(scene(), "PNG")
    notes = PngImagePlugin.PngInfo()
    notes.add_text("parameters", f"{SECRET}\nSteps: 20, Sampler: Euler a, Seed: 7")
    notes.add_itxt("Title", SECRET, zip=True)
    yield "generator's settings", saved(scene(), "PNG", pnginfo=notes)
    yield "16 bits of colour", dirty_png(_deep_colours())
    yield (
        "16 bits of grey",
        dirty_png(saved(Image.fromarray(np.arange(3072, dtype=np.uint16).reshape(48, 64) * 21), "PNG")),
    )
    yield "apng", dirty_png(saved(scene(), "PNG", **FRAMES))
    yield "interlaced", dirty_png(_interlaced())
    yield "exif in png", plain[:33] + png_chunk(b"eXIf", exif_block()) + plain[33:]
    yield (
        "exif as a profile",
        plain[:33]
        + png_chunk(b"zTXt", b"Raw profile type APP1\x00\x00" + zlib.compress(b"\nAPP1\n 9\n" + EXIF.hex().encode()))
        + plain[33:],
    )
    yield "words after IEND", plain + WORDS + film()
    yield "credentials in png", plain[:33] + png_chunk(b"caBX", C2PA) + plain[33:]
    yield (
        "palette with words",
        saved(scene().quantize(16), "PNG")[:33]
        + png_chunk(b"sPLT", b"x\x00\x08" + WORDS)
        + saved(scene().quantize(16), "PNG")[33:],
    )


def png_colours() -> Iterator[tuple[str, bytes]]:
    """PNG files with words where only colours belong."""
    plain, few = saved(scene(), "PNG"), saved(scene().quantize(16), "PNG")
    at = few.index(b"PLTE")
    spare = png_chunk(b"PLTE", few[at + 4 : at + 52] + (WORDS * 30)[:720])
    yield "words in a spare palette", dirty_png(few[: at - 4] + spare + few[at + 56 :])
    yield (
        "see-through colour with words",
        dirty_png(plain[:33] + png_chunk(b"tRNS", b"\0\1\0\2\0\3" + WORDS) + plain[33:]),
    )
    late = few.index(b"IDAT") - 4
    long = png_chunk(b"tRNS", b"\xff" * 16 + WORDS)
    yield "see-through palette with words", dirty_png(few[:late] + long + few[late:])
    numbers = png_chunk(b"cHRM", (WORDS * 2)[:32]) + png_chunk(b"gAMA", WORDS[:4])
    yield "words for white and red", dirty_png(plain[:33] + numbers + plain[33:])


def _deep_colours() -> bytes:
    rows = b"".join(b"\x00" + np.linspace(0, 65535, 64 * 3).astype(">u2").tobytes() for _ in range(48))
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 16, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")


def _interlaced() -> bytes:
    """A grey picture of 8 x 8 in seven passes."""
    passes = ((1, 1), (1, 1), (1, 2), (2, 2), (2, 4), (4, 4), (4, 8))
    rows = b"".join((b"\x00" + bytes(range(10, 10 + width))) * height for height, width in passes)
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 1))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")


def others() -> Iterator[tuple[str, bytes]]:
    """WebP, GIF, TIFF, BMP, HEIC and AVIF files."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    yield "webp", dirty_webp()
    yield "lossless webp", dirty_webp(lossless=True)
    yield "moving webp", saved(scene(), "WEBP", exif=EXIF, xmp=XMP, **FRAMES)
    gif = saved(scene(), "GIF", comment=WORDS)
    yield "gif", gif[:-1] + b"!\xff\x0bXMP DataXMP" + GIF_WORDS + b"!\x01" + GIF_WORDS + b";" + WORDS
    yield "moving gif", saved(scene(), "GIF", comment=WORDS, **FRAMES)
    yield "tiff", saved(scene(), "TIFF", exif=EXIF, description=SECRET, artist=SECRET)
    yield "tiff of three pages", saved(scene(), "TIFF", exif=EXIF, **FRAMES)
    yield "tiff in cmyk", saved(scene(mode="CMYK"), "TIFF", artist=SECRET)
    yield "bmp", saved(scene(), "BMP") + WORDS
    yield "heic", saved(scene(), "HEIF", exif=EXIF, xmp=XMP)
    yield "heic of two pictures", saved(scene(), "HEIF", exif=EXIF, **FRAMES)
    yield "heic with a film", saved(scene(), "HEIF", exif=EXIF) + box(b"mpvd", film())
    yield "avif", saved(scene(), "AVIF", exif=EXIF, xmp=XMP)


def hostile_files() -> dict[str, bytes]:
    """All of them by name."""
    return dict([*jpegs(), *pngs(), *png_colours(), *others()])
