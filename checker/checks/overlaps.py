"""Which of several hits in the same place is told? The most severe one, then the longest."""

from __future__ import annotations

from checker.core.finding import Severity
from checker.core.rules import RuleHit


def apart(told: list[tuple[Severity, RuleHit]]) -> list[tuple[Severity, RuleHit]]:
    """Hits that do not overlap, in reading order."""
    kept: list[tuple[Severity, RuleHit]] = []
    reached = bytearray(max((hit.end for _, hit in told), default=0))
    for severity, hit in sorted(told, key=lambda item: (-item[0], item[1].start - item[1].end)):
        if not any(reached[hit.start : hit.end]):
            reached[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append((severity, hit))
    return sorted(kept, key=lambda item: item[1].start)
