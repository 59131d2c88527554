"""With matching off a person says whose each face is, and no vector is ever made: the encoder is not even loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# In a process of its own: what another test has loaded would hide what this one loads.
SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import skimage.data
from PIL import Image

from checker.core.decision import Role
from checker.core.people import Consent, ConsentState, FaceTemplate, MatchingSignOff, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.resolving import Resolution, Said
from checker.core.rules import RuleBook
from checker.workflow.as_json import photo_json
from checker.workflow.wiring import Gate
from checker.checks.faces_consent import MatchedPupilsConsent
from checker.checks.faces_said import WordsAboutFaces
from checker.checks.faces_unresolved import EveryFaceResolved
from checker.checks.metadata_clean import CleanCopyProven

stream = BytesIO()
Image.fromarray(skimage.data.astronaut()).save(stream, "JPEG", quality=92)
photo = Photo("space.jpg", stream.getvalue())
pupil = Pupil("S01", "Orla", "Penhallow", consents=(Consent(Purpose.PHOTO, ConsentState.GIVEN),))
register = RegisterSnapshot("v1", (pupil,), (FaceTemplate("S01", bytes(512)),), None)
checks = (EveryFaceResolved(), MatchedPupilsConsent(), WordsAboutFaces(), CleanCopyProven())
gate = Gate((), lambda: register, lambda: RuleBook(()), checks=checks)

def told(**word):
    said = ()
    if word:
        said = (Resolution(box, by="B. Office", role=Role.POSTER, when=datetime(2026, 11, 20, tzinfo=UTC), **word),)
    return gate.check(Post("", photos=(replace(photo, resolutions=said),)))

first = told()
(face,) = first.photos[0].faces
box = face.box
rows = {
    "nobody": first, "pupil": told(said=Said.PUPIL, pupil_id="S01"), "adult": told(said=Said.ADULT),
    "unknown": told(said=Said.NOT_IDENTIFIABLE), "cover": told(said=Said.COVER),
}
ends = {name: (row.verdict.value, [one.outcome.value for one in row.photos[0].faces]) for name, row in rows.items()}
boxes = len({tuple(one.box for one in row.photos[0].faces) for row in rows.values()})
wanted = ("dlib", "face_recognition", "checker.analysers.encoding", "checker.analysers.matching")
print(json.dumps({"ends": ends, "boxes": boxes, "loaded": [name for name in wanted if name in sys.modules]}))
"""


def test_a_person_resolves_every_face_and_the_encoder_is_never_loaded() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told == {
        "ends": {
            "nobody": ["review", ["not_compared"]],
            "pupil": ["clear", ["resolved_by"]],
            "adult": ["clear", ["resolved_by"]],
            "unknown": ["clear", ["not_identifiable"]],
            "cover": ["clear", ["covered"]],
        },
        "boxes": 1,
        "loaded": [],
    }
