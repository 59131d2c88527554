"""Enrolment reads only whom it may, takes only what fits, and says what became of every photo."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from checker.analysers.encoding import to_bytes
from checker.analysers.reference_sets import Fit, judge_references, look_alikes
from checker.core.context import Picture
from checker.core.errors import CannotRead, InputError, RegisterRefused
from checker.core.people import (
    DLIB,
    Consent,
    ConsentState,
    FaceTemplate,
    MatchingSignOff,
    Pupil,
    Purpose,
    RegisterSnapshot,
)
from checker.workflow.enrol import EnrolledPhoto, EnrolReport, enrol_folder
from tests.fakes import FakePicture

SIGNED = MatchingSignOff("DPIA-7", "A. Reed", date(2026, 9, 1))
WRITTEN = Consent(
    Purpose.FACE_MATCHING, ConsentState.GIVEN, given_by="parent", in_writing=True, has_responsibility=True
)
SPOKEN = replace(WRITTEN, in_writing=False)
PUPILS = (
    Pupil("P1", "Maren", "Okonjo", consents=(WRITTEN,), parents_told=True),
    Pupil("P_2", "Tobias", "Fell", consents=(WRITTEN,), parents_told=True),
    Pupil("P3", "Ines", "Abara"),
    Pupil("P4", "Rolf", "Tanner", consents=(SPOKEN,), parents_told=True),
)


@dataclass
class Store:
    """A register in memory."""

    snapshot: RegisterSnapshot = field(default_factory=lambda: RegisterSnapshot("v1", PUPILS, matching=SIGNED))
    refuses: frozenset[str] = frozenset()

    def read(self) -> RegisterSnapshot:
        return self.snapshot

    def add_template(self, pupil_id: str, vector: bytes, model: str) -> None:
        if pupil_id in self.refuses:
            raise RegisterRefused("A parent objected.")
        templates = (*self.snapshot.templates, FaceTemplate(pupil_id, vector, model=model))
        self.snapshot = replace(self.snapshot, templates=templates)


@dataclass(frozen=True)
class Drawn(FakePicture):
    place: float = 0.0


@dataclass
class Reader:
    """A photo file holds the place of its face on a line, or is torn."""

    opened: list[bytes] = field(default_factory=list)
    model: str = DLIB

    def open(self, data: bytes) -> Picture:
        self.opened.append(data)
        if data == b"torn":
            raise CannotRead("This file is not a picture.")
        return Drawn(place=float(data))

    def read(self, picture: Picture) -> bytes:
        assert isinstance(picture, Drawn)
        return vector(picture.place)

    def misfits(self, new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...]) -> tuple[str, ...]:
        fits = judge_references(new, enrolled)
        return tuple("" if fit is Fit.FITS else fit.value for fit in fits)

    def look_alikes(self, templates: tuple[FaceTemplate, ...]) -> tuple[tuple[str, str], ...]:
        return look_alikes(templates)


def vector(place: float) -> bytes:
    drawn = np.zeros(128, np.float32)
    drawn[0] = place
    return to_bytes(drawn)


def enrol(folder: Path, photos: dict[str, str], store: Store, reader: Reader | None = None) -> EnrolReport:
    for name, content in photos.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    reader = reader or Reader()
    return enrol_folder(folder, store, reader, reader)


def taken(folder: str, file: str, says: str = "Enrolled.") -> EnrolledPhoto:
    return EnrolledPhoto(folder, file, is_taken=True, says=says)


def refused(folder: str, file: str, says: str) -> EnrolledPhoto:
    return EnrolledPhoto(folder, file, is_taken=False, says=says)


MISFIT = "Check that the photo is in the right folder; if it is, enrol this pupil with other photos."


def test_photos_become_templates_of_the_pupil_their_folder_is_named_by(tmp_path: Path) -> None:
    store = Store()
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P_2_Tobias/b.jpg": "2"}, store)
    assert report == EnrolReport((taken("P1", "a.jpg"), taken("P_2_Tobias", "b.jpg")))
    assert store.snapshot.templates == (FaceTemplate("P1", vector(0)), FaceTemplate("P_2", vector(2)))
    assert report.refused == ()


def test_an_unknown_folder_is_a_sentence(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P9_Nobody/b.jpg": "2"}, Store())
    says = "No pupil in the register has this id. Name the folder by the pupil's id."
    assert report.photos == (taken("P1", "a.jpg"), refused("P9_Nobody", "", says))
    assert report.refused == (refused("P9_Nobody", "", says),)


@pytest.mark.parametrize("pupil_id", ["P3", "P4"])
def test_without_written_consent_no_photo_is_even_opened(tmp_path: Path, pupil_id: str) -> None:
    store, reader = Store(), Reader()
    report = enrol(tmp_path, {f"{pupil_id}/a.jpg": "0"}, store, reader)
    says = "There is no parent's written consent to face matching, so no photo was opened."
    assert report == EnrolReport((refused(pupil_id, "", says),))
    assert (reader.opened, store.snapshot.templates) == ([], ())


def test_the_register_has_the_last_word(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "0"}, Store(refuses=frozenset({"P1"})))
    assert report == EnrolReport((refused("P1", "a.jpg", "A parent objected."),))


def test_a_torn_photo_is_a_sentence_and_the_others_are_taken(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "torn", "P1/b.jpg": "0", "P1/.hidden": "torn"}, Store())
    assert report == EnrolReport((refused("P1", "a.jpg", "This file is not a picture."), taken("P1", "b.jpg")))


def test_a_photo_that_disagrees_with_the_pupils_others_is_refused(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P1/b.jpg": "0.1", "P1/c.jpg": "2"}, Store())
    says = f"The face does not look like the pupil's other photos. {MISFIT}"
    assert report.photos == (taken("P1", "a.jpg"), taken("P1", "b.jpg"), refused("P1", "c.jpg", says))


def test_a_photo_nearer_to_another_enrolled_pupil_is_refused(tmp_path: Path) -> None:
    enrolled = (FaceTemplate("P_2", vector(0.9)), FaceTemplate("P_2", vector(1)))
    store = Store(RegisterSnapshot("v1", PUPILS, enrolled, SIGNED))
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P1/b.jpg": "0.1", "P1/c.jpg": "0.59"}, store)
    says = f"The face looks more like another pupil. {MISFIT}"
    assert report.photos == (taken("P1", "a.jpg"), taken("P1", "b.jpg"), refused("P1", "c.jpg", says))


def test_pupils_who_look_alike_are_enrolled_and_told(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P_2/b.jpg": "0.1"}, Store())
    says = (
        "Pupils P1 and P_2 look alike to the checker: a person will always be asked who is who. "
        "If they are not related, check that their photos are in the right folders."
    )
    assert report == EnrolReport((taken("P1", "a.jpg"), taken("P_2", "b.jpg")), (says,))


def test_enrolling_again_adds_nothing(tmp_path: Path) -> None:
    store = Store()
    enrol(tmp_path, {"P1/a.jpg": "0"}, store)
    report = enrol(tmp_path, {"P1/b.jpg": "0.2"}, store)
    assert report == EnrolReport((taken("P1", "a.jpg", "Enrolled before."), taken("P1", "b.jpg")))
    assert [template.vector for template in store.snapshot.templates] == [vector(0), vector(0.2)]


def test_photos_of_another_face_model_are_no_witnesses_and_their_pupils_are_counted(tmp_path: Path) -> None:
    old = tuple(FaceTemplate(pupil_id, vector(9), model="school") for pupil_id in ("P1", "P_2"))
    report = enrol(tmp_path, {"P1/a.jpg": "0"}, Store(RegisterSnapshot("v1", PUPILS, old, SIGNED)))
    says = (
        "1 pupils were enrolled with another face model and are not compared with anybody. "
        "Enrol them again from their photos."
    )
    assert report == EnrolReport((taken("P1", "a.jpg"),), (says,))


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "P1").mkdir()
    report = enrol_folder(tmp_path, Store(), Reader(), Reader())
    assert report == EnrolReport((refused("P1", "", "This folder holds no photos."),))


def test_without_the_dpia_nothing_is_read(tmp_path: Path) -> None:
    reader = Reader()
    with pytest.raises(RegisterRefused):
        enrol(tmp_path, {"P1/a.jpg": "0"}, Store(RegisterSnapshot("v1", PUPILS)), reader)
    assert reader.opened == []


@pytest.mark.parametrize("name", ["", "missing"])
def test_a_folder_without_folders_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        enrol_folder(tmp_path / name, Store(), Reader(), Reader())


def test_the_report_names_no_pupil_and_the_photos_stay_where_they_are(tmp_path: Path) -> None:
    report = enrol(tmp_path, {"P1/a.jpg": "0", "P1/b.jpg": "torn"}, Store())
    lines = list(report.lines())
    assert lines == [
        "taken    P1/a.jpg: Enrolled.",
        "refused  P1/b.jpg: This file is not a picture.",
        "1 taken, 1 refused. The photos were not kept.",
    ]
    assert "a.jpg" not in repr(report)
    assert (tmp_path / "P1" / "a.jpg").read_text() == "0"
