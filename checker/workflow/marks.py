"""Which stretch of the words does each finding speak about? Pieces to be shown in order, each with its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage as it was written, and the numbers of the findings that speak about it (often none)."""

    text: str = field(repr=False)
    numbers: tuple[int, ...] = ()
    severity: Severity | None = None
    starts: tuple[int, ...] = ()
    """The findings that begin here: where a link to a finding's place leads."""


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    start: int
    end: int
    severity: Severity


def marked(
    text: str, findings: Iterable[tuple[int, Finding]], part: Part = Part.TEXT, photo: int | None = None
) -> tuple[Piece, ...]:
    """The passage cut wherever a mark begins or ends, so that overlapping marks keep all their numbers.

    Offsets count code points, as Python's do: an emoji is one or more of them, never half of one.
    """
    marks = [
        _within(text, number, where, finding.severity)
        for number, finding in findings
        if isinstance(where := finding.where, TextSpan) and (where.part, where.photo) == (part, photo)
    ]
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    return tuple(_piece(text, start, end, marks) for start, end in pairwise(cuts))


def _within(text: str, number: int, where: TextSpan, severity: Severity) -> _Mark:
    """A mark is at least one code point wide and never outside the passage: a finding must be seen."""
    start = min(max(where.start, 0), max(len(text) - 1, 0))
    return _Mark(number, start, min(max(where.end, start + 1), len(text)), severity)


def _piece(text: str, start: int, end: int, marks: list[_Mark]) -> Piece:
    covering = [mark for mark in marks if mark.start < end and start < mark.end]
    return Piece(
        text[start:end],
        tuple(sorted(mark.number for mark in covering)),
        max((mark.severity for mark in covering), default=None),
        tuple(sorted(mark.number for mark in covering if mark.start == start)),
    )
