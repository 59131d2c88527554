"""Everything hidden in a picture file is told in plain words."""

from __future__ import annotations

import logging
import struct
import zlib

import pytest

from checker.analysers.containers.tiff import tiff_fields
from checker.analysers.hidden.exif import Patience, read_exif
from checker.analysers.metadata import HiddenReader
from checker.core.errors import CannotRead
from checker.core.evidence import HiddenDetail, HiddenKind
from tests.analysers.picture_files import (
    SECRET,
    XMP,
    box,
    dirty_jpeg,
    dirty_png,
    dirty_webp,
    exif_block,
    iptc_block,
    png_chunk,
    saved,
    scene,
    segment,
)

PLACE, DEVICE, TIME, PERSON = HiddenKind.PLACE, HiddenKind.DEVICE, HiddenKind.TIME, HiddenKind.PERSON
RIGHTS, WORDS, EDITING, OTHER = HiddenKind.RIGHTS, HiddenKind.WORDS, HiddenKind.EDITING, HiddenKind.OTHER
SECOND, CLIP, FACE_NAME = HiddenKind.THUMBNAIL, HiddenKind.CLIP, HiddenKind.FACE_NAME

OF_EXIF = {
    (PLACE, "53.2200, -2.9000"),
    (DEVICE, "Example, Phone 5, serial SN-0042"),
    (TIME, "14 June 2026 10:32"),
    (TIME, "15 June 2026 09:00"),
    (PERSON, "Robin Example"),
    (RIGHTS, f"(c) {SECRET}"),
    (WORDS, SECRET),
    (EDITING, "Paint 3"),
    (OTHER, "the camera maker's own notes"),
    (OTHER, "camera settings"),
}
OF_THUMBNAIL = {(SECOND, f"a small copy of the picture, {len(saved(scene(16, 12), 'JPEG', quality=40))} bytes")}
OF_XMP = {
    (PLACE, "Exampleton"),
    (TIME, "14 June 2026 10:32"),
    (PERSON, "Robin Example"),
    (FACE_NAME, "Quokka Example"),
    (WORDS, SECRET),
    (EDITING, "Paint 3"),
}
OF_IPTC = {(WORDS, SECRET), (PERSON, "Robin Example"), (PLACE, "Exampleton"), (RIGHTS, "Example Press")}


def hidden(data: bytes) -> set[tuple[HiddenKind, str]]:
    return {(detail.kind, detail.value) for detail in HiddenReader().read(data).details}


def with_segment(marker: int, payload: bytes) -> bytes:
    plain = saved(scene(), "JPEG")
    return plain[:2] + segment(marker, payload) + plain[2:]


def with_chunk(name: bytes, data: bytes) -> bytes:
    plain = saved(scene(), "PNG")
    return plain[:33] + png_chunk(name, data) + plain[33:]


