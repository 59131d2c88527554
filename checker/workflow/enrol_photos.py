"""How is one pupil's face enrolled at the desk? Each photo is judged in sight of the office before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.core.context import Picture, PictureReader
from checker.core.errors import CannotRead, RegisterRefused
from checker.core.parents import ParentRecord
from checker.core.people import FaceTemplate, RegisterSnapshot
from checker.core.post import Photo
from checker.core.reference_photo import ReferenceJudge, ReferenceQuality
from checker.core.staff import Actor
from checker.store.face_consent import may_be_enrolled
from checker.workflow.enrol import EnrolReport, Reference, notices, taken
from checker.workflow.enrol_rules import require_enrollable
from checker.workflow.face_models import reference_reader
from checker.workflow.permits import Act
from checker.workflow.pupil_record import NO_SUCH_PUPIL
from checker.workflow.register import opened_for


@dataclass(frozen=True, slots=True)
class JudgedPhoto:
    """A photo and how good it is; `preview` shows each face in its box, and is None where it could not be read."""

    number: int
    photo: Photo = field(repr=False)
    quality: ReferenceQuality
    preview: bytes | None = field(default=None, repr=False)

    @property
    def is_usable(self) -> bool:
        """Whether a template may be made from it."""
        return not self.quality.refusal


def judge_photos(
    actor: Actor, pupil_id: str, photos: Sequence[Photo], register: str | None, home: Path
) -> tuple[JudgedPhoto, ...]:
    """How good each photo is to know this pupil by; no template is made.

    Raises: NotAllowed, InputError, NoRegister; RegisterRefused, with no photo opened, where a record is missing.
    """
    from checker.store.enrolled import parents_of

    with opened_for(actor, Act.ENROL, register) as store:
        _require(store.read(), pupil_id, parents_of(store, pupil_id))
    reader, references = reference_reader(home)
    return tuple(_judged(number, photo, reader, references) for number, photo in enumerate(photos, start=1))


def enrol_judged(
    actor: Actor, pupil_id: str, judged: Sequence[JudgedPhoto], register: str | None, home: Path
) -> EnrolReport:
    """Make and keep the templates of the usable photos; no photo is kept. What became of each, by its number.

    Raises: NotAllowed, InputError, NoRegister, RegisterRefused.
    """
    from checker.store.enrolled import parents_of

    reader, references = reference_reader(home)
    with opened_for(actor, Act.ENROL, register) as store:
        snapshot = store.read()
        _require(snapshot, pupil_id, parents_of(store, pupil_id))
        read = [_read(one, pupil_id, reader, references) for one in judged if one.is_usable]
        photos = tuple(taken(read, store, snapshot, references))
        return EnrolReport(photos, tuple(notices(store.read(), references)))


def _require(snapshot: RegisterSnapshot, pupil_id: str, parents: tuple[ParentRecord, ...]) -> None:
    pupil = snapshot.by_id.get(pupil_id)
    if pupil is None:
        raise RegisterRefused(NO_SUCH_PUPIL)
    require_enrollable(snapshot, pupil, parents)
    if not may_be_enrolled(pupil):  # the list of what is missing is for people; this is the rule
        raise RegisterRefused("No photo was opened: not everything that the law asks for is on record.")


def _judged(number: int, photo: Photo, reader: PictureReader, references: ReferenceJudge) -> JudgedPhoto:
    try:
        picture = reader.open(photo.data)
    except CannotRead as error:
        return JudgedPhoto(number, photo, ReferenceQuality((), str(error)))
    quality = references.judge(picture)
    return JudgedPhoto(number, photo, quality, _boxed(picture, quality))


def _boxed(picture: Picture, quality: ReferenceQuality) -> bytes:
    from checker.analysers.drawing import Mark, NumberedBox, draw_numbered

    mark = Mark.STOP if quality.refusal else Mark.FINE
    return draw_numbered(picture, [NumberedBox(n, box, mark) for n, box in enumerate(quality.faces, start=1)])


def _read(one: JudgedPhoto, pupil_id: str, reader: PictureReader, references: ReferenceJudge) -> Reference:
    vector = references.read(reader.open(one.photo.data))
    return Reference(pupil_id, f"Photo {one.number}", FaceTemplate(pupil_id, vector, model=references.model))
