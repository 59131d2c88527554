"""A school's own face model is used as its manifest says, or not at all."""

import hashlib
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.analysers.embedding import OnnxEncoder, aligned, similarity
from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.landmarks import five_points
from checker.analysers.matching import DlibMatcher, FaceComparer
from checker.analysers.references import ReferenceReader
from checker.core.errors import InputError
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.people import FaceTemplate
from tests.analysers.face_networks import MANIFEST, put_in
from tests.analysers.pictures import PORTRAIT_FACE, Pictured, portrait, sized

FACE = FaceSeen(PORTRAIT_FACE, 0.95)


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        OnnxEncoder(folder)
    assert str(folder) not in str(caught.value)
    says = str(caught.value)
    assert says.startswith("The school's own face model is not used: ")
    assert says.endswith(". Mend its folder, or take it out to use dlib.")
    return says.removeprefix("The school's own face model is not used: ").partition(". Mend")[0]


def test_the_network_sees_the_face_as_its_manifest_says(tmp_path: Path) -> None:
    encoder = OnnxEncoder(put_in(tmp_path / "rgb"))
    pixels, points = portrait().pixels, five_points(portrait(), PORTRAIT_FACE)
    targets = np.array([[10, 12], [22, 12], [16, 18], [11, 24], [21, 24]], float)
    face = (aligned(pixels, points, targets, (32, 32)).astype(float) - 127.5) / 127.5
    expected = face.reshape(4, 8, 4, 8, 3).mean(axis=(1, 3)).transpose(2, 0, 1).reshape(-1)
    assert np.allclose(encoder.encode(portrait(), PORTRAIT_FACE), expected, atol=1e-5)
    swapped = OnnxEncoder(put_in(tmp_path / "bgr", channels="BGR")).encode(portrait(), PORTRAIT_FACE)
    assert np.allclose(swapped, np.concatenate([expected[32:], expected[16:32], expected[:16]]), atol=1e-5)


def test_faces_are_enrolled_and_matched_by_it(tmp_path: Path) -> None:
    encoder = OnnxEncoder(put_in(tmp_path / "faces"))
    reader = ReferenceReader(CenterFaceFinder(), encoder)
    template = FaceTemplate("P1", reader.read(portrait()), model=reader.model)
    assert (len(template.vector), reader.model) == (48 * 4, encoder.model.name)
    larger = FaceSeen(type(PORTRAIT_FACE)(350, 106, 550, 360), 0.95)
    (result,) = FaceComparer(encoder).match(sized(portrait(), 2), (larger,), (template,))
    assert (result.outcome, result.pupil_id) == (FaceOutcome.MATCHED, "P1")
    turned = Pictured(np.ascontiguousarray(255 - portrait().pixels))
    (result,) = FaceComparer(encoder).match(turned, (FACE,), (template,))
    assert (result.outcome, result.pupil_id) == (FaceOutcome.STRANGER, None)


def test_vectors_of_different_models_are_never_compared(tmp_path: Path) -> None:
    theirs = OnnxEncoder(put_in(tmp_path / "faces"))
    other = OnnxEncoder(put_in(tmp_path / "other", channels="BGR"))
    assert theirs.model.name != other.model.name
    template = FaceTemplate("P1", to_bytes(theirs.encode(portrait(), PORTRAIT_FACE)), model=theirs.model.name)
    expected = FaceResult(FACE.box, FACE.score, FaceOutcome.NOT_COMPARED, why=NotCompared.OTHER_MODEL)

    class Unused(FaceEncoder):
        def encode(self, *_: object) -> np.ndarray:
            raise AssertionError("a vector was made that can be compared with nothing")

    assert DlibMatcher(Unused).match(portrait(), (FACE,), (template,)) == (expected,)
    assert FaceComparer(other).match(portrait(), (FACE,), (template,)) == (expected,)
    dlib = FaceTemplate("P2", to_bytes(FaceEncoder().encode(portrait(), PORTRAIT_FACE)))
    (result,) = FaceComparer(theirs).match(portrait(), (FACE,), (template, dlib))
    assert (result.outcome, result.pupil_id) == (FaceOutcome.MATCHED, "P1")
    assert ReferenceReader(CenterFaceFinder(), theirs).look_alikes((template, dlib)) == ()


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_the_metric_is_the_manifests(tmp_path: Path, metric: str) -> None:
    encoder = OnnxEncoder(put_in(tmp_path / "faces", metric))
    vector = encoder.encode(portrait(), PORTRAIT_FACE)
    brighter = FaceTemplate("P1", to_bytes(vector * np.float32(1.5)), model=encoder.model.name)
    (result,) = FaceComparer(encoder).match(portrait(), (FACE,), (brighter,))
    length = 0.0 if metric == "cosine" else round(float(np.linalg.norm(vector)) / 2, 4)
    assert result.distance == pytest.approx(length, abs=1e-3)


