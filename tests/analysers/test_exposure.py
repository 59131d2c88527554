"""The largest face is measured without dlib; a cropped copy holds its part and nothing else."""

import io
import sys

import cv2
import numpy as np
import pytest
from PIL import Image

from checker.analysers.cropping import OUTSIDE, PartCropper
from checker.analysers.exposure import FaceMeter, sharpness
from checker.analysers.picture import PillowReader
from checker.core.errors import CannotRead
from checker.core.exposure import SHARP, ExposureSeen
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox
from tests.analysers.pictures import PORTRAIT_FACE, empty, pasted, portrait, sized

FACE = FaceSeen(PORTRAIT_FACE, 0.9)


@pytest.fixture(scope="module")
def meter() -> FaceMeter:
    return FaceMeter()


def test_a_portrait_is_one_sharp_face_from_the_front(meter: FaceMeter) -> None:
    seen = meter.measure(portrait(), (FACE, FaceSeen(PixelBox(0, 0, 300, 300), 0.4)))
    assert (seen.faces, seen.largest, seen.is_frontal) == (1, PORTRAIT_FACE, True)
    assert seen.sharpness > SHARP


def test_a_blurred_face_is_not_sharp() -> None:
    face = portrait().pixels[53:180, 175:275]
    assert sharpness(np.asarray(cv2.GaussianBlur(face, (0, 0), 3), np.uint8)) < SHARP < sharpness(face)


def test_what_is_no_face_has_no_known_direction(meter: FaceMeter) -> None:
    assert meter.measure(empty(600, 600), (FACE,)).is_frontal is None
    assert meter.measure(empty(600, 600), ()) == ExposureSeen()


@pytest.mark.parametrize("place", [(0, 0), (3488, 2488)])
def test_a_face_at_the_edge_of_a_large_photo_is_measured_as_any(meter: FaceMeter, place: tuple[int, int]) -> None:
    canvas = pasted(empty(4000, 3000), (portrait(), *place))
    left, top = place
    box = PixelBox(left + 175, top + 53, left + 275, top + 180)
    assert meter.measure(canvas, (FaceSeen(box, 0.9),)).is_frontal is True


def test_a_small_face_is_not_looked_at_twice(meter: FaceMeter) -> None:
    small = FaceSeen(PixelBox(35, 10, 55, 36), 0.9)
    assert meter.measure(sized(portrait(), 0.2), (small,)) == ExposureSeen(1, small.box)


def test_the_meter_never_loads_the_encoder_of_faces(meter: FaceMeter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "face_recognition", None)
    assert meter.measure(portrait(), (FACE,)).faces == 1


def saved(kind: str) -> bytes:
    stream = io.BytesIO()
    details = Image.Exif()
    details[0x010F] = "Secret Phone"
    Image.fromarray(portrait().pixels).save(stream, kind, exif=details, **({"quality": 95} if kind == "JPEG" else {}))
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_crop_is_its_part_and_carries_nothing(kind: str) -> None:
    copy = PartCropper().crop(saved(kind), PixelBox(100, 50, 400, 250))
    picture = PillowReader().open(copy.data)
    assert (picture.width, picture.height) == (300, 200)
    assert abs(picture.pixels.astype(int) - portrait().pixels[50:250, 100:400]).mean() < 3
    assert b"Secret" not in copy.data


@pytest.mark.parametrize("box", [PixelBox(0, 0, 513, 10), PixelBox(-1, 0, 9, 9), PixelBox(10, 10, 10, 20)])
def test_a_part_outside_the_picture_is_refused(box: PixelBox) -> None:
    with pytest.raises(CannotRead, match=OUTSIDE):
        PartCropper().crop(saved("PNG"), box)
