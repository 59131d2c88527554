"""Does the photo file name the people whose faces are in it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.people import Pupil, Purpose
from checker.core.post import Part, Passage, Photo, Post

SOMEBODY = "A photo program wrote names on faces into this file."
REMEDY = "Post the cleaned copy: it is made without them."
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NamedFaces:
    """A NOTE for names on faces; a REVIEW where one is a pupil's without consent to be shown. No full name is told."""

    id: str = "metadata.face_names"
    question: str = "Does the photo file name people whose faces are in it?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        names = context.evidence.metadata(photo).face_names
        if not names:
            return
        pupils = tuple(_pupils(names, number, context))
        unasked = [pupil for pupil in pupils if not pupil.has_consent(Purpose.PHOTO, post.channel)]
        if unasked:
            says = f"The photo file says that this is {_shown(unasked)}, and there is no consent to show them here."
            remedy = "Look whether it is the pupil. If so, cover the face or choose another photo."
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), says, remedy)
        elif pupils:
            says = f"The photo file names pupils on faces: {_shown(pupils)}."
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), says, REMEDY)
        else:
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), SOMEBODY, REMEDY)


def _pupils(names: tuple[str, ...], number: int, context: Context) -> Iterator[Pupil]:
    """The pupils of the register whose full name stands on a face, each once."""
    told: set[str] = set()
    for name in names:
        for hit in context.evidence.names(Passage(Part.ALT_TEXT, name, number)):
            for pupil_id in hit.pupil_ids:
                if pupil_id not in told:
                    told.add(pupil_id)
                    yield context.evidence.pupil(pupil_id)


def _shown(pupils: tuple[Pupil, ...] | list[Pupil]) -> str:
    names = list(dict.fromkeys(pupil.short_name for pupil in pupils))
    more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
    return ", ".join(names[:MOST_SHOWN]) + more
