"""The sample school is whole, invented, made anew at will, and shows each verdict."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from checker.core.errors import InputError
from checker.core.people import Purpose
from checker.core.post import Photo, Post
from checker.core.report import Verdict
from checker.workflow import sample
from checker.workflow.wiring import Gate, open_gate


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.prepare_sample(tmp_path_factory.mktemp("school") / "sample-school")


@pytest.fixture(scope="module")
def gate(home: Path) -> Gate:
    return open_gate(home=home)


def photo(home: Path, name: str, alt_text: str = "") -> Photo:
    return Photo(name, sample.sample_picture(home, name), alt_text)


def test_the_register_is_varied(gate: Gate) -> None:
    pupils = gate.read_register().pupils
    assert len(pupils) >= 60
    assert len({pupil.class_name for pupil in pupils}) >= 6
    assert len({(pupil.first_name, pupil.last_name) for pupil in pupils}) == len(pupils)
    assert sum(pupil.never_publish for pupil in pupils) >= 2
    assert sum(bool(pupil.known_as) for pupil in pupils) >= 5
    assert [name for name, count in Counter(pupil.last_name for pupil in pupils).items() if count == 2]
    for purpose in (Purpose.PHOTO, Purpose.VIDEO, Purpose.NAME, Purpose.FACE_MATCHING):
        assert 0 < sum(pupil.has_consent(purpose) for pupil in pupils) < len(pupils)


def test_one_pupil_is_enrolled_and_consented_to_it(gate: Gate) -> None:
    register = gate.read_register()
    assert [template.pupil_id for template in register.templates] == [sample.STAND_IN]
    assert register.by_id[sample.STAND_IN].has_consent(Purpose.FACE_MATCHING)
    assert register.matching is not None
    assert register.matching.dpia == sample.DPIA


def test_there_are_a_dozen_drafts_of_every_verdict_with_pictures_that_exist(home: Path) -> None:
    drafts = sample.sample_drafts(home)
    assert len(drafts) >= 12
    assert len({draft.id for draft in drafts}) == len(drafts)
    assert {draft.ends for draft in drafts} == {verdict.value for verdict in Verdict}
    assert {one.file for draft in drafts for one in draft.photos} <= set(sample.sample_album(home))


def test_each_draft_ends_as_its_title_promises(home: Path, gate: Gate) -> None:
    ends = {}
    for draft in sample.sample_drafts(home):
        photos = tuple(photo(home, one.file, one.alt_text) for one in draft.photos)
        ends[draft.id] = gate.check(Post(draft.text, draft.channel, photos)).verdict.value
    assert ends == {draft.id: draft.ends for draft in sample.sample_drafts(home)}


def test_the_album_shows_clear_and_review_and_what_a_phone_hides(home: Path, gate: Gate) -> None:
    ends, hidden = {}, set()
    for name in sample.sample_album(home):
        report = gate.check(Post("", photos=(photo(home, name),)))
        ends[name] = report.verdict
        hidden |= {detail.kind.name for detail in (report.photos[0].metadata or pytest.fail(name)).details}
    assert ends == {
        "bake-sale.png": Verdict.CLEAR,
        "book-fair.webp": Verdict.CLEAR,
        "broken-transfer.jpg": Verdict.REVIEW,
        "garden.jpg": Verdict.CLEAR,
        "playground.heic": Verdict.CLEAR,
        "river-display.jpg": Verdict.CLEAR,
        "space-day-guest.jpg": Verdict.REVIEW,
        "space-day-one.jpg": Verdict.CLEAR,
        "space-day-two.jpg": Verdict.REVIEW,
        "sports-day.jpg": Verdict.CLEAR,
    }
    assert {"PLACE", "DEVICE", "TIME"} <= hidden


def test_it_says_in_its_folder_that_everybody_is_invented(home: Path) -> None:
    assert "Everybody in this folder is invented" in (home / "THIS-IS-THE-SAMPLE-SCHOOL.txt").read_text()


def test_a_folder_with_anything_else_in_it_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").write_text("a school's own")
    with pytest.raises(InputError, match="holds something else"):
        sample.prepare_sample(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["register.sqlite"]


def test_making_it_anew_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The template is the slow part and is proven above.
    monkeypatch.setattr(sample, "_stand_in_template", lambda: bytes(512))
    home = sample.prepare_sample(tmp_path / "sample-school")
    (home / "album" / "garden.jpg").unlink()
    (home / "school.toml").write_text("")
    assert sample.open_sample(home) == home
    assert "garden.jpg" not in sample.sample_album(home)
    sample.prepare_sample(home)
    assert "garden.jpg" in sample.sample_album(home)
    assert open_gate(home=home).settings.school == sample.SCHOOL


def test_half_a_sample_school_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sample, "_fill_register", fail)
    with pytest.raises(InputError, match="No space left on device"):
        sample.prepare_sample(tmp_path / "sample-school")
    assert not sample.is_sample(tmp_path / "sample-school")
    assert sample.sample_drafts(tmp_path / "sample-school") == ()


def test_a_picture_that_is_not_in_the_album_is_not_given(home: Path) -> None:
    with pytest.raises(InputError):
        sample.sample_picture(home, "../register.sqlite")


def test_the_source_holds_only_what_the_import_knows() -> None:
    file = Path(__file__).resolve().parents[2] / "consent_data" / "sample" / "register.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    answers = {
        value for row in rows for key, value in row.items() if key.endswith("_consent") or key == "never_publish"
    }
    assert answers == {"yes", "no"}
