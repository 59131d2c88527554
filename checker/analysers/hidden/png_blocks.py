"""Which chunks of a PNG hold hidden blocks?"""

from __future__ import annotations

import zlib

from checker.analysers.containers.png import Chunk, read_png
from checker.analysers.hidden.blocks import Blocks
from checker.analysers.hidden.plain import LONGEST_VALUE, plain_size, plain_time, text_of, unreadable
from checker.core.evidence import HiddenKind

_HARMLESS = {
    b"IHDR": 13, b"PLTE": 768, b"IDAT": None, b"IEND": 0, b"tRNS": 256, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32,
    b"sBIT": 4, b"pHYs": 9, b"bKGD": 6, b"hIST": 512, b"cICP": 4, b"mDCV": 24, b"cLLI": 8,
    b"acTL": 8, b"fcTL": 26, b"fdAT": None,
}  # fmt: skip
"""What says nothing but how pixels look, and the most bytes it takes: longer ones carry something else as well."""
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KINDS = {
    "author": HiddenKind.PERSON,
    "artist": HiddenKind.PERSON,
    "copyright": HiddenKind.RIGHTS,
    "creation time": HiddenKind.TIME,
    "software": HiddenKind.EDITING,
    "source": HiddenKind.DEVICE,
}
_GENERATORS = frozenset({"prompt", "workflow", "dream", "sd-metadata", "invokeai_metadata", "invokeai_graph"})
_XMP_NAMES = ("xml:com.adobe.xmp", "raw profile type xmp")
_LONGEST_TEXT = 4_000_000
"""Bytes of a compressed text that are unpacked: what is longer is reported as unread."""


def png_blocks(data: bytes) -> Blocks:
    """The hidden blocks of a PNG. Raises: BrokenContainer."""
    blocks, parts = Blocks(), read_png(data)
    for chunk in parts.chunks:
        if chunk.name in _TEXTS:
            _sort_text(chunk, blocks)
        elif chunk.name == b"eXIf":
            blocks.exif.append(chunk.data.removeprefix(b"Exif\x00\x00"))
        elif chunk.name == b"tIME":
            blocks.add(HiddenKind.TIME, _time(chunk.data))
        elif chunk.name == b"caBX":
            blocks.credentials.append(chunk.data)
        elif chunk.name == b"iCCP":
            blocks.profiles += _profile(chunk)
        elif not _is_harmless(chunk):
            blocks.add(HiddenKind.OTHER, f"a program's own data, {plain_size(len(chunk.data))}")
    blocks.add_trailer(parts.trailer)
    return blocks


def _is_harmless(chunk: Chunk) -> bool:
    longest = _HARMLESS.get(chunk.name, -1)
    return longest is None or len(chunk.data) <= longest


def _sort_text(chunk: Chunk, blocks: Blocks) -> None:
    """Put a text where its reader finds it, or tell its words."""
    raw_name, _, rest = chunk.data.partition(b"\x00")
    name = raw_name.decode("latin-1").strip().lower()
    try:
        text = _text(chunk.name, rest)
    except ValueError:
        blocks.details += unreadable("a text")
        return
    if name in _XMP_NAMES:
        blocks.xmp.append(text)
    elif name.startswith("raw profile type"):
        _add_raw_profile(name, text, blocks)
    else:
        kind = _KINDS.get(name, HiddenKind.WORDS)
        words = text_of(text)
        _note(name, words, blocks)
        blocks.add(kind, plain_time(words) if kind is HiddenKind.TIME else words or name)


def _note(name: str, words: str, blocks: Blocks) -> None:
    """What checks ask about: image generators leave their settings in text chunks of these names."""
    if name in _GENERATORS or (name == "parameters" and "Steps:" in words):
        blocks.facts.note_ai_made()
    elif name in ("software", "source", "comment"):
        blocks.facts.note_software(words[:LONGEST_VALUE])


def _profile(chunk: Chunk) -> tuple[bytes, ...]:
    try:
        return (_unpacked(chunk.data.partition(b"\x00")[2][1:]),)
    except ValueError:
        return ()  # viewers ignore a profile that does not unpack, and the cleaned copy is made without it


def _text(chunk_name: bytes, rest: bytes) -> bytes:
    """What a text chunk says after its name. Raises: ValueError."""
    if chunk_name == b"tEXt":
        return rest
    if chunk_name == b"zTXt":
        return _unpacked(rest[1:])
    is_packed, body = rest[:1] == b"\x01", rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    return _unpacked(body) if is_packed else body


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, _LONGEST_TEXT)
    except zlib.error:
        raise ValueError("a text that does not unpack") from None
    if not unpacking.eof:
        raise ValueError("a text that is too long or cut off")
    return text


def _add_raw_profile(name: str, text: bytes, blocks: Blocks) -> None:
    """ImageMagick writes EXIF and IPTC as text: a name, a length, then hexadecimal digits."""
    digits = b"".join(text.split()[2:])
    try:
        block = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        blocks.details += unreadable("a block of notes")
        return
    if block.startswith(b"Exif\x00\x00"):
        blocks.exif.append(block[6:])
    elif name.endswith(("iptc", "8bim")):
        blocks.add_photoshop(block)
    else:
        blocks.add(HiddenKind.OTHER, f"a block of notes, {plain_size(len(block))}")


def _time(data: bytes) -> str:
    """The chunk's year, month, day, hour, minute and second."""
    numbers = [int.from_bytes(data[:2], "big"), *data[2:6]]
    return plain_time("{:04}:{:02}:{:02} {:02}:{:02}".format(*numbers)) if len(data) >= 6 else "a day"
