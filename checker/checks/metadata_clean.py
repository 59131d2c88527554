"""Is there a cleaned copy of the photo that is proven to carry nothing hidden?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding
from checker.core.post import Photo, Post


@dataclass(frozen=True, slots=True)
class CleanCopyProven:
    """Finds nothing: it is done when the copy is proven, and unproven, with the cleaner's sentence, when it is not."""

    id: str = "metadata.clean_copy"
    question: str = "Is there a cleaned copy of the photo that is proven to carry nothing hidden?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Asks for the proven copy. Raises: CannotRead."""
        del number, post
        context.evidence.clean_copy(photo)
        yield from ()
