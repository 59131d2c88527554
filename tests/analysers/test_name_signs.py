"""What stands around a full name: whose it is, told by signs that are data and prove themselves."""

import json
from pathlib import Path

import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.name_signs import FILE, SignFileError, read_signs
from checker.analysers.register_names import RegisterNames

LANGUAGE = SpacyLanguage()
NAMES = RegisterNames(())
POSTS = Path(__file__).with_name("names_around.jsonl")


def find(text: str) -> list[str]:
    return [text[name.start : name.end] for name in NAMES.find_others(LANGUAGE.parse(text))]


@pytest.mark.parametrize(
    "text",
    [
        "HALLBECK HEADLINES\nFriday: non-uniform, spots or no spots.",
        "Titus Orgreave found his fortune in a pile of wool nobody wanted.",
        "Thomas Ellerby was born just over the moor, and Year 6 have built his chair.",
        "From 1 April Throstle Bank will be part of the trust.",
        "At James Haverley & Sons we saw wool turned to yarn.",
        "Lino prints by Year 4 after Thomas Bewick, who drew every bird he could find.",
        "Year 6 composed a storm after listening to Elizabeth Carradine and hitting every saucepan.",
        "Emmeline Pankhurst, Annie Orchardson and Sophia Tranby: Year 6 read of them.",
        "We would like to introduce Samir Oldroyd, who joins our governing board this term.",
        "Volcanologist Aoife Brannock called us from Sicily.",
        "Netball is at Ashton Corrie this term.",
        "Our class snail, Shelly Crofter, has laid eggs.",
        "Year 5 met a very convincing Henry VIII.",
    ],
)
def test_the_long_dead_the_grown_up_and_the_place_are_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Inspired by Claude Monet, Amelie Fordham painted our pond.", "Amelie Fordham"),
        ("Our 1966 table was won by George Tansley who knew all the scorers.", "George Tansley"),
        ("Our thoughts on Henry VIII, by Seren Gittins: 'too many hats'.", "Seren Gittins"),
        ("Titus Orgreave found his tooth in a sandwich.", "Titus Orgreave"),
        ("Well done to Thomas Ellerby, who was born to swim.", "Thomas Ellerby"),
        ("Best costume: Beatrix Salter as Amelia Earhart.", "Beatrix Salter"),
        ("Junior swimmers: 1 Yapley, Mina 2 Oakden, Theo 3 Varley, Rosa.", "Yapley, Mina"),
    ],
)
def test_a_child_beside_somebody_famous_is_still_found(text: str, name: str) -> None:
    assert name in find(text)


def test_hard_posts_are_read_as_well_as_was_measured() -> None:
    found: list[bool] = []
    flagged: list[bool] = []
    for line in POSTS.read_text(encoding="utf-8").splitlines():
        marked = json.loads(line)["text"]
        children = marked.count("|child]]")
        others = len(find(marked.replace("[[", "").replace("|child]]", "")))
        found += [number < others for number in range(children)]
        flagged += [others > 0] if not children else []
    # Measured: 94 of 100 found, 18 of 200 flagged, each post chosen to be mistaken (before the signs: 91 and 74).
    assert sum(found) / len(found) >= 0.92
    assert sum(flagged) / len(flagged) <= 0.10


def test_a_sign_that_fails_its_own_example_is_refused(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    broken = tmp_path / "signs.toml"
    broken.write_text(
        text.replace("Star of the Week: [Theo Marsden].", "Bins out on [Theo Marsden]."), encoding="utf-8"
    )
    with pytest.raises(SignFileError, match="praised: the example"):
        read_signs(broken)


@pytest.mark.parametrize("content", ["", "words = {}\nsign = []", "words = {", "[words]\n[[sign]]\nid = 'x'"])
def test_a_file_without_signs_is_refused(tmp_path: Path, content: str) -> None:
    broken = tmp_path / "signs.toml"
    broken.write_text(content, encoding="utf-8")
    with pytest.raises(SignFileError):
        read_signs(broken)


def test_a_missing_file_of_signs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_signs(tmp_path / "none.toml")
