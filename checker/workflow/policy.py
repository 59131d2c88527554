"""Which policies there are, and which checks serve each clause."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks import CHECK_IDS
from checker.policies import load_pack, pack_names


def pack_lines() -> Iterator[str]:
    """One line per policy: its name and title."""
    for name in pack_names():
        yield f"{name}\t{load_pack(name, CHECK_IDS).title}"


def clause_lines(name: str) -> Iterator[str]:
    """A policy's clauses, each with its quote and the checks that serve it. Raises: InputError."""
    pack = load_pack(name, CHECK_IDS)
    yield f"{pack.title} (version {pack.version}{f', review due {pack.review_due}' if pack.review_due else ''})"
    yield f"Source: {pack.source}"
    for clause in pack.clauses:
        yield f"\n{clause.id} - {clause.section}"
        yield f"  “{clause.quote}”"
        if clause.checks:
            yield f"  Checked by: {', '.join(clause.checks)}"
        if clause.at_least is not None:
            yield f"  A breach is at least: {clause.at_least.word}"
        if clause.manual:
            yield f"  A person confirms: {clause.manual}"
