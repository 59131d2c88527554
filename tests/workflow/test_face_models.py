"""The school's own face model is used by the gate without a change of code, and a broken one makes nothing clear."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.core.context import Settings
from checker.core.errors import InputError
from checker.core.faces import FaceOutcome, FaceResult, NotCompared
from checker.core.people import FaceTemplate, MatchingSignOff, Pupil, RegisterSnapshot
from checker.core.post import Photo
from checker.workflow.analysers import Analysers
from checker.workflow.evidence import PostEvidence
from checker.workflow.face_models import FACE_MODEL, face_encoder, own_face_model, reference_reader, with_face_model
from tests.analysers.face_networks import put_in
from tests.analysers.pictures import PORTRAIT_FACE, portrait

SIGNED = MatchingSignOff("DPIA-7", "A. Reed", date(2026, 9, 1))
PUPILS = (Pupil("P1", "Maren", "Okonjo"),)


def photo() -> Photo:
    file = io.BytesIO()
    Image.fromarray(portrait().pixels).save(file, "PNG")
    return Photo("a.png", file.getvalue())


def looked(home: Path, template: FaceTemplate, settings: Settings = Settings()) -> FaceResult:
    register = RegisterSnapshot("v1", PUPILS, (template,), SIGNED)
    analysers = with_face_model(Analysers(), home, settings)
    (result,) = PostEvidence(analysers, lambda: register, settings).faces(photo())
    return result


def dlib_template(away: float = 0.0) -> FaceTemplate:
    vector = FaceEncoder().encode(portrait(), PORTRAIT_FACE)
    vector[0] += np.float32(away)
    return FaceTemplate("P1", to_bytes(vector))


def test_without_one_faces_are_compared_by_dlib(tmp_path: Path) -> None:
    assert own_face_model(tmp_path) is None
    analysers = Analysers()
    assert with_face_model(analysers, tmp_path, Settings()) is analysers
    assert looked(tmp_path, dlib_template()).outcome is FaceOutcome.MATCHED


def test_the_one_in_the_schools_folder_is_used(tmp_path: Path) -> None:
    put_in(tmp_path / FACE_MODEL)
    reader, references = reference_reader(tmp_path)
    template = FaceTemplate("P1", references.read(reader.open(photo().data)), model=references.model)
    assert (len(template.vector), references.model) == (192, face_encoder(own_face_model(tmp_path)).model.name)
    result = looked(tmp_path, template)
    assert (result.outcome, result.pupil_id) == (FaceOutcome.MATCHED, "P1")


def test_pupils_enrolled_before_it_came_are_not_compared(tmp_path: Path) -> None:
    put_in(tmp_path / FACE_MODEL)
    result = looked(tmp_path, dlib_template())
    assert (result.outcome, result.why) == (FaceOutcome.NOT_COMPARED, NotCompared.OTHER_MODEL)


def test_a_broken_one_is_a_sentence_each_time_it_is_asked(tmp_path: Path) -> None:
    folder = put_in(tmp_path / FACE_MODEL)
    (folder / "model.onnx").write_bytes(b"cut off")
    for _ in range(2):
        with pytest.raises(InputError, match=r"own face model is not used: its file is not the one"):
            looked(tmp_path, dlib_template())


def test_a_strict_school_is_asked_where_another_is_not(tmp_path: Path) -> None:
    template = dlib_template(away=0.42)
    result = looked(tmp_path, template)
    assert result.outcome is FaceOutcome.MATCHED
    assert looked(tmp_path, template, Settings(strict_matching=True)) == replace(
        result, outcome=FaceOutcome.UNSURE, pupil_id=None, candidates=("P1",)
    )
