"""A private detail and the child it is about: who makes it block, who makes it ask, and what belongs to nobody."""

import re

import pytest

from checker.checks.details_told import ChildDetail
from checker.core.evidence import ChildHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from checker.core.rules import Rule, RuleBook
from tests.fakes import FakeEvidence, context

CHECK = ChildDetail("details.health", "Does the post tell about a child's health?")


def rule(pattern: str, severity: Severity = Severity.REVIEW) -> Rule:
    return Rule("r", CHECK.id, severity, "Health.", "Leave it out.", "law", (re.compile(pattern),), (), (), ())


BOOK = RuleBook((rule("asthma"),))


def found(text: str, *children: ChildHit, check: ChildDetail = CHECK, book: RuleBook = BOOK) -> list[Finding]:
    return list(check.find(Post(text), context(FakeEvidence(child_hits={text: children}), book)))


def child(text: str, name: str, *, is_named: bool = True, certain: bool = True) -> ChildHit:
    start = text.index(name)
    return ChildHit(start, start + len(name), is_named, certain)


@pytest.mark.parametrize(
    ("is_named", "certain", "own", "severity"),
    [
        (True, True, Severity.REVIEW, Severity.BLOCK),
        (True, False, Severity.REVIEW, Severity.REVIEW),
        (True, False, Severity.BLOCK, Severity.BLOCK),
        (False, True, Severity.REVIEW, Severity.REVIEW),
        (False, True, Severity.BLOCK, Severity.BLOCK),
    ],
)
def test_a_named_child_blocks_and_one_told_apart_weighs_what_the_rule_says(
    is_named: bool, certain: bool, own: Severity, severity: Severity
) -> None:
    text = "Ada has asthma."
    hit = child(text, "Ada", is_named=is_named, certain=certain)
    assert found(text, hit, book=RuleBook((rule("asthma", own),))) == [
        Finding("details.health", severity, TextSpan(8, 14), "Health.", "Leave it out.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ada won. She has asthma.",
        "Ada won. Well done. It is her asthma that makes it special.",
        "We miss Ada. Bad asthma again.",
    ],
)
def test_a_detail_in_a_later_sentence_belongs_to_the_child_it_refers_to(text: str) -> None:
    assert [finding.severity for finding in found(text, child(text, "Ada"))] == [Severity.BLOCK]


@pytest.mark.parametrize(
    "text",
    [
        "Ada won. Please hand in every asthma pump.",
        "Ada won. Children with asthma need a pump.",
        "Ada won. One. Two. Three. She has asthma.",
    ],
)
def test_a_general_sentence_after_a_name_is_about_nobody(text: str) -> None:
    assert found(text, child(text, "Ada")) == []


def test_a_check_may_look_one_sentence_back_without_being_referred_there() -> None:
    text = "Party at Ada's! You will find the asthma clinic on our road."
    address = ChildDetail("details.health", "Where?", sentences_back=1)
    assert found(text, child(text, "Ada")) == []
    assert [finding.severity for finding in found(text, child(text, "Ada"), check=address)] == [Severity.BLOCK]


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("So brave! He has asthma.", [Severity.REVIEW]),
        ("Mr Quill ran. He has asthma.", []),
        ("The author was ill. She had asthma.", []),
        ("The dog is old. She has asthma.", []),
        ("Some of us have asthma.", []),
    ],
)
def test_he_or_she_alone_is_the_child_in_the_picture_unless_somebody_else_is_spoken_of(
    text: str, severities: list[Severity]
) -> None:
    assert [finding.severity for finding in found(text)] == severities


@pytest.mark.parametrize("text", ["Ada, our school dog, has asthma.", "Our guinea pig Ada has asthma."])
def test_a_pet_is_no_child(text: str) -> None:
    assert found(text, child(text, "Ada")) == []


def test_a_name_outweighs_a_description_and_a_place_is_told_once() -> None:
    text = "Our new boy Ada has bad asthma."
    book = RuleBook((rule("asthma"), rule("bad asthma")))
    (finding,) = found(text, child(text, "Our new boy", is_named=False), child(text, "Ada"), book=book)
    assert (finding.severity, finding.where) == (Severity.BLOCK, TextSpan(20, 30))


def test_descriptions_of_pictures_are_read_and_file_names_are_not() -> None:
    alt = "Ada has asthma"
    post = Post("x", photos=(Photo(alt + ".jpg", b"", alt),))
    evidence = FakeEvidence(child_hits={alt: (child(alt, "Ada"),), alt + ".jpg": (child(alt, "Ada"),)})
    assert [finding.where for finding in CHECK.find(post, context(evidence, BOOK))] == [
        TextSpan(8, 14, Part.ALT_TEXT, 0)
    ]


def test_a_book_without_rules_for_the_check_raises() -> None:
    with pytest.raises(LookupError, match=r"There are no rules for details\.health"):
        list(CHECK.find(Post("Ada has asthma."), context()))


def test_a_short_heading_leans_on_the_child_named_after_it_and_only_asks() -> None:
    text = "Brave with asthma! Nia ran well."
    assert found(text, child(text, "Nia")) == [
        Finding(CHECK.id, Severity.REVIEW, TextSpan(11, 17), "Health.", "Leave it out.")
    ]
    apart = "We heard a talk on living with asthma this week! Nia ran well."
    assert found(apart, child(apart, "Nia")) == []
