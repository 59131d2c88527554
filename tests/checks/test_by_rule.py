"""Word rules become findings in texts and descriptions; a book without this check's rules is a fault, not a pass."""

import re

import pytest

from checker.checks import CHECK_IDS
from checker.checks.by_rule import RULE_CHECKS, RuleCheck
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from checker.core.rules import Rule, RuleBook
from checker.rules import load_rules
from tests.fakes import context

CHECK = RuleCheck("tone.insult", "Does the post insult anybody?")
RULE = Rule(
    "r1", "tone.insult", Severity.BLOCK, "This mocks.", "Take it out.", "policy", (re.compile("clown"),), (), (), ()
)


def test_text_and_description_are_read_and_the_file_name_is_not() -> None:
    post = Post("a clown", photos=(Photo("clown.jpg", b"", "two clowns"),))
    assert list(CHECK.find(post, context(rules=RuleBook((RULE,))))) == [
        Finding("tone.insult", Severity.BLOCK, TextSpan(2, 7), "This mocks.", "Take it out."),
        Finding("tone.insult", Severity.BLOCK, TextSpan(4, 9, Part.ALT_TEXT, 0), "This mocks.", "Take it out."),
    ]


def test_nothing_is_found_where_no_rule_matches() -> None:
    assert list(CHECK.find(Post("a crown"), context(rules=RuleBook((RULE,))))) == []


def test_a_book_without_rules_for_the_check_raises() -> None:
    with pytest.raises(LookupError, match=r"There are no rules for tone\.insult"):
        list(CHECK.find(Post("a clown"), context()))


def test_every_rule_check_has_rules() -> None:
    served = {rule.check for rule in load_rules(CHECK_IDS).rules}
    assert {check.id for check in RULE_CHECKS} <= served


VIEW = Rule(
    "r2", "opinion.personal", Severity.REVIEW, "A view.", "Leave it.", "policy", (re.compile("I think"),), (), (), ()
)
OPINION = next(check for check in RULE_CHECKS if check.id == "opinion.personal")


@pytest.mark.parametrize(
    "text",
    [
        "'I think broccoli should be illegal.' Year 4's debate on vegetables was loud.",
        "\u201cI think zoos are sad,\u201d wrote one Year 3. Persuasive letters are done.",
        "Year 5 argued well: 'I think so!' 'I think not!'",
    ],
)
def test_what_pupils_are_quoted_with_is_theirs_to_think(text: str) -> None:
    assert list(OPINION.find(Post(text), context(rules=RuleBook((VIEW,))))) == []


@pytest.mark.parametrize(
    "text",
    [
        "I think homework is silly, and Year 4's debate agreed.",
        "'I think the new head is wonderful.' See you on Monday.",
        "Year 4 wrote letters. I think they're right: 'no more zoos'.",
    ],
)
def test_the_accounts_own_view_is_found_though_pupils_are_near(text: str) -> None:
    start = text.index("I think")
    assert [finding.where for finding in OPINION.find(Post(text), context(rules=RuleBook((VIEW,))))] == [
        TextSpan(start, start + 7)
    ]


def test_insults_in_quotation_marks_are_insults() -> None:
    text = "'What a clown,' wrote one Year 3."
    assert [finding.where for finding in CHECK.find(Post(text), context(rules=RuleBook((RULE,))))] == [TextSpan(8, 13)]
