"""A reference photo shows one clear face, or says in a sentence why it is refused."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from checker.analysers import references
from checker.analysers.encoding import FaceEncoder
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.references import ReferenceReader
from checker.core.context import Picture
from checker.core.errors import CannotRead
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox
from tests.analysers.pictures import PORTRAIT_FACE, Pictured, empty, opened, pasted, portrait, sized


@pytest.fixture(scope="module")
def reader() -> ReferenceReader:
    return ReferenceReader(CenterFaceFinder(), FaceEncoder())


def refusal(reader: ReferenceReader, picture: Pictured) -> str:
    with pytest.raises(CannotRead) as caught:
        reader.read(picture)
    return str(caught.value)


def test_one_clear_face_becomes_a_template(reader: ReferenceReader) -> None:
    template = reader.read(portrait())
    encoded = FaceEncoder().encode(portrait(), PORTRAIT_FACE)
    assert np.linalg.norm(np.frombuffer(template, "<f4") - encoded) < 0.1
    assert template == reader.read(portrait())
    assert (len(template), reader.model) == (512, "dlib")


def test_what_was_seen_is_told_without_a_template(reader: ReferenceReader) -> None:
    seen = reader.judge(portrait())
    assert (seen.refusal, seen.is_sharp, seen.is_frontal, seen.least_height) == ("", True, True, 80)
    assert (len(seen.faces), seen.height) == (1, seen.faces[0].height)
    blurred = reader.judge(Pictured(np.asarray(cv2.GaussianBlur(portrait().pixels, (0, 0), 4), np.uint8)))
    assert (blurred.is_sharp, blurred.is_frontal) == (False, None)
    two = reader.judge(pasted(empty(1100, 520), (portrait(), 0, 0), (portrait(), 560, 0)))
    assert (len(two.faces), two.height, two.is_sharp) == (2, None, None)


def test_a_photo_without_a_face_is_refused(reader: ReferenceReader) -> None:
    says = "We could not find a face in this photo. Choose one that shows the face from the front."
    assert refusal(reader, empty(640, 480)) == says


def test_a_photo_of_two_is_refused(reader: ReferenceReader) -> None:
    two = pasted(empty(1100, 520), (portrait(), 0, 0), (portrait(), 560, 0))
    says = "We found 2 faces in this photo. Cut it so that only this pupil is in it."
    assert refusal(reader, two) == says


def test_a_small_face_is_refused(reader: ReferenceReader) -> None:
    says = refusal(reader, sized(portrait(), 0.5))
    assert says.startswith("The face in this photo is 6")
    assert says.endswith(" pixels tall. Choose a photo where it is 80 pixels or more.")


def test_a_blurred_face_is_refused(reader: ReferenceReader) -> None:
    blurred = Pictured(np.asarray(cv2.GaussianBlur(portrait().pixels, (0, 0), 4), np.uint8))
    assert refusal(reader, blurred) == "The face in this photo is blurred. Choose a sharper one."


def test_a_turned_face_is_refused() -> None:
    class Turned:
        def find(self, picture: Picture) -> tuple[FaceSeen, ...]:
            return (FaceSeen(PORTRAIT_FACE, 0.79), FaceSeen(PixelBox(0, 0, 20, 20), 0.25))

    says = "The face in this photo is turned away or partly covered. Choose one from the front."
    assert refusal(ReferenceReader(Turned(), FaceEncoder()), portrait()) == says


def test_a_face_whose_nose_is_not_between_its_eyes_is_refused(reader: ReferenceReader, monkeypatch: Any) -> None:
    def looking_aside(picture: Picture, box: PixelBox) -> np.ndarray:
        return np.array([[40, 50], [80, 50], [72, 72], [45, 90], [75, 90]], float)

    monkeypatch.setattr(references, "five_points", looking_aside)
    says = "The face in this photo is turned away or partly covered. Choose one from the front."
    assert refusal(reader, portrait()) == says


@pytest.mark.shared
def test_of_real_photos_the_turned_one_is_refused_and_the_others_are_taken(
    reader: ReferenceReader, shared: Path
) -> None:
    says = "The face in this photo is turned away or partly covered. Choose one from the front."
    folder = shared / "photos" / "known" / "train"
    assert refusal(reader, opened(folder / "kit_harington" / "john2.jpeg")) == says
    for name in ("kit_harington/john1.jpeg", "obama/obama.jpg", "biden/biden2.jpg", "rose_leslie/img1.jpg"):
        assert len(reader.read(opened(folder / name))) == 512
