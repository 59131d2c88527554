"""Could we look at the whole picture?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post

SAYS = "This picture moves or has several pages, and only the first was looked at."
REMEDY = "Please look at all of it, or save one picture of it and check that."


@dataclass(frozen=True, slots=True)
class WholePicture:
    """A REVIEW for pictures that move; unproven, with the reader's sentence, where the picture cannot be read."""

    id: str = "exposure.whole_picture"
    question: str = "Could we look at the whole picture?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Asks for the decoded picture. Raises: CannotRead."""
        del post
        if context.evidence.picture(photo).is_animated:
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), SAYS, REMEDY)
