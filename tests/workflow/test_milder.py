"""Milder versions of a photo: which are offered, and what they change."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from checker.analysers.cleaning import AllowListCleaner
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy, PhotoEvidence
from checker.core.exposure import ExposureSeen, Level
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen
from checker.core.finding import PixelBox
from checker.core.resolving import Said
from checker.workflow.analysers import Analysers
from checker.workflow.milder import Milder, crop_to_others, milder_copy, milder_ways, moved
from tests.workflow.face_gate import word

LARGEST = PixelBox(100, 300, 900, 1300)
OTHERS = (PixelBox(1800, 400, 2000, 650), PixelBox(2600, 400, 2800, 660))


def faces(*boxes: PixelBox) -> tuple[FaceResult, ...]:
    return tuple(FaceResult(box, 0.9, FaceOutcome.NOT_COMPARED) for box in boxes)


def jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (3000, 2000), (90, 120, 150)).save(stream, "JPEG")
    return stream.getvalue()


SEEN = PhotoEvidence(
    3000,
    2000,
    faces(LARGEST, *OTHERS),
    exposure=ExposureSeen(3, LARGEST, True, 200.0),
    clean_copy=CleanCopy(jpeg(), ".jpg"),
)


def test_a_crop_leaves_the_largest_face_out_and_keeps_the_others() -> None:
    assert crop_to_others(SEEN) == PixelBox(1220, 0, 3000, 2000)


def test_no_crop_is_offered_where_it_leaves_no_picture_or_nobody() -> None:
    assert crop_to_others(replace(SEEN, faces=faces(LARGEST, OTHERS[0]))) is None
    assert crop_to_others(replace(SEEN, faces=faces(*OTHERS, PixelBox(0, 400, 200, 660)))) is None
    middle = PixelBox(1100, 300, 1900, 1300)
    assert crop_to_others(replace(SEEN, faces=faces(middle, OTHERS[1], PixelBox(100, 400, 300, 660)))) is None


def test_what_would_change_nothing_is_not_offered() -> None:
    assert milder_ways(SEEN) == (Milder.SMALLER, Milder.CROPPED)
    assert milder_ways(replace(SEEN, width=1600, height=900, faces=())) == ()
    assert milder_ways(replace(SEEN, clean_copy=None)) == ()
    assert milder_ways(replace(SEEN, exposure=ExposureSeen())) == ()


class Finds:
    def find(self, picture: object) -> tuple[FaceSeen, ...]:
        return ()


class Measures:
    def measure(self, picture: object, faces: object) -> ExposureSeen:
        return ExposureSeen(3, PixelBox(0, 0, 150, 150), True, 200.0)


def test_the_smaller_copy_is_measured_again_and_told_before_and_after() -> None:
    analysers = Analysers(cleaner=AllowListCleaner, faces=Finds, meter=Measures)
    made = milder_copy(Milder.SMALLER, SEEN, analysers)
    assert Image.open(io.BytesIO(made.copy.data)).size == (1600, 1067)
    assert (made.before.level, made.after.level) == (Level.MEDIUM, Level.LOW)
    assert made.says == (
        "Largest face: 1000 pixels before, 150 after. Exposure: medium before, low after."
    )  # fmt: skip
    cropped = milder_copy(Milder.CROPPED, SEEN, analysers)
    assert Image.open(io.BytesIO(cropped.copy.data)).size == (1780, 2000)


def test_without_a_clean_copy_there_is_nothing_milder() -> None:
    with pytest.raises(CannotRead):
        milder_copy(Milder.SMALLER, replace(SEEN, clean_copy=None), Analysers())


def test_what_was_said_moves_to_the_new_places_and_covers_stay_in_the_picture() -> None:
    said = (word(Said.ADULT, OTHERS[0]), word(Said.NOT_IDENTIFIABLE, LARGEST), word(Said.COVER, OTHERS[1]))
    seen = replace(SEEN, resolutions=said)
    assert moved(Milder.CROPPED, seen, 1780) == (word(Said.ADULT, PixelBox(580, 400, 780, 650)),)
    assert [one.box for one in moved(Milder.SMALLER, seen, 1500)] == [
        PixelBox(900, 200, 1000, 325),
        PixelBox(50, 150, 450, 650),
    ]
