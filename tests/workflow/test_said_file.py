"""What stands in a file of faces is understood whole or refused with a sentence that says where."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checker.core.decision import Role
from checker.core.errors import CannotRead, InputError
from checker.core.finding import PixelBox
from checker.core.post import Photo
from checker.core.resolving import CoverStyle, Resolution, Said
from checker.workflow.as_json import said_json
from checker.workflow.said_file import all_known, read_said

WHEN = "2026-11-20T15:20:00+00:00"
FACE = {"box": [1, 2, 30, 40], "is": "adult"}


def written(tmp_path: Path, told: Any) -> Path:
    file = tmp_path / "faces.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return file


def whole(*faces: Any, **more: Any) -> dict[str, Any]:
    photo = {"file": "a.jpg", "faces": list(faces)}
    return {"by": "B. Office", "role": "Authorised poster", "when": WHEN, "photos": [photo], **more}


def test_a_file_of_faces_is_read_word_by_word(tmp_path: Path) -> None:
    told = whole(
        {"box": [1, 2, 30, 40], "is": "pupil", "pupil": "P1"},
        {"box": [50, 2, 80, 40], "is": "cover", "with": "pixels", "badge": True, "by": "C. Head", "role": "principal"},
    )
    when = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
    assert read_said(written(tmp_path, told))["a.jpg"].resolutions == (
        Resolution(PixelBox(1, 2, 30, 40), Said.PUPIL, "B. Office", Role.POSTER, when, "P1"),
        Resolution(PixelBox(50, 2, 80, 40), Said.COVER, "C. Head", Role.PRINCIPAL, when, None, CoverStyle.PIXELS, True),
    )


def test_no_file_says_nothing() -> None:
    assert read_said(None) == {}


def test_what_the_report_tells_can_be_read_back(tmp_path: Path) -> None:
    when = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
    said = (
        Resolution(PixelBox(1, 2, 30, 40), Said.PUPIL, "B. Office", Role.DSL, when, "P1"),
        Resolution(PixelBox(50, 2, 80, 40), Said.COVER, "B. Office", Role.DSL, when, None, CoverStyle.PIXELS, True),
    )
    told = {"photos": [{"file": "a.jpg", "faces": [said_json(word) for word in said]}]}
    assert read_said(written(tmp_path, told))["a.jpg"].resolutions == said


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("{", "The file of faces is not JSON. Write it as the guide shows."),
        ('{"photos": [], "photos": []}', "The file of faces is not JSON. Write it as the guide shows."),
        ([], "The file of faces is not written as the guide shows."),
        ({"photos": {}}, "The file of faces needs a list of photos, each with a list of faces."),
        ({"photos": [], "pupils": []}, "The file of faces has something the checker does not know: pupils."),
        ({"photos": [{"faces": []}]}, "The file of faces, photo 1, needs the name of its file."),
        (
            {"photos": [{"file": "a", "faces": []}, {"file": "a", "faces": []}]},
            "The file of faces has one photo twice.",
        ),
        (
            whole({**FACE, "is": "teacher"}),
            "The file of faces, photo 1, face 1, must be one of pupil, adult, cover, not_identifiable, not_a_face; "
            "a cover is solid or pixels.",
        ),
        (
            whole({**FACE, "is": "cover", "with": "blur"}),
            "The file of faces, photo 1, face 1, must be one of pupil, adult, cover, not_identifiable, not_a_face; "
            "a cover is solid or pixels.",
        ),
        (
            whole({**FACE, "is": "pupil"}),
            "The file of faces, photo 1, face 1, must name a pupil's id where it is a pupil, and only there.",
        ),
        (
            whole({**FACE, "pupil": "P1"}),
            "The file of faces, photo 1, face 1, must name a pupil's id where it is a pupil, and only there.",
        ),
        (whole(FACE, by=""), "The file of faces, photo 1, face 1, does not tell who said it (by)."),
        (
            whole(FACE, role="cook"),
            "The file of faces, photo 1, face 1, needs the role of who said it: "
            "Authorised poster, Business manager, Designated safeguarding lead, Principal.",
        ),
        (
            whole(FACE, when="2026-11-20"),
            "The file of faces, photo 1, face 1, needs the day, time and time zone when it was said "
            "(2026-11-20T15:20:00+00:00).",
        ),
        (
            whole({**FACE, "box": [1, 2, 3.5, 4]}),
            "The file of faces, photo 1, face 1, needs its box: left, top, right, bottom in whole pixels.",
        ),
        (
            whole({**FACE, "box": [True, 2, 3, 4]}),
            "The file of faces, photo 1, face 1, needs its box: left, top, right, bottom in whole pixels.",
        ),
        (whole(FACE, {**FACE, "box": [9, 2, 9, 4]}), "The file of faces, photo 1, face 2, has an empty box."),
        (
            whole({**FACE, "name": "x"}),
            "The file of faces, photo 1, face 1, has something the checker does not know: name.",
        ),
    ],
)
def test_what_is_not_understood_is_a_sentence(tmp_path: Path, told: Any, says: str) -> None:
    roles = ", ".join(Role)
    expected = says.replace("Authorised poster, Business manager, Designated safeguarding lead, Principal", roles)
    with pytest.raises(InputError) as refused:
        read_said(written(tmp_path, told))
    assert str(refused.value) == expected


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="could not be opened"):
        read_said(tmp_path / "missing.json")


def test_words_about_another_version_of_a_photo_are_refused(tmp_path: Path) -> None:
    photo = Photo("a.jpg", b"jpeg")
    told = whole(FACE)
    told["photos"][0]["sha256"] = photo.digest.upper()
    said = read_said(written(tmp_path, told))["a.jpg"]
    assert said.on(photo).resolutions == said.resolutions
    with pytest.raises(CannotRead, match="another version"):
        said.on(Photo("a.jpg", b"another jpeg"))


def test_words_about_a_photo_that_is_not_checked_are_refused(tmp_path: Path) -> None:
    said = read_said(written(tmp_path, whole(FACE)))
    all_known(said, ["a.jpg", "b.jpg"])
    with pytest.raises(InputError, match="not being checked"):
        all_known(said, ["b.jpg"])
