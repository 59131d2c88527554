"""Word rules read a text however it is spaced, and in a time that grows with its length only."""

from __future__ import annotations

import re

from checker.core.evidence import ParsedText, Span
from checker.core.finding import Severity
from checker.core.rules import Rule, RuleBook, RuleHit


def rule(pattern: str, unless: str = "") -> Rule:
    excuses = (re.compile(unless),) if unless else ()
    return Rule("r", "opinion.x", Severity.REVIEW, "", "", "", (re.compile(pattern),), excuses, (), ())


def hits(rule: Rule, text: str) -> list[RuleHit]:
    return list(RuleBook((rule,)).hits("opinion.x", ParsedText(text, (), (Span(0, len(text)),))))


def test_a_long_gap_hides_nothing_and_places_stay_those_of_the_text() -> None:
    found = rule(r"to be (?:very )?honest")
    assert hits(found, "Oh, to be honest") == [RuleHit(found, 4, 16)]
    assert hits(found, "Oh,      to         be honest") == [RuleHit(found, 9, 29)]


def test_a_gap_with_a_line_break_stays_one() -> None:
    found = rule(r"one[^\n]+two")
    assert hits(found, "one          two") == [RuleHit(found, 0, 16)]
    assert hits(found, "one     \n    two") == []


def test_an_excuse_is_found_across_a_long_gap() -> None:
    assert hits(rule("vote", unless="vote for your book"), "vote          for          your book") == []


def test_a_pattern_that_takes_blanks_quadratic_time_gets_few() -> None:
    found = rule(r"(?:^|[.!?,;:\n]\s*)frankly")
    assert hits(found, "\n" * 200_000 + "frankly") == [RuleHit(found, 0, 200_007)]
