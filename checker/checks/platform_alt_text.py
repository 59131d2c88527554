"""Can somebody who cannot see the photo tell what it shows?

Source: Government Communication Service, accessible social media campaigns; Equality Act 2010.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.post import Part, Photo, Post

_OPENING = re.compile(r"\s*(?:an?\s+|the\s+)?(?:photo(?:graph)?|image|picture|pic|graphic)\s+(?:of|showing)\b", re.I)
_FILE_NAME = re.compile(r"\s*(?:(?:img|dsc|pxl|dscn|screenshot)[\s_-]?\d\S*|\S+\.(?:jpe?g|png|heic|gif|webp))\s*", re.I)


@dataclass(frozen=True, slots=True)
class PhotoDescribed:
    """Advice on descriptions. A photo without any words beside it, as in an album, is not yet a post: not asked."""

    id: str = "platform.alt_text"
    question: str = "Can somebody who cannot see the photo tell what it shows?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for the photo."""
        opening = _OPENING.match(photo.alt_text)
        if opening:
            where = TextSpan(0, opening.end(), Part.ALT_TEXT, number)
            says = "A screen reader already says that this is a picture."
            yield Finding(self.id, Severity.NOTE, where, says, "Begin with what the picture shows.")
        elif post.text.strip() and (not photo.alt_text.strip() or _FILE_NAME.fullmatch(photo.alt_text)):
            says = "This photo has no description, so blind readers cannot tell what it shows."
            remedy = "Describe in a sentence what is going on, and name nobody."
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), says, remedy)
