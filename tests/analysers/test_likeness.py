"""A fingerprint stays when a picture gets smaller, and a thumbnail shows nothing of what is covered."""

from __future__ import annotations

import io
import subprocess
import sys

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from checker.analysers.likeness import THUMBNAIL_SIDE, face_crop, likeness, thumbnail
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from tests.analysers.picture_files import oriented, saved, scene
from tests.analysers.pictures import portrait


def test_a_smaller_copy_is_alike_and_another_picture_is_not() -> None:
    picture = Image.fromarray(portrait().pixels).resize((1200, 1200))
    stripes = Image.fromarray((np.indices((900, 1200)).sum(0) // 60 % 2 * 255).astype(np.uint8)).convert("RGB")
    ours = likeness(saved(picture, "JPEG"))
    assert (ours ^ likeness(saved(picture.resize((600, 600)), "JPEG"))).bit_count() <= 4
    assert (ours ^ likeness(saved(stripes, "JPEG"))).bit_count() > 12


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 40))
def test_the_fingerprint_is_imagehashs_own(seed: int, wide: int, high: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (high, wide, 3), np.uint8)
    picture = Image.fromarray(pixels).resize((160, 120), Image.Resampling.BICUBIC)
    assert likeness(saved(picture, "PNG")) == int(str(imagehash.phash(picture)), 16)


def test_also_of_photos_and_of_one_colour() -> None:
    for picture in (scene(), Image.fromarray(portrait().pixels), Image.new("RGB", (300, 200), (90, 30, 60))):
        assert likeness(saved(picture, "PNG")) == int(str(imagehash.phash(picture_small(picture))), 16)


def picture_small(picture: Image.Image) -> Image.Image:
    small = picture.convert("RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return small


@pytest.mark.parametrize("turned", [1, 6])
def test_a_covered_face_is_hidden_in_the_thumbnail_also_of_a_turned_photo(turned: int) -> None:
    upright = Image.new("RGB", (1200, 1600), "white")
    upright.paste("red", (300, 400, 500, 640))
    stored = upright if turned == 1 else upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = turned
    file = io.BytesIO()
    stored.save(file, "JPEG", exif=exif)
    small = Image.open(io.BytesIO(thumbnail(file.getvalue(), [PixelBox(300, 400, 500, 640)])))
    red, green, _ = np.asarray(small).astype(int).transpose(2, 0, 1)
    assert (small.size, bool((red - green > 60).any()), len(small.getexif())) == ((240, THUMBNAIL_SIDE), False, 0)


def heic(picture: Image.Image) -> bytes:
    from pillow_heif import from_pillow

    file = io.BytesIO()
    from_pillow(picture).save(file, format="HEIF", quality=90)
    return file.getvalue()


def turned_by_xmp(picture: Image.Image) -> bytes:
    """A JPEG that browsers show as it is stored: only its XMP speaks of turning."""
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
    )
    return saved(picture, "JPEG", quality=90, xmp=xmp)


def sixteen_bit(picture: Image.Image) -> bytes:
    return saved(Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257), "PNG")


SCENE = scene(800, 600)
FILES = {
    "HEIC": heic(SCENE),
    "AVIF": saved(SCENE, "AVIF", quality=90),
    "TIFF": saved(SCENE, "TIFF"),
    "turned TIFF": saved(SCENE, "TIFF", exif=oriented(6)),
    "turned PNG": saved(SCENE, "PNG", exif=oriented(6)),
    "16-bit PNG": sixteen_bit(SCENE),
    "PNG to see through": saved(SCENE.convert("RGBA").resize((800, 600)), "PNG"),
    "CMYK JPEG": saved(SCENE.convert("CMYK"), "JPEG", quality=90),
    "grey JPEG": saved(SCENE.convert("L"), "JPEG", quality=90),
    "JPEG turned by XMP": turned_by_xmp(SCENE),
    "WebP": saved(SCENE, "WEBP", quality=90),
    "GIF": saved(SCENE, "GIF"),
    "BMP": saved(SCENE, "BMP"),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_small_pictures_of_every_kind_are_what_the_checks_see(kind: str) -> None:
    seen = Image.fromarray(PillowReader().open(FILES[kind]).pixels)
    cover = PixelBox(seen.width // 2, seen.height // 4, seen.width // 2 + 100, seen.height // 4 + 100)
    expected = seen.copy()
    expected.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    small = Image.open(io.BytesIO(thumbnail(FILES[kind], [])))
    apart = np.abs(np.asarray(small).astype(int) - np.asarray(expected).astype(int))
    assert (small.size, bool(apart.mean() < 4)) == (expected.size, True)
    covered = Image.open(io.BytesIO(thumbnail(FILES[kind], [cover]))).convert("RGB")
    middle = [round((cover.left + 50) * small.width / seen.width), round((cover.top + 50) * small.width / seen.width)]
    assert np.abs(np.array(covered.getpixel((middle[0], middle[1]))) - (0x57, 0x60, 0x6A)).max() < 8
    crop = np.asarray(Image.open(io.BytesIO(face_crop(FILES[kind], cover)))).astype(int)
    centre = np.asarray(seen).astype(int)[cover.top + 50, cover.left + 50]
    assert np.abs(crop[crop.shape[0] // 2, crop.shape[1] // 2] - centre).max() < 12


def test_a_heic_has_a_small_picture_in_a_process_that_has_looked_at_none() -> None:
    told = (
        "import sys; from checker.analysers.likeness import face_crop, thumbnail;"
        "from checker.core.finding import PixelBox; data = sys.stdin.buffer.read();"
        "print(len(thumbnail(data, [])) > 999, len(face_crop(data, PixelBox(9, 9, 99, 99))) > 99)"
    )
    ran = subprocess.run([sys.executable, "-c", told], input=FILES["HEIC"], capture_output=True, check=True)
    assert ran.stdout.split() == [b"True", b"True"]


def test_a_face_at_the_edge_has_no_black_beside_it() -> None:
    white = saved(Image.new("RGB", (400, 300), "white"), "PNG")
    for box in (PixelBox(-20, -20, 90, 90), PixelBox(350, 250, 400, 300), PixelBox(0, 0, 400, 300)):
        assert np.asarray(Image.open(io.BytesIO(face_crop(white, box)))).min() > 250


def test_what_a_picture_lets_shine_through_is_white_in_its_thumbnail() -> None:
    nothing = saved(Image.new("RGBA", (64, 48), (255, 0, 0, 0)), "PNG")
    assert np.asarray(Image.open(io.BytesIO(thumbnail(nothing, [])))).min() > 250


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_has_none(data: bytes) -> None:
    with pytest.raises(CannotRead):
        likeness(data)
