"""Does the post point to an account that the school has not approved?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.online import HANDLE
from checker.core.post import Part, Post

SAYS = "This account is not on the school's list of approved accounts."
REMEDY = (
    "Check that it is the official account of an organisation, and add it to the settings; leave a person's own out."
)


@dataclass(frozen=True, slots=True)
class AccountApproved:
    """Advice only: whether it is a child's or a parent's own account is asked by details.handle."""

    id: str = "platform.handles"
    question: str = "Does the post point to an account that the school has not approved?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each account that is not in the settings."""
        approved = {handle.lstrip("@").casefold() for handle in context.settings.approved_handles}
        for passage in post.passages:
            if passage.part is Part.FILE_NAME:
                continue
            for match in HANDLE.finditer(passage.text):
                if match[1].casefold() not in approved:
                    where = TextSpan.of(passage, match.start(), match.end())
                    yield Finding(self.id, Severity.NOTE, where, SAYS, REMEDY)
