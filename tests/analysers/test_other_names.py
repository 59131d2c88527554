"""Other children's names: a guess from usual first names, with adults, books and places left alone."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames
from checker.core.evidence import OtherName
from checker.core.people import Pupil

LANGUAGE = SpacyLanguage()
NAMES = RegisterNames((Pupil("amelia", "Amelia", "Carvell", "", "Year 2", "Willow"),))
MODELS = Path(__file__).resolve().parents[2] / "models"


def find(text: str) -> list[tuple[str, str]]:
    found = NAMES.find_others(LANGUAGE.parse(text))
    return [(text[name.start : name.end], text[name.start : name.first_end]) for name in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A first for us! Year 5's Theo Blackmoor has passed grade 5 on the cello.", "Theo Blackmoor"),
        ("Their number nine, Tyler Mossley, was the pick of the players.", "Tyler Mossley"),
        ("Congratulations to Evie Marchley, who won the county colouring prize.", "Evie Marchley"),
        ("Lovely to bump into Poppy Marchley at the carnival.", "Poppy Marchley"),
        ("Well done Tundrel Blackmoor (Year 4)!", "Tundrel Blackmoor"),
        ("Theo Blackmoor read the prayers in church.", "Theo Blackmoor"),
        ("A beautiful drawing by Reggie Marchley", "Reggie Marchley"),
        ("PUPIL OF THE WEEK: TYLER MOSSLEY", "TYLER MOSSLEY"),
        ("What a picture #TheoBlackmoor", "TheoBlackmoor"),
        ("Bravo Theo James Blackmoor!", "Theo James Blackmoor"),
        ("Harrison Mossley-Blake in Willow class", "Harrison Mossley-Blake"),
    ],
)
def test_a_childs_name_that_is_in_no_register_is_found(text: str, name: str) -> None:
    assert [found for found, _ in find(text)] == [name]


def test_the_first_name_can_be_kept() -> None:
    assert NAMES.find_others(LANGUAGE.parse("Bravo Theo Blackmoor!")) == (OtherName(6, 20, 10),)


@pytest.mark.parametrize(
    "text",
    [
        "Amelia Carvell won the race.",
        "Miss Nadine Rahmani (Year 5) and Mr Daniel Ferrero (Year 1) join us.",
        "Author Evie Marchley will be visiting on Monday.",
        "Our Chair of Governors, Oscar Marchley, opened the hall.",
        "Coach Ryan Mossley led the session.",
        "Headteacher Sophie Marchley said thank you.",
        "Reverend Alice Marchley led assembly.",
        "From Oliver Twist to Alice Wonderland, what costumes!",
        "Florence Nightingale and Mary Seacole helped soldiers.",
        "Year 4 learned about Grace Darling.",
        "'The Lighthouse' by Evie Marchley",
        "Thomas Marchley was born in 1802.",
        "Victoria Park and Charlotte Street are closed.",
        "The Edward Marchley Library is open.",
        "Thomas Telford School welcomed us.",
        "Year 3's Stone Age day was a hit.",
        "Summer Fayre on Saturday, Easter Bunny on Sunday.",
        "St David's Day and Holy Cross Church",
        "Ruby slippers and Daisy chains",
        "Theo and Evie sat with Harrison.",
        "Theo B won. Harrison came second.",
    ],
)
def test_adults_books_places_and_first_names_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_derived_lists_are_the_ones_in_the_manifest() -> None:
    entries = tomllib.loads((MODELS / "manifest.toml").read_text(encoding="utf-8"))["artefact"]
    stated = {entry["file"]: entry["sha256"] for entry in entries}
    for name in ("first_names.txt", "common_words.txt"):
        assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == stated[name]
