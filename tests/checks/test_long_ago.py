"""Who lived long ago has no private life to guard; a child of today's in the same sentence has."""

from __future__ import annotations

import pytest

from checker.checks.long_ago import tells_of_long_ago
from checker.core.evidence import ChildHit, ParsedText, Span


def parsed(text: str) -> ParsedText:
    return ParsedText(text, (), (Span(0, len(text)),))


@pytest.mark.parametrize(
    "text",
    [
        "Acorns found out how Grace and her father reached the wreck in 1838.",
        "It was found on the beach and is about 180 million years old.",
        "Thomas was born just over the moor.",
        "The Victorian mill girl lost her mother and was sent to live with her aunt.",
    ],
)
def test_what_is_of_long_ago_is_nobodys_secret(text: str) -> None:
    assert tells_of_long_ago(parsed(text), 3, ())


@pytest.mark.parametrize(
    "text",
    [
        "He has been living with his aunt since last May.",
        "She was born in May 2017 at the hospital.",
        "Baby Finn was born at 6 this morning, weighing 7lb.",
        "He can now read 1200 words without help.",
    ],
)
def test_a_child_of_today_is_still_asked_about(text: str) -> None:
    assert not tells_of_long_ago(parsed(text), 3, ())


def test_a_named_child_of_today_beside_a_year_is_still_asked_about() -> None:
    text = "Her great-gran came in 1952, and Ada still lives there with her."
    assert not tells_of_long_ago(parsed(text), 3, (ChildHit(32, 35, is_named=True),))
