"""What does the person at the desk see of one photo? Numbered faces, hidden details, and the cleaned copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from checker.core.context import PictureReader
from checker.core.errors import CannotRead
from checker.core.evidence import HiddenDetail, PhotoEvidence
from checker.core.faces import RESOLVED, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import RegisterSnapshot
from checker.core.post import Part, Photo
from checker.core.report import Report
from checker.workflow.caution import Caution, caution_with
from checker.workflow.desk_copies import CopyOffer, Numbered, about_photo, copy_offer, unfinished
from checker.workflow.desk_faces import face_words
from checker.workflow.marks import Piece, marked
from checker.workflow.milder import Milder, milder_ways
from checker.workflow.photo_memory import PhotoMemory


class Standing(Enum):
    """How a face or spot stands."""

    FINE = "fine"
    ASK = "ask"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class FaceLine:
    """A numbered face (or another spot that a finding points at), and what became of it in words."""

    number: int
    name: str
    says: str = field(repr=False)
    standing: Standing
    box: PixelBox
    is_possible: bool = False
    crop: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """One photo; its size is in upright pixels, 1 where unknown.

    `preview` is a small picture with the numbered boxes; `hidden` is None where it could not be read.
    """

    number: int
    width: int
    height: int
    file_name: tuple[Piece, ...] = field(repr=False)
    alt_text: tuple[Piece, ...] = field(repr=False)
    preview: bytes | None = field(repr=False)
    faces: tuple[FaceLine, ...] | None
    hidden: tuple[HiddenDetail, ...] | None
    copy: CopyOffer
    caution: Caution = Caution.NONE
    """With any, `preview` is blurred and the faces have no pictures."""
    unveil: Callable[[], bytes | None] = field(default=lambda: None, repr=False)
    """Draws the preview of a photo with caution when the reviewer chooses to look: it is kept nowhere."""
    seen: tuple[FaceResult, ...] = field(default=(), repr=False)
    """The faces as the report has them, in the order of their numbers."""
    evidence: PhotoEvidence | None = field(default=None, repr=False)

    @property
    def is_sensitive(self) -> bool:
        """A sign of undress: shown only when the reviewer chooses to look."""
        return self.caution is not Caution.NONE

    @property
    def milder(self) -> tuple[Milder, ...]:
        """The milder versions to offer: none of a photo with caution, or whose copy is held back."""
        return (
            () if self.is_sensitive or self.copy.data is None or self.evidence is None else milder_ways(self.evidence)
        )

    @property
    def places(self) -> tuple[FaceLine, ...]:
        """The numbered spots that are no face, such as words to be covered; none while the photo is blurred."""
        faces = {face.box for face in self.seen}
        return () if self.is_sensitive else tuple(line for line in self.faces or () if line.box not in faces)

    def spot_of(self, box: PixelBox) -> str:
        """What the page calls this box: "face 2"; empty where it calls it nothing."""
        return next((line.name.lower() for line in self.faces or () if line.box == box), "")


def photo_card(
    photo: Photo,
    number: int,
    findings: Numbered,
    report: Report,
    pictures: Callable[[], PictureReader],
    register: RegisterSnapshot | None,
    memory: PhotoMemory,
) -> PhotoCard:
    """The card of the photo with this number, counted from 0; what was drawn before is not drawn again."""
    lines = _lines(number, findings, report, register)
    seen = report.photos[number]
    shown = seen.clean_copy.data if seen.clean_copy and seen.clean_copy.covered else photo.data
    caution = caution_with(seen, tuple(finding for _, finding in about_photo(number, findings)))
    spots = lines or ()
    if caution is Caution.NONE:
        covered = seen.clean_copy.covered if seen.clean_copy else ()
        key = (photo.digest, frozenset(photo.resolutions), covered, tuple((one.box, one.standing) for one in spots))
        preview, crops = memory.drawn(key, lambda: _drawn(shown, spots, pictures))
    else:
        preview, crops = _veiled(shown, pictures), (None,) * len(spots)
    if lines is not None:
        lines = tuple(
            FaceLine(line.number, line.name, line.says, line.standing, line.box, line.is_possible, crop)
            for line, crop in zip(lines, crops, strict=True)
        )
    return PhotoCard(
        number=number,
        width=seen.width or 1,
        height=seen.height or 1,
        file_name=marked(photo.name, findings, Part.FILE_NAME, number),
        alt_text=marked(photo.alt_text, findings, Part.ALT_TEXT, number),
        preview=preview,
        faces=lines,
        hidden=None if seen.metadata is None else seen.metadata.details,
        copy=copy_offer(number, findings, report),
        caution=caution,
        unveil=lambda: _drawn(shown, spots, pictures)[0],
        seen=seen.faces or (),
        evidence=seen,
    )


def _lines(
    photo: int, findings: Numbered, report: Report, register: RegisterSnapshot | None
) -> tuple[FaceLine, ...] | None:
    """Every face, then every other spot that a finding points at; None where faces could not be looked for."""
    faces = report.photos[photo].faces
    about = about_photo(photo, findings)
    boxes = [finding.where.box for _, finding in about if isinstance(finding.where, PhotoSpot) and finding.where.box]
    spots = list(dict.fromkeys(box for box in boxes if box not in {face.box for face in faces or ()}))
    if faces is None and not spots:
        return None
    are_proven = not unfinished(photo, report, "faces.")
    lines = [
        _face_line(number, face, about, register, are_proven=are_proven)
        for number, face in enumerate(faces or (), start=1)
    ]
    for box in spots:
        number = len(lines) + 1
        standing, seen_in = _standing(box, about)
        lines.append(FaceLine(number, f"Spot {number}", seen_in, standing, box))
    return tuple(lines)


def _face_line(
    number: int,
    face: FaceResult,
    about: Numbered,
    register: RegisterSnapshot | None,
    *,
    are_proven: bool,
) -> FaceLine:
    standing, seen_in = _standing(face.box, about)
    if standing is Standing.FINE and (face.outcome not in RESOLVED or not are_proven):
        standing = Standing.ASK  # that no check complained about a face does not make it resolved
    says = face_words(face, register, is_fine=standing is Standing.FINE)
    return FaceLine(number, f"Face {number}", f"{says} {seen_in}".strip(), standing, face.box, face.is_possible)


def _standing(box: PixelBox, about: Numbered) -> tuple[Standing, str]:
    """How this box stands by the findings about it (or about all faces), and which to see."""
    here = [(number, finding.severity) for number, finding in about if _is_about(finding, box)]
    worst = max((severity for _, severity in here), default=Severity.NOTE)
    numbers = ", ".join(str(number) for number, severity in here if severity > Severity.NOTE)
    words = f"See finding {numbers}." if numbers else ""
    return {Severity.NOTE: Standing.FINE, Severity.REVIEW: Standing.ASK, Severity.BLOCK: Standing.STOP}[worst], words


def _is_about(finding: Finding, box: PixelBox) -> bool:
    if not isinstance(finding.where, PhotoSpot):
        return False
    return finding.where.box == box or (finding.where.box is None and finding.check.startswith("faces."))


def _veiled(shown: bytes, pictures: Callable[[], PictureReader]) -> bytes | None:
    from checker.analysers.drawing import draw_veiled

    try:
        return draw_veiled(pictures().open(shown))
    except CannotRead:
        return None


def _drawn(
    shown: bytes, lines: tuple[FaceLine, ...], pictures: Callable[[], PictureReader]
) -> tuple[bytes | None, tuple[bytes | None, ...]]:
    """The preview of what a reader would see, with numbered boxes, and each box on its own; None where unreadable."""
    from checker.analysers.drawing import Mark, NumberedBox, crop, draw_numbered

    marks = {Standing.FINE: Mark.FINE, Standing.ASK: Mark.ASK, Standing.STOP: Mark.STOP}
    try:
        picture = pictures().open(shown)
    except CannotRead:
        return None, (None,) * len(lines)
    boxes = [
        NumberedBox(line.number, line.box, Mark.POSSIBLE if line.is_possible else marks[line.standing])
        for line in lines
    ]
    return draw_numbered(picture, boxes), tuple(crop(picture, line.box) for line in lines)
