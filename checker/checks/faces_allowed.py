"""Does the school's policy allow pictures of pupils at all?

Asked only of a policy that forbids them outright (`may_show_pupils = false`). Then a person looks at every photo: who
or what it shows cannot be told for certain from the faces that are found in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post


@dataclass(frozen=True, slots=True)
class PupilsMayBeShown:
    """One finding for each photo where a policy allows no pictures of pupils."""

    id: str = "faces.allowed"
    question: str = "Does the school's policy allow pictures of pupils at all?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        if any(pack.may_show_pupils is False for pack in context.packs):
            says = "The school's policy does not allow pictures of pupils."
            remedy = "Make sure that no pupil is in it, or use another picture."
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), says, remedy)
