"""What the details and whereabouts checks find and leave in whole posts, with the rules and analysers as shipped."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.analysers.details import ShapeDetails
from checker.analysers.register_names import RegisterNames
from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Context, Settings
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.people import RegisterSnapshot
from checker.core.post import Post
from checker.rules import load_rules
from checker.store.csv_register import CsvRegister
from checker.workflow.analysers import Analysers
from checker.workflow.evidence import PostEvidence
from tests.fakes import parse

WORDING = Path(__file__).parent / "wording"
NO_REGISTER = RegisterNames(())
RULES = load_rules(CHECK_IDS)
FAMILIES = ("details.", "whereabouts.")
MINE: tuple[Any, ...] = tuple(  # what the sentence model finds besides is measured on its own
    check for check in CHECKS if check.id.startswith(FAMILIES) and not check.id.endswith(".meaning")
)


class Splits:
    """Sentences at stops, without the language model: what is proven here must hold without it."""

    parse = staticmethod(parse)


def found(text: str, names: RegisterNames = NO_REGISTER) -> list[Finding]:
    analysers = Analysers(language=Splits, names_of=lambda _: names, details=ShapeDetails)
    evidence = PostEvidence(analysers, lambda: RegisterSnapshot("v1", ()), Settings())
    context = Context(evidence, RULES, date(2026, 11, 20))
    findings: list[Finding] = []
    for check in MINE:
        findings += check.find(Post(text), context)
    return [finding for finding in findings if finding.severity > Severity.NOTE]


def lines(file: str) -> list[str]:
    return [line for line in (WORDING / file).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def caught(file: str, family: str, half: int) -> float:
    posts = [line.split("\t")[1] for line in lines(file)[half::2]]
    return sum(any(finding.check.startswith(family) for finding in found(post)) for post in posts) / len(posts)


@pytest.mark.parametrize(
    ("file", "family", "half", "at_least"),
    [
        ("details.txt", "details.", 0, 0.95),
        ("details.txt", "details.", 1, 0.94),
        ("whereabouts.txt", "whereabouts.", 0, 0.91),
        ("whereabouts.txt", "whereabouts.", 1, 0.80),
        ("more_details.txt", "details.", 0, 0.95),
        ("more_details.txt", "details.", 1, 0.95),
        ("more_whereabouts.txt", "whereabouts.", 0, 0.85),
        ("more_whereabouts.txt", "whereabouts.", 1, 0.85),
    ],
)
def test_private_posts_are_found(file: str, family: str, half: int, at_least: float) -> None:
    """Half 1 of the first two was held back: only its share is looked at, so that it stays an honest measure."""
    assert caught(file, family, half) >= at_least


@pytest.mark.parametrize("text", lines("innocent.txt"))
def test_an_ordinary_post_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_every_span_lies_in_its_text() -> None:
    for line in (*lines("details.txt"), *lines("whereabouts.txt")):
        text = line.split("\t")[1]
        wheres = [finding.where for finding in found(text)]
        assert all(isinstance(where, TextSpan) and 0 <= where.start < where.end <= len(text) for where in wheres)


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ("Noah has ADHD.", "details.health", "ADHD"),
        ("Maisie's dad is in prison.", "details.family", "prison"),
        ("Dylan is in foster care.", "details.care", "foster care"),
        ("Amira is Muslim.", "details.beliefs_origin", "is Muslim"),
        ("Freya got 118 in maths.", "details.education", "got 118 in maths"),
        ("Send it to Theo, 4 Mill Lane.", "details.address", "4 Mill Lane"),
    ],
)
def test_the_smallest_words_that_explain_it_are_marked(text: str, check: str, told: str) -> None:
    (finding,) = (finding for finding in found(text) if finding.check == check)
    assert isinstance(finding.where, TextSpan)
    assert (text[finding.where.start : finding.where.end].strip(), finding.severity) == (told, Severity.BLOCK)


def test_the_shares_on_the_development_posts_hold(shared: Path) -> None:
    file = shared / "posts" / "dev_posts.jsonl"
    posts = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    register = CsvRegister((shared / "posts" / "dev_register.csv").read_bytes()).read()
    names = RegisterNames(register.pupils)
    told = {post["id"]: found(post["text"], names) for post in posts}
    for label, family in (("personal_detail", "details."), ("location_schedule_risk", "whereabouts.")):
        ids = [post["id"] for post in posts if label in post["labels"]]
        assert sum(any(hit.check.startswith(family) for hit in told[id_]) for id_ in ids) / len(ids) >= 0.95
    assert sum(bool(told[post["id"]]) for post in posts if post["expected"] == "clear") <= 2


def test_a_long_text_of_nothing_but_details_ends() -> None:
    assert found("Freya was poorly and lives at 4 Mill Lane. She has asthma. Year 4 are at the zoo until 3. " * 100)
