"""How do the vectors of faces that nobody knows come from a worker to the run, without ever lying on a disk?

A worker hears them as they are made for matching, seals them for the run that asked, and forgets them. Where an earlier
run gave the answer, they are made anew. With face matching off there are none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from checker.core.context import FaceMatcher
from checker.core.errors import InputError
from checker.core.faces import FaceOutcome
from checker.core.finding import PixelBox
from checker.core.report import Report
from checker.store.sealed_for_run import RunSeal
from checker.workflow.album_photos import AlbumPhoto, CarriedPhoto
from checker.workflow.face_models import face_encoder, own_face_model

if TYPE_CHECKING:
    from checker.workflow.wiring import Gate

UNKNOWN = frozenset({FaceOutcome.STRANGER, FaceOutcome.UNSURE})
Vectors = dict[int, bytes]
"""By the number of the face in its photo, from 0: little-endian float32."""


@dataclass
class Ear:
    """What is heard of one photo's faces, between two calls of `listening`; a worker looks at one photo at a time."""

    _heard: dict[PixelBox, bytes] = field(default_factory=dict, repr=False)

    def hear(self, box: PixelBox, vector: bytes) -> None:
        """Remember the vector until the photo is done."""
        self._heard[box] = vector

    def of(self, report: Report) -> Vectors:
        """The vectors of the faces that nobody knows, of a report about one photo."""
        faces = report.photos[0].faces or ()
        unknown = (number for number, face in enumerate(faces) if face.outcome in UNKNOWN)
        return {number: self._heard[faces[number].box] for number in unknown if faces[number].box in self._heard}

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While one photo is looked at; afterwards nothing is remembered."""
        self._heard.clear()
        try:
            yield
        finally:
            self._heard.clear()


EAR = Ear()
"""This process's own."""


@dataclass(frozen=True, slots=True)
class ProbeTask:
    """A photo whose answer is known, and the faces in it that nobody knows, for a worker to make their vectors anew."""

    photo: AlbumPhoto | CarriedPhoto = field(repr=False)
    faces: dict[int, PixelBox]
    home: str
    seal: RunSeal

    def carried(self) -> Self:
        """The same task with the bytes of its photo."""
        return replace(self, photo=self.photo.carried())


def heard_gate(gate: Gate) -> Gate:
    """The same gate, whose matcher this process's ear hears."""
    make = gate.analysers.matcher
    return replace(gate, analysers=replace(gate.analysers, matcher=lambda: _heard(make())))


def sealed_vectors(seal: RunSeal, vectors: Vectors) -> bytes:
    """The vectors for the run alone; empty where there are none."""
    told = {str(number): vector.hex() for number, vector in vectors.items()}
    return seal.sealed(json.dumps(told).encode()) if told else b""


def opened_vectors(told: bytes) -> Vectors:
    """The vectors as they were before `sealed_vectors`."""
    return {int(number): bytes.fromhex(vector) for number, vector in json.loads(told).items()}


def probe_in_worker(task: ProbeTask) -> bytes:
    """The vectors of these faces, sealed; none where the photo cannot be read any more."""
    from checker.analysers.encoding import to_bytes
    from checker.workflow.analysers import picture_reader

    try:
        picture = picture_reader().open(task.photo.read().data)
        encoder = face_encoder(own_face_model(Path(task.home)))
    except InputError:
        return b""
    made = {number: to_bytes(encoder.encode(picture, box)) for number, box in task.faces.items()}
    return sealed_vectors(task.seal, made)


def unknown_faces(row: dict[str, Any]) -> dict[int, PixelBox]:
    """The faces of a JSON line that were compared with the register, and are nobody's for sure."""
    return {
        number: PixelBox(*face["box"])
        for number, face in enumerate(row["faces"])
        if FaceOutcome(face["outcome"]) in UNKNOWN and face["distance"] is not None
    }


def _heard(matcher: FaceMatcher) -> FaceMatcher:
    from checker.analysers.matching import FaceComparer

    return matcher.heard_by(EAR.hear) if isinstance(matcher, FaceComparer) else matcher
