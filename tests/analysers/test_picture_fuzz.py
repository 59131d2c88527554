"""Whatever happens to a file, there is a result or a sentence, and no copy holds what was hidden."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from time import perf_counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.hidden.exif import PatientFile
from checker.analysers.hidden.xmp import read_xmp
from checker.analysers.metadata import HiddenReader
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy
from tests.analysers.picture_files import SECRET, dirty_jpeg, dirty_png, dirty_webp, exif_block, saved, scene, segment

FILES = (
    dirty_jpeg(),
    dirty_jpeg(saved(scene(), "JPEG", progressive=True)),
    dirty_png(),
    dirty_webp(lossless=True),
    saved(scene(), "GIF", comment=SECRET.encode()),
)
PLACES = st.integers(0, 1 << 16)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "drop", "repeat", "paste"]), PLACES, PLACES, st.integers(1, 80)),
    min_size=1,
    max_size=4,
)
AT_LEISURE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def changed(data: bytes, changes: list[tuple[str, int, int, int]]) -> bytes:
    """The file after flips, cuts and splices."""
    for change, untrusted_at, untrusted_other, length in changes:
        at, other = untrusted_at % max(1, len(data)), untrusted_other % max(1, len(data))
        if change == "flip":
            data = data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :] if data else data
        elif change == "cut":
            data = data[:at] if length < 10 else data
        elif change == "drop":
            data = data[:at] + data[at + length :]
        elif change == "repeat":
            data = data[:at] + data[other : other + length] + data[at:]
        else:
            data = data[:at] + data[other : other + length] + data[at + length :]
    return data


def with_checksums(data: bytes) -> bytes:
    """A PNG whose checksums are right again: otherwise nearly every change stops at the first of them."""
    at, parts = 8, [data[:8]]
    while at + 12 <= len(data):
        size = struct.unpack_from(">I", data, at)[0]
        body = data[at + 4 : at + 8 + size]
        parts.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + size
    return b"".join(parts) + data[at:]


def result(read: Callable[[bytes], object], data: bytes) -> object:
    """What was read, or the sentence of the refusal."""
    try:
        return read(data)
    except CannotRead as refusal:
        return str(refusal)


@AT_LEISURE
@given(st.sampled_from(FILES), CHANGES)
def test_a_result_or_a_sentence_and_never_a_leftover(file: bytes, changes: list[tuple[str, int, int, int]]) -> None:
    data = changed(file, changes)
    if data.startswith(b"\x89PNG"):
        data = with_checksums(data)
    seen, hidden = result(PillowReader().open, data), result(HiddenReader().read, data)
    copy = result(AllowListCleaner().clean, data)
    assert all(answer.endswith(".") for answer in (seen, hidden, copy) if isinstance(answer, str))
    if isinstance(copy, CleanCopy):
        assert SECRET.encode() not in copy.data
        assert AllowListCleaner().clean(copy.data) == CleanCopy(copy.data, copy.suffix)


@AT_LEISURE
@given(CHANGES)
def test_odd_metadata_of_a_sound_picture_is_told_or_reported(changes: list[tuple[str, int, int, int]]) -> None:
    """The picture is whole, so nothing about its blocks may raise."""
    plain = saved(scene(8, 8), "JPEG")
    block = changed(exif_block(), changes)
    HiddenReader().read(plain[:2] + segment(0xE1, b"Exif\x00\x00" + block) + plain[2:])


def test_a_count_of_a_thousand_million_does_not_hold_up_the_queue() -> None:
    """exifread reads value by value, also beyond the end: one such photo took three minutes."""
    count = struct.pack("<HHI", 0x927C, 7, 0x7FFFFFFF)
    block = exif_block().replace(struct.pack("<HHI", 0x927C, 7, len(SECRET) * 3), count)
    plain = saved(scene(8, 8), "JPEG")
    started = perf_counter()
    HiddenReader().read(plain[:2] + segment(0xE1, b"Exif\x00\x00" + block) + plain[2:])
    assert count in block
    assert perf_counter() - started < 10
    assert PatientFile.MOST_READS < 1_000_000


def test_a_hostile_packet_costs_no_more_than_its_length() -> None:
    started = perf_counter()
    for hostile in (b'<a "' * 50_000, b"<a b='" * 40_000, b"<" * 200_000, b'<a x="' + b"y" * 300_000):
        list(read_xmp(b"<x:xmpmeta " + hostile))
    assert perf_counter() - started < 5
