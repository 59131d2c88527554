"""Which part of a colour profile is about colour? Rewrites a profile with that and nothing else."""

from __future__ import annotations

import struct

from checker.analysers.clean_copy.lossless import spells

MAX_PROFILE = 4_000_000
"""Bytes: the largest printing profiles stay under this."""

_HEADER, _ENTRY = 128, 12
_COLOUR_TAGS = frozenset(
    {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"cicp"}
    | {b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2"}
)
_COLOUR_TYPES = frozenset({b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"cicp"})
_PARAMETERS = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
"""How many numbers each kind of `para` curve has."""

STANDARD_NAMES = frozenset(
    {
        "sRGB",
        "sRGB IEC61966-2.1",
        "sRGB built-in",
        "Display P3",
        "Adobe RGB (1998)",
        "ProPhoto RGB",
        "Generic RGB Profile",
        "Generic Gray Gamma 2.2 Profile",
        "Dot Gain 20%",
        "Gray Gamma 2.2",
        "U.S. Web Coated (SWOP) v2",
        "Coated FOGRA39 (ISO 12647-2:2004)",
    }
)
ANY_NAME = "Colour profile"
"""Screens' own profiles are named after the screen, and so perhaps after a person's computer."""


def colour_only(profile: bytes) -> bytes | None:
    """The profile with its colour tags and a neutral name, always the same bytes for the same colours.

    None where it cannot be read whole, as viewers ignore it then.
    """
    if not _HEADER + 4 < len(profile) <= MAX_PROFILE or profile[36:40] != b"acsp":
        return None
    tags = _tags(profile)
    if tags is None:
        return None
    kept = {name: _exact(value) for name, value in tags.items() if name in _COLOUR_TAGS}
    if not kept or None in kept.values():
        return None
    name = _description(tags.get(b"desc", b""))
    is_new = profile[8] >= 4
    kept[b"desc"] = _described(name if name in STANDARD_NAMES else ANY_NAME, is_new)
    kept[b"cprt"] = _text("None", is_new)
    return _written(profile, {name: value for name, value in sorted(kept.items()) if value is not None})


def profile_name(profile: bytes) -> str:
    """The name a profile gives itself; empty where there is none to read."""
    if not _HEADER + 4 < len(profile) <= MAX_PROFILE or profile[36:40] != b"acsp":
        return ""
    tags = _tags(profile)
    return _description(tags.get(b"desc", b"")) if tags else ""


def _tags(profile: bytes) -> dict[bytes, bytes] | None:
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if count > 100 or _HEADER + 4 + count * _ENTRY > len(profile):
        return None
    tags: dict[bytes, bytes] = {}
    for number in range(count):
        name, at, size = struct.unpack_from(">4sII", profile, _HEADER + 4 + number * _ENTRY)
        if at + size > len(profile) or size < 8:
            return None
        tags[name] = profile[at : at + size]
    return tags


def _exact(value: bytes) -> bytes | None:
    """A colour value without what may follow it; None where it is of no colour type, too short or spells words."""
    kind = value[:4]
    if kind not in _COLOUR_TYPES or len(value) < 12:
        return None
    size = _TABLES[kind](value) if kind in _TABLES and len(value) >= _TABLE_HEAD else len(value)
    if kind == b"curv":
        size = 12 + 2 * int.from_bytes(value[8:12], "big")
    elif kind == b"para":
        size = 12 + 4 * _PARAMETERS.get(int.from_bytes(value[8:10], "big"), 0)
    elif kind == b"XYZ ":
        size = 20
    elif kind == b"sf32":
        size = 44
    if size > len(value) or spells(value[8:size]):
        return None
    return value[:4] + b"\x00" * 4 + value[8:size]


def _bytes_table(value: bytes) -> int:
    """How long a table of bytes is: 256 entries in for each channel, the grid, 256 entries out."""
    channels_in, channels_out, grid = value[8:11]
    return int(48 + 256 * channels_in + grid**channels_in * channels_out + 256 * channels_out)


def _words_table(value: bytes) -> int:
    """The same with numbers of two bytes, and as many entries as it says."""
    channels_in, channels_out, grid = value[8:11]
    entries_in, entries_out = struct.unpack_from(">HH", value, 48)
    return int(52 + 2 * (entries_in * channels_in + grid**channels_in * channels_out + entries_out * channels_out))


_TABLES = {b"mft1": _bytes_table, b"mft2": _words_table}
_TABLE_HEAD = 52


def _description(value: bytes) -> str:
    """The profile's name; empty where it cannot be read."""
    if value.startswith(b"desc"):
        length = int.from_bytes(value[8:12], "big")
        return value[12 : 12 + length].rstrip(b"\x00").decode("ascii", "replace")
    if value.startswith(b"mluc") and len(value) >= 28:
        length, at = struct.unpack_from(">II", value, 20)
        return value[at : at + length].decode("utf-16-be", "replace").rstrip("\x00")
    return ""


def _described(name: str, is_new: bool) -> bytes:
    """A description tag: version 4 profiles use another type than older ones."""
    if is_new:
        return _text(name, is_new)
    plain = name.encode("ascii") + b"\x00"
    return b"desc\x00\x00\x00\x00" + struct.pack(">I", len(plain)) + plain + b"\x00" * 78


def _text(words: str, is_new: bool) -> bytes:
    if not is_new:
        return b"text\x00\x00\x00\x00" + words.encode("ascii") + b"\x00"
    wide = words.encode("utf-16-be")
    return b"mluc\x00\x00\x00\x00" + struct.pack(">II4sII", 1, 12, b"enUS", len(wide), 28) + wide


def _written(profile: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A profile of these tags. The header keeps version, class, colour spaces, intent and white point only:
    the rest names makers, programs and the day it was made.
    """
    body, entries, places = b"", b"", dict[bytes, int]()
    start = _HEADER + 4 + len(tags) * _ENTRY
    for name, value in tags.items():
        if value not in places:  # profiles share one curve between red, green and blue
            places[value] = start + len(body)
            body += value + b"\x00" * (-len(value) % 4)
        entries += struct.pack(">4sII", name, places[value], len(value))
    size = struct.pack(">I", start + len(body))
    header = size + b"\x00" * 4 + profile[8:24] + b"\x00" * 12 + b"acsp" + b"\x00" * 24 + profile[64:80] + b"\x00" * 48
    return header + struct.pack(">I", len(tags)) + entries + body
