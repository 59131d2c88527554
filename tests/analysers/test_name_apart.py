"""A pupil's surname and first name in two places: the ways a joke or a second sentence keeps them from each other."""

import pytest

from checker.analysers.register_names import RegisterNames
from checker.core.people import Pupil
from tests.fakes import parse

NAMES = RegisterNames(
    (
        Pupil("ana", "Ana-Maria", "Stoiceva", "", "Year 5", "Cedar"),
        Pupil("dylan", "Dylan", "Breeze", "", "Year 4", "Maple"),
        Pupil("henry", "Henry", "Tollervey", "", "Year 3", "Maple"),
        Pupil("arun", "Arun", "Venkatesan", "", "Year 6", "Maple"),
    )
)


@pytest.mark.parametrize(
    ("text", "pupil"),
    [
        ("Ana-Maria (yes, Stoiceva) has been picked for the squad.", "ana"),
        ("He made it look like a Breeze, our Dylan.", "dylan"),
        ("Her brother Henry managed eleven minutes. The Tollerveys have raised £90.", "henry"),
        ("Make way for Professor Venkatesan of Maple class, whose lava lamp stole the show.", "arun"),
    ],
)
def test_both_halves_are_put_together(text: str, pupil: str) -> None:
    assert [hit.pupil_ids for hit in NAMES.find(parse(text))] == [(pupil,)]


@pytest.mark.parametrize(
    "text",
    [
        "There was a breeze, our Dylan said.",
        "Professor Venkatesan came to talk about lava.",
        "A gentle breeze and our own Dylan at the oars.",
        "The Tollerveys have raised £90.",
    ],
)
def test_one_half_alone_names_nobody(text: str) -> None:
    assert NAMES.find(parse(text)) == ()
