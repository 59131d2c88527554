"""What the register answers, and what it refuses."""

from __future__ import annotations

import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from checker.core.errors import RegisterRefused
from checker.core.people import Consent, ConsentState, FaceTemplate, MatchingSignOff, Purpose
from checker.core.post import Channel
from checker.store.csv_register import CsvRegister
from checker.store.register import RecordedConsent, SqlRegister
from tests.store.school import LIST, NOW, OTHER_VECTOR, TODAY, VECTOR, WRITTEN_YES, address, enrolled, opened

pytestmark = pytest.mark.usefixtures("both")
ON_FILES = (
    "test_a_version_never_comes_back_even_after_a_backup_is_put_back",
    "test_the_light_parts_of_the_store_bring_no_database",
)
NO_CONSENT = "There is no written consent of a parent to face matching"
SWITCHED_OFF = "Face matching is switched off"


def test_both_registers_read_alike(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        readers: list[SqlRegister | CsvRegister] = [register, CsvRegister(LIST.encode())]
        assert [[pupil.id for pupil in reader.read().pupils] for reader in readers] == [["T01", "T02", "T03"]] * 2


def test_the_latest_answer_for_each_channel_decides(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.GIVEN))
        register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.REFUSED, Channel.X))
        register.record_consent("T03", Consent(Purpose.VIDEO, ConsentState.GIVEN))
        register.record_consent("T03", Consent(Purpose.VIDEO, ConsentState.EXPIRED))
        pupil = register.read().by_id["T03"]
        asked = [(Purpose.PHOTO, Channel.FACEBOOK), (Purpose.PHOTO, Channel.X), (Purpose.VIDEO, None)]
        assert [pupil.has_consent(*question) for question in asked] == [True, False, False]


def test_every_answer_stays_in_the_timeline(tmp_path: Path) -> None:
    asked = Consent(Purpose.NAME, ConsentState.GIVEN, None, "father", True, date(2026, 9, 1), "form 12")
    taken_back = Consent(Purpose.NAME, ConsentState.WITHDRAWN, None, "father", True, TODAY, "letter 3")
    with opened(tmp_path) as register:
        register.record_consent("T03", asked)
        register.record_consent("T03", taken_back)
        assert register.history("T03") == (RecordedConsent(NOW, asked), RecordedConsent(NOW, taken_back))


@pytest.mark.parametrize(
    "change",
    [
        lambda register: register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.REFUSED)),
        lambda register: register.add_template("T01", OTHER_VECTOR),
        lambda register: register.switch_matching_off(),
        lambda register: register.switch_matching_on("DPIA-4", "B. Officer", TODAY),
        lambda register: register.erase("T02"),
    ],
)
def test_the_version_changes_with_every_change(tmp_path: Path, change: object) -> None:
    with enrolled(tmp_path) as register:
        before = register.version()
        assert (before, before) == (register.version(), register.read().version)
        change(register)  # type: ignore[operator]
        assert register.version() != before
        assert register.read().version == register.version()


def test_a_version_never_comes_back_even_after_a_backup_is_put_back(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        file = tmp_path / "register.sqlite"
        backup = file.read_bytes()
        register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.GIVEN))
        lost = register.version()
        file.write_bytes(backup)
        register.record_consent("T03", Consent(Purpose.PHOTO, ConsentState.REFUSED))
        assert register.version() != lost
        assert register.read().by_id["T03"].consent(Purpose.PHOTO) is ConsentState.REFUSED


def test_an_enrolled_pupil_is_in_the_snapshot_while_matching_is_on(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        register.add_template("T01", OTHER_VECTOR)
        register.add_template("T01", VECTOR)  # the same photo again
        assert register.read().templates == (FaceTemplate("T01", VECTOR), FaceTemplate("T01", OTHER_VECTOR))
        assert register.read().matching == MatchingSignOff("DPIA-3", "A. Officer", TODAY)
        register.switch_matching_off()
        assert (register.read().templates, register.read().matching) == ((), None)


def test_no_template_before_the_sign_off(tmp_path: Path) -> None:
    with opened(tmp_path) as register, pytest.raises(RegisterRefused, match=SWITCHED_OFF):
        register.add_template("T01", VECTOR)


def test_no_template_after_matching_was_switched_off(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        register.switch_matching_off()
        with pytest.raises(RegisterRefused, match=SWITCHED_OFF):
            register.add_template("T01", OTHER_VECTOR)


@pytest.mark.parametrize(("dpia", "dpo"), [("", "A. Officer"), ("DPIA-3", " "), ("", "")])
def test_matching_needs_both_the_dpia_and_the_dpo(tmp_path: Path, dpia: str, dpo: str) -> None:
    with opened(tmp_path) as register:
        with pytest.raises(RegisterRefused, match="Give both"):
            register.switch_matching_on(dpia, dpo, TODAY)
        assert register.read().matching is None


@pytest.mark.parametrize(
    "answer",
    [
        Consent(Purpose.FACE_MATCHING, state, given_by="mother", in_writing=True)
        for state in ConsentState
        if state is not ConsentState.GIVEN
    ]
    + [
        Consent(Purpose.FACE_MATCHING, ConsentState.WITHDRAWN),
        Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, given_by="mother", in_writing=False),
        Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, given_by=" Child ", in_writing=True),
    ],
)
def test_anything_but_a_parents_written_yes_deletes_the_templates_and_refuses_new_ones(
    tmp_path: Path, answer: Consent
) -> None:
    with enrolled(tmp_path) as register:
        register.record_consent("T01", answer)
        assert register.read().templates == ()
        with pytest.raises(RegisterRefused, match=NO_CONSENT):
            register.add_template("T01", VECTOR)
        register.close()
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert VECTOR not in held, "the vector's bytes are gone from the disk too"


