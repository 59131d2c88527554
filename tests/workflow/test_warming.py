"""The parts of a check are loaded while somebody writes; a part that fails breaks nothing before the check says so."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from checker.workflow import warming
from checker.workflow.analysers import Analysers
from checker.workflow.warming import Warming, warm
from tests.test_fail_closed import whole_analysers


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Nothing stays frozen after a test."""
    yield
    gc.unfreeze()


def test_a_warm_server_has_each_part_of_a_check_of_words_and_no_pupil() -> None:
    asked: list[str] = []
    whole = whole_analysers()

    def told(part: str):
        return lambda *told: (asked.append(part), getattr(whole, part)(*told))[1]

    warm(replace(whole, **{part: told(part) for part in ("language", "details", "profanity", "meaning", "names_of")}))
    assert set(asked) == {"language", "details", "profanity", "meaning"}
    assert gc.get_freeze_count() > 0


def test_a_part_that_cannot_be_loaded_breaks_nothing() -> None:
    def missing() -> None:
        raise RuntimeError("the model is not there")

    warm(replace(whole_analysers(), meaning=missing, language=missing))
    assert gc.get_freeze_count() > 0


def test_only_a_server_that_allows_it_warms_itself_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Analysers] = []
    is_begun = Event()
    monkeypatch.setattr(warming, "LATER", 0.0)
    monkeypatch.setattr(warming, "warm", lambda analysers: (begun.append(analysers), is_begun.set()))
    analysers = whole_analysers()
    ours = Warming(analysers)
    ours.begin()
    assert not is_begun.wait(0.1)
    ours.allow()
    ours.begin()
    ours.begin()
    assert is_begun.wait(10)
    assert begun == [analysers]
