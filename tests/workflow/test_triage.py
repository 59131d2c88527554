"""Photos fall into the pile of the least effort, and of a burst the one that needs least is proposed."""

from __future__ import annotations

from typing import Any

import pytest

from checker.workflow.album_pace import Pace
from checker.workflow.album_thumbnails import may_be_seen
from checker.workflow.triage import Effort, Pile, bursts, decisions_left, effort, pile_lines, sorted_album

STRANGER = {"outcome": "stranger", "pupil": None, "allowed_by": None}
MATCHED = {"outcome": "matched", "pupil": "S01", "allowed_by": {"pupil": "S01"}}
COVERED = {"outcome": "covered", "pupil": None, "allowed_by": None}
UNKNOWN, REFUSED = ("faces.unresolved", "review"), ("faces.consent", "block")


def row(
    *findings: tuple[str, str],
    faces: tuple[dict[str, Any], ...] = (),
    verdict: str = "review",
    unproven: tuple[str, ...] = (),
    file: str = "a.jpg",
) -> dict[str, Any]:
    told = [{"check": check, "severity": severity} for check, severity in findings]
    return {"file": file, "verdict": verdict, "findings": told, "faces": list(faces), "unproven": list(unproven)}


CLEAR = row(("faces.consent", "note"), faces=(MATCHED,), verdict="clear")


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (CLEAR, Effort(Pile.READY, 0)),
        (row(UNKNOWN, faces=(STRANGER, MATCHED)), Effort(Pile.NAME_ONE, 1)),
        (row(UNKNOWN, UNKNOWN, faces=(STRANGER, STRANGER)), Effort(Pile.NAME_MORE, 2)),
        (row(REFUSED, REFUSED, faces=(MATCHED, MATCHED), verdict="block"), Effort(Pile.COVER, 2, 2)),
        (row(REFUSED, UNKNOWN, faces=(MATCHED, STRANGER), verdict="block"), Effort(Pile.COVER, 2, 1)),
        (row(("attire.context", "review"), UNKNOWN, faces=(STRANGER,)), Effort(Pile.DSL, 2)),
        (row(("writing.names", "block"), UNKNOWN, faces=(STRANGER,), verdict="block"), Effort(Pile.LOOK, 2)),
        (row(("metadata.hidden", "review"), unproven=("metadata.hidden",)), Effort(Pile.UNCHECKED, 1)),
    ],
)
def test_a_photo_falls_into_the_pile_of_its_effort(needs: dict[str, Any], expected: Effort) -> None:
    assert effort(needs) == expected


def test_photos_that_are_nearly_the_same_are_one_burst() -> None:
    assert bursts([0b0000, 0b0111, None, (1 << 64) - 1, 0b0001]) == ((0, 1, 4),)


def test_of_a_burst_the_one_where_everybody_consents_is_proposed() -> None:
    block = row(REFUSED, faces=(MATCHED,), verdict="block", file="refused.jpg")
    photos = sorted_album(
        [block, {**CLEAR, "file": "clear.jpg"}, {**block, "file": "other.jpg"}], [1, 1, (1 << 64) - 1]
    )
    assert [(photo.file, photo.instead) for photo in photos] == [
        ("refused.jpg", "clear.jpg"), ("clear.jpg", ""), ("other.jpg", ""),
    ]  # fmt: skip
    assert decisions_left(photos) == 1
    assert pile_lines(photos) == (
        "    1 ready now",
        "    2 cover faces (2 in all)",
        "    1 of these can stay at home: a photo that is nearly the same needs less",
        "1 decision left",
    )


def test_of_a_burst_that_is_ready_the_one_that_shows_most_is_proposed_and_nothing_is_left_to_decide() -> None:
    ready = (
        ("blurred.jpg", (MATCHED, MATCHED), 40.0),
        ("sharp.jpg", (MATCHED, MATCHED), 90.0),
        ("sharpest, one covered.jpg", (MATCHED, COVERED), 200.0),
        ("not measured.jpg", (MATCHED, MATCHED), None),
        ("another.jpg", (MATCHED,), 500.0),
    )
    rows = [{**CLEAR, "file": file, "faces": list(faces), "sharpness": sharp} for file, faces, sharp in ready]
    refused = row(REFUSED, faces=(MATCHED,), verdict="block", file="refused.jpg")
    photos = sorted_album([*rows, refused], [1, 1, 3, 1, (1 << 64) - 1, 1])
    assert [photo.told for photo in photos] == [
        ("Nearly the same and ready too; of these we would post sharp.jpg",),
        (),
        ("Nearly the same and ready too; of these we would post sharp.jpg",),
        ("Nearly the same and ready too; of these we would post sharp.jpg",),
        (),
        ("Nearly the same and needs less: sharp.jpg",),
    ]
    assert [photo.effort.pile for photo in photos] == [Pile.READY] * 5 + [Pile.COVER]
    assert pile_lines(photos) == (
        "    5 ready now",
        "    1 cover faces (1 in all)",
        "    1 of these can stay at home: a photo that is nearly the same needs less",
        "    3 of these are nearly the same as a better one that is ready too",
        "0 decisions left",
    )


def test_a_long_album_takes_no_longer_a_photo() -> None:
    alike = [0, *(((1 << 64) - 1) ^ (number * 0x9E3779B97F4A7C15 % (1 << 64)) for number in range(200)), 0]
    assert all(group != (0, 201) for group in bursts(alike))


@pytest.mark.parametrize(
    ("face", "seen"),
    [
        ({"outcome": "matched", "pupil": "S01", "allowed_by": {"pupil": "S01"}}, True),
        ({"outcome": "resolved_by", "pupil": None, "allowed_by": None}, True),
        ({"outcome": "matched", "pupil": "S01", "allowed_by": None}, False),
        ({"outcome": "stranger", "pupil": None, "allowed_by": None}, False),
        ({"outcome": "not_compared", "pupil": None, "allowed_by": None}, False),
        ({"outcome": "not_identifiable", "pupil": None, "allowed_by": None}, False),
    ],
)
def test_a_thumbnail_shows_only_those_who_may_be_shown(face: dict[str, Any], seen: bool) -> None:
    assert may_be_seen(face) is seen


def test_the_time_left_counts_only_photos_that_were_looked_at() -> None:
    now = [0.0]
    pace = Pace(100, lambda: now[0])
    for _ in range(50):
        pace.count(is_kept=True)
    assert pace.words == "50 of 100 photos"
    for _ in range(10):
        now[0] += 3
        pace.count(is_kept=False)
    assert (pace.seconds_left, pace.words) == (120.0, "60 of 100 photos, about 2 minutes left")


def test_the_same_file_under_another_name_is_told() -> None:
    files = (("a.jpg", "1"), ("b.jpg", "2"), ("copy of a.jpg", "1"), ("bad.jpg", None), ("worse.jpg", None))
    rows = [{**CLEAR, "file": name, "sha256": digest} for name, digest in files]
    photos = sorted_album(rows)
    assert [photo.twin for photo in photos] == ["", "", "a.jpg", "", ""]
    assert [photo.told for photo in sorted_album(rows, [1, 1 << 63, 1, None, None])][2] == ("The same file as a.jpg",)
    assert pile_lines(photos)[1] == "    1 of these is there twice: the very same file has another name"
