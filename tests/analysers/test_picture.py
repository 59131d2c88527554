"""A picture is decoded whole, upright and in plain colours, or refused with a sentence."""

from __future__ import annotations

import logging
import struct
import warnings

import numpy as np
import pytest
from PIL import Image, ImageFile

from checker.analysers.containers import kind
from checker.analysers.decoding import DAMAGED, ODD_COLOURS, TOO_LARGE
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from tests.analysers.picture_files import dirty_jpeg, dirty_png, oriented, png_chunk, saved, scene

SCENE = np.asarray(scene())
UPRIGHT = {
    1: lambda stored: stored,
    2: lambda stored: stored[:, ::-1],
    3: lambda stored: stored[::-1, ::-1],
    4: lambda stored: stored[::-1],
    5: lambda stored: stored.transpose(1, 0, 2),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: stored[::-1, ::-1].transpose(1, 0, 2),
    8: lambda stored: np.rot90(stored, 1),
}
"""What the EXIF standard says each orientation means, in NumPy: an oracle besides Pillow."""


def read(data: bytes) -> np.ndarray:
    return PillowReader().open(data).pixels


def refusal(data: bytes) -> str:
    with pytest.raises(CannotRead) as caught:
        PillowReader().open(data)
    return str(caught.value)


def close(got: np.ndarray, wanted: np.ndarray, most: float) -> bool:
    return got.shape == wanted.shape and float(np.abs(got.astype(int) - wanted).mean()) <= most


@pytest.mark.parametrize("kind_name", ["PNG", "GIF", "TIFF", "BMP", "JPEG", "WEBP", "HEIF", "AVIF"])
def test_every_allowed_kind_is_read(kind_name: str) -> None:
    if kind_name == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    picture = PillowReader().open(saved(scene(), kind_name))
    assert (picture.width, picture.height, picture.is_animated) == (64, 48, False)
    assert (picture.pixels.dtype, picture.pixels.flags.writeable) == (np.uint8, False)
    assert close(picture.pixels, SCENE, most=6)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind_name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_pictures_are_turned_upright(kind_name: str, orientation: int) -> None:
    data = saved(scene(), kind_name, exif=oriented(orientation))
    assert close(read(data), UPRIGHT[orientation](SCENE), most=6)


@pytest.mark.parametrize("height", [1, 63, 64, 65, 130])
def test_all_rows_are_handed_over_in_their_order(height: int) -> None:
    drawn = np.random.default_rng(height).integers(0, 256, (height, 7, 3), np.uint8)
    assert (read(saved(Image.fromarray(drawn), "PNG")) == drawn).all()


def test_an_orientation_that_does_not_exist_turns_nothing() -> None:
    assert np.array_equal(read(saved(scene(), "PNG", exif=oriented(9))), SCENE)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_colours_become_red_green_and_blue(mode: str) -> None:
    image = scene(mode=mode)
    data = saved(image, "JPEG" if mode == "CMYK" else "PNG", **({"quality": 95} if mode == "CMYK" else {}))
    assert close(read(data), np.asarray(image.convert("RGB")), most=4)


def test_sixteen_bit_greys_keep_their_shades() -> None:
    deep = np.linspace(0, 65535, 64 * 48).reshape(48, 64).astype(np.uint16)
    expected = np.repeat((deep >> 8).astype(np.uint8)[:, :, None], 3, axis=2)
    for kind_name in ("PNG", "TIFF"):
        assert np.array_equal(read(saved(Image.fromarray(deep), kind_name)), expected)


def test_colours_we_cannot_convert_are_refused() -> None:
    assert refusal(saved(Image.new("F", (4, 4), 0.5), "TIFF")) == ODD_COLOURS
    assert refusal(saved(Image.new("LAB", (4, 4)), "TIFF")) == ODD_COLOURS


