"""What does the person at the desk see of one photo? Numbered faces, hidden details, and the cleaned copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from checker.core.context import PictureReader
from checker.core.errors import CannotRead
from checker.core.evidence import HiddenDetail
from checker.core.faces import RESOLVED, FaceOutcome, FaceResult, NotCompared
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity, TextSpan
from checker.core.people import RegisterSnapshot
from checker.core.post import Part, Photo
from checker.core.report import Report, RunState
from checker.workflow.marks import Piece, marked

Numbered = tuple[tuple[int, Finding], ...]

# The copy is the cure for these two; what they find in the original is no reason to keep the copy back.
_CURED_BY_THE_COPY = frozenset({"metadata.hidden_details"})


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
class CopyOffer:
    """The cleaned copy under a neutral name, or in words why it is held back (`data` is None then)."""

    says: str
    name: str
    data: bytes | None = field(default=None, repr=False)


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
    is_sensitive: bool
    """A sign of undress: shown only when the reviewer chooses to look."""

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
) -> PhotoCard:
    """The card of the photo with this number, counted from 0."""
    lines = _lines(number, findings, report, register)
    preview, crops = _drawn(photo, lines or (), pictures)
    if lines is not None:
        lines = tuple(
            FaceLine(line.number, line.name, line.says, line.standing, line.box, line.is_possible, crop)
            for line, crop in zip(lines, crops, strict=True)
        )
    seen = report.photos[number]
    return PhotoCard(
        number=number,
        width=seen.width or 1,
        height=seen.height or 1,
        file_name=marked(photo.name, findings, Part.FILE_NAME, number),
        alt_text=marked(photo.alt_text, findings, Part.ALT_TEXT, number),
        preview=preview,
        faces=lines,
        hidden=None if seen.metadata is None else seen.metadata.details,
        copy=_offer(number, findings, report),
        is_sensitive=any(
            finding.check.startswith("attire.") and isinstance(finding.where, PhotoSpot)
            for _, finding in _about(number, findings)
        ),
    )


def _about(photo: int, findings: Numbered) -> Numbered:
    """The findings about this photo, its description or its file name."""
    return tuple(
        (number, finding)
        for number, finding in findings
        if isinstance(finding.where, PhotoSpot | TextSpan) and finding.where.photo == photo
    )


def _lines(
    photo: int, findings: Numbered, report: Report, register: RegisterSnapshot | None
) -> tuple[FaceLine, ...] | None:
    """Every face, then every other spot that a finding points at; None where faces could not be looked for."""
    faces = report.photos[photo].faces
    about = _about(photo, findings)
    boxes = [finding.where.box for _, finding in about if isinstance(finding.where, PhotoSpot) and finding.where.box]
    spots = list(dict.fromkeys(box for box in boxes if box not in {face.box for face in faces or ()}))
    if faces is None and not spots:
        return None
    are_proven = not _unfinished(photo, report, "faces.")
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
    says = _face_words(face, register, is_fine=standing is Standing.FINE)
    is_possible = face.why is NotCompared.ONLY_POSSIBLE
    return FaceLine(number, f"Face {number}", f"{says} {seen_in}".strip(), standing, face.box, is_possible)


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


def _face_words(face: FaceResult, register: RegisterSnapshot | None, *, is_fine: bool) -> str:
    match face.outcome:
        case FaceOutcome.MATCHED:
            who = _named(face.pupil_id or "", register)
            return f"{who}. Consent to be shown there is given." if is_fine else f"{who}."
        case FaceOutcome.UNSURE:
            return f"Could be {' or '.join(_named(pupil, register) for pupil in face.candidates)}."
        case FaceOutcome.STRANGER:
            return "Looks like nobody who is enrolled. A person must say who this is."
        case FaceOutcome.NOT_COMPARED:
            return f"Not compared: {face.why.value if face.why else 'no reason is known'}."
        case FaceOutcome.RESOLVED_BY:
            return "A person has said who this is."
        case FaceOutcome.COVERED:
            return "Covered."
        case _:
            return "A person has said that nobody can tell who this is."


def _named(pupil_id: str, register: RegisterSnapshot | None) -> str:
    """First name, initial and class: what staff may see. A protected pupil looks like any other here."""
    pupil = register.by_id.get(pupil_id) if register else None
    if pupil is None:
        return "a pupil who is no longer in the register"
    return f"{pupil.short_name}, {pupil.class_name}" if pupil.class_name else pupil.short_name


def _drawn(
    photo: Photo, lines: tuple[FaceLine, ...], pictures: Callable[[], PictureReader]
) -> tuple[bytes | None, tuple[bytes | None, ...]]:
    """The preview with numbered boxes, and each box on its own; None where the picture cannot be read."""
    from checker.analysers.drawing import Mark, NumberedBox, crop, draw_numbered

    marks = {Standing.FINE: Mark.FINE, Standing.ASK: Mark.ASK, Standing.STOP: Mark.STOP}
    try:
        picture = pictures().open(photo.data)
    except CannotRead:
        return None, (None,) * len(lines)
    boxes = [
        NumberedBox(line.number, line.box, Mark.POSSIBLE if line.is_possible else marks[line.standing])
        for line in lines
    ]
    return draw_numbered(picture, boxes), tuple(crop(picture, line.box) for line in lines)


def _offer(photo: int, findings: Numbered, report: Report) -> CopyOffer:
    """Whether the cleaned copy may leave this page.

    Held back where it is not proven clean, where this photo must not go up, and where a check of it did not finish: a
    file on somebody's desktop is past every later warning. A REVIEW is for the person, who may need the copy. Words in
    the description or the file name do not count: neither is in the copy.
    """
    copy = report.photos[photo].clean_copy
    name = f"photo-{photo + 1}"
    if copy is None or _unfinished(photo, report, "metadata."):
        return CopyOffer("No copy is offered: we could not make one that is proven free of hidden details.", name)
    if _unfinished(photo, report, ""):
        return CopyOffer("The copy is held back, because not every check of this photo could finish.", name)
    about = _about(photo, findings)
    stops = [
        str(number)
        for number, finding in about
        if finding.severity is Severity.BLOCK
        and isinstance(finding.where, PhotoSpot)
        and finding.check not in _CURED_BY_THE_COPY
    ]
    if stops:
        return CopyOffer(f"The copy is held back, because this photo must not go up: see {', '.join(stops)}.", name)
    says = f"The cleaned copy was read again and carries no hidden details{f' ({copy.note})' if copy.note else ''}."
    return CopyOffer(says, f"{name}{copy.suffix}", copy.data)


def _unfinished(photo: int, report: Report, prefix: str) -> bool:
    """Whether any expected check with this prefix did not finish for this photo."""
    done = {run.task for run in report.runs if run.state is RunState.DONE}
    return any(task not in done for task in report.expected if task.photo == photo and task.check.startswith(prefix))
