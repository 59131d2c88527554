"""A roster leaves only the pupils who can be in the photo, and refuses a group that nobody is in."""

from __future__ import annotations

import pytest

from checker.core.errors import InputError
from checker.core.people import FaceTemplate, Pupil, RegisterSnapshot
from checker.core.roster import GroupKind, Roster, RosterGroup

PUPILS = (
    Pupil("P1", "Maren", "Okonjo", year_group="Year 4", class_name="Oak"),
    Pupil("P2", "Ivo", "Quillfeather", year_group="Year 4", class_name="Elm"),
    Pupil("P3", "Sunniva", "Brackwater", year_group="Reception", class_name="Acorn"),
)
REGISTER = RegisterSnapshot("v1", PUPILS, tuple(FaceTemplate(pupil.id, bytes(512)) for pupil in PUPILS))


def roster(*groups: RosterGroup) -> Roster:
    return Roster(groups)


@pytest.mark.parametrize(
    ("group", "ids"),
    [
        (RosterGroup(GroupKind.CLASS, "oak"), {"P1"}),
        (RosterGroup(GroupKind.YEAR, "Year 4"), {"P1", "P2"}),
        (RosterGroup(GroupKind.YEAR, "4"), {"P1", "P2"}),
        (RosterGroup(GroupKind.YEAR, "reception"), {"P3"}),
        (RosterGroup(GroupKind.PUPIL, "P3"), {"P3"}),
        (RosterGroup(GroupKind.CLUB, "Choir", frozenset({"P2", "left the school"})), {"P2"}),
    ],
)
def test_a_group_is_its_pupils(group: RosterGroup, ids: set[str]) -> None:
    assert roster(group).pupil_ids(REGISTER) == ids


def test_only_the_templates_of_its_pupils_are_compared() -> None:
    both = roster(RosterGroup(GroupKind.CLASS, "Oak"), RosterGroup(GroupKind.PUPIL, "P3"))
    assert [template.pupil_id for template in both.templates(REGISTER)] == ["P1", "P3"]
    assert both.words == ("class:Oak", "pupil:P3")


@pytest.mark.parametrize(
    ("group", "says"),
    [
        (RosterGroup(GroupKind.CLASS, "Ash"), "The register has nobody in class Ash. Check how it is written."),
        (RosterGroup(GroupKind.YEAR, "9"), "The register has nobody in year 9. Check how it is written."),
        (
            RosterGroup(GroupKind.EVENT, "Trip", frozenset({"gone"})),
            "Nobody on the list of the event Trip is in the register. Check how it is written.",
        ),
        (
            RosterGroup(GroupKind.PUPIL, "P9"),
            "The list for this photo has a pupil who is not in the register. Check how it is written.",
        ),
    ],
)
def test_a_group_without_pupils_is_a_sentence(group: RosterGroup, says: str) -> None:
    with pytest.raises(InputError) as refused:
        roster(group).pupil_ids(REGISTER)
    assert str(refused.value) == says
