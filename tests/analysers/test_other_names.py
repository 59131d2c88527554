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
        ("well done dougie tumlety on your badge", "dougie tumlety"),
        ("Class prize: BRIGGOW Penelope", "BRIGGOW Penelope"),
        ("The Pellegrinetti twins, Luca and Nico, won", "Pellegrinetti"),
        ("Nkechinyere Ezeoke read her poem", "Nkechinyere Ezeoke"),
        ("Remember Clemmie Furlonge? She left us last summer.", "Clemmie Furlonge"),
        ("Fenella Cruddace (8) won the junior section", "Fenella Cruddace"),
        ("Our chess captain (Wilfred Ganderton) won again.", "Wilfred Ganderton"),
        ('Ollie "The Wall" Brannigow kept a clean sheet', 'Ollie "The Wall" Brannigow'),
        ("Great goal @tyler.mossley", "tyler.mossley"),
    ],
)
def test_a_childs_name_that_is_in_no_register_is_found(text: str, name: str) -> None:
    assert [found for found, _ in find(text)] == [name]


def test_the_first_name_can_be_kept() -> None:
    assert NAMES.find_others(LANGUAGE.parse("Bravo Theo Blackmoor!")) == (OtherName(6, 20, 10, certain=True),)


def test_lines_of_a_register_are_read_surname_first() -> None:
    text = "Briggow, Penelope\nMossley, Ada"
    assert NAMES.find_others(LANGUAGE.parse(text)) == (OtherName(0, 17, 17, 9), OtherName(18, 30, 30, 27, certain=True))


def test_a_surname_alone_leaves_no_first_name_to_keep() -> None:
    assert NAMES.find_others(LANGUAGE.parse("The Pellegrinetti twins, Luca and Nico")) == (OtherName(4, 17, 4),)


def test_of_brother_and_sister_both_first_names_can_be_kept() -> None:
    text = "Conrad & Felicity Wainscote are off to the final"
    assert NAMES.find_others(LANGUAGE.parse(text)) == (OtherName(0, 27, 17),)


@pytest.mark.parametrize(
    "text",
    [
        "Caretaker Roy Whittingow found the guinea pig.",
        "Thank you to Karen Ollerow from the PTA for the raffle.",
        "Email us, or grab Lowri Tumlety, our PTA chair, at the gate.",
        "Saturday's football is at Theo Mossley Playing Fields.",
        "Long jump: 3rd place with 3.41m. Sandy but smiling!",
        "We marched in Latin. (Sin, dex, sin, dex. It is catching.)",
        "Bug squashed! Yuxuan, Hope and Rosie worked out why.",
        "Paralympic rower Georgina Aldous-Finch let Year 5 hold her medal.",
        "Former pupil Gareth Mossley, now a goldsmith, showed us his tools.",
        "Susan Whitlow is retiring from the school office.",
        "Dydd Gŵyl Dewi Hapus!",
        "From Homo habilis to Homo sapiens",
        "The girls showed superb sportsmanship and ate jollof rice",
        "The Wright brothers flew, and so did Theo and Evie",
        "PCSO Oliver and NASA",
        "We are hiring in Telford TF1 2AB",
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


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Theo Blackmoor (Year 4) has asthma.", True),
        ("Tundrel Blackmoor, aged 7, sang.", True),
        ("Bravo Theo Blackmoor!", True),
        ("Sunny Winters won the egg and spoon race.", False),
        ("Great goal @tyler.mossley", False),
        ("Congratulations to Angel Cross, aged 7, on her badge.", False),
    ],
)
def test_a_name_is_certain_where_a_year_or_two_witnesses_say_so_and_it_is_no_words(text: str, certain: bool) -> None:
    assert [name.certain for name in NAMES.find_others(LANGUAGE.parse(text))] == [certain]
