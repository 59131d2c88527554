"""Can words that are not school-friendly be read in the photo?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post

SHORTEST_WORD = 4
"""Letters: shorter rude words are also what the reader makes of patterns."""
_SAYS = "A word in this photo is not school-friendly."
_REMEDY = "Please look, and cover it or choose another photo."


@dataclass(frozen=True, slots=True)
class WrittenProfanity:
    """Slogans on clothes, walls and screens. Never a block: a machine that read letters may have read them wrong."""

    id: str = "writing.language"
    question: str = "Can words that are not school-friendly be read in the photo?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each word that has no innocent use."""
        seen = context.evidence.writing(photo)
        for hit in context.evidence.profanity(seen.passage(number)) if seen.text else ():
            if hit.certain and hit.end - hit.start >= SHORTEST_WORD:
                where = PhotoSpot(number, seen.box_of(hit.start, hit.end))
                yield Finding(self.id, Severity.REVIEW, where, _SAYS, _REMEDY)
