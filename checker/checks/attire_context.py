"""Could the photo show swimwear or undress?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.post import Part, Photo, Post

_SAYS = "This photo could show swimwear or undress."
_REMEDY = "Please look. PE and sports photos are often asked about; leave out any photo that shows swimwear or undress."


@dataclass(frozen=True, slots=True)
class SuitableDress:
    """One REVIEW per photo that shows a sign, and a NOTE where the words speak of swimming or changing.

    The sign is never called by the detector's name for it: that is often wrong, and would stain a child.
    """

    id: str = "attire.context"
    question: str = "Could the photo show swimwear or undress?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Points at the strongest sign; the words are those of the post (once) and of this photo's description."""
        signs = context.evidence.attire(photo)
        if signs:
            strongest = max(signs, key=lambda sign: sign.score)
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number, strongest.box), _SAYS, _REMEDY)
        for passage in post.passages:
            is_of_post = passage.part is Part.TEXT and number == 0
            is_of_photo = passage.part is Part.ALT_TEXT and passage.photo == number
            if not (is_of_post or is_of_photo):
                continue
            for hit in context.rules.hits(self.id, context.evidence.parsed(passage)):
                where = TextSpan.of(passage, hit.start, hit.end)
                yield Finding(self.id, hit.rule.severity, where, hit.rule.says, hit.rule.remedy)
