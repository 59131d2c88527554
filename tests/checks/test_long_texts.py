"""The checks' own patterns read 20,000 characters of anything in a time that grows with the length only."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from checker.checks.animals import animal_names
from checker.checks.names_pupil import PupilFullName
from checker.checks.platform_capitals import Shouting
from checker.checks.writing_details import WrittenDetails
from checker.core.evidence import NameForm, NameHit, ParsedText
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.post import Post
from checker.core.rules import RuleBook, RuleHit
from tests.checks.test_writing import PHOTO, RULES, seen, told
from tests.fakes import FakeEvidence, context

LENGTH = 20_000
LONG_ENOUGH = 1.0
"""Seconds of processor time. Each of these took 4 s or far more when a pattern tried every way to part the text."""


@pytest.mark.parametrize("text", ["AB" + " " * LENGTH, "A" * LENGTH + "a", "AA " * LENGTH + "a"])
def test_capitals(text: str) -> None:
    began = time.process_time()
    list(Shouting().find(Post(text), context(FakeEvidence())))
    assert time.process_time() - began < LONG_ENOUGH


def test_streets_in_a_photo() -> None:
    evidence = FakeEvidence(writing_seen={PHOTO.name: seen("1 " + "A" * LENGTH)})
    began = time.process_time()
    assert told(WrittenDetails(), evidence) == []
    assert time.process_time() - began < LONG_ENOUGH


def test_animals() -> None:
    began = time.process_time()
    animal_names("deer " * (5 * LENGTH // 4))
    assert time.process_time() - began < LONG_ENOUGH


def test_what_is_private_beside_many_names_is_looked_for_once() -> None:
    text = "Ada Quill has asthma. " * 100
    names = tuple(NameHit(place, place + 9, ("P1",), NameForm.FULL) for place in range(0, len(text), 22))
    evidence = FakeEvidence(RegisterSnapshot("v1", (Pupil("P1", "Ada", "Quill"),)), name_hits={text: names})
    asked: list[str] = []

    class Counted(RuleBook):
        """Notes what is asked of the rules."""

        def hits(self, check: str, parsed: ParsedText) -> Iterator[RuleHit]:
            asked.append(check)
            return super().hits(check, parsed)

    found = list(PupilFullName().find(Post(text), context(evidence, Counted(RULES.rules))))
    assert [finding.suggestion for finding in found] == ["One of our pupils"] * 100
    assert len(asked) == len(set(asked)) > 5
