"""A fingerprint stays when a picture gets smaller, and a thumbnail shows nothing of what is covered."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from checker.analysers.likeness import THUMBNAIL_SIDE, likeness, thumbnail
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from tests.analysers.picture_files import saved
from tests.analysers.pictures import portrait


def test_a_smaller_copy_is_alike_and_another_picture_is_not() -> None:
    picture = Image.fromarray(portrait().pixels).resize((1200, 1200))
    stripes = Image.fromarray((np.indices((900, 1200)).sum(0) // 60 % 2 * 255).astype(np.uint8)).convert("RGB")
    ours = likeness(saved(picture, "JPEG"))
    assert (ours ^ likeness(saved(picture.resize((600, 600)), "JPEG"))).bit_count() <= 4
    assert (ours ^ likeness(saved(stripes, "JPEG"))).bit_count() > 12


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


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_has_none(data: bytes) -> None:
    with pytest.raises(CannotRead):
        likeness(data)
