"""The report tells of a photo what was worked out about it, and what people said."""

from __future__ import annotations

from dataclasses import replace

from checker.core.exposure import ExposureSeen
from checker.core.finding import PixelBox
from checker.core.post import Origin
from checker.workflow.evidence import PostEvidence
from checker.workflow.photo_told import photo_evidence
from tests.workflow.face_gate import PHOTO, Eyes, face, gate

EXPOSED = ExposureSeen(1, PixelBox(0, 0, 150, 150), True, 200.0)


class Meter:
    def measure(self, picture: object, faces: object) -> ExposureSeen:
        return EXPOSED


def test_how_exposed_those_in_the_photo_are_is_told_and_where_it_came_from() -> None:
    opened = gate(Eyes((face(0),)), meter=Meter)
    evidence = PostEvidence(opened.analysers, opened.read_register, opened.settings)
    photo = replace(PHOTO, origin=Origin.PARENT)
    assert evidence.exposure(photo) == EXPOSED
    told = photo_evidence(photo, evidence)
    assert (told.exposure, told.origin) == (EXPOSED, Origin.PARENT)
