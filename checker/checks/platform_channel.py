"""Is this a channel that the school's policy uses?

Two different things: a policy that lists the school's channels leaves no room for others, so a person looks. A channel
that is only blocked on the school's network may still have an official account: that is good to know, and no breach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, WholePost
from checker.core.policy import PolicyPack
from checker.core.post import Channel, Post

# What the policies define as social media; a school's own website, letters and the press are none.
_SOCIAL = frozenset({Channel.FACEBOOK, Channel.INSTAGRAM, Channel.X, Channel.YOUTUBE, Channel.OTHER})

NOT_OURS = "The school's settings list the channels it uses, and this is not one of them."
_REMEDY = "Use a channel of that list, or ask whoever is responsible for the accounts."


@dataclass(frozen=True, slots=True)
class ChannelApproved:
    """Compares the post's channel with the school's policy; who says nothing of channels is silent here."""

    id: str = "platform.channel"
    question: str = "Is this a channel that the school's policy uses?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At most one finding for each policy, and one for the school's own list."""
        if post.channel in _SOCIAL:
            own = context.settings.channels
            if own and post.channel not in own:
                yield Finding(self.id, Severity.REVIEW, WholePost(), NOT_OURS, _REMEDY)
            for pack in context.packs:
                yield from self._in_pack(post.channel, pack)

    def _in_pack(self, channel: Channel, pack: PolicyPack) -> Iterator[Finding]:
        if pack.approved_channels and channel not in pack.approved_channels:
            says = "The school's policy lists the channels it uses, and this is not one of them."
            yield Finding(self.id, Severity.REVIEW, WholePost(), says, _REMEDY)
        elif not pack.approved_channels and channel in pack.blocked_channels:
            says = "The school's policy blocks this channel on the school's network."
            remedy = "Check that the school has an approved account there before you post."
            yield Finding(self.id, Severity.NOTE, WholePost(), says, remedy)
