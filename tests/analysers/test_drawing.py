"""What a person is shown: numbered boxes that can be told apart without colour, and nothing hidden in the file."""

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from checker.analysers.drawing import CROP_SIDE, PREVIEW_SIDE, Mark, NumberedBox, crop, draw_numbered, draw_veiled
from checker.core.finding import PixelBox
from tests.analysers.pictures import PORTRAIT_FACE, empty, portrait

BOX = PixelBox(300, 200, 700, 600)


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_preview_is_shrunk_and_never_enlarged() -> None:
    assert seen(draw_numbered(empty(4000, 3000), ())).size == (PREVIEW_SIDE, 1050)
    assert seen(draw_numbered(empty(300, 900), ())).size == (300, 900)


def test_a_preview_carries_no_metadata() -> None:
    image = seen(draw_numbered(portrait(), (NumberedBox(1, PORTRAIT_FACE, Mark.FINE),)))
    assert (image.format, dict(image.getexif())) == ("JPEG", {})
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("grey", [0, 128, 255])
@pytest.mark.parametrize("mark", Mark)
def test_a_box_stands_out_on_any_background(grey: int, mark: Mark) -> None:
    plain = np.asarray(seen(draw_numbered(empty(1000, 800, grey), ())).convert("L"), int)
    drawn = np.asarray(seen(draw_numbered(empty(1000, 800, grey), (NumberedBox(1, BOX, mark),))).convert("L"), int)
    rows, columns = np.nonzero(abs(drawn - plain) > 60)
    assert abs(columns.min() - BOX.left) < 12
    assert abs(columns.max() - BOX.right) < 12
    assert abs(rows.max() - BOX.bottom) < 12


def test_marks_differ_without_their_colours() -> None:
    drawn = {
        mark: np.asarray(seen(draw_numbered(empty(1000, 800), (NumberedBox(1, BOX, mark),))).convert("L"), int)
        for mark in Mark
    }
    for one, two in combinations(Mark, 2):
        assert one.dashes != two.dashes or one.width != two.width
        assert (abs(drawn[one] - drawn[two]) > 60).sum() > 300


def test_numbers_differ() -> None:
    one, two = (draw_numbered(portrait(), (NumberedBox(n, PORTRAIT_FACE, Mark.ASK),)) for n in (3, 14))
    assert one != two


@pytest.mark.parametrize("box", [PixelBox(0, 0, 1, 1), PixelBox(999, 799, 1000, 800), PixelBox(0, 0, 1000, 800)])
def test_boxes_at_the_edge_can_be_drawn_and_cut(box: PixelBox) -> None:
    assert seen(draw_numbered(empty(1000, 800), (NumberedBox(104, box, Mark.STOP),))).size == (1000, 800)
    assert max(seen(crop(empty(1000, 800), box)).size) <= CROP_SIDE


def test_a_box_in_a_tiny_picture_can_be_drawn() -> None:
    assert seen(draw_numbered(empty(3, 3), (NumberedBox(1, PixelBox(0, 0, 3, 3), Mark.ASK),))).size == (3, 3)


def test_a_crop_shows_the_face_and_a_little_around_it() -> None:
    image = seen(crop(portrait(), PORTRAIT_FACE))
    assert image.size == (126, CROP_SIDE)
    assert dict(image.getexif()) == {}


def test_the_picture_itself_is_not_drawn_on() -> None:
    before = portrait().pixels.copy()
    draw_numbered(portrait(), (NumberedBox(1, PORTRAIT_FACE, Mark.STOP),))
    assert np.array_equal(before, portrait().pixels)


def test_nothing_can_be_told_from_a_veiled_preview() -> None:
    veiled = np.asarray(seen(draw_veiled(portrait())).convert("L"), float)
    assert max(veiled.shape) == PREVIEW_SIDE // 2
    assert abs(np.diff(veiled, axis=1)).max() < 12  # no edge is left
    assert seen(draw_veiled(empty(900, 2))).size == (PREVIEW_SIDE // 2, 2)
