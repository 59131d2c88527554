"""A covered place holds nothing of what was there: in the file itself, read again, and covering twice is once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from checker.analysers import covering
from checker.analysers.covering import GREY, LEVELS, MOST_BLOCKS, FaceCoverer, all_areas, areas, draw
from checker.analysers.decoding import decode, rgb_pixels
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.metadata import HiddenReader
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from checker.core.resolving import Cover, CoverStyle
from tests.analysers.pictures import PORTRAIT_FACE, portrait

STYLES = pytest.mark.parametrize("style", CoverStyle)
KINDS = pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])


def saved(pixels: np.ndarray, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


def noise(width: int, height: int, seed: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def inside(pixels: np.ndarray, area: PixelBox) -> np.ndarray:
    return pixels[area.top : area.bottom, area.left : area.right]


# --- where -------------------------------------------------------------------------------------------------------
def test_a_cover_is_larger_than_the_face_and_lies_on_the_grid_of_the_file() -> None:
    assert areas(Cover(PixelBox(100, 100, 140, 150)), 1000, 1000) == (PixelBox(88, 72, 152, 160),)


def test_a_badge_is_covered_where_it_hangs() -> None:
    head, badge = areas(Cover(PixelBox(100, 100, 140, 150), has_badge=True), 1000, 1000)
    assert head == PixelBox(88, 72, 152, 160)
    assert badge == PixelBox(56, 144, 184, 256)


def test_a_cover_ends_where_the_picture_ends() -> None:
    assert areas(Cover(PixelBox(0, 0, 40, 50)), 45, 30) == (PixelBox(0, 0, 45, 30),)


def test_a_cover_outside_the_picture_is_refused() -> None:
    with pytest.raises(CannotRead, match="outside"):
        all_areas((Cover(PixelBox(500, 500, 540, 550)),), 100, 100)


# --- what --------------------------------------------------------------------------------------------------------
def test_a_solid_cover_is_one_colour_and_the_rest_is_untouched() -> None:
    pixels, cover = noise(160, 120), Cover(PixelBox(50, 40, 80, 70))
    drawn = draw(pixels, (cover,))
    (area,) = areas(cover, 160, 120)
    assert (inside(drawn, area) == GREY).all()
    inside(drawn, area)[:] = inside(pixels, area)
    assert np.array_equal(drawn, pixels)


@pytest.mark.parametrize("side", [30, 47, 48, 100, 333])
def test_a_pixelated_face_has_few_blocks_of_few_shades(side: int) -> None:
    box = PixelBox(131, 77, 131 + side, 77 + side)
    face = inside(draw(noise(700, 700), (Cover(box, CoverStyle.PIXELS),)), box)
    across = 1 + int((face[:, 1:] != face[:, :-1]).any(axis=(0, 2)).sum())
    down = 1 + int((face[1:] != face[:-1]).any(axis=(1, 2)).sum())
    assert max(across, down) <= MOST_BLOCKS
    assert set(np.unique(face)) <= {round(255 / (LEVELS - 1) * step) for step in range(LEVELS)}


COVERS = st.lists(
    st.builds(
        lambda left, top, width, height, style, badge: Cover(
            PixelBox(left, top, left + width, top + height), style, badge
        ),
        st.integers(0, 90),
        st.integers(0, 70),
        st.integers(1, 60),
        st.integers(1, 60),
        st.sampled_from(CoverStyle),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(covers=COVERS, seed=st.integers(0, 99), shuffled=st.randoms())
def test_covering_twice_is_covering_once_in_any_order(covers: list[Cover], seed: int, shuffled: object) -> None:
    pixels = noise(100, 80, seed)
    once = draw(pixels, tuple(covers))
    shuffled.shuffle(covers)  # type: ignore[attr-defined]
    assert np.array_equal(draw(pixels, tuple(covers)), once)
    assert np.array_equal(draw(once, tuple(covers)), once)


@settings(max_examples=40, deadline=None)
@given(covers=COVERS)
def test_what_was_there_decides_over_nothing_but_the_mean_of_a_block(covers: list[Cover]) -> None:
    """Two pictures with equal means give the same cover: nothing finer can be read from it."""
    pixels = noise(100, 80)
    mirrored = pixels.copy()
    side = covering._block_side(tuple(covers))
    coarse, solid = covering._masks(pixels, tuple(covers))
    for block in covering._blocks(coarse, side):
        inside_block = coarse[block]
        mirrored[block][inside_block] = pixels[block][inside_block][::-1]
    mirrored[solid] = 255 - pixels[solid]
    both = coarse | solid
    assert np.array_equal(draw(pixels, tuple(covers))[both], draw(mirrored, tuple(covers))[both])


# --- the file ----------------------------------------------------------------------------------------------------
@STYLES
@KINDS
def test_the_file_itself_holds_the_cover_and_covering_it_again_gives_the_same_bytes(
    kind: str, style: CoverStyle
) -> None:
    cover = Cover(PORTRAIT_FACE, style, has_badge=True)
    copy = FaceCoverer().cover(saved(portrait().pixels, kind), (cover,))
    assert copy.covered == areas(cover, 512, 512)
    assert copy.suffix == (".png" if kind == "PNG" else ".jpg")
    read = cv2.cvtColor(cv2.imdecode(np.frombuffer(copy.data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    for area in copy.covered:
        blocks = inside(read, area).reshape(area.height // 8, 8, area.width // 8, 8, 3)
        assert (blocks == blocks[:, :1, :, :1]).all()
    again = FaceCoverer().cover(copy.data, (cover,))
    assert (again.data, again.covered) == (copy.data, copy.covered)


@STYLES
@KINDS
def test_a_cover_at_the_edge_of_an_odd_size_is_covered_once_and_for_all(kind: str, style: CoverStyle) -> None:
    cover = Cover(PixelBox(60, 50, 101, 83), style)
    copy = FaceCoverer().cover(saved(noise(101, 83), kind), (cover,), 1.25)
    assert FaceCoverer().cover(copy.data, (cover,), 1.25).data == copy.data


@STYLES
def test_the_covered_face_is_found_no_more(style: CoverStyle) -> None:
    data = saved(portrait().pixels, "JPEG")
    (face,) = [face for face in CenterFaceFinder().find(PillowReader().open(data)) if face.score >= 0.3]
    copy = FaceCoverer().cover(data, (Cover(face.box, style),))
    assert CenterFaceFinder().find(PillowReader().open(copy.data)) == ()


def test_neither_thumbnail_nor_details_nor_turn_survive() -> None:
    details = Image.Exif()
    details[0x0112], details[0x010F] = 6, "Sample"
    turned = np.rot90(portrait().pixels).copy()
    data = saved(turned, "JPEG", exif=details, comment="a face")
    copy = FaceCoverer().cover(data, (Cover(PORTRAIT_FACE),))
    assert HiddenReader().read(copy.data).details == ()
    assert not decode(copy.data).turned
    seen = rgb_pixels(decode(copy.data).image)
    assert (inside(seen, copy.covered[0]) == GREY).all()


def test_what_lies_beside_the_cover_stays_as_it_was() -> None:
    copy = FaceCoverer().cover(saved(portrait().pixels, "PNG"), (Cover(PORTRAIT_FACE),))
    seen = rgb_pixels(decode(copy.data).image).copy()
    inside(seen, copy.covered[0])[:] = inside(portrait().pixels, copy.covered[0])
    assert np.array_equal(seen, portrait().pixels)


@pytest.mark.parametrize("read", [None, "another"])
def test_a_cover_that_the_second_reader_does_not_see_is_refused(
    monkeypatch: pytest.MonkeyPatch, read: str | None
) -> None:
    seen = portrait().pixels if read else np.zeros((1, 1, 3), np.uint8)
    monkeypatch.setattr(covering, "_read_again", lambda _: seen)
    with pytest.raises(CannotRead, match="could not prove"):
        FaceCoverer().cover(saved(portrait().pixels, "JPEG"), (Cover(PORTRAIT_FACE),))


def test_a_faint_rest_of_a_face_is_not_taken_for_a_cover() -> None:
    """A picture that somebody prepared: the face is there, three shades deep."""
    cover = Cover(PORTRAIT_FACE)
    pixels = draw(portrait().pixels, (cover,))
    (area,) = areas(cover, 512, 512)
    inside(pixels, area)[:] = GREY - 1 + inside(portrait().pixels, area) // 86
    copy = FaceCoverer().cover(saved(pixels, "PNG"), (cover,))
    assert (inside(rgb_pixels(decode(copy.data).image), area) == GREY).all()


def test_a_file_that_is_no_picture_is_refused() -> None:
    with pytest.raises(CannotRead):
        FaceCoverer().cover(b"no picture", (Cover(PORTRAIT_FACE),))


@pytest.mark.shared
def test_no_face_of_the_group_photos_is_found_once_it_is_covered(shared: Path) -> None:
    find = CenterFaceFinder().find
    for file in sorted((shared / "photos" / "groups").glob("*.jpg"))[:4]:
        data = file.read_bytes()
        faces = find(PillowReader().open(data))
        for style in CoverStyle:
            copy = FaceCoverer().cover(data, tuple(Cover(face.box, style) for face in faces))
            assert [face.box for face in find(PillowReader().open(copy.data)) if face.score >= 0.3] == []
