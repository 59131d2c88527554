"""The meter rises with a larger, sharper, lone and named face, and is low where nobody can be known."""

import pytest

from checker.core.exposure import LARGE_FACE, SHARP, ExposureSeen, Level, Told, exposure_of
from checker.core.finding import PixelBox


def seen(height: int, faces: int = 1, *, frontal: bool | None = True, sharpness: float = 100.0) -> ExposureSeen:
    return ExposureSeen(faces, PixelBox(0, 0, height, height), frontal, sharpness)


def test_nobody_to_be_known_is_low_whatever_the_words_say() -> None:
    for nobody in (ExposureSeen(), seen(99)):
        exposure = exposure_of(nobody, Told(a_name=True, a_class=True, the_school=True))
        assert (exposure.points, exposure.level, exposure.reasons) == (0, Level.LOW, ())


def test_a_large_sharp_face_from_the_front_alone_with_a_name_is_high_and_says_why() -> None:
    exposure = exposure_of(seen(LARGE_FACE), Told(a_name=True, the_school=True))
    assert exposure.level is Level.HIGH
    assert exposure.reasons == (
        "a face 400 pixels tall",
        "sharp and seen from the front",
        "one person alone",
        "a child's name beside the picture",
        "the class or the school in the words",
    )


@pytest.mark.parametrize(
    ("milder", "than"),
    [
        (seen(150), seen(250)),
        (seen(250, faces=5), seen(250)),
        (seen(250, frontal=False), seen(250)),
        (seen(250, sharpness=SHARP - 1), seen(250, frontal=None)),
    ],
)
def test_each_milder_picture_has_fewer_points(milder: ExposureSeen, than: ExposureSeen) -> None:
    assert exposure_of(milder).points < exposure_of(than).points
