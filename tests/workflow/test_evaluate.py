"""Faces are measured on people who consented, and nothing but figures is left of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from checker.analysers import face_network
from checker.core.errors import InputError
from checker.workflow.evaluate import CONSENT, evaluate_faces
from checker.workflow.face_models import face_encoder, own_face_model
from tests.analysers.face_networks import put_in
from tests.analysers.pictures import empty, portrait, sized


def people(folder: Path) -> Path:
    """Two "people": the portrait, and its negative, which is nobody whom the network knows; and an empty photo."""
    for name, brightness in (("Ines", (1.0, 0.9, 0.8)), ("Rolf", (0.55, 0.5, 0.45))):
        (folder / name).mkdir(parents=True)
        for number, factor in enumerate(brightness):
            pixels = (portrait().pixels[:260, 100:360] * factor).astype(np.uint8)
            cv2.imwrite(str(folder / name / f"{number}.png"), pixels[:, :, ::-1])
    cv2.imwrite(str(folder / "Rolf" / "empty.png"), empty(64, 64).pixels)
    (folder / "Rolf" / "torn.jpg").write_bytes(b"torn")
    return folder


def test_without_the_word_that_consent_is_held_no_photo_is_opened(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(face_network, "start_face_network", lambda: pytest.fail("a model was loaded"))
    with pytest.raises(InputError, match="written consent") as refusal:
        evaluate_faces(people(tmp_path / "photos"), tmp_path, consented=False)
    assert str(refusal.value) == CONSENT


def test_what_was_counted_adds_up(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    folder = people(tmp_path / "photos")
    measured = evaluate_faces(folder, tmp_path, consented=True, on_progress=lambda *step: steps.append(step))
    assert (measured.people, measured.photos, measured.unread, measured.without_one_face) == (2, 8, 1, 1)
    assert steps == [(number, 8) for number in range(1, 9)]
    counted = {(row.kind, row.what): (row.rate.hits, row.rate.trials) for row in measured.rows}
    assert counted["found", "photos in which a face is found"] == (6, 7)
    assert counted["found", "faces of 112 px"] == (6, 6)
    # Both "people" are one face: taken for two they look alike, so a person is asked; alone, each is taken for itself.
    assert counted["right", "2 people enrolled"] == (0, 6)
    assert counted["right", "1 people enrolled"] == (6, 6)
    assert counted["wrong", "1 people enrolled"] == (6, 12)


def test_the_schools_own_model_is_measured_where_there_is_one(tmp_path: Path) -> None:
    put_in(tmp_path / "models" / "faces")
    encoder = face_encoder(own_face_model(tmp_path))
    assert encoder.model.name.startswith("pooled-")
    assert face_encoder(own_face_model(tmp_path)) is encoder
    (tmp_path / "models" / "faces" / "model.onnx").write_bytes(b"other")
    with pytest.raises(InputError, match="own face model"):
        evaluate_faces(people(tmp_path / "photos"), tmp_path, consented=True)


@pytest.mark.parametrize("made", ["", "one", "missing"])
def test_a_folder_without_two_people_is_refused(tmp_path: Path, made: str) -> None:
    if made == "one":
        (tmp_path / "one").mkdir()
        cv2.imwrite(str(tmp_path / "one" / "a.png"), sized(portrait(), 0.5).pixels)
    with pytest.raises(InputError):
        evaluate_faces(tmp_path / "missing" if made == "missing" else tmp_path, tmp_path, consented=True)


def test_the_command_prints_figures_and_draws_them_and_names_nobody(checker: Any, tmp_path: Path) -> None:
    folder, plot = people(tmp_path / "photos"), tmp_path / "plot.svg"
    ran = checker("evaluate", "faces", str(folder), "--consented", "--json", "--plot", str(plot))
    assert (ran.code, ran.err) == (0, "")
    (told,) = ran.lines
    assert told["rates"][0] == {
        "kind": "found", "what": "photos in which a face is found", "face_height": None, "gallery": None,
        "hits": 6, "trials": 7, "rate": 0.8571, "low": 0.4869, "high": 0.9743,
    }  # fmt: skip
    assert plot.read_text(encoding="utf-8").count("<circle") == len(told["rates"])
    for written in (ran.out, plot.read_text(encoding="utf-8"), json.dumps(told)):
        assert "Ines" not in written
        assert "Rolf" not in written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photos", "plot.svg"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [((), "written consent"), (("--consented", "--plot", "plot.pdf"), "A plot is an .svg or a .png file")],
)
def test_the_command_refuses_in_a_sentence(checker: Any, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = checker("evaluate", "faces", str(people(tmp_path / "photos")), *arguments)
    assert (ran.code, ran.out) == (3, "")
    assert says in ran.err