@pytest.mark.parametrize("kind_name", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"])
def test_a_plain_picture_carries_nothing(kind_name: str) -> None:
    assert hidden(saved(scene(), kind_name)) == set()


@pytest.mark.parametrize(
    ("marker", "payload", "expected"),
    [
        (0xE1, b"Exif\x00\x00" + exif_block(), OF_EXIF | OF_THUMBNAIL),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP, OF_XMP),
        (0xED, iptc_block(), OF_IPTC),
        (0xFE, SECRET.encode(), {(WORDS, SECRET)}),
        (0xEB, b"JP\x00\x01jumbc2pa", {(EDITING, "a record of how the picture was made (content credentials)")}),
        (0xE2, b"MPF\x00MM\x00*", {(SECOND, "a list of further pictures in the file")}),
        (0xE7, b"1234567", {(OTHER, "a camera's or program's own data, 7 bytes")}),
        (0xFE, SECRET.encode("utf-16-le"), {(WORDS, SECRET)}),
        (0xFE, SECRET.encode("utf-16-be"), {(WORDS, SECRET)}),
        (0xFE, "Zoë Example".encode("latin-1"), {(WORDS, "Zoë Example")}),
        (
            0xEE,
            b"Adobe\x00\x64\x00\x00\x00\x00\x01" + b"x" * 9,
            {(OTHER, "a camera's or program's own data, 21 bytes")},
        ),
        (0xE0, b"JFIF\x00" + bytes(9) + b"x" * 9, {(OTHER, "a camera's or program's own data, 23 bytes")}),
        (0xE0, b"JFXX\x00\x10abc", {(SECOND, "a small copy of the picture, 9 bytes")}),
        (0xE1, b"Exif\x00\x00", {(OTHER, "a block of camera data that could not be read")}),
        (0xE1, b"Exif\x00\x00II*\x00\xff\xff\xff\x7f", {(OTHER, "a block of camera data that could not be read")}),
        (0xED, iptc_block()[:60], {(WORDS, SECRET), (OTHER, "an editing program's block that could not be read")}),
    ],
)
def test_jpeg_segments(marker: int, payload: bytes, expected: set[tuple[HiddenKind, str]]) -> None:
    assert hidden(with_segment(marker, payload)) == expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (b"eXIf", exif_block(), OF_EXIF | OF_THUMBNAIL),
        (b"tEXt", b"Author\x00Robin Example", {(PERSON, "Robin Example")}),
        (b"zTXt", b"Copyright\x00\x00" + zlib.compress(b"Example Press"), {(RIGHTS, "Example Press")}),
        (b"iTXt", b"Title\x00\x00\x00en\x00\x00Sports day", {(WORDS, "Sports day")}),
        (b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP, OF_XMP),
        (b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(XMP), OF_XMP),
        (b"zTXt", b"Comment\x00\x00not packed", {(OTHER, "a text that could not be read")}),
        (
            b"tEXt",
            b"Raw profile type exif\x00\nexif\n 9\n" + (b"Exif\x00\x00" + exif_block()).hex().encode(),
            OF_EXIF | OF_THUMBNAIL,
        ),
        (b"tIME", b"\x07\xea\x06\x0e\x0a\x20\x05", {(TIME, "14 June 2026 10:32")}),
        (b"prVt", b"123", {(OTHER, "a program's own data, 3 bytes")}),
        (b"tEXt", b"Author\x00Zo\xeb Example", {(PERSON, "Zoë Example")}),
        (b"pHYs", b"\x00\x00\x0b\x13\x00\x00\x0b\x13\x01", set()),
        (
            b"pHYs",
            b"\x00\x00\x0b\x13\x00\x00\x0b\x13\x01" + SECRET.encode(),
            {(OTHER, "a program's own data, 38 bytes")},
        ),
        (b"hIST", SECRET.encode() * 20, {(OTHER, "a program's own data, 580 bytes")}),
    ],
)
def test_png_chunks(name: bytes, data: bytes, expected: set[tuple[HiddenKind, str]]) -> None:
    assert hidden(with_chunk(name, data)) == expected


