"""How does a draft take on a suggested wording, and how does it become what it was before?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from checker.core.errors import InputError
from checker.core.finding import Finding, TextSpan
from checker.core.post import Part, Post

MOST_STEPS = 100
"""Steps back that are remembered: an afternoon's work on one post."""
AROUND = 40
"""Characters shown on each side of a change: about half a line, enough to find the place again."""
NO_FIT = "The draft has changed since this was suggested, so the wording no longer fits. Check again for a new one."


@dataclass(frozen=True, slots=True)
class Described:
    """The description of one photo; `photo` is the number the desk gave it, which it keeps when others go."""

    photo: int
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything written in a draft: the post's own words, and the photos' descriptions in order."""

    text: str = field(default="", repr=False)
    described: tuple[Described, ...] = field(default=(), repr=False)

    def within(self, where: TextSpan) -> str | None:
        """The whole passage that this place is in; None where it is no passage that can be reworded here."""
        if where.part is Part.TEXT:
            return self.text
        is_there = where.part is Part.ALT_TEXT and where.photo is not None and where.photo < len(self.described)
        return self.described[where.photo or 0].words if is_there else None

    def onto(self, now: Words) -> Words:
        """These words, for the photos of now: one that came since keeps its description, one that went stays away."""
        ours = {one.photo: one for one in self.described}
        return Words(self.text, tuple(ours.get(one.photo, one) for one in now.described))


@dataclass(frozen=True, slots=True)
class Fix:
    """Other words for a place, and the words that stood there when they were suggested, with some on each side."""

    where: TextSpan
    was: str = field(repr=False)
    becomes: str = field(repr=False)
    ahead: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class History:
    """What the draft says now, what it said before each step, and what was undone."""

    now: Words = field(default_factory=Words)
    past: tuple[Words, ...] = field(default=(), repr=False)
    undone: tuple[Words, ...] = field(default=(), repr=False)


def fix_for(post: Post, finding: Finding) -> Fix | None:
    """The suggestion of this finding as a change of the draft; None where it has none or only a person can act."""
    where = finding.where
    if finding.suggestion is None or not isinstance(where, TextSpan):
        return None
    passage = Words(post.text, tuple(Described(n, one.alt_text) for n, one in enumerate(post.photos))).within(where)
    if passage is None or not 0 <= where.start < where.end <= len(passage):
        return None
    was = passage[where.start : where.end]
    if was == finding.suggestion:
        return None
    ahead, after = passage[max(where.start - AROUND, 0) : where.start], passage[where.end : where.end + AROUND]
    cut_ahead, cut_after = "…" * (where.start > AROUND), "…" * (len(passage) - where.end > AROUND)
    return Fix(where, was, finding.suggestion, cut_ahead + ahead, after + cut_after)


def noted(history: History, now: Words) -> History:
    """The history with what was typed since the last step; typing after an undo leaves nothing to redo."""
    if now == history.now:
        return history
    if history.now.onto(now) == now:
        return replace(history, now=now)  # a photo came or went, and nothing was written
    return History(now, (*history.past, history.now)[-MOST_STEPS:])


def fixed(history: History, fixes: Iterable[Fix]) -> History:
    """The draft with all these wordings, as one step. Raises: InputError where one does not fit; nothing is changed."""
    return noted(history, reworded(history.now, fixes))


def reworded(words: Words, fixes: Iterable[Fix]) -> Words:
    """The words with these changes, from the end to the beginning, so that none moves another's place.

    Raises: InputError where the words are not those that were seen, or two changes are about the same ones.
    """
    chosen = {(fix.where, fix.becomes): fix for fix in fixes}.values()
    ends: dict[tuple[Part, int | None], int] = {}
    for fix in sorted(chosen, key=lambda fix: (fix.where.start, fix.where.end), reverse=True):
        place = fix.where.part, fix.where.photo
        passage = words.within(fix.where)
        is_as_seen = passage is not None and passage[fix.where.start : fix.where.end] == fix.was
        if passage is None or not is_as_seen or fix.where.end > ends.get(place, len(passage)):
            raise InputError(NO_FIT)
        ends[place] = fix.where.start
        words = _with(words, fix.where, f"{passage[: fix.where.start]}{fix.becomes}{passage[fix.where.end :]}")
    return words


def _with(words: Words, where: TextSpan, passage: str) -> Words:
    if where.part is Part.TEXT:
        return replace(words, text=passage)
    described = list(words.described)
    described[where.photo or 0] = replace(described[where.photo or 0], words=passage)
    return replace(words, described=tuple(described))


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Of changes about the same words only the first: the others are looked at again after it."""
    kept: list[Fix] = []
    for fix in fixes:
        if not any(_meet(fix.where, other.where) for other in kept):
            kept.append(fix)
    return tuple(kept)


def _meet(one: TextSpan, other: TextSpan) -> bool:
    is_same_passage = (one.part, one.photo) == (other.part, other.photo)
    return is_same_passage and one.start < other.end and other.start < one.end


def undone(history: History) -> History:
    """The draft as it was before the last step; with no step it stays as it is."""
    if not history.past:
        return history
    before = history.past[-1].onto(history.now)
    return History(before, history.past[:-1], (*history.undone, history.now))


def redone(history: History) -> History:
    """The draft as it was before the last undoing."""
    if not history.undone:
        return history
    again = history.undone[-1].onto(history.now)
    return History(again, (*history.past, history.now), history.undone[:-1])
