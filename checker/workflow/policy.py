"""Which policies there are, which checks serve each clause, and what in them is out of date today?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.checks import CHECK_IDS
from checker.core.policy import PolicyPack, review_deadline
from checker.policies import load_pack, pack_names
from checker.workflow.desk import CHANNELS

_TOLD = {True: "yes", False: "no"}


def pack_lines() -> Iterator[str]:
    """One line per policy: its name and title."""
    for name in pack_names():
        yield f"{name}\t{load_pack(name, CHECK_IDS).title}"


def clause_lines(name: str, today: date) -> Iterator[str]:
    """A policy: what it settles, what in it is out of date, its clauses and who serves them. Raises: InputError."""
    pack = load_pack(name, CHECK_IDS)
    yield f"{pack.title} (version {pack.version}{f', review due {pack.review_due}' if pack.review_due else ''})"
    yield f"Source: {pack.source}"
    for says in out_of_date(pack, today):
        yield f"Out of date: {says}"
    for topic, answer in settled(pack):
        yield f"{topic}: {answer}"
    for remark in pack.remarks:
        yield f"Note: {remark}"
    for clause in pack.clauses:
        yield f"\n{clause.id} - {clause.section}"
        yield f"  “{clause.quote}”"
        if clause.checks:
            yield f"  Checked by: {', '.join(clause.checks)}"
        if clause.at_least is not None:
            yield f"  A breach is at least: {clause.at_least.word}"
        if clause.manual:
            yield f"  A person confirms: {clause.manual}"


def out_of_date(pack: PolicyPack, today: date) -> tuple[str, ...]:
    """What in this policy no longer holds on this day, a sentence each: its review, and what it cites."""
    return tuple(_overdue(pack, today)) + tuple(_superseded(pack, today))


def _overdue(pack: PolicyPack, today: date) -> Iterator[str]:
    deadline = review_deadline(pack.review_due)
    if deadline is None:
        yield "It gives no date for its review, so nobody can tell from it whether it still holds."
    elif today > deadline:
        yield f"It was due for review in {_spoken(pack.review_due, deadline)}. Ask whether there is a newer one."


def _superseded(pack: PolicyPack, today: date) -> Iterator[str]:
    for cited in pack.cites:
        if cited.replaced_on is not None and cited.replaced_on <= today:
            year = f" ({cited.year})" if cited.year else ""
            yield (
                f"It cites “{cited.title}”{year} in “{cited.section}”. "
                f"That was replaced in {cited.replaced_on:%B %Y} by {cited.replaced_by}."
            )


def _spoken(review_due: str, deadline: date) -> str:
    """The policy's own words for a term; the name of the month otherwise."""
    year, _, term = review_due.partition(" ")
    return f"the {term} term of {year}" if term else f"{deadline:%B %Y}"


def settled(pack: PolicyPack) -> Iterator[tuple[str, str]]:
    """What the policy settles for every post, as topic and answer; what it leaves open is not told."""
    for duty in pack.responsible:
        yield f"Responsible, {duty.role}", duty.does
    for topic, channels in (
        ("Channels the school uses", pack.approved_channels),
        ("Blocked on the school's network", pack.blocked_channels),
    ):
        if channels:
            yield topic, ", ".join(CHANNELS[channel] for channel in channels)
    for topic, answer in (
        ("A class may be named", pack.may_name_class),
        ("Pupils may be shown, with consent", pack.may_show_pupils),
    ):
        if answer is not None:
            yield topic, _TOLD[answer]
