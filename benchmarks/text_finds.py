"""How much of what a set of hand-written posts gives away is found, and how many innocent posts are disturbed?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from text_drafts import Marked, marked_posts
from text_peer import Found

from checker.core.finding import Severity, TextSpan
from checker.core.post import Post
from checker.workflow.wiring import Gate

KINDS = {
    "phone": ("details.contact", "PHONE_NUMBER"),
    "email": ("details.contact", "EMAIL_ADDRESS"),
    "postcode": ("details.contact", "UK_POSTCODE"),
    "nhs": ("details.identifier", "UK_NHS"),
    "birth_date": ("details.birth_date", "DATE_TIME"),
    "vehicle": ("details.vehicle", "UK_VEHICLE_REGISTRATION"),
    "name": ("names.", "PERSON"),
    "stranger": ("names.", "PERSON"),
}
"""For each kind of detail, our checks and the peer's entity. A "stranger" is a child who is not in the register."""
LIKELY = 0.35
"""Where the peer's own examples begin to believe it."""

Finder = Callable[[str], Iterable[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many details of a kind were found, and in how many innocent posts something was taken for one."""

    found: int
    alarms: int


def ours(gate: Gate) -> Finder:
    """What the gate asks a person to act on, by check."""

    def find(text: str) -> Iterable[tuple[str, int, int]]:
        for finding in gate.check(Post(text)).findings:
            if finding.severity > Severity.NOTE and isinstance(finding.where, TextSpan):
                yield finding.check, finding.where.start, finding.where.end

    return find


def theirs(find: Callable[[str], list[Found]], at_least: float) -> Finder:
    """What the peer finds and is at least this sure of."""
    return lambda text: [(entity, start, end) for entity, start, end, score in find(text) if score >= at_least]


def print_finds(finders: dict[str, tuple[Finder, int]]) -> None:
    """One line per kind; each finder with its place in KINDS' pairs (0 for a check, 1 for an entity)."""
    posts = marked_posts()
    innocent = sum(not post.spans for post in posts)
    print(f"\n{len(posts) - innocent} posts that give something away, {innocent} innocent ones")
    print("details found / innocent posts in which something was taken for one")
    answers = {name: [list(find(post.text)) for post in posts] for name, (find, _) in finders.items()}
    print(f"{'':28}" + "".join(f"{name:>24}" for name in finders))
    for kind, names in KINDS.items():
        total = sum(kind == its for post in posts for its, _, _ in post.spans)
        cells = [count(posts, answers[name], kind, names[side]) for name, (_, side) in finders.items()]
        print(f"{kind:20}{total:8}" + "".join(f"{cell.found:17} / {cell.alarms:4}" for cell in cells))
    every = sum(len(post.spans) for post in posts)
    totals = [total_of(posts, answers[name], side) for name, (_, side) in finders.items()]
    print(f"{'all kinds':20}{every:8}" + "".join(f"{cell.found:17} / {cell.alarms:4}" for cell in totals))
    print("For the peer a date of birth is any date, and a name anybody's: it knows no register and no policy.")


def count(posts: tuple[Marked, ...], answers: list[list[tuple[str, int, int]]], kind: str, name: str) -> Counted:
    """Found is what overlaps with a detail of this kind and is called so."""
    found = alarms = 0
    for post, answer in zip(posts, answers, strict=True):
        spans = [(start, end) for called, start, end in answer if called.startswith(name)]
        wanted = [(start, end) for its, start, end in post.spans if its == kind]
        found += sum(any(s < end and start < e for s, e in spans) for start, end in wanted)
        alarms += bool(spans) and not post.spans
    return Counted(found, alarms)


def total_of(posts: tuple[Marked, ...], answers: list[list[tuple[str, int, int]]], side: int) -> Counted:
    """All kinds together; an innocent post is disturbed once, however often."""
    names = tuple({pair[side] for pair in KINDS.values()})
    found = sum(count(posts, answers, kind, pair[side]).found for kind, pair in KINDS.items())
    disturbed = [
        not post.spans and any(called.startswith(names) for called, _, _ in answer)
        for post, answer in zip(posts, answers, strict=True)
    ]
    return Counted(found, sum(disturbed))
