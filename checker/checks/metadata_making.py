"""Was the picture made or changed by AI, or edited?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import Making
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post

_TELLS = {
    Making.AI_MADE: (
        Severity.REVIEW,
        "The file says that this picture was made by AI.",
        "Do not present it as a photo of your school, and never make a picture of a real pupil this way.",
    ),
    Making.AI_EDITED: (
        Severity.REVIEW,
        "The file says that parts of this picture were made by AI.",
        "Look whether it still shows what happened, and use the original if a child was changed.",
    ),
    Making.EDITED: (
        Severity.NOTE,
        "The file names a photo editing program.",
        "Nothing to do if only light, size or framing were changed.",
    ),
}


@dataclass(frozen=True, slots=True)
class MadeOrEdited:
    """Believes what the file tells of itself: a picture that tells nothing may still be made by AI."""

    id: str = "metadata.making"
    question: str = "Does the photo file say that the picture was made by AI, or edited?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        making = context.evidence.metadata(photo).making
        if making is not None:
            severity, says, remedy = _TELLS[making]
            yield Finding(self.id, severity, PhotoSpot(number), says, remedy)
