"""Faces are found whole, once, wherever they stand, and a broken finder is never silent."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from checker.analysers import networks
from checker.analysers.faces import POSSIBLE_SCORE, SURE_SCORE, CenterFaceFinder
from checker.analysers.networks import ModelMissing
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox
from tests.analysers.pictures import PORTRAIT_FACE, Pictured, empty, is_on, opened, pasted, portrait, sized
from tests.fakes import FakePicture


@pytest.fixture(scope="module")
def finder() -> CenterFaceFinder:
    return CenterFaceFinder()


def moved(box: PixelBox, left: int, top: int, scale: float = 1) -> PixelBox:
    edges = (box.left * scale + left, box.top * scale + top, box.right * scale + left, box.bottom * scale + top)
    return PixelBox(*(round(edge) for edge in edges))


def sure(faces: tuple[FaceSeen, ...]) -> list[PixelBox]:
    return [face.box for face in faces if face.score >= SURE_SCORE]


def assert_exactly(faces: tuple[FaceSeen, ...], *truths: PixelBox) -> None:
    boxes = sure(faces)
    assert len(boxes) == len(truths), boxes
    assert all(is_on(box, truth) for box, truth in zip(boxes, truths, strict=True)), boxes


def test_one_face_is_found_once(finder: CenterFaceFinder) -> None:
    assert_exactly(finder.find(portrait()), PORTRAIT_FACE)


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_plain_picture_has_no_face(finder: CenterFaceFinder, grey: int) -> None:
    assert finder.find(empty(800, 600, grey)) == ()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 700), (700, 3), (33, 31), (9000, 12)])
def test_no_size_is_too_odd(finder: CenterFaceFinder, width: int, height: int) -> None:
    assert sure(finder.find(empty(width, height))) == []


@pytest.mark.parametrize("scale", [0.16, 0.25, 0.5, 2, 4])
def test_a_face_is_found_small_and_large(finder: CenterFaceFinder, scale: float) -> None:
    assert_exactly(finder.find(sized(portrait(), scale)), moved(PORTRAIT_FACE, 0, 0, scale))


def test_a_face_that_fills_a_large_photo_is_found_by_the_overview(finder: CenterFaceFinder) -> None:
    filling = sized(Pictured(np.ascontiguousarray(portrait().pixels[0:220, 110:340])), 13)
    boxes = sure(finder.find(filling))
    assert any(is_on(box, moved(PORTRAIT_FACE, -110 * 13, 0, 13)) for box in boxes), boxes


@pytest.mark.parametrize("left", [1600, 1700, 1800, 1900])
@pytest.mark.parametrize("scale", [0.5, 1])
def test_a_face_on_the_seam_of_two_tiles_is_one_face(finder: CenterFaceFinder, left: int, scale: float) -> None:
    photo = pasted(empty(4000, 3000), (sized(portrait(), scale), left, 1380))
    assert_exactly(finder.find(photo), moved(PORTRAIT_FACE, left, 1380, scale))


def test_faces_come_from_left_to_right_then_from_top_to_bottom(finder: CenterFaceFinder) -> None:
    photo = pasted(empty(1200, 1100), (portrait(), 600, 20), (portrait(), 80, 10), (portrait(), 10, 560))
    faces = finder.find(photo)
    assert_exactly(faces, *(moved(PORTRAIT_FACE, *corner) for corner in ((10, 560), (80, 10), (600, 20))))
    assert list(faces) == sorted(faces, key=lambda face: (face.box.left, face.box.top, face.box.right))


def test_a_panorama_keeps_its_faces(finder: CenterFaceFinder) -> None:
    photo = pasted(empty(12000, 1000), (sized(portrait(), 0.5), 11500, 300))
    assert_exactly(finder.find(photo), moved(PORTRAIT_FACE, 11500, 300, 0.5))


def test_a_face_at_the_edge_stays_inside_the_picture(finder: CenterFaceFinder) -> None:
    photo = Pictured(np.ascontiguousarray(portrait().pixels[70:400, 200:500]))
    boxes = [face.box for face in finder.find(photo)]
    assert boxes
    assert all(0 <= box.left < box.right <= 300 and 0 <= box.top < box.bottom <= 330 for box in boxes)


def test_a_face_six_pixels_tall_is_told_as_a_possible_one(finder: CenterFaceFinder) -> None:
    (face,) = finder.find(sized(portrait(), 0.05))
    assert is_on(face.box, moved(PORTRAIT_FACE, 0, 0, 0.05))
    assert POSSIBLE_SCORE <= face.score < SURE_SCORE


def test_two_threads_see_what_one_sees(finder: CenterFaceFinder) -> None:
    pictures = [sized(portrait(), scale) for scale in (0.4, 0.7, 1, 1.5)] * 2
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(finder.find, pictures)) == [finder.find(picture) for picture in pictures]


def test_a_picture_without_pixels_is_refused(finder: CenterFaceFinder) -> None:
    with pytest.raises(TypeError):
        finder.find(FakePicture())


def test_a_missing_model_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelMissing):
        CenterFaceFinder()


def test_a_damaged_model_is_raised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"not a model")
    monkeypatch.setattr("checker.analysers.faces.model_file", lambda package, name: tmp_path / "broken.onnx")
    with pytest.raises(Exception, match="pars"):
        CenterFaceFinder()


def _truth(groups: Path) -> Iterator[tuple[Path, list[PixelBox]]]:
    for name in ("testing.xml", "training.xml"):
        for image in ElementTree.parse(groups / name).iter("image"):
            boxes = [{key: int(value) for key, value in box.attrib.items()} for box in image.iter("box")]
            yield (
                groups / image.attrib["file"],
                [
                    PixelBox(box["left"], box["top"], box["left"] + box["width"], box["top"] + box["height"])
                    for box in boxes
                ],
            )


@pytest.mark.shared
@pytest.mark.parametrize("scale", [1, 0.5, 0.25])
def test_every_boxed_face_of_the_group_photos_is_found(finder: CenterFaceFinder, shared: Path, scale: float) -> None:
    missed, total = [], 0
    for path, truths in _truth(shared / "photos" / "groups"):
        picture = opened(path)
        boxes = sure(finder.find(picture if scale == 1 else sized(picture, scale)))
        wanted = [moved(truth, 0, 0, scale) for truth in truths]
        total += len(wanted)
        missed += [(path.name, truth) for truth in wanted if not any(is_on(box, truth) for box in boxes)]
    assert (total, missed) == (43, [])
