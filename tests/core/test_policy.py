"""By when a policy has to be looked at again."""

from datetime import date

import pytest

from checker.core.policy import review_deadline


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
