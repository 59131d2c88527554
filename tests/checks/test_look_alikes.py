"""Innocent posts that resemble a breach, and breaches that resemble them: what the word and pattern rules make of each.

Both were written by one hand before any of them was read by the checks; the few that were mended since are among them.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.analysers.details import ShapeDetails
from checker.analysers.profanity import SchoolProfanity
from checker.analysers.register_names import RegisterNames
from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Context, Settings
from checker.core.finding import Severity
from checker.core.people import RegisterSnapshot
from checker.core.post import Post
from checker.rules import load_rules
from checker.workflow.analysers import Analysers
from checker.workflow.evidence import PostEvidence
from tests.fakes import parse

RULES = load_rules(CHECK_IDS)
NO_REGISTER = RegisterNames(())
BY_RULE: tuple[Any, ...] = tuple(
    check
    for check in CHECKS
    if check.id.startswith(("details.", "tone.", "rights.", "opinion.", "language.")) and "meaning" not in check.id
)
LINES = (Path(__file__).parent / "wording" / "look_alikes.txt").read_text(encoding="utf-8").splitlines()
POSTS = [line.split("\t") for line in LINES if not line.startswith("#")]


class Splits:
    """Sentences at stops, without the language model: what is proven here must hold without it."""

    parse = staticmethod(parse)


def raised(text: str) -> set[str]:
    analysers = Analysers(
        language=Splits, names_of=lambda _: NO_REGISTER, details=ShapeDetails, profanity=SchoolProfanity
    )
    evidence = PostEvidence(analysers, lambda: RegisterSnapshot("v1", ()), Settings())
    context = Context(evidence, RULES, date(2026, 11, 20))
    findings = [finding for check in BY_RULE for finding in check.find(Post(text), context)]
    return {finding.check.split(".")[0] for finding in findings if finding.severity > Severity.NOTE}


@pytest.mark.parametrize("text", [text for kind, text in POSTS if kind == "innocent"])
def test_what_only_resembles_a_breach_is_left(text: str) -> None:
    assert raised(text) == set()


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, text in POSTS if kind != "innocent"])
def test_the_breach_that_resembles_it_is_found(kind: str, text: str) -> None:
    assert kind in raised(text)
