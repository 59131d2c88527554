"""Is the post longer than its channel takes?

Source: for X, the counting rules X publishes (twitter-text, configuration 3); for Instagram, its limit for a caption.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, WholePost
from checker.core.online import EMOJI, LINK
from checker.core.post import Channel, Post

X_LIMIT = 280
INSTAGRAM_LIMIT = 2_200
LINK_LENGTH = 23
"""Characters that X counts for any link, because it puts a short one of its own in the place."""
EMOJI_LENGTH = 2
# Ranges of code points that X counts once; everything else (Chinese, Japanese, Korean, signs) counts twice.
_COUNTED_ONCE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_WHOLE = re.compile(rf"(?P<link>{LINK.pattern})|{EMOJI}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FitsChannel:
    """A post that is too long is cut or refused by the channel: good to know, and no breach."""

    id: str = "platform.length"
    question: str = "Is the post longer than its channel takes?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding, about the post as a whole."""
        length, limit, channel = _measure(post)
        if length > limit:
            says = f"The post counts as {length:,} characters; {channel} takes {limit:,}."
            yield Finding(self.id, Severity.NOTE, WholePost(), says, "Shorten it, or it will be cut or refused.")


def _measure(post: Post) -> tuple[int, int, str]:
    match post.channel:
        case Channel.X:
            return weighted_length(post.text), X_LIMIT, "X"
        case Channel.INSTAGRAM:
            return len(post.text), INSTAGRAM_LIMIT, "Instagram"
        case _:
            return 0, 0, ""


def weighted_length(text: str) -> int:
    """How long X takes this text to be."""
    plain = unicodedata.normalize("NFC", text)
    length = reached = 0
    for match in _WHOLE.finditer(plain):
        length += _counted(plain[reached : match.start()]) + (LINK_LENGTH if match["link"] else EMOJI_LENGTH)
        reached = match.end()
    return length + _counted(plain[reached:])


def _counted(text: str) -> int:
    return sum(1 if any(first <= ord(c) <= last for first, last in _COUNTED_ONCE) else 2 for c in text)