@pytest.mark.parametrize("objector", ["father", "child"])
def test_an_objection_stands_until_the_same_person_takes_it_back(tmp_path: Path, objector: str) -> None:
    objection = Consent(Purpose.FACE_MATCHING, ConsentState.REFUSED, given_by=objector)
    agreement = Consent(Purpose.FACE_MATCHING, ConsentState.GIVEN, given_by=f" {objector.title()} ", in_writing=True)
    with enrolled(tmp_path) as register:
        register.record_consent("T01", objection)
        register.record_consent("T01", WRITTEN_YES)
        assert register.read().by_id["T01"].consent(Purpose.FACE_MATCHING) is ConsentState.REFUSED
        with pytest.raises(RegisterRefused, match=NO_CONSENT):
            register.add_template("T01", VECTOR)
        register.record_consent("T01", agreement)
        register.record_consent("T01", WRITTEN_YES)
        register.add_template("T01", VECTOR)
        assert register.read().templates == (FaceTemplate("T01", VECTOR),)


def test_a_photo_consent_is_no_consent_to_face_matching(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register, pytest.raises(RegisterRefused, match=NO_CONSENT):
        register.add_template("T02", VECTOR)


def test_erasing_a_pupil_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        register.record_consent("T01", Consent(Purpose.NAME, ConsentState.REFUSED, evidence="letter from Nettlebed"))
        register.erase("T01")
        assert (list(register.read().by_id), register.read().templates) == (["T02", "T03"], ())
        register.close()
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert [word for word in (b"Thistlewood", b"Nettlebed", VECTOR) if word in held] == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda register: register.record_consent("T99", WRITTEN_YES),
        lambda register: register.add_template("T99", VECTOR),
        lambda register: register.erase("T99"),
        lambda register: register.history("T99"),
    ],
)
def test_an_unknown_pupil_is_refused(tmp_path: Path, ask: object) -> None:
    with enrolled(tmp_path) as register, pytest.raises(RegisterRefused, match="no pupil with this id"):
        ask(register)  # type: ignore[operator]


@pytest.mark.parametrize(
    "vector", [b"", VECTOR[:-4], VECTOR + b"\0\0\0\0", struct.pack("<128f", *[float("nan")] * 128)]
)
def test_what_is_no_vector_is_our_mistake(tmp_path: Path, vector: bytes) -> None:
    with enrolled(tmp_path) as register, pytest.raises(ValueError, match="128 finite float32"):
        register.add_template("T01", vector)


def test_no_name_or_vector_in_what_is_printed(tmp_path: Path) -> None:
    with enrolled(tmp_path) as register:
        printed = repr(register) + repr(register.read()) + repr(register.history("T01"))
        assert [word for word in ("Thistlewood", "Wilfie", "\\x00") if word in printed] == []


def test_a_closed_register_can_be_asked_again(tmp_path: Path) -> None:
    register: SqlRegister = opened(tmp_path)
    version = register.version()
    register.close()
    assert register.version() == version


def test_the_light_parts_of_the_store_bring_no_database() -> None:
    script = (
        "import sys, checker.store, checker.store.csv_register, checker.store.importing\n"
        "assert not {'sqlalchemy', 'alembic', 'sqlite3'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_opening_a_current_register_does_not_bring_alembic(tmp_path: Path) -> None:
    opened(tmp_path).close()
    script = (
        "import sys; from checker.store.register import open_register\n"
        "open_register(sys.argv[1]).read(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, address(tmp_path)], check=True)
