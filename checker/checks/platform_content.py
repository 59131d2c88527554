"""Is there anything to check, and does any channel take so much?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, WholePost
from checker.core.folding import fold
from checker.core.post import Post

# Code points. Source: Facebook's limit for a post; no channel of ours takes a longer one.
MAX_CODE_POINTS = 63_206


@dataclass(frozen=True, slots=True)
class SomethingToCheck:
    """An empty post is never clear, and neither is one no channel takes; platform.length has each channel's limit."""

    id: str = "platform.content"
    question: str = "Is there anything to check, and no more than a channel takes?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding, about the post as a whole."""
        length = len(post.text)
        if not post.photos and not fold(post.text).text.strip():
            says = "There are no words and no pictures in this post, so nothing could be checked."
            yield self._finding(says, "Write the post or add its pictures, then check again.")
        elif length > MAX_CODE_POINTS:
            says = f"The post is {length:,} characters long; no channel takes more than {MAX_CODE_POINTS:,}."
            yield self._finding(says, "Shorten it, or put it on the website and link to it.")

    def _finding(self, says: str, remedy: str) -> Finding:
        return Finding(self.id, Severity.REVIEW, WholePost(), says, remedy)
