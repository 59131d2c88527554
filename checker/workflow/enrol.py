"""How do pupils' faces get into the register? From one folder of reference photos per pupil, none of which is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from checker.core.context import PictureReader, ReferenceFaces
from checker.core.errors import CannotRead, InputError, RegisterRefused
from checker.core.people import FaceTemplate, Pupil, RegisterSnapshot
from checker.store.face_consent import allows_face_matching, may_be_enrolled
from checker.workflow.drafts import read_photo

_MISFIT_REMEDY = "Check that the photo is in the right folder; if it is, enrol this pupil with other photos."


class TemplateStore(Protocol):
    """The register as enrolment needs it. `add_template` raises RegisterRefused without consent."""

    def read(self) -> RegisterSnapshot: ...

    def add_template(self, pupil_id: str, vector: bytes, model: str) -> None: ...


@dataclass(frozen=True, slots=True)
class EnrolledPhoto:
    """What became of one reference photo (or of a whole folder, where `file` is empty)."""

    folder: str = field(repr=False)
    file: str = field(repr=False)
    is_taken: bool
    says: str


@dataclass(frozen=True, slots=True)
class EnrolReport:
    """What became of every photo, and what a person should know about the pupils enrolled."""

    photos: tuple[EnrolledPhoto, ...]
    notices: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[EnrolledPhoto, ...]:
        """The photos and folders that were not taken."""
        return tuple(photo for photo in self.photos if not photo.is_taken)

    def lines(self) -> Iterator[str]:
        """The report in words, for the person who enrols."""
        for photo in self.photos:
            yield f"{'taken  ' if photo.is_taken else 'refused'}  {photo.folder}/{photo.file}: {photo.says}"
        yield from self.notices
        yield f"{len(self.photos) - len(self.refused)} taken, {len(self.refused)} refused. The photos were not kept."


@dataclass(frozen=True, slots=True)
class Reference:
    """A photo that was read, under the folder and name it is reported by, and the template made from it."""

    folder: str = field(repr=False)
    file: str = field(repr=False)
    template: FaceTemplate


def enrol_folder(folder: Path, store: TemplateStore, reader: PictureReader, references: ReferenceFaces) -> EnrolReport:
    """Enrol every pupil who has a folder here and a parent's written consent. Raises: InputError, NoRegister."""
    register = store.read()
    if register.matching is None:
        raise RegisterRefused("Face matching is off. It needs the school's DPIA and the DPO's sign-off first.")
    photos: list[EnrolledPhoto] = []
    read: list[Reference] = []
    for sub_folder in _folders(folder):
        for outcome in _read_folder(sub_folder, register, reader, references):
            (photos if isinstance(outcome, EnrolledPhoto) else read).append(outcome)  # type: ignore[arg-type]
    photos += taken(read, store, register, references)
    photos.sort(key=lambda photo: (photo.folder, photo.file))
    return EnrolReport(tuple(photos), tuple(notices(store.read(), references)))


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError("There is no such folder. Name the folder that holds one folder of photos per pupil.")
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        raise InputError("This folder holds no folders. Make one per pupil, named by the pupil's id.")
    return folders


def _read_folder(
    folder: Path, register: RegisterSnapshot, reader: PictureReader, references: ReferenceFaces
) -> Iterator[EnrolledPhoto | Reference]:
    pupil = _pupil_of(folder.name, register)
    if pupil is None:
        yield _refusal(folder, "", "No pupil in the register has this id. Name the folder by the pupil's id.")
        return
    if not may_be_enrolled(pupil):
        # Not even read: the vector of a child without consent must never exist. The store has the last word.
        yield _refusal(folder, "", _why_not(pupil))
        return
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        yield _refusal(folder, "", "This folder holds no photos.")
    for file in files:
        try:
            vector = references.read(reader.open(read_photo(file).data))
        except CannotRead as error:
            yield _refusal(folder, file.name, str(error))
        else:
            yield Reference(folder.name, file.name, FaceTemplate(pupil.id, vector, model=references.model))


def _why_not(pupil: Pupil) -> str:
    if pupil.left_on is not None:
        return "This pupil has left the school, so no photo was opened."
    if any(map(allows_face_matching, pupil.consents)):
        return "Not every parent is on record as told about face matching, so no photo was opened."
    return "There is no parent's written consent to face matching, so no photo was opened."


def _pupil_of(folder_name: str, register: RegisterSnapshot) -> Pupil | None:
    """The pupil whose id the folder is named by; an id may hold underscores itself, so the longest one counts."""
    parts = folder_name.split("_")
    for end in range(len(parts), 0, -1):
        pupil = register.by_id.get("_".join(parts[:end]))
        if pupil is not None:
            return pupil
    return None


def taken(
    read: list[Reference], store: TemplateStore, register: RegisterSnapshot, references: ReferenceFaces
) -> Iterator[EnrolledPhoto]:
    """Keep those templates that fit their pupils and all the others; what became of each."""
    known = set(register.templates)
    fresh = [reference for reference in read if reference.template not in known]
    misfits = references.misfits(tuple(reference.template for reference in fresh), register.templates)
    for reference in read:
        if reference.template in known:
            yield EnrolledPhoto(reference.folder, reference.file, is_taken=True, says="Enrolled before.")
    for reference, misfit in zip(fresh, misfits, strict=True):
        if misfit:
            says = f"The face {misfit}. {_MISFIT_REMEDY}"
            yield EnrolledPhoto(reference.folder, reference.file, is_taken=False, says=says)
        else:
            yield _add(reference, store)


def _add(reference: Reference, store: TemplateStore) -> EnrolledPhoto:
    try:
        store.add_template(reference.template.pupil_id, reference.template.vector, reference.template.model)
    except RegisterRefused as error:
        return EnrolledPhoto(reference.folder, reference.file, is_taken=False, says=str(error))
    return EnrolledPhoto(reference.folder, reference.file, is_taken=True, says="Enrolled.")


def _refusal(folder: Path, file: str, says: str) -> EnrolledPhoto:
    return EnrolledPhoto(folder.name, file, is_taken=False, says=says)


def notices(register: RegisterSnapshot, references: ReferenceFaces) -> Iterator[str]:
    """What a person should know about the pupils enrolled; by id."""
    for one, two in references.look_alikes(register.templates):
        yield (
            f"Pupils {one} and {two} look alike to the checker: a person will always be asked who is who. "
            "If they are not related, check that their photos are in the right folders."
        )
    yield from re_enrol_notice(register, references.model)


def re_enrol_notice(register: RegisterSnapshot, model: str) -> Iterator[str]:
    """How many pupils cannot be compared any more because another face model is used now."""
    usable = {template.pupil_id for template in register.templates if template.model == model}
    stale = {template.pupil_id for template in register.templates} - usable
    if stale:
        yield (
            f"{len(stale)} pupils were enrolled with another face model and are not compared with anybody. "
            "Enrol them again from their photos."
        )
