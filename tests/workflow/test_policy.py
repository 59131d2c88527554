"""What a policy settles, and what in it is out of date on a given day."""

from dataclasses import replace
from datetime import date

import pytest

from checker.checks import CHECK_IDS
from checker.core.policy import Clause, Duty, PolicyPack, Reference
from checker.core.post import Channel
from checker.policies import load_pack, pack_names
from checker.workflow.policy import clause_lines, out_of_date, settled

TODAY = date(2026, 11, 20)
KCSIE = Reference("KCSIE", "Legal framework", 2023, "the edition of 2024", date(2024, 9, 2))
PACK = PolicyPack(
    "elm", "Elm School", "1", "policy", (Clause("1", "1", "Be kind.", (), manual="It is kind."),), "2029-05"
)
NO_DATE = "It gives no date for its review, so nobody can tell from it whether it still holds."


@pytest.mark.parametrize(
    ("pack", "today", "says"),
    [
        (PACK, TODAY, ()),
        (PACK, date(2029, 5, 31), ()),
        (PACK, date(2029, 6, 1), ("It was due for review in May 2029. Ask whether there is a newer one.",)),
        (replace(PACK, review_due=""), TODAY, (NO_DATE,)),
        (replace(PACK, cites=(KCSIE,)), date(2024, 9, 1), ()),
        (
            replace(PACK, cites=(KCSIE, Reference("Equality Act", "Legal framework", 2010))),
            date(2024, 9, 2),
            (
                "It cites “KCSIE” (2023) in “Legal framework”. "
                "That was replaced in September 2024 by the edition of 2024.",
            ),
        ),
    ],
)
def test_what_no_longer_holds_is_told_from_its_day_on(pack: PolicyPack, today: date, says: tuple[str, ...]) -> None:
    assert out_of_date(pack, today) == says


def shipped(name: str) -> tuple[str, ...]:
    return out_of_date(load_pack(name, CHECK_IDS), TODAY)


def test_malcolm_sargent_cites_guidance_that_was_replaced() -> None:
    assert [says.split("”")[0] for says in shipped("malcolm-sargent")] == [
        "It cites “Keeping Children Safe in Education",
        "It cites “DfE, Data protection: a tool kit for Schools",
        "It cites “The General Data Protection Regulation (GDPR)",
    ]


def test_tibberton_and_st_lawrence_is_overdue_since_autumn_2021() -> None:
    assert shipped("tibberton-st-lawrence") == (
        "It was due for review in the autumn term of 2021. Ask whether there is a newer one.",
    )


@pytest.mark.parametrize("name", ["tor", "chestnuts", "tees-valley"])
def test_policies_without_a_date_say_so(name: str) -> None:
    assert shipped(name) == (NO_DATE,)


def test_the_floor_is_due_after_each_new_edition_of_kcsie() -> None:
    assert shipped("floor") == ()


def test_what_a_policy_settles_is_told_and_what_it_leaves_open_is_not() -> None:
    pack = replace(
        PACK,
        responsible=(Duty("Principal", "authorises accounts"),),
        approved_channels=(Channel.FACEBOOK, Channel.NEWSLETTER),
        blocked_channels=(Channel.X,),
        may_name_class=False,
        may_show_pupils=True,
    )
    assert tuple(settled(pack)) == (
        ("Responsible, Principal", "authorises accounts"),
        ("Channels the school uses", "Facebook, Newsletter"),
        ("Blocked on the school's network", "X"),
        ("A class may be named", "no"),
        ("Pupils may be shown, with consent", "yes"),
    )
    assert tuple(settled(PACK)) == ()


def test_a_policy_is_shown_with_what_is_out_of_date_and_every_clause() -> None:
    for name in pack_names():
        lines = list(clause_lines(name, TODAY))
        pack = load_pack(name, CHECK_IDS)
        assert [line for line in lines if line.startswith("Out of date: ")] == [
            f"Out of date: {says}" for says in shipped(name)
        ]
        assert [line for line in lines if line.startswith("\n")] == [f"\n{c.id} - {c.section}" for c in pack.clauses]
