"""The album page says how many photos need what."""

from __future__ import annotations

from typing import Any

from checker.web.check_album import piles


def row(verdict: str, *outcomes: str) -> dict[str, Any]:
    found = [] if verdict == "clear" else [{"check": "faces.unresolved", "severity": "review"} for _ in outcomes]
    faces = [{"outcome": outcome} for outcome in outcomes]
    return {"file": "a.jpg", "verdict": verdict, "findings": found, "faces": faces, "unproven": []}


def test_the_piles_and_the_decisions_left_are_told_the_least_effort_first() -> None:
    rows = (row("review", "stranger", "stranger"), row("clear", "matched"), row("review", "unsure"), row("clear"))
    assert piles(rows) == (
        "<ul><li>2 ready now</li><li>1 name one face</li><li>1 name several faces</li><li>3 decisions left</li></ul>"
    )
