"""By when a policy has to be looked at again."""

from datetime import date

import pytest

from checker.core.finding import Citation
from checker.core.policy import Clause, PolicyPack, review_deadline, to_confirm
from checker.core.post import Origin


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("", None),
        ("2029-05", date(2029, 5, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2021 autumn", date(2021, 12, 31)),
        ("2022 spring", date(2022, 4, 30)),
        ("2022 summer", date(2022, 8, 31)),
    ],
)
def test_a_review_is_in_time_until_the_end_of_its_month_or_term(words: str, deadline: date | None) -> None:
    assert review_deadline(words) == deadline


@pytest.mark.parametrize("words", ["soon", "2029", "2029-13", "2029-05-01", "2029 winter", "autumn 2021"])
def test_words_that_are_no_date_are_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of Python's sentences it is does not matter
        review_deadline(words)


def _pack(name: str, *clauses: Clause) -> PolicyPack:
    return PolicyPack(name, name.title(), "1", "a test", clauses)


def test_a_person_confirms_each_sentence_no_program_can_check_and_the_same_sentence_once() -> None:
    floor = _pack(
        "floor", Clause("f1", "1", "quote", ("names.class",)), Clause("f2", "2", "quote", (), manual="It is ours.")
    )
    own = _pack(
        "own",
        Clause("o1", "1", "quote", (), manual="It is ours."),
        Clause("o2", "2", "quote", (), manual="The head knows."),
    )
    assert to_confirm((floor, own), ()) == (
        (Citation("floor", "f2"), "It is ours."),
        (Citation("own", "o2"), "The head knows."),
    )


@pytest.mark.parametrize(
    ("origins", "is_asked"),
    [
        ((), False),
        ((Origin.SCHOOL_DEVICE, Origin.PHOTOGRAPHER), False),
        ((Origin.SCHOOL_DEVICE, Origin.PARENT), True),
        ((Origin.SCHOOL_DEVICE, None), True),
    ],
)
def test_words_about_pictures_of_parents_are_confirmed_where_there_is_one_or_may_be(
    origins: tuple[Origin | None, ...], is_asked: bool
) -> None:
    clause = Clause("c", "1", "quote", (), manual="It shows no other child.", origins=(Origin.PARENT,))
    told = ((Citation("own", "c"), "It shows no other child."),)
    assert to_confirm((_pack("own", clause),), origins) == (told if is_asked else ())
