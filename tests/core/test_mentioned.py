"""A full name is known in words, hashtags and file names; an id only where it can mean nothing else."""

from __future__ import annotations

import pytest

from checker.core.mentioned import means, names
from checker.core.people import Pupil

PUPIL = Pupil("Q058", "Orla", "Penhallow", "Orlie")


@pytest.mark.parametrize(
    "text", ["Orla Penhallow", "PENHALLOW, Orlie", "#OrlaPenhallow", "orla-penhallow.jpg", "Órla  Penhallow's cup"]
)
def test_a_full_name_is_known_however_it_is_written(text: str) -> None:
    assert names(PUPIL, text)


@pytest.mark.parametrize("text", ["Orla ORiordan", "O’Riordan, Orla", "Orla O Riordan", "#OrlaORiordan"])
def test_a_name_with_an_apostrophe_is_known_without_it(text: str) -> None:
    assert names(Pupil("Q059", "Orla", "O'Riordan"), text)


@pytest.mark.parametrize("text", ["Orla won", "Mrs Penhallow", "Orla and Mia Penhallow", "", "Q058"])
def test_half_a_name_names_nobody(text: str) -> None:
    assert not names(PUPIL, text)


@pytest.mark.parametrize(
    ("pupil_id", "text", "is_meant"),
    [
        ("Q058", "ask for Q058.", True),
        ("Q058", "Q0581 and AQ058", False),
        ("004512", "no. 004512", True),
        ("2026", "on 20/11/2026", False),
        ("12", "12 children", False),
        ("T01", "T01", True),
        ("Y4", "class Y4", False),
        ("Q058", "see q058_form.pdf", True),
    ],
)
def test_an_id_means_the_pupil_where_it_can_mean_nothing_else(pupil_id: str, text: str, is_meant: bool) -> None:
    assert means(Pupil(pupil_id, "Orla", "Penhallow"), text) is is_meant
