"""A cleaned copy shows the same picture, upright, and carries nothing else; or there is none."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from checker.analysers.clean_copy import making
from checker.analysers.clean_copy.encode import FAINT
from checker.analysers.clean_copy.making import SMALLER, STILL, TURNED
from checker.analysers.clean_copy.profile import colour_only
from checker.analysers.clean_copy.proof import CHANGED, UNPROVEN, prove
from checker.analysers.cleaning import AllowListCleaner
from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import decode
from checker.analysers.metadata import HiddenReader
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy
from tests.analysers.picture_files import (
    SECRET,
    SRGB,
    XMP,
    dirty_jpeg,
    dirty_png,
    dirty_webp,
    exif_block,
    oriented,
    png_chunk,
    saved,
    scene,
    segment,
)

EXIF = b"Exif\x00\x00" + exif_block()


def clean(data: bytes) -> CleanCopy:
    """The copy, after asking of it what every copy must be."""
    copy = AllowListCleaner().clean(data)
    for marker in (SECRET.encode(), SECRET.encode("utf-16-le"), b"Example", b"SN-0042", b"Exif", b"http://", b"ftyp"):
        assert marker not in copy.data
    assert HiddenReader().read(copy.data).details == ()
    assert AllowListCleaner().clean(copy.data) == CleanCopy(copy.data, copy.suffix)
    return copy


def seen(data: bytes) -> np.ndarray:
    return PillowReader().open(data).pixels


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (dirty_jpeg(), ".jpg"),
        (dirty_jpeg(saved(scene(), "JPEG", progressive=True)), ".jpg"),
        (dirty_jpeg(saved(scene(mode="L"), "JPEG")), ".jpg"),
        (dirty_jpeg(saved(scene(mode="CMYK"), "JPEG")), ".jpg"),
        (dirty_jpeg(saved(scene(), "JPEG", keep_rgb=True)), ".jpg"),
        (dirty_jpeg(saved(scene(), "JPEG", restart_marker_blocks=1)), ".jpg"),
        (dirty_png(), ".png"),
        (dirty_png(saved(scene().quantize(16), "PNG", transparency=3)), ".png"),
        (dirty_png(saved(scene(mode="1"), "PNG")), ".png"),
        (dirty_png(saved(scene(mode="RGBA"), "PNG")), ".png"),
        (dirty_webp(), ".webp"),
        (dirty_webp(lossless=True), ".webp"),
    ],
)
def test_pixels_stay_packed_as_they_are(data: bytes, suffix: str) -> None:
    copy = clean(data)
    assert (copy.suffix, copy.note) == (suffix, "")
    assert np.array_equal(seen(copy.data), seen(data))
    assert decode(copy.data).image.mode == decode(data).image.mode


def test_the_scans_of_a_jpeg_are_the_same_bytes() -> None:
    plain = saved(scene(), "JPEG")
    scans = plain[plain.index(b"\xff\xdb") :]
    assert clean(dirty_jpeg(plain)).data.endswith(scans)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_picture_is_saved_upright(orientation: int) -> None:
    for kind_name, suffix in (("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".jpg")):
        data = saved(scene(), kind_name, exif=oriented(orientation))
        copy = clean(data)
        assert (copy.suffix, copy.note) == (suffix, TURNED)
        change = np.abs(seen(copy.data).astype(int) - seen(data)).mean()
        assert change <= (0 if kind_name == "PNG" else 1)


@pytest.mark.parametrize(
    ("kind_name", "options", "suffix", "note"),
    [
        ("GIF", {"comment": SECRET.encode()}, ".png", "saved again as a PNG picture"),
        ("TIFF", {"exif": EXIF}, ".jpg", "saved again as a JPEG picture"),
        ("BMP", {}, ".jpg", "saved again as a JPEG picture"),
        ("HEIF", {"exif": EXIF, "xmp": XMP}, ".jpg", "saved again as a JPEG picture"),
        ("AVIF", {"exif": EXIF}, ".jpg", "saved again as a JPEG picture"),
    ],
)
def test_other_kinds_are_saved_again(kind_name: str, options: dict[str, bytes], suffix: str, note: str) -> None:
    if kind_name == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    data = saved(scene(), kind_name, **options)
    copy = clean(data)
    assert (copy.suffix, copy.note) == (suffix, note)
    assert np.abs(seen(copy.data).astype(int) - seen(data)).mean() <= 1


def test_see_through_pictures_of_other_kinds_become_png() -> None:
    image = scene(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for kind_name in ("TIFF", "AVIF"):
        data = saved(image, kind_name)
        copy = clean(data)
        assert copy.suffix == ".png"
        changed = abs(seen(copy.data).astype(int) - seen(data))
    assert changed.max() <= FAINT  # where next to nothing is there, nothing is left there


def test_sixteen_bit_greys_stay_as_deep_as_they_are() -> None:
    deep = Image.fromarray(np.linspace(0, 65535, 64 * 48).reshape(48, 64).astype(np.uint16))
    copy = clean(dirty_png(saved(deep, "PNG")))
    assert np.array_equal(np.asarray(Image.open(BytesIO(copy.data))), np.asarray(deep))


def test_noise_is_the_worst_case_and_still_proven() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    assert clean(saved(Image.fromarray(noise), "BMP")).suffix == ".jpg"


@pytest.mark.parametrize(
    ("kind_name", "suffix", "also"),
    [
        ("GIF", ".png", ", saved again as a PNG picture"),
        ("PNG", ".png", ""),
        ("WEBP", ".jpg", ", saved again as a JPEG picture"),
        ("TIFF", ".jpg", ", saved again as a JPEG picture"),
    ],
)
def test_of_a_moving_picture_the_copy_is_the_frame_that_was_checked(kind_name: str, suffix: str, also: str) -> None:
    data = saved(scene(), kind_name, save_all=True, append_images=[Image.new("RGB", (64, 48), "red")])
    copy = clean(data)
    assert (copy.suffix, copy.note) == (suffix, STILL + also)
    assert np.abs(seen(copy.data).astype(int) - seen(data)).mean() <= 1
    assert not PillowReader().open(copy.data).is_animated


@pytest.mark.parametrize("kind_name", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_a_picture_larger_than_asked_is_made_smaller_and_no_other(kind_name: str) -> None:
    data = saved(scene(200, 100), kind_name)
    small = AllowListCleaner().clean(data, max_side=80)
    assert seen(small.data).shape == (40, 80, 3)
    assert small.note == SMALLER
    assert AllowListCleaner().clean(small.data, max_side=80) == CleanCopy(small.data, small.suffix)
    assert AllowListCleaner().clean(data, max_side=200) == AllowListCleaner().clean(data)


def test_colours_under_see_through_parts_are_wiped() -> None:
    """A child rubbed out with the eraser of a drawing program is still in the file."""
    image = scene(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    image.paste((200, 10, 10, 0), (8, 8, 24, 24))
    image.putpixel((10, 10), (1, 2, 3, 0))
    copy = clean(saved(image, "PNG"))
    beneath = np.asarray(Image.open(BytesIO(copy.data)).convert("RGBA"))[8:24, 8:24]
    assert copy.note == "saved again as a PNG picture"
    assert not beneath.any()


@pytest.mark.parametrize("kind_name", ["PNG", "WEBP"])
def test_a_picture_that_is_almost_see_through_is_wiped(kind_name: str) -> None:
    """Rubbed out with a soft eraser: nobody sees it, and no finder of faces, until somebody makes it opaque."""
    image = scene(mode="RGBA")
    faint = Image.new("L", image.size, 255)
    faint.paste(2, (8, 8, 40, 40))
    image.putalpha(faint)
    options = {"lossless": True, "exact": True} if kind_name == "WEBP" else {}
    copy = clean(saved(image, kind_name, **options))
    assert copy.note == "saved again as a PNG picture"
    assert not np.asarray(Image.open(BytesIO(copy.data)).convert("RGBA"))[8:40, 8:40].any()


def test_soft_edges_and_shadows_stay_as_they_are() -> None:
    image = Image.new("RGBA", (64, 48), (40, 50, 60, 255))
    image.paste((0, 0, 0, 3), (0, 0, 64, 12))
    image.paste((0, 0, 0, 0), (0, 12, 64, 20))
    assert clean(saved(image, "PNG")).note == ""


def test_pixels_left_behind_by_cropping_are_dropped() -> None:
    """Some cropping programs wrote the small picture over the start of the large one."""
    plain = saved(scene(), "PNG")
    at = plain.index(b"IDAT")
    packed = plain[at + 4 : -16]
    left_behind = png_chunk(b"IDAT", packed + zlib.compress(SECRET.encode() * 9, 0)) + png_chunk(b"IEND", b"")
    copy = clean(plain[: at - 4] + left_behind)
    assert np.array_equal(seen(copy.data), seen(plain))


def test_words_among_packed_pixels_are_found() -> None:
    plain = saved(scene(), "JPEG")
    copy = clean(plain[:-2] + SECRET.encode() + b"\xff\xd9")
    assert copy.note == "saved again as a JPEG picture"


def test_a_table_that_spells_words_is_not_copied() -> None:
    plain = saved(scene(), "JPEG")
    copy = clean(plain.replace(plain[25:54], SECRET.encode()))
    assert copy.note == "saved again as a JPEG picture"


def test_a_table_that_nobody_reads_is_left_out_and_the_scans_stay() -> None:
    plain = saved(scene(), "JPEG")
    spare = segment(0xDB, b"\x03" + bytes(range(64, 128)))
    assert clean(plain[:2] + spare + plain[2:]) == CleanCopy(clean(plain).data, ".jpg")


def test_a_table_that_is_given_twice_is_saved_anew() -> None:
    plain = saved(scene(), "JPEG")
    at = plain.index(b"\xff\xdb")
    assert (
        clean(plain[:at] + segment(0xDB, b"\x00" + b"\x63" * 64) + plain[at:]).note == "saved again as a JPEG picture"
    )


def test_a_palette_keeps_the_colours_of_pixels_and_no_others() -> None:
    """A palette of 256 colours has room for 750 bytes of words where a drawing has few colours."""
    image = scene().quantize(16)
    image.putpalette((image.getpalette() or [])[:48] + list((SECRET.encode() * 30)[:720]))
    for kind_name in ("PNG", "GIF"):
        copy = clean(saved(image, kind_name))
        assert copy.note == "saved again as a PNG picture"
        assert np.array_equal(seen(copy.data), seen(saved(image, "PNG")))
        assert SECRET.encode() not in copy.data


# --- colour profiles ----------------------------------------------------------------------------------------------
def _named(profile: bytes, name: bytes, tag: bytes = b"mmod", value: bytes = b"") -> bytes:
    """The profile as a screen calibrator would write it: with a serial number in a private tag, or with another tag."""
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = [struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count)]
    start = 132 + 12 * (count + 1)
    entries, body = b"", b""
    values = [(known, profile[at : at + size]) for known, at, size in tags]
    for known, one in [*values, (tag, value or b"mmod\x00\x00\x00\x00" + name)]:
        entries += struct.pack(">4sII", known, start + len(body), len(one))
        body += one + b"\x00" * (-len(one) % 4)
    return struct.pack(">I", start + len(body)) + profile[4:128] + struct.pack(">I", count + 1) + entries + body


def test_a_profile_keeps_its_colours_and_nothing_else() -> None:
    plain = colour_only(_named(SRGB, SECRET.encode()))
    assert plain is not None
    assert SECRET.encode() not in plain
    assert colour_only(plain) == plain
    assert plain == colour_only(SRGB)
    lab = ImageCms.createProfile("LAB")
    before, after = (
        ImageCms.profileToProfile(scene(), ImageCms.ImageCmsProfile(BytesIO(profile)), lab, outputMode="LAB")
        for profile in (SRGB, plain)
    )
    assert before is not None
    assert after is not None
    assert before.tobytes() == after.tobytes()


TABLE = bytes([3, 3, 2, 0]) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
BYTES_TABLE = b"mft1\x00\x00\x00\x00" + TABLE + bytes(range(256)) * 3 + bytes(range(24)) + bytes(range(256)) * 3
WORDS_TABLE = b"mft2\x00\x00\x00\x00" + TABLE + struct.pack(">HH", 2, 2) + bytes(12) + bytes(48) + bytes(12)


@pytest.mark.parametrize("table", [BYTES_TABLE, WORDS_TABLE])
def test_what_follows_a_table_in_a_profile_is_left_out(table: bytes) -> None:
    plain = colour_only(_named(SRGB, b"", b"A2B0", table))
    assert plain is not None
    assert table in plain
    assert colour_only(_named(SRGB, b"", b"A2B0", table + SECRET.encode())) == plain


@pytest.mark.parametrize(
    "value",
    [
        b"curv\x00\x00\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET.encode("utf-16-be"),
        b"curv\x00\x00\x00\x00" + struct.pack(">I", 14) + SECRET.encode()[:28],
        b"mAB \x00\x00\x00\x00" + bytes([3, 3, 0, 0]) + bytes(20) + SECRET.encode(),
    ],
)
def test_a_profile_that_spells_words_is_left_out(value: bytes) -> None:
    assert colour_only(_named(SRGB, b"", b"A2B1", value)) is None


def test_a_profile_travels_in_each_kind() -> None:
    private = _named(SRGB, SECRET.encode())
    for data in (
        saved(scene(), "JPEG", icc_profile=private),
        saved(scene(), "PNG", icc_profile=private),
        saved(scene(), "WEBP", icc_profile=private),
        saved(scene(), "TIFF", icc_profile=private),
    ):
        assert Image.open(BytesIO(clean(data).data)).info["icc_profile"] == colour_only(SRGB)


@pytest.mark.parametrize("broken", [b"", b"ICC?" * 40, SRGB[:200], SRGB[:36] + b"nope" + SRGB[40:]])
def test_a_broken_profile_is_left_out(broken: bytes) -> None:
    assert colour_only(broken) is None
    data = saved(scene(), "JPEG", icc_profile=broken or None)
    assert "icc_profile" not in Image.open(BytesIO(clean(data).data)).info


# --- the proof ----------------------------------------------------------------------------------------------------
PLAIN_JPEG, PLAIN_PNG, PLAIN_WEBP = (saved(scene(), kind_name) for kind_name in ("JPEG", "PNG", "WEBP"))


def proof_says(copy: bytes, kind: PictureKind, original: bytes) -> str:
    with pytest.raises(CannotRead) as caught:
        prove(copy, kind, decode(original), is_exact=True)
    return str(caught.value)


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (dirty_jpeg(PLAIN_JPEG), PictureKind.JPEG),
        (PLAIN_JPEG + b"\x00", PictureKind.JPEG),
        (PLAIN_JPEG[:2] + segment(0xFE, b"x") + PLAIN_JPEG[2:], PictureKind.JPEG),
        (PLAIN_JPEG[:2] + segment(0xE1, b"Exif\x00\x00") + PLAIN_JPEG[2:], PictureKind.JPEG),
        (PLAIN_JPEG[:2] + segment(0xE2, b"MPF\x00") + PLAIN_JPEG[2:], PictureKind.JPEG),
        (
            PLAIN_JPEG[:2] + segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01 and more") + PLAIN_JPEG[2:],
            PictureKind.JPEG,
        ),
        (
            PLAIN_JPEG[:2] + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc") + PLAIN_JPEG[2:],
            PictureKind.JPEG,
        ),
        (PLAIN_JPEG[:2] + b"\xff" + PLAIN_JPEG[2:], PictureKind.JPEG),
        (dirty_png(PLAIN_PNG), PictureKind.PNG),
        (PLAIN_PNG + b"\x00", PictureKind.PNG),
        (PLAIN_PNG[:33] + png_chunk(b"tEXt", b"a\x00b") + PLAIN_PNG[33:], PictureKind.PNG),
        (PLAIN_PNG[:33] + png_chunk(b"pHYs", b"\x00" * 9) + PLAIN_PNG[33:], PictureKind.PNG),
        (PLAIN_PNG[:33] + png_chunk(b"PLTE", bytes(771)) + PLAIN_PNG[33:], PictureKind.PNG),
        (dirty_webp(), PictureKind.WEBP),
        (PLAIN_WEBP + b"\x00", PictureKind.WEBP),
        (saved(scene(), "WEBP", exif=oriented(1)), PictureKind.WEBP),
        (saved(scene(), "WEBP", xmp=XMP), PictureKind.WEBP),
    ],
)
def test_the_proof_fails_on_anything_but_pixels(copy: bytes, kind: PictureKind) -> None:
    original = {PictureKind.JPEG: PLAIN_JPEG, PictureKind.PNG: PLAIN_PNG, PictureKind.WEBP: PLAIN_WEBP}[kind]
    assert proof_says(copy, kind, original) == UNPROVEN


def test_the_proof_fails_on_another_picture() -> None:
    other = saved(scene().transpose(Image.Transpose.ROTATE_180), "PNG")
    smaller = saved(scene(32, 32), "PNG")
    nearly = scene()
    nearly.putpixel((5, 5), (0, 0, 0))
    for copy in (other, smaller, saved(nearly, "PNG")):
        assert proof_says(copy, PictureKind.PNG, PLAIN_PNG) == CHANGED
    with pytest.raises(CannotRead):
        prove(
            saved(scene().transpose(Image.Transpose.ROTATE_180), "JPEG"),
            PictureKind.JPEG,
            decode(PLAIN_PNG),
            is_exact=False,
        )


@pytest.mark.parametrize("data", [dirty_jpeg(), dirty_png(), dirty_webp()])
def test_a_rewriter_that_leaves_something_in_is_caught(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_without_notes", lambda whole, original: whole)
    monkeypatch.setattr(making, "rewrite_jpeg", lambda whole: whole)
    with pytest.raises(CannotRead) as caught:
        AllowListCleaner().clean(data)
    assert str(caught.value) == UNPROVEN
