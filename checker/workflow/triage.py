"""What is the least that a person must still do for this album? Piles by effort, and one proposal for each burst."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from checker.core.faces import RESOLVED, FaceOutcome
from checker.core.report import Verdict
from checker.workflow.album_thumbnails import may_be_seen

ALIKE_BITS = 8
"""Most bits of 64 in which the picture hashes of one burst differ; ImageHash's own examples take 5 to 10 for alike."""
BURST_REACH = 20
"""A photo is compared with this many before it in the album, so that 10,000 photos take 50 times as long as 200."""
_WEIGHTY = frozenset({"review", "block"})


class Pile(StrEnum):
    """What a photo needs, the least effort first."""

    READY = "ready now"
    NAME_ONE = "name one face"
    NAME_MORE = "name several faces"
    COVER = "cover faces"
    LOOK = "look at what was found"
    DSL = "needs the DSL"
    UNCHECKED = "cannot be checked"


_NOT_TODAY = frozenset({Pile.LOOK, Pile.DSL, Pile.UNCHECKED})


@dataclass(frozen=True, slots=True)
class Effort:
    """What one photo still needs: its pile, the decisions until it can go up, and the faces that may not be shown."""

    pile: Pile
    decisions: int
    to_cover: int = 0

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The lower, the rather: first whether it can go up at all today, then how many in it may not be shown.

        Of a burst the variant in which everybody consents is proposed, even if a name more has to be said for it.
        """
        return self.pile in _NOT_TODAY, self.to_cover, self.decisions


@dataclass(frozen=True, slots=True)
class Sorted:
    """One photo of the album in its pile.

    `instead`: the name of the like photo that needs less; `better`: of the one that we would post of those that are
    nearly the same and ready like this one; `twin`: of the first photo that is the very same file; each empty where
    there is none.
    """

    file: str = field(repr=False)
    effort: Effort
    instead: str = field(default="", repr=False)
    twin: str = field(default="", repr=False)
    better: str = field(default="", repr=False)

    @property
    def told(self) -> tuple[str, ...]:
        """What there is to say of it beside other photos; nothing of it stands in its way."""
        sayings = (
            ("Nearly the same and needs less:", self.instead),
            ("Nearly the same and ready too; of these we would post", self.better),
            ("The same file as", self.twin),
        )
        return tuple(f"{says} {name}" for says, name in sayings if name)


def effort(row: dict[str, Any]) -> Effort:
    """What this photo, as `checker album --json` prints it, still needs."""
    if row["verdict"] == Verdict.CLEAR.value:
        return Effort(Pile.READY, 0)
    weighty = [finding for finding in row["findings"] if finding["severity"] in _WEIGHTY]
    if row["unproven"]:
        return Effort(Pile.UNCHECKED, 1)
    unknown = sum(FaceOutcome(face["outcome"]) not in RESOLVED for face in row["faces"])
    to_cover = sum(finding["check"] == "faces.consent" for finding in weighty)
    others = sum(finding["check"] not in ("faces.consent", "faces.unresolved") for finding in weighty)
    decisions = unknown + to_cover + others
    return Effort(_pile(weighty, unknown, to_cover, others), max(decisions, 1), to_cover)


def _pile(weighty: list[dict[str, Any]], unknown: int, to_cover: int, others: int) -> Pile:
    if any(finding["check"].startswith("attire.") for finding in weighty):
        return Pile.DSL
    if others or not unknown + to_cover:
        return Pile.LOOK
    if to_cover:
        return Pile.COVER
    return Pile.NAME_ONE if unknown == 1 else Pile.NAME_MORE


def bursts(hashes: Sequence[int | None]) -> tuple[tuple[int, ...], ...]:
    """The photos that show nearly the same, as places in the album; those that are like no other are left out."""
    leader = list(range(len(hashes)))
    for place, one in enumerate(hashes):
        for before in range(max(0, place - BURST_REACH), place):
            other = hashes[before]
            if one is not None and other is not None and (one ^ other).bit_count() <= ALIKE_BITS:
                leader[place] = leader[before]
                break
    groups: dict[int, list[int]] = {}
    for place, first in enumerate(leader):
        groups.setdefault(first, []).append(place)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def sorted_album(rows: Sequence[dict[str, Any]], hashes: Sequence[int | None] = ()) -> tuple[Sorted, ...]:
    """Every photo in its pile, in the album's order; of a burst one is proposed for the others.

    It is the one that needs least, and of those that are ready the one that shows most: it only is a proposal.
    """
    efforts = [effort(row) for row in rows]
    names = [row["file"] for row in rows]
    instead, better, twins = [""] * len(rows), [""] * len(rows), _twins(rows)
    for group in bursts(hashes):
        best = min(group, key=lambda place: (efforts[place].rank, *_shows(rows[place]), place))
        for place in group:
            if efforts[place].rank > efforts[best].rank:
                instead[place] = names[best]
            elif place != best and efforts[place].pile is Pile.READY and not twins[place]:
                better[place] = names[best]
    return tuple(map(Sorted, names, efforts, instead, twins, better))


def _shows(row: dict[str, Any]) -> tuple[int, float]:
    """The lower, the rather: first how many faces can be seen of people who may be shown, then how sharp they are."""
    return -sum(may_be_seen(face) for face in row["faces"]), -(row.get("sharpness") or 0.0)


def _twins(rows: Sequence[dict[str, Any]]) -> list[str]:
    """For each photo the name of the first that is the same file, byte for byte; empty for the first itself."""
    first: dict[str, str] = {}
    twins = []
    for row in rows:
        name, digest = row["file"], row.get("sha256")
        kept = first.setdefault(digest, name) if digest else name
        twins.append("" if kept == name else kept)
    return twins


def decisions_left(photos: Sequence[Sorted], same_people: Iterable[Sequence[int]] = ()) -> int:
    """How many decisions remain until the album can go up, taking the proposed one of each burst.

    `same_people`: for each unknown person the places of that person's photos; one answer is for all of them.
    """
    wanted = {place for place, photo in enumerate(photos) if not photo.instead}
    answered = sum(max(sum(place in wanted for place in places) - 1, 0) for places in same_people)
    return sum(photos[place].effort.decisions for place in wanted) - answered


def pile_lines(photos: Sequence[Sorted], same_people: Iterable[Sequence[int]] = ()) -> tuple[str, ...]:
    """A line for each pile that holds something, the least effort first, and how many decisions remain."""
    lines = []
    for pile in Pile:
        held = [photo for photo in photos if photo.effort.pile is pile]
        if held:
            faces = sum(photo.effort.to_cover for photo in held)
            lines.append(f"{len(held):5d} {pile.value}{f' ({faces} in all)' if pile is Pile.COVER else ''}")
    spare = sum(bool(photo.instead) for photo in photos)
    if spare:
        lines.append(f"{spare:5d} of these can stay at home: a photo that is nearly the same needs less")
    alike = sum(bool(photo.better) for photo in photos)
    if alike:
        lines.append(
            f"{alike:5d} of these {'is' if alike == 1 else 'are'} nearly the same as a better one that is ready too"
        )
    twins = sum(bool(photo.twin) for photo in photos)
    if twins:
        lines.append(
            f"{twins:5d} of these {'is' if twins == 1 else 'are'} there twice: the very same file has another name"
        )
    left = decisions_left(photos, same_people)
    return (*lines, f"{left} {'decision' if left == 1 else 'decisions'} left")