def test_see_through_parts_are_white() -> None:
    image = scene(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    half = Image.new("LA", (2, 2), (0, 128))
    assert (read(saved(image, "PNG")) == 255).all()
    assert (read(saved(half, "PNG")) == 127).all()
    palette = scene().quantize(4)
    seen = read(saved(palette, "PNG", transparency=palette.getpixel((0, 0))))
    assert seen[0, 0].tolist() == [255, 255, 255]


@pytest.mark.parametrize("kind_name", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_moving_pictures_say_so(kind_name: str) -> None:
    frames = [scene(), Image.new("RGB", (64, 48), "red")]
    data = saved(frames[0], kind_name, save_all=True, append_images=frames[1:])
    picture = PillowReader().open(data)
    assert picture.is_animated
    assert close(picture.pixels, SCENE, most=6)


def test_an_animated_png_of_one_frame_says_so() -> None:
    """Viewers show its frame and never the picture that Pillow decodes first."""
    plain = saved(scene(), "PNG")
    control = png_chunk(b"acTL", struct.pack(">II", 1, 0))
    assert PillowReader().open(plain[:33] + control + plain[33:]).is_animated


def test_a_second_picture_behind_a_jpeg_is_not_movement() -> None:
    picture = PillowReader().open(dirty_jpeg())
    assert (picture.width, picture.is_animated) == (64, False)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", kind.EMPTY),
        (b"%PDF-1.7 ...", kind.PDF),
        (b'<?xml version="1.0"?><svg xmlns="x"></svg>', kind.DRAWING),
        (b"Dear parents, here is the photo.", kind.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", kind.FILM),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", kind.FILM),
        (b"RIFF\x00\x00\x00\x00AVI LIST", kind.FILM),
        (b"\x1a\x45\xdf\xa3webm", kind.FILM),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00", kind.RAW_PHOTO),
        (b"\xff\xd8\xff", DAMAGED),
        (b"BM", DAMAGED),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    assert refusal(data) == says


@pytest.mark.parametrize("kind_name", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("others_switch", [False, True])
def test_a_truncated_picture_is_refused_wherever_it_ends(kind_name: str, others_switch: bool) -> None:
    """Even after face_recognition told Pillow to fill the rest with grey."""
    data = saved(scene(), kind_name)
    ends = sorted({*range(1, 40), *range(40, len(data), 97), *range(len(data) - 12, len(data))})
    for end in ends:
        ImageFile.LOAD_TRUNCATED_IMAGES = others_switch
        assert refusal(data[:end])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_a_jpeg_that_falls_apart_in_the_middle_is_refused() -> None:
    """Decoders fill the rest with grey and say nothing; what they show was not all of the picture."""
    data = saved(scene(), "JPEG")
    middle = data.index(b"\xff\xda") + 200
    assert refusal(data[:middle] + b"\xff\x9c\x00\x04ab and more" + data[middle:]) == DAMAGED


def _header_only(width: int, height: int) -> dict[str, bytes]:
    """Pictures that announce a size and hold next to nothing."""
    png = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    jpeg = bytearray(saved(Image.new("L", (8, 8)), "JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", height, width)
    webp = b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"
    webp += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    gif = b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00,\x00\x00\x00\x00" + struct.pack("<HH", 1, 1)
    return {
        "PNG": png + png_chunk(b"IDAT", b"x\x9c") + png_chunk(b"IEND", b""),
        "JPEG": bytes(jpeg),
        "WEBP": webp,
        "GIF": gif + b"\x00\x02\x02D\x01\x00;",
    }


@pytest.mark.parametrize("kind_name", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize(("width", "height"), [(20_000, 10_000), (65_000, 65_000)])
def test_a_bomb_is_refused_from_its_header(kind_name: str, width: int, height: int) -> None:
    if kind_name == "WEBP":
        width, height = min(width, 16_383), min(height, 16_383)
    assert refusal(_header_only(width, height)[kind_name]) == TOO_LARGE


def test_reading_never_warns_prints_or_logs(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for data in (
            dirty_jpeg(),
            dirty_png(),
            saved(scene(), "TIFF", exif=oriented(6)),
            _header_only(9_500, 9_999)["PNG"],
        ):
            try:
                PillowReader().open(data)
            except CannotRead:
                continue
    out, err = capfd.readouterr()
    assert (out, err, caplog.messages) == ("", "", [])


def test_repr_shows_no_pixels() -> None:
    assert repr(PillowReader().open(saved(scene(), "PNG"))) == "PillowPicture(is_animated=False)"
