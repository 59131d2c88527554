"""Face photos at the desk: none is opened before the paper is there, each is judged in sight, only good ones count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checker.analysers.picture import PillowReader
from checker.analysers.sample_album import reference_portrait
from checker.core.context import Picture
from checker.core.decision import Role
from checker.core.errors import CannotRead, NotAllowed, RegisterRefused
from checker.core.finding import PixelBox
from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import FaceTemplate
from checker.core.post import Photo
from checker.core.reference_photo import ReferenceQuality
from checker.store.register import SqlRegister
from checker.workflow import enrol_photos
from checker.workflow.enrol import EnrolledPhoto
from checker.workflow.enrol_photos import JudgedPhoto, enrol_judged, judge_photos
from tests.staff import acting
from tests.store.school import OTHER_VECTOR, VECTOR, enrolled

OFFICE = acting(Role.BUSINESS_MANAGER)
BOX = PixelBox(80, 40, 200, 180)
GOOD = ReferenceQuality((BOX,), "", 140, 80, is_sharp=True, is_frontal=True)
POOR = ReferenceQuality((BOX,), "It is blurred.", 140, 80, is_sharp=False)
PORTRAIT = Photo("one.png", reference_portrait())
TORN = Photo("torn.png", reference_portrait()[:2000])


@dataclass
class References:
    """Says of every photo what it is told to, and counts what it was asked."""

    quality: ReferenceQuality = GOOD
    vector: bytes = OTHER_VECTOR
    misfit: str = ""
    asked: list[str] = field(default_factory=list)
    model: str = "dlib"

    def judge(self, picture: Picture) -> ReferenceQuality:
        self.asked.append("judge")
        return self.quality

    def read(self, picture: Picture) -> bytes:
        self.asked.append("read")
        if self.quality.refusal:
            raise CannotRead(self.quality.refusal)
        return self.vector

    def misfits(self, new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...]) -> tuple[str, ...]:
        return (self.misfit,) * len(new)

    def look_alikes(self, templates: tuple[FaceTemplate, ...]) -> tuple[tuple[str, str], ...]:
        return ()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlRegister]:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    with enrolled(tmp_path) as register:
        yield register


@pytest.fixture
def references(monkeypatch: pytest.MonkeyPatch) -> References:
    fake = References()
    monkeypatch.setattr(enrol_photos, "reference_reader", lambda _: (PillowReader(), fake))
    return fake


def judged(tmp_path: Path, *photos: Photo, pupil_id: str = "T01") -> tuple[JudgedPhoto, ...]:
    return judge_photos(OFFICE, pupil_id, photos, str(tmp_path / "register.sqlite"), tmp_path)


def enrol(tmp_path: Path, *photos: JudgedPhoto, pupil_id: str = "T01") -> tuple[EnrolledPhoto, ...]:
    return enrol_judged(OFFICE, pupil_id, photos, str(tmp_path / "register.sqlite"), tmp_path).photos


def vectors(store: SqlRegister) -> list[bytes]:
    return [template.vector for template in store.read().templates]


def test_each_photo_is_shown_with_its_face_in_a_box_and_no_template_is_made(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    (one,) = judged(tmp_path, PORTRAIT)
    assert (one.number, one.quality, one.is_usable) == (1, GOOD, True)
    assert one.preview is not None
    assert one.preview.startswith(b"\xff\xd8")
    assert references.asked == ["judge"]


def test_a_photo_that_cannot_be_read_is_refused_by_itself(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    torn, whole = judged(tmp_path, TORN, PORTRAIT)
    assert (torn.is_usable, torn.preview, whole.is_usable) == (False, None, True)
    assert torn.quality.refusal


def test_good_photos_are_enrolled_and_poor_ones_are_not_even_read(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    poor = JudgedPhoto(1, PORTRAIT, POOR)
    (good,) = judged(tmp_path, PORTRAIT)
    assert enrol(tmp_path, poor, good) == (EnrolledPhoto("T01", "Photo 1", is_taken=True, says="Enrolled."),)
    assert references.asked == ["judge", "read"]
    assert vectors(store) == [VECTOR, OTHER_VECTOR]


def test_a_face_that_fits_somebody_else_is_said_and_not_kept(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    references.misfit = "looks more like another pupil"
    (told,) = enrol(tmp_path, *judged(tmp_path, PORTRAIT))
    assert (told.is_taken, told.says.startswith("The face looks more like another pupil.")) == (False, True)
    assert vectors(store) == [VECTOR]


@pytest.mark.parametrize("pupil_id", ["T02", "T03"])
def test_without_the_paper_no_photo_is_opened_and_what_is_missing_is_listed(
    store: SqlRegister, references: References, tmp_path: Path, pupil_id: str
) -> None:
    with pytest.raises(RegisterRefused) as caught:
        judged(tmp_path, PORTRAIT, pupil_id=pupil_id)
    assert str(caught.value) == (
        "No photo was opened. Not on record: Every parent was told; A parent's written consent."
    )
    assert references.asked == []


def test_what_was_judged_is_not_enrolled_once_the_paper_has_gone(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    photos = judged(tmp_path, PORTRAIT)
    store.record_parent("T01", ParentRecord(ParentKind.KNOWN, "father"))
    with pytest.raises(RegisterRefused, match=r"Not on record: Every parent was told\.$"):
        enrol(tmp_path, *photos)
    assert references.asked == ["judge"]


def test_nothing_is_looked_at_while_face_matching_is_off_or_for_nobody(
    store: SqlRegister, references: References, tmp_path: Path
) -> None:
    with pytest.raises(RegisterRefused, match="no pupil with this id"):
        judged(tmp_path, PORTRAIT, pupil_id="T99")
    store.switch_matching_off()
    with pytest.raises(RegisterRefused, match="Not on record: Face matching is switched on"):
        judged(tmp_path, PORTRAIT)
    assert references.asked == []


@pytest.mark.parametrize("role", [Role.POSTER, Role.DSL, Role.PRINCIPAL, Role.ADMINISTRATOR])
def test_only_the_office_enrols(store: SqlRegister, references: References, tmp_path: Path, role: Role) -> None:
    with pytest.raises(NotAllowed):
        judge_photos(acting(role), "T01", [PORTRAIT], str(tmp_path / "register.sqlite"), tmp_path)
    with pytest.raises(NotAllowed):
        enrol_judged(acting(role), "T01", [], str(tmp_path / "register.sqlite"), tmp_path)
    assert references.asked == []