@pytest.mark.parametrize(
    ("trailer", "expected"),
    [
        (b"\x00" * 40, set()),
        (b"see attached", {(OTHER, "12 bytes after the end of the picture")}),
        (b"\x00\x00\x00\x18ftypmp42....", {(CLIP, "a short clip, 16 bytes")}),
        (b"\x00\x00\xff\xd8\xff\xe0", {(SECOND, "a second picture after the first, 6 bytes")}),
    ],
)
@pytest.mark.parametrize("kind_name", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_what_follows_the_end(kind_name: str, trailer: bytes, expected: set[tuple[HiddenKind, str]]) -> None:
    assert hidden(saved(scene(), kind_name) + trailer) == expected


def test_webp_gif_tiff_and_heic() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    exif = b"Exif\x00\x00" + exif_block()
    trailer = {(OTHER, f"{len(SECRET)} bytes after the end of the picture")}
    assert hidden(dirty_webp()) == OF_EXIF | OF_THUMBNAIL | OF_XMP | trailer
    assert hidden(saved(scene(), "GIF", comment=SECRET.encode())) == {(WORDS, SECRET)}
    assert hidden(saved(scene(), "TIFF", exif=exif)) == OF_EXIF
    assert hidden(saved(scene(), "HEIF", exif=exif, xmp=XMP)) == OF_EXIF | OF_THUMBNAIL | OF_XMP
    assert hidden(saved(scene(), "AVIF", exif=exif)) == OF_EXIF | OF_THUMBNAIL


RECORD = iptc_block()[26:]
PACKED = iptc_block()[14:]


def _tiff(tag: int, kind: int, value: bytes, size: int = 1) -> bytes:
    """A grey TIFF of one pixel with this field, and a second page that has nothing but this field."""
    shape = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    fields = [*shape, (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 1)]
    place = 10 + 2 + 12 * (len(fields) + 1) + 4
    entries = b"".join(struct.pack("<HHII", *field) for field in fields)
    entries += struct.pack("<HHII", tag, kind, len(value) // size, place)
    return b"II*\x00" + struct.pack("<I", 10) + b"\x00\x00" + struct.pack("<H", 10) + entries + bytes(4) + value


@pytest.mark.parametrize(
    ("tag", "kind", "value", "size", "expected"),
    [
        (34377, 1, PACKED, 1, OF_IPTC),
        (34377, 7, PACKED, 1, OF_IPTC),
        (33723, 7, RECORD, 1, OF_IPTC),
        (33723, 2, RECORD, 1, OF_IPTC),
        (33723, 4, RECORD + bytes(-len(RECORD) % 4), 4, OF_IPTC),
        (700, 1, XMP, 1, OF_XMP),
        (700, 7, XMP, 1, OF_XMP),
    ],
)
def test_a_field_of_a_tiff_is_read_whatever_its_writer_called_its_type(
    tag: int, kind: int, value: bytes, size: int, expected: set[tuple[HiddenKind, str]]
) -> None:
    """Pillow gives numbers, words or a row of pieces for them, and of some only the first number."""
    assert hidden(_tiff(tag, kind, value, size)) - {(OTHER, "camera settings")} == expected


def test_a_record_that_was_turned_round_four_by_four_is_read() -> None:
    padded = RECORD + bytes(-len(RECORD) % 4)
    turned = b"".join(padded[at : at + 4][::-1] for at in range(0, len(padded), 4))
    assert hidden(_tiff(33723, 4, turned, 4)) - {(OTHER, "camera settings")} == OF_IPTC


@pytest.mark.parametrize("end", [4, 9, 12, 40, 133, 140])
def test_a_tiff_that_is_cut_off_breaks_no_reader(end: int) -> None:
    unread = {
        (OTHER, f"{what} that could not be read") for what in ("a block of camera data", "an editing program's block")
    }
    assert hidden(_tiff(34377, 7, PACKED)[:end]) <= unread | {(OTHER, "camera settings")}


def test_fields_without_end_give_no_more_than_the_file() -> None:
    entry = struct.pack("<HHII", 700, 7, 60_000, 8)
    trap = b"II*\x00" + struct.pack("<IH", 8, 5_000) + entry * 5_000 + bytes(4)
    fields = list(tiff_fields(trap, frozenset({700})))
    assert [(number, len(value)) for number, value in fields] == [(700, 60_000)]


def test_room_in_a_heic_in_which_something_stands_is_told() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    plain = saved(scene(), "HEIF")
    assert hidden(plain + box(b"free", bytes(40))) == set()
    assert hidden(plain + box(b"free", SECRET.encode())) == {(OTHER, "a program's own data, 29 bytes")}


def test_details_come_once_and_in_the_order_of_their_kinds() -> None:
    details = HiddenReader().read(dirty_jpeg()).details
    order = list(HiddenKind)
    assert list(details) == sorted(dict.fromkeys(details), key=lambda detail: order.index(detail.kind))
    assert {detail.kind for detail in details} == set(HiddenKind)
    assert {detail.kind for detail in HiddenReader().read(dirty_png()).details} == set(HiddenKind)


def test_a_position_that_is_nowhere_is_still_a_place() -> None:
    nowhere = exif_block().replace((53).to_bytes(4, "little") + b"\x01", (53).to_bytes(4, "little") + b"\x00", 1)
    places = {detail for detail in hidden(with_chunk(b"eXIf", nowhere)) if detail[0] is PLACE}
    assert places == {(PLACE, "a place record without a readable position")}


def test_many_tormenting_blocks_cost_one_files_patience_and_are_told() -> None:
    unread = [HiddenDetail(OTHER, "a block of camera data that could not be read")]
    patience = Patience(reads=5)
    assert unread[0] in list(read_exif(exif_block(), patience))
    assert list(read_exif(exif_block(), patience)) == unread  # not even begun
    assert unread[0] not in list(read_exif(exif_block()))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(CannotRead):
        HiddenReader().read(b"Dear parents")


def test_values_reach_no_repr_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seen = HiddenReader().read(dirty_jpeg())
    assert "Robin" not in repr(seen)
    assert caplog.messages == []
    assert repr(HiddenDetail(PERSON, "Robin Example")) == f"HiddenDetail(kind={PERSON!r})"
