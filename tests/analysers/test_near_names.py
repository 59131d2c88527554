"""A name is near when one slip makes the word of it; short names are never near."""

from __future__ import annotations

import pytest

from checker.analysers.near_names import NearNames

NEAR = NearNames(["amelia", "amelie", "orla", "oliver"])


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("ameli", ["amelia", "amelie"]),
        ("ameliaa", ["amelia"]),
        ("amelio", ["amelia", "amelie"]),
        ("amleia", ["amelia"]),
        ("amelia", ["amelie"]),
        ("olivre", ["oliver"]),
        ("olvr", []),
        ("orl", []),
        ("orle", []),
        ("", []),
    ],
)
def test_the_names_one_slip_away(word: str, names: list[str]) -> None:
    assert NEAR.of(word) == names
