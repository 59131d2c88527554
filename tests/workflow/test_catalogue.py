"""docs/checks.md tells of every check, rule source and clause there is, and is as current as they are."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from checker.checks import CHECK_IDS, CHECKS
from checker.core.context import Context, Evidence
from checker.core.finding import Severity
from checker.core.rules import RuleBook
from checker.policies import load_pack, pack_names
from checker.rules import load_rules
from checker.workflow.catalogue import RESTS_ON, catalogue, severities
from checker.workflow.check_sources import CheckSource, read_source

DOCS = Path(__file__).resolve().parents[2] / "docs"
BY_ID = {check.id: check for check in CHECKS}
NOTE, REVIEW, BLOCK = Severity.NOTE, Severity.REVIEW, Severity.BLOCK


@pytest.fixture(scope="module")
def written() -> str:
    return (DOCS / "checks.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rules(CHECK_IDS)


def test_the_document_is_current(written: str) -> None:
    measured = json.loads((DOCS / "measured-checks.json").read_text(encoding="utf-8"))
    assert catalogue(measured) == written, "make it again: uv run python docs/make_checks.py"


def test_every_check_has_its_section_and_question(written: str) -> None:
    assert [check.id for check in CHECKS if f"## {check.id}\n\n{check.question}\n" not in written] == []


def test_every_rule_and_its_source_is_told(written: str, rules: RuleBook) -> None:
    assert [rule.id for rule in rules.rules if f"`{rule.id}` ({rule.severity.word})" not in written] == []
    assert [rule.id for rule in rules.rules if f"Rules from: {rule.source}\n" not in written] == []


def test_every_clause_stands_under_its_policy_and_under_each_of_its_checks(written: str) -> None:
    sections = dict(part.split("\n", 1) for part in written.split("\n## "))
    for name in pack_names():
        for clause in load_pack(name, CHECK_IDS).clauses:
            assert f"- **{clause.id}** ({clause.section}): “{' '.join(clause.quote.split())}”" in sections[name]
            for check in clause.checks:
                told = next(line for line in sections[check].splitlines() if line.startswith(f"- **Clauses of {name}:"))
                assert f"[{clause.id}](#{name})" in told


def test_every_kind_of_evidence_has_its_words() -> None:
    asked = {name for name in vars(Evidence) if not name.startswith("_")}
    read = {part.name for part in fields(Context)} - {"evidence"}
    assert asked | read == RESTS_ON.keys()


def test_what_a_check_can_say_and_asks_is_read_from_its_source(rules: RuleBook) -> None:
    names, side = BY_ID["names.pupil_full_name"], BY_ID["politics.side"]
    source = read_source(names)
    asks = frozenset({"names", "pupil", "register", "parsed", "details"})
    assert source == CheckSource(
        "checker/checks/names_pupil.py", frozenset({NOTE, REVIEW, BLOCK}), asks, frozenset({"rules"}), True
    )
    assert severities(names, source, rules) == (BLOCK, REVIEW, NOTE)
    assert read_source(side).reads == {"rules"}
    assert BLOCK in severities(side, read_source(side), rules)
    assert severities(side, read_source(side), RuleBook(())) == ()


def test_a_check_that_finds_nothing_only_has_to_finish(rules: RuleBook) -> None:
    silent = [check.id for check in CHECKS if not severities(check, read_source(check), rules)]
    assert silent == ["metadata.clean_copy"]
