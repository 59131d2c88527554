"""Where one child is meant: by a first name of the list, or told apart without one; and where nobody is."""

from dataclasses import replace

import pytest

from checker.analysers.children import find_children
from checker.core.evidence import Span
from tests.fakes import parse

NO_CLASSES: frozenset[str] = frozenset()


def meant(text: str, class_words: frozenset[str] = NO_CLASSES) -> list[tuple[str, bool, bool]]:
    hits = find_children(parse(text), class_words)
    return [(text[hit.start : hit.end], hit.is_named, hit.certain) for hit in hits]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Well done Freya for the poem.", "Freya"),
        ("Maryam's family came too.", "Maryam"),
        ("We popped round to Alexander's!", "Alexander"),
        ("well done to kayden for coming in", "kayden"),
        ("Her brother Idris is one.", "Idris"),
        ("Thanks to Noah B for the card.", "Noah"),
        ("Dad of Evie, who painted the fence.", "Evie"),
    ],
)
def test_a_first_name_of_the_list_is_a_named_child(text: str, name: str) -> None:
    assert meant(text) == [(name, True, True)]


@pytest.mark.parametrize(
    "text", ["Ivy's model is great.", "Daisy has moved up a group.", "We love Poppy and her cake."]
)
def test_a_name_that_is_also_a_word_is_named_and_not_certain(text: str) -> None:
    assert [(is_named, certain) for _, is_named, certain in meant(text)] == [(True, False)]


@pytest.mark.parametrize(
    "told",
    [
        "Our brave boy in Year 5",
        "One of our Reception girls",
        "our Year 2 pupil",
        "the Year 5 family",
        "One little lad in Year 3",
        "the twins",
        "Our new starter in Willow",
        "birthday boy",
        "the only Sikh pupil in Year 2",
        "our youngest Year 1",
    ],
)
def test_a_child_who_can_be_told_apart_is_meant_and_not_named(told: str) -> None:
    text = f"{told} has a new coat."
    assert [(is_named, certain) for _, is_named, certain in meant(text)] == [(False, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Year 4 children went to the farm.",
        "Our nursery children love mud.",
        "If a child in Year 3 is poorly, please ring.",
        "Every child in Reception gets a hot dinner.",
        "Please collect your child from the door.",
        "Mr Bright ran the marathon.",
        "Our caretaker, Dave, starts on Monday.",
        "Sue, our lollipop lady, retires.",
        "Her mum Joanne came.",
        "The author Jacqueline Wilson came.",
        "Rosa Parks sat on the bus.",
        "The story of Samson is very old.",
        "In 1805 Mary was born.",
        "We stayed in Florence for a week.",
        "Willow class won the cup.",
        "Hope springs in May!",
        "Will you be joining us?",
        "Ramadan Kareem to all.",
        "Max Verstappen or Lewis Hamilton?",
    ],
)
def test_groups_adults_places_words_and_people_of_books_are_no_child(text: str) -> None:
    assert meant(text, frozenset({"willow"})) == []


def test_a_long_text_is_read_in_time() -> None:
    assert len(meant("Freya and our new boy in Year 4 sang. " * 500)) == 1000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Joy sang all day.", "Joy"),
        ("Robin painted them.", "Robin"),
        ("Ruvenko's family came", "Ruvenko"),
        ("Ruvenko has a lamb at home.", "Ruvenko"),
    ],
)
def test_whom_the_language_model_takes_for_a_child_is_meant_though_not_for_certain(text: str, name: str) -> None:
    parsed = replace(parse(text), children=(Span(0, len(name)),))
    hits = [(text[hit.start : hit.end], hit.is_named, hit.certain) for hit in find_children(parsed, NO_CLASSES)]
    assert hits == [(name, True, False)]
    assert list(find_children(parse(text), NO_CLASSES)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leeds, here we come", "Leeds"),
        ("Amber Warning for wind", "Amber"),
        ("Monday has gone", "Monday"),
        ("Tesco and Aldi helped", "Tesco"),
        ("Willow are the winners", "Willow"),
    ],
)
def test_the_language_model_alone_makes_no_child_of_a_word(text: str, name: str) -> None:
    parsed = replace(parse(text), children=(Span(0, len(name)),))
    assert list(find_children(parsed, frozenset({"willow"}))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Our lollipop man, Derek Shaw, starts his new knee on Monday. Get well soon, Derek!",
        "Three cheers for our crossing patrol, Maureen, back after six weeks away. We missed you, Maureen.",
        "Our caretaker, Dave, is off sick. Dave has a bad back.",
    ],
)
def test_an_adult_who_was_introduced_stays_one(text: str) -> None:
    assert [name for name, _, _ in meant(text)] == []


def test_a_pupils_part_makes_nobody_an_adult() -> None:
    text = "Our captain, Noah, scored. Noah has asthma."
    assert [name for name, _, _ in meant(text)] == ["Noah", "Noah"]
