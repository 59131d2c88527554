"""Whose name is an animal's, and what stays a child's though animals are near."""

import pytest

from checker.checks.animals import AnimalNames, animal_names, opens_with_animal
from checker.checks.details_told import ChildDetail
from checker.core.evidence import ChildHit
from checker.core.post import Post
from checker.core.rules import RuleBook
from tests.checks.test_details_told import rule
from tests.fakes import FakeEvidence, context


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bill the heron is back. He can't read.", "bill"),
        ("Geoffrey has a poorly foot. (Geoffrey is a guinea pig.)", "geoffrey"),
        ("Stan the school tortoise is off his lettuce.", "stan"),
        ("Wilf, the caretaker's spaniel, has had an operation.", "wilf"),
        ("Our class tortoise Stan is asleep.", "stan"),
        ("A hen called Hattie sat on a golf ball.", "hattie"),
        ("Punctuality Penguin has waddled to Cedar.", "punctuality"),
        ("Robin is at the window every morning and likes mealworms.", "robin"),
    ],
)
def test_a_name_that_the_text_gives_to_an_animal_is_the_animals(text: str, name: str) -> None:
    assert animal_names(text) == AnimalNames(frozenset({name}))
    assert name not in repr(animal_names(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ada, our hamster monitor, has asthma.",
        "Ada, the rabbit's best friend, has asthma.",
        "A big sack for our chunky monkey Ada.",
        "Ada is our little lamb and has asthma.",
        "Ada the tiger was poorly after our nativity.",
        "The rabbit that Ada holds is called after nobody.",
        "Robin is at the bus stop every morning.",
    ],
)
def test_who_looks_after_plays_or_is_fondly_called_an_animal_is_a_child(text: str) -> None:
    assert animal_names(text) == AnimalNames(frozenset())


def test_in_a_diary_of_chicks_every_name_is_a_chicks_but_beside_words_about_people() -> None:
    text = "Chick update! Pip weighs 41g. Ada in Year 2 weighs them. Noor has an inhaler."
    animals = animal_names(text)
    assert animals == AnimalNames(frozenset(), in_diary=True)
    assert animals.bears(text, 14, 17, "Pip weighs 41g.")
    assert not animals.bears(text, 30, 33, "Ada in Year 2 weighs them.")
    assert not animals.bears(text, 58, 62, "Noor has an inhaler.")


def test_a_sentence_that_opens_with_an_animal_speaks_of_it() -> None:
    assert opens_with_animal("The cat from over the road waits at the gate.")
    assert not opens_with_animal("Our rabbit monitor waits at the gate.")
    assert not opens_with_animal("Ada waits at the gate for the cat.")


CHECK = ChildDetail("details.health", "Does the post tell about a child's health?")


def told(text: str, *names: str) -> list[str]:
    children = tuple(ChildHit(text.index(name), text.index(name) + len(name), is_named=True) for name in names)
    evidence = FakeEvidence(child_hits={text: children})
    found = CHECK.find(Post(text), context(evidence, RuleBook((rule("poorly|asthma"),))))
    return [finding.severity.word for finding in found]


def test_what_is_told_of_an_animal_is_left_and_of_the_child_beside_it_is_not() -> None:
    assert told("Stan the school tortoise is poorly.", "Stan") == []
    assert told("The cat is poorly, says Ada.", "Ada") == []
    assert told("Stan the school tortoise makes Ada sneeze. She has asthma.", "Stan", "Ada") == ["block"]
    assert told("The cat made Ada poorly.", "Ada") == ["block"]
