"""Can a pupil's name be read in the photo?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.names_pupil import may_stay, shown
from checker.core.context import Context
from checker.core.evidence import NameForm
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import Purpose
from checker.core.post import Photo, Post
from checker.core.writing import WritingSeen, WrittenName

_REMEDY = "Cover the words, crop them away or choose another photo."
_REMEDY_DOUBT = "Please look: if it is the pupil's name, cover the words or choose another photo. If not, it can stay."
_FIRST_NAME = "A first name from the register can be read in this photo, on a peg, badge or label; faces are in it too."
_FIRST_NAME_REMEDY = "If it tells who the child beside it is, cover the word."
LONE_WORDS = 2
"""Words in a line that is a label: in a longer one the name is part of a sentence."""


@dataclass(frozen=True, slots=True)
class WrittenPupilName:
    """Blocks a full name that was surely read, asks about one that was read with slips, notes one that may stay."""

    id: str = "writing.pupil_name"
    question: str = "Can a pupil's full name be read in the photo?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each name, with a box around its words."""
        seen = context.evidence.writing(photo)
        names = context.evidence.written_names(photo)
        for name in (*names, *_in_text(seen, number, context, tuple(name.box for name in names))):
            yield self._finding(name, number, post, context)

    def _finding(self, name: WrittenName, number: int, post: Post, context: Context) -> Finding:
        where = PhotoSpot(number, name.box)
        pupils = tuple(context.evidence.pupil(pupil_id) for pupil_id in name.pupil_ids)
        if all(pupil.has_consent(Purpose.NAME, post.channel) for pupil in pupils):
            return Finding(self.id, Severity.NOTE, where, may_stay(pupils, post.channel), "Nothing to do.")
        if name.certain:
            who = shown(pupils, " or ")
            says = f"The full name of {who} can be read in this photo, and there is no consent to name them."
            return Finding(self.id, Severity.BLOCK, where, says, _REMEDY)
        says = (
            f"Words in this photo could be the full name of {shown(pupils, ' or ')}; there is no consent to name them."
        )
        return Finding(self.id, Severity.REVIEW, where, says, _REMEDY_DOUBT)


def _in_text(seen: WritingSeen, number: int, context: Context, boxes: tuple[PixelBox, ...]) -> Iterator[WrittenName]:
    """What the finder of names in texts knows besides: initials, short forms. Never certain: it trusts its letters."""
    if not seen.text:
        return
    for hit in context.evidence.names(seen.passage(number)):
        box = seen.box_of(hit.start, hit.end)
        is_one_line = len(seen.lines_of(hit.start, hit.end)) == 1
        if box and is_one_line and hit.form is not NameForm.SPLIT and not any(_overlap(box, other) for other in boxes):
            yield WrittenName(box, hit.pupil_ids, certain=False)


def _overlap(one: PixelBox, other: PixelBox) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)


@dataclass(frozen=True, slots=True)
class WrittenFirstName:
    """Notes a lone first name on a label in a photo with faces: pegs and trays are in every classroom, so no more."""

    id: str = "writing.first_name"
    question: str = "Can a pupil's first name be read beside a face?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One note for each such label."""
        seen = context.evidence.writing(photo)
        hits = context.evidence.first_names(seen.passage(number)) if seen.text else ()
        labels = [hit for hit in hits if _is_label(seen, hit.start, hit.end)]
        if labels and context.evidence.faces(photo):
            for hit in labels:
                where = PhotoSpot(number, seen.box_of(hit.start, hit.end))
                yield Finding(self.id, Severity.NOTE, where, _FIRST_NAME, _FIRST_NAME_REMEDY)


def _is_label(seen: WritingSeen, start: int, end: int) -> bool:
    lines = seen.lines_of(start, end)
    return len(lines) == 1 and len(lines[0].text.split()) <= LONE_WORDS