_REFUSALS = [
    ('sha256 = "{sha256}"', f'sha256 = "{"0" * 64}"', "its file is not the one that manifest.toml was written for"),
    ("match = 0.10\n", "", "its manifest.toml must give all six thresholds"),
    ("match = 0.10", "match = 0.07", "its thresholds do not go together"),
    ("ask = 0.30", "ask = 0.12", "its thresholds do not go together"),
    ("per_tenfold = 0.02", "per_tenfold = 0", "its thresholds do not go together"),
    ("margin = 0.05", "margin = nan", "its manifest.toml gives a value that is not written as the guide says"),
    ("size = [32, 32]", "size = [64, 64]", "its file is no network that takes pictures of the size in manifest.toml"),
    ("size = [32, 32]", "size = [4, 4]", "its file is no network that takes pictures of the size in manifest.toml"),
    ("size = [32, 32]", "size = [32]", "its manifest.toml gives a value that is not written as the guide says"),
    ("length = {length}", "length = 64", "its network does not give as many numbers as manifest.toml says"),
    ("length = {length}", "length = 8", "its manifest.toml gives a value that is not written as the guide says"),
    ('licence = "made by a test"\n', "", "its manifest.toml must give exactly what the guide lists; see “licence”"),
    ('licence = "made by a test"', 'licence = " "', "its manifest.toml gives a value that is not written"),
    ('"{metric}"', '"manhattan"', "its manifest.toml gives a value that is not written as the guide says"),
    ('"{channels}"', '"GRB"', "its manifest.toml gives a value that is not written as the guide says"),
    ('file = "model.onnx"', 'file = "../model.onnx"', "its manifest.toml gives a value that is not written"),
    ('file = "model.onnx"', 'file = "other.onnx"', "the file that its manifest.toml names cannot be opened"),
    ("std = [127.5, 127.5, 127.5]", "std = [0, 1, 1]", "its manifest.toml gives a value that is not written"),
    ("[face_model]", "[face_model", "its manifest.toml cannot be read"),
    ("[face_model]", "[other]", "its manifest.toml must give exactly what the guide lists"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says"), _REFUSALS, ids=lambda value: value[:30])
def test_what_is_wrong_is_said_and_nothing_is_compared(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in MANIFEST
    assert refusal(put_in(tmp_path / "faces", manifest=MANIFEST.replace(before, after))).startswith(says)


def test_a_file_that_is_no_network_is_refused(tmp_path: Path) -> None:
    folder = put_in(tmp_path / "faces")
    (folder / "model.onnx").write_bytes(b"no network")
    words = MANIFEST.format(
        sha256=hashlib.sha256(b"no network").hexdigest(), metric="cosine", channels="RGB", length=48
    )
    (folder / "manifest.toml").write_text(words)
    assert refusal(folder) == "its file is no network that takes pictures of the size in manifest.toml"


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "its manifest.toml cannot be read"


@given(st.floats(-3, 3), st.floats(0.2, 5), st.floats(-50, 50), st.floats(-50, 50))
def test_points_that_were_turned_scaled_and_moved_are_put_back(turn: float, scale: float, x: float, y: float) -> None:
    points = np.array([[10, 12], [22, 12], [16, 18], [11, 24], [21, 24]], float)
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    moved = points @ np.array([[cos, sin], [-sin, cos]]) + [x, y]
    matrix = similarity(moved, points)
    assert np.allclose(moved @ matrix[:, :2].T + matrix[:, 2], points, atol=1e-6)
