"""How many labelled posts does each check catch, and how many clear posts does it disturb?

    uv run python benchmarks/catch.py POSTS.jsonl REGISTER.csv [--pack NAME] [--about WORDS]

POSTS holds {"id", "text", "platform"?, "labels": [...], "expected": "clear|review|block"} per line. The figures go to
docs/measured-checks.json, one entry per file name, from which `docs/make_checks.py` writes docs/checks.md. --about says
who wrote the posts and whether anything was trained on them; without it, what was said before stays. No post's text is
printed or written, so that a set kept aside stays unseen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.core.finding import Severity
from checker.core.post import Channel, Post
from checker.core.report import Verdict
from checker.workflow.pipeline import AnyCheck
from checker.workflow.wiring import Gate, open_gate

MEASURED = Path(__file__).resolve().parent.parent / "docs" / "measured-checks.json"
# Which checks speak of a label at all, as the development posts are scored.
KINDS = {
    "pupil_full_name": ("names.",),
    "personal_detail": ("details.", "names.", "whereabouts."),
    "political": ("politics.",),
    "personal_opinion": ("opinion.", "politics.", "tone."),
    "offensive": ("language.", "tone."),
    "disrepute": ("tone.", "opinion.", "politics.", "language."),
    "unlawful_or_commercial": ("rights.", "tone."),
    "location_schedule_risk": ("whereabouts.", "details."),
}
# The one label by which a single check is measured; the first that fits. Checks of form (letters, length) have none.
OWN_KIND: tuple[tuple[str, str | None], ...] = (
    ("names.class", None),
    ("names.", "pupil_full_name"),
    ("details.", "personal_detail"),
    ("politics.", "political"),
    ("opinion.", "personal_opinion"),
    ("language.profanity", "offensive"),
    ("tone.insult", "offensive"),
    ("tone.", "disrepute"),
    ("rights.", "unlawful_or_commercial"),
    ("whereabouts.", "location_schedule_risk"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was expected of a post, and what came: `raised` are the checks that found something to act on."""

    labels: frozenset[str]
    expected: str
    verdict: Verdict
    raised: frozenset[str]


def main() -> None:
    """Measure one file of posts and enter it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path)
    parser.add_argument("register")
    parser.add_argument("--pack", default="malcolm-sargent")
    parser.add_argument("--about", default="")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as no_settings:
        gate = open_gate(told.register, told.pack, Path(no_settings))
        outcomes = [measured(line, gate) for line in told.posts.read_text(encoding="utf-8").splitlines() if line]
    entry = {
        "name": told.posts.name,
        "about": told.about,
        "sha256": hashlib.sha256(told.posts.read_bytes()).hexdigest(),
        "pack": told.pack,
        **figures(outcomes, gate.checks),
    }
    enter(entry)
    print_figures(entry)


def measured(line: str, gate: Gate) -> Outcome:
    """What the gate says of one labelled post."""
    row = json.loads(line)
    unknown = set(row["labels"]) - KINDS.keys() - {"named_with_consent"}
    if unknown:
        sys.exit(f"There is a label that no check is measured by: {sorted(unknown)[0]}.")
    report = gate.check(Post(row["text"], Channel.named(row.get("platform") or "")))
    if report.unproven:
        sys.exit(f"Some checks could not finish, so nothing was measured: {', '.join(report.unproven)}.")
    raised = frozenset(finding.check for finding in report.findings if finding.severity > Severity.NOTE)
    return Outcome(frozenset(row["labels"]), row["expected"], report.verdict, raised)


def figures(outcomes: list[Outcome], checks: Iterable[AnyCheck]) -> dict[str, Any]:
    """Counts, never rates: who reads them can see how small a set is."""
    clear = [outcome for outcome in outcomes if outcome.expected == "clear"]
    return {
        "posts": len(outcomes),
        "clear": len(clear),
        "labels": {label: _of_label(label, outcomes) for label in KINDS},
        "expected": {expected: _of_expected(expected, outcomes) for expected in ("block", "review", "clear")},
        "checks": {check.id: _of_check(check.id, outcomes, clear) for check in checks if not hasattr(check, "look")},
    }


def _of_label(label: str, outcomes: list[Outcome]) -> dict[str, int]:
    labelled = [outcome for outcome in outcomes if label in outcome.labels]
    return {
        "posts": len(labelled),
        "flagged": sum(outcome.verdict is not Verdict.CLEAR for outcome in labelled),
        "by_kind": sum(any(check.startswith(KINDS[label]) for check in outcome.raised) for outcome in labelled),
    }


def _of_expected(expected: str, outcomes: list[Outcome]) -> dict[str, int]:
    verdicts = Counter(outcome.verdict for outcome in outcomes if outcome.expected == expected)
    posts = verdicts.total()
    return {"posts": posts, "flagged": posts - verdicts[Verdict.CLEAR], "blocked": verdicts[Verdict.BLOCK]}


def _of_check(check: str, outcomes: list[Outcome], clear: list[Outcome]) -> dict[str, Any]:
    kind = next((label for prefix, label in OWN_KIND if check.startswith(prefix)), None)
    of_kind = [outcome for outcome in outcomes if kind in outcome.labels]
    return {
        "kind": kind,
        "of_kind": len(of_kind),
        "caught": sum(check in outcome.raised for outcome in of_kind),
        "alarms": sum(check in outcome.raised for outcome in clear),
    }


def enter(entry: dict[str, Any]) -> None:
    """Put this set's figures in the place of its earlier ones, the sets in the order of their names."""
    kept = json.loads(MEASURED.read_text(encoding="utf-8"))["sets"] if MEASURED.exists() else []
    before = {of_set["name"]: of_set for of_set in kept}
    entry["about"] = entry["about"] or before.get(entry["name"], {}).get("about") or "whose author is not told"
    sets = sorted((before | {entry["name"]: entry}).values(), key=lambda of_set: str(of_set["name"]), reverse=True)
    MEASURED.write_text(json.dumps({"sets": sets}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def print_figures(entry: dict[str, Any]) -> None:
    """The same figures for the eye."""
    for label, row in entry["labels"].items():
        print(f"{label:24} {row['posts']:4} posts {rate(row['flagged'], row['posts'])} flagged", end="")
        print(f" {rate(row['by_kind'], row['posts'])} by its own kind")
    for expected, row in entry["expected"].items():
        print(f"expected {expected:15} {row['posts']:4} posts {rate(row['flagged'], row['posts'])} flagged", end="")
        print(f" {rate(row['blocked'], row['posts'])} blocked")
    for check, row in entry["checks"].items():
        alarms = f"{row['alarms']:3} false alarms"
        print(f"{check:30} {row['caught']:4} of {row['of_kind']:4} {row['kind'] or 'no label'} {alarms}")


def rate(part: int, whole: int) -> str:
    """A share to three places; a dash where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "  -  "


if __name__ == "__main__":
    main()
