"""A gate whose parts that see are stand-ins: the faces, matches and covers that a test gives it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from checker.checks.faces_consent import MatchedPupilsConsent
from checker.checks.faces_said import WordsAboutFaces
from checker.checks.faces_unresolved import EveryFaceResolved
from checker.checks.metadata_clean import CleanCopyProven
from checker.core.decision import Role
from checker.core.evidence import CleanCopy
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen
from checker.core.finding import PixelBox
from checker.core.people import Consent, ConsentState, FaceTemplate, MatchingSignOff, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.report import Report
from checker.core.resolved import overlap
from checker.core.resolving import Cover, CoverStyle, Resolution, Said
from checker.core.rules import RuleBook
from checker.workflow.analysers import Analysers
from checker.workflow.wiring import Gate

WHEN = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
GIVEN = (Consent(Purpose.PHOTO, ConsentState.GIVEN, in_writing=True),)
YES = Pupil("S01", "Orla", "Penhallow", class_name="Oak", consents=GIVEN)
ALSO = Pupil("S02", "Kit", "Trevanion", class_name="Oak", consents=GIVEN)
NO = Pupil("S03", "Wren", "Hollowell", class_name="Elm", consents=(Consent(Purpose.PHOTO, ConsentState.REFUSED),))
SIGNED = MatchingSignOff("DPIA-1", "A. Officer", date(2026, 9, 1))
REGISTER = RegisterSnapshot(
    "v1", (YES, ALSO, NO), tuple(FaceTemplate(one.id, bytes(512)) for one in (YES, ALSO, NO)), SIGNED
)
PHOTO = Photo("sports.jpg", b"jpeg", "Two teams")
_COVERED = b"covered:"


def cell(number: int) -> PixelBox:
    """The place of a face in a photo where no two faces are near each other."""
    return PixelBox(100 * number, 10, 100 * number + 60, 90)


def word(said: Said, box: PixelBox, pupil_id: str | None = None, style: CoverStyle = CoverStyle.SOLID) -> Resolution:
    return Resolution(box, said, "B. Office", Role.POSTER, WHEN, pupil_id, style)


@dataclass(frozen=True)
class Seen:
    """A picture that knows which places of it are covered."""

    covered: tuple[PixelBox, ...] = ()
    width: int = 2000
    height: int = 480
    is_animated: bool = False


@dataclass
class Eyes:
    """Every part that sees: shows `faces`, takes them for `matches` by box, and covers what it is told to.

    `leaves` is found in a covered copy all the same; `looked` are the pictures that attire was looked for in.
    """

    faces: tuple[FaceSeen, ...]
    matches: dict[PixelBox, FaceResult] = field(default_factory=dict)
    leaves: tuple[FaceSeen, ...] = ()
    still_known: str = ""
    compared: list[frozenset[str]] = field(default_factory=list)
    siblings: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    looked: list[Any] = field(default_factory=list)
    growths: list[float] = field(default_factory=list)
    covers: dict[bytes, tuple[PixelBox, ...]] = field(default_factory=dict)

    def open(self, data: bytes) -> Seen:
        return Seen(self.covers.get(data, ()))

    def find(self, picture: Seen) -> tuple[FaceSeen, ...]:
        if not picture.covered:
            return self.faces
        shown = tuple(face for face in self.faces if all(overlap(face.box, box) < 0.1 for box in picture.covered))
        return (*shown, *self.leaves)

    def match(
        self,
        picture: Seen,
        faces: tuple[FaceSeen, ...],
        templates: tuple[FaceTemplate, ...],
        siblings: tuple[tuple[str, str], ...] = (),
    ) -> tuple[FaceResult, ...]:
        self.siblings.append(siblings)
        ids = frozenset(template.pupil_id for template in templates)
        self.compared.append(ids)
        return tuple(self._matched(picture, face, ids) for face in faces)

    def _matched(self, picture: Seen, face: FaceSeen, ids: frozenset[str]) -> FaceResult:
        if picture.covered and self.still_known and any(overlap(face.box, box) > 0.5 for box in picture.covered):
            return FaceResult(face.box, face.score, FaceOutcome.MATCHED, self.still_known, distance=0.3)
        seen = None if any(overlap(face.box, box) > 0.5 for box in picture.covered) else self.matches.get(face.box)
        if seen is None or (seen.pupil_id and seen.pupil_id not in ids):
            return FaceResult(face.box, face.score, FaceOutcome.STRANGER, distance=0.8)
        return replace(seen, box=face.box, score=face.score)

    def look(self, picture: Any, *_: Any) -> tuple[()]:
        self.looked.append(picture)
        return ()

    def clean(self, data: bytes, *_: Any, **__: Any) -> CleanCopy:
        return CleanCopy(b"clean:" + data, ".jpg")

    def cover(self, data: bytes, covers: tuple[Cover, ...], growth: float = 1.0) -> CleanCopy:
        self.growths.append(growth)
        boxes = tuple(cover.box for cover in covers)
        copy = _COVERED + hashlib.sha256(repr((data, covers)).encode()).digest()
        self.covers[copy] = boxes
        return CleanCopy(copy, ".jpg", covered=boxes)


CHECKS = (EveryFaceResolved(), MatchedPupilsConsent(), WordsAboutFaces(), CleanCopyProven())


def gate(eyes: Eyes, register: RegisterSnapshot | Exception = REGISTER, **other: Callable[[], Any]) -> Gate:
    def read() -> RegisterSnapshot:
        if isinstance(register, Exception):
            raise register
        return register

    parts = dict.fromkeys(("pictures", "faces", "matcher", "cleaner", "coverer", "attire"), lambda: eyes)
    return Gate((), read, lambda: RuleBook(()), analysers=Analysers(**{**parts, **other}), checks=CHECKS)


def check(eyes: Eyes, *said: Resolution, register: RegisterSnapshot | Exception = REGISTER, **more: Any) -> Report:
    """The report on one photo of these faces after these words."""
    return gate(eyes, register).check(Post("", photos=(replace(PHOTO, resolutions=said, **more),)))


def face(number: int, score: float = 0.9) -> FaceSeen:
    return FaceSeen(cell(number), score)


def matched(number: int, pupil_id: str) -> FaceResult:
    return FaceResult(cell(number), 0.9, FaceOutcome.MATCHED, pupil_id, distance=0.3)


def unsure(number: int, *candidates: str) -> FaceResult:
    return FaceResult(cell(number), 0.9, FaceOutcome.UNSURE, candidates=candidates, distance=0.5)
