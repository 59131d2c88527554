"""What is out and would not pass today is told, and put on the list of take-downs only when that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.people import Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown
from checker.core.staff import Actor
from checker.store import REGISTER_FILE
from checker.store.csv_register import parse_register_csv
from checker.store.importing import plan_import
from checker.store.publications import Publications
from checker.store.register import open_register
from checker.workflow.album_job import AlbumRow
from checker.workflow.audit import audit_lines
from checker.workflow.permits import this_machine
from tests.running import REGISTER, Ran

Checker = Callable[..., Ran]
ON, LINK = date(2026, 11, 2), "https://social.example/posts/7"
OUT, ELSEWHERE = "a" * 64, "b" * 64
SAYS = "This pupil may not be shown."


@pytest.fixture
def school(home: Path) -> str:
    """Two pupils; one post on Facebook is recorded, with the first of them in its photo."""
    home.mkdir()
    file = str(home / REGISTER_FILE)
    with open_register(file, create=True) as register:
        register.apply(plan_import(register.read(), parse_register_csv(REGISTER.encode()), date.today()))
        shown = (Shown("S01", Purpose.PHOTO, OUT),)
        Publications(register).publish(PublishedPost("c" * 64, Channel.FACEBOOK, LINK, ON, "Office", shown))
    return file


def row(file: str, digest: str | None, *pupils: tuple[str, str, Any], verdict: str = "block") -> AlbumRow:
    faces = [{"outcome": outcome, "pupil": pupil, "allowed_by": allowed} for pupil, outcome, allowed in pupils]
    found = [{"check": "faces.consent", "severity": "block", "says": SAYS}]
    return AlbumRow(file, {"file": file, "verdict": verdict, "faces": faces, "findings": found, "sha256": digest})


ROWS = (
    row("out.jpg", OUT, ("S02", "matched", None), ("S01", "matched", {"pupil": "S01"})),
    row("elsewhere.jpg", ELSEWHERE, ("S02", "matched", None)),
    row("fine.jpg", OUT, verdict="clear"),
    row("unread.jpg", None, verdict="review"),
)
WHERE = f"facebook, {LINK}, posted 02/11/2026"


def listed(school: str) -> list[tuple[str | None, str, str]]:
    with open_register(school) as register:
        return [(one.pupil_id, one.photo_digest, one.owner) for one in Publications(register).take_downs()]


def test_what_is_out_is_told_with_the_post_it_is_in_and_nothing_is_recorded(school: str) -> None:
    assert list(audit_lines(this_machine(), ROWS, school, record=False)) == [
        f"out.jpg: take down or change, on {WHERE}. {SAYS}",
        f"elsewhere.jpg: may not stay as it is; no recorded post has this very file, so look where it is. {SAYS}",
        f"To take down: {WHERE}, because of pupil S02.",
        "1 to take down, not listed yet. To list them: the same command with --take-down",
    ]
    assert listed(school) == []


def test_what_is_recorded_is_recorded_once(school: str) -> None:
    assert list(audit_lines(this_machine(), ROWS, school, record=True))[-1].startswith("1 put on the list")
    assert listed(school) == [("S02", OUT, "Office")]
    assert list(audit_lines(this_machine(), ROWS, school, record=True))[-1] == "Nothing new has to be taken down."
    assert listed(school) == [("S02", OUT, "Office")]


def test_a_photo_that_fails_for_another_reason_is_an_item_without_a_pupil(school: str) -> None:
    list(audit_lines(this_machine(), [row("sign.jpg", OUT)], school, record=True))
    assert listed(school) == [(None, OUT, "Office")]


def test_only_who_may_work_on_take_downs_hears_of_them(school: str) -> None:
    with pytest.raises(NotAllowed):
        list(audit_lines(Actor(7, frozenset({Role.ADMINISTRATOR})), ROWS, school, record=False))


def test_the_recorded_posts_alone_are_held_against_today(checker: Checker, school: str) -> None:
    assert checker("album", "--audit").err == "Nothing new has to be taken down.\n"
    with open_register(school) as register:
        register.record_consent("S01", Consent(Purpose.PHOTO, ConsentState.EXPIRED, given_by="mother"))
    told = checker("album", "--audit", "--take-down").err
    assert told == (
        f"To take down: {WHERE}, because of pupil S01.\n1 put on the list of take-downs. See: checker takedowns list\n"
    )
    assert listed(school) == [("S01", OUT, "Office")]


@pytest.mark.parametrize("words", [(), ("photos", "--take-down")])
def test_half_a_wish_is_a_sentence(checker: Checker, words: tuple[str, ...]) -> None:
    ran = checker("album", *words)
    assert (ran.code, ran.out) == (3, "")
    assert "--audit" in ran.err
