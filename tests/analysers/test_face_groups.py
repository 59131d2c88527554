"""Faces that nobody knows are one person's only where all of them are alike, and never twice in a photo."""

from __future__ import annotations

import random
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from checker.analysers.encoding import FaceEncoder, to_bytes
from checker.analysers.face_groups import Probe, grouped
from checker.analysers.face_model import DLIB_MODEL, MATCH_DISTANCE, FaceModel, Metric
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.gallery import between, in_metric
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


def crowd(faces: int, people: int, noise: float, in_photo: int, seed: int) -> list[Probe]:
    """Faces of so many people in photos of so many faces; some photos are there twice."""
    chance = np.random.default_rng(seed)
    vectors = chance.normal(0, 0.06, (people, 128))[chance.integers(0, people, faces)]
    vectors = (vectors + chance.normal(0, noise, vectors.shape)).astype(np.float32)
    again = np.flatnonzero(chance.random(faces - 1) < 0.02)
    vectors[again + 1] = vectors[again]
    photos = chance.integers(0, max(1, faces // in_photo), faces)
    return [Probe(int(photo), to_bytes(vector)) for photo, vector in zip(photos, vectors, strict=True)]


def plainly(probes: list[Probe], model: FaceModel) -> tuple[int, ...]:
    """The same, one face after the other: each is compared with every face before it."""
    rows = in_metric(np.frombuffer(b"".join(probe.vector for probe in probes), np.float32).reshape(-1, 128), model)
    groups: list[int] = []
    people = 1
    for _ in range(2):
        most, groups = model.rule.allowed(people), [0]
        for number in range(1, len(rows)):
            farthest = np.zeros(max(groups) + 1)
            np.maximum.at(farthest, groups, between(rows[number : number + 1], rows[:number], model)[0])
            here = {group for group, one in zip(groups, probes, strict=False) if one.photo == probes[number].photo}
            farthest[list(here)] = np.inf
            best = int(farthest.round(9).argmin())  # of two as near, the first
            groups.append(best if farthest[best] <= most else len(farthest))
        people = max(groups) + 1
    return tuple(groups)


COSINE = replace(DLIB_MODEL, metric=Metric.COSINE)


@pytest.mark.parametrize("model", [DLIB_MODEL, COSINE], ids=["euclidean", "cosine"])
@pytest.mark.parametrize("people", [1, 6, 30])
def test_many_at_once_are_grouped_as_one_after_the_other(people: int, model: FaceModel) -> None:
    for noise in (0.005, 0.02, 0.028):
        for seed, in_photo in enumerate((1, 5, 40)):
            faces = crowd(150, people, noise, in_photo, seed)
            assert grouped(faces, model) == plainly(faces, model)


def test_a_large_album_is_grouped_in_no_more_time_and_memory_than_it_takes() -> None:
    """One after the other 4,000 faces took 7 times as long as this way, and 20,000 half a minute."""
    faces = crowd(4_000, 60, 0.02, 5, 1)
    rows = np.frombuffer(b"".join(face.vector for face in faces), np.float32).reshape(-1, 128)
    began = time.thread_time()
    for number in range(1, 2_000):
        between(rows[number : number + 1], rows[:number], DLIB_MODEL)
    one_by_one = 4 * 2 * (time.thread_time() - began)  # for all faces, in two passes
    tracemalloc.start()
    grouped(faces[:1_000], DLIB_MODEL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    began = time.thread_time()
    grouped(faces, DLIB_MODEL)
    assert (time.thread_time() - began < one_by_one / 2, most < 20_000_000) == (True, True)
