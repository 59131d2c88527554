"""Is there anything to check, and does it fit the channel?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, WholePost
from checker.core.folding import fold
from checker.core.post import Channel, Post

# Code points. Source: Facebook's limit for a post; no channel of ours takes a longer one.
MAX_CODE_POINTS = 63_206
# Code points, as the channels give them; a post that is too long is cut or refused there, which is no breach.
_CHANNEL_LIMITS = {Channel.X: 280, Channel.INSTAGRAM: 2_200}


@dataclass(frozen=True, slots=True)
class SomethingToCheck:
    """An empty post is never clear, and neither is one that no channel takes."""

    id: str = "platform.content"
    question: str = "Is there anything to check, and does it fit the channel?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding, about the post as a whole."""
        length = len(post.text)
        limit = _CHANNEL_LIMITS.get(post.channel)
        if not post.photos and not fold(post.text).text.strip():
            says = "There are no words and no pictures in this post, so nothing could be checked."
            yield self._finding(Severity.REVIEW, says, "Write the post or add its pictures, then check again.")
        elif length > MAX_CODE_POINTS:
            says = f"The post is {length:,} characters long; no channel takes more than {MAX_CODE_POINTS:,}."
            yield self._finding(Severity.REVIEW, says, "Shorten it, or put it on the website and link to it.")
        elif limit is not None and length > limit:
            says = f"The post is {length:,} characters long; this channel takes {limit:,}."
            yield self._finding(Severity.NOTE, says, "Shorten it, or it may be cut.")

    def _finding(self, severity: Severity, says: str, remedy: str) -> Finding:
        return Finding(self.id, severity, WholePost(), says, remedy)
