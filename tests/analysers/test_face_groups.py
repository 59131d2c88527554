"""Faces that nobody knows are one person's only where all of them are alike, and never twice in a photo."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.analysers.face_groups import Probe, grouped
from checker.analysers.face_model import DLIB_MODEL, MATCH_DISTANCE
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.picture import PillowReader


def probe(photo: int, *along: float) -> Probe:
    """A face at this place in the space of vectors."""
    vector = np.zeros(DLIB_MODEL.length, np.float32)
    vector[: len(along)] = along
    return Probe(photo, to_bytes(vector))


def test_faces_that_are_all_alike_are_one_person_and_others_are_not() -> None:
    faces = [probe(0, 0.0), probe(0, 1.0), probe(1, 0.1), probe(2, 1.1), probe(3, 3.0), probe(3, 0.05)]
    assert grouped(faces, DLIB_MODEL) == (0, 1, 0, 1, 2, 0)


def test_a_chain_of_likenesses_joins_nobody() -> None:
    step = MATCH_DISTANCE * 0.8
    assert grouped([probe(0, 0), probe(1, step), probe(2, 2 * step)], DLIB_MODEL) == (0, 0, 1)


def test_nobody_is_twice_in_one_photo() -> None:
    assert grouped([probe(0, 0.0), probe(0, 0.1), probe(1, 0.09)], DLIB_MODEL) == (0, 1, 1)


def test_among_many_people_faces_must_be_more_alike() -> None:
    near = [probe(0, 0.0), probe(1, MATCH_DISTANCE - 0.01)]
    many = [probe(number, 10.0 + number) for number in range(2, 302)]
    assert grouped(near, DLIB_MODEL) == (0, 0)
    assert grouped([*near, *many], DLIB_MODEL)[:2] == (0, 1)


def test_no_faces_are_nobody_and_a_damaged_one_is_an_error() -> None:
    assert grouped([], DLIB_MODEL) == ()
    with pytest.raises(ValueError, match="damaged"):
        grouped([probe(0, float("nan"))], DLIB_MODEL)


def test_a_vector_shows_itself_to_nobody() -> None:
    assert "vector" not in repr(probe(0, 1.0))


def test_of_five_men_in_fifty_five_photos_no_two_are_ever_taken_for_one(shared: Path) -> None:
    reader, finder, encoder = PillowReader(), CenterFaceFinder(), FaceEncoder()
    seen = []
    for file in sorted((shared / "photos" / "johns").rglob("*.jpg")):
        picture = reader.open(file.read_bytes())
        face = max(finder.find(picture), key=lambda face: face.box.height)
        seen.append((file.parent.name, to_bytes(encoder.encode(picture, face.box))))
    for turn in range(5):
        random.Random(turn).shuffle(seen)
        groups = grouped([Probe(photo, vector) for photo, (_, vector) in enumerate(seen)], DLIB_MODEL)
        pairs = {(group, name) for group, (name, _) in zip(groups, seen, strict=True)}
        assert len(pairs) == len(set(groups)) <= 15
