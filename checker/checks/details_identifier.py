"""Does the post give a number that stands for one person in official records?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DetailKind
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Post

_WHAT = {
    DetailKind.UPN: "a unique pupil number",
    DetailKind.NHS_NUMBER: "an NHS number",
    DetailKind.NI_NUMBER: "a National Insurance number",
}


@dataclass(frozen=True, slots=True)
class PupilIdentifier:
    """Unique pupil numbers, NHS numbers and National Insurance numbers. None has a place in a post, sure or not."""

    id: str = "details.identifier"
    question: str = "Does the post give a pupil, NHS or National Insurance number?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per number in any passage."""
        for passage in post.passages:
            for hit in context.evidence.details(passage):
                if hit.kind in _WHAT:
                    verb = "is" if hit.certain else "may be"
                    yield Finding(
                        self.id,
                        Severity.BLOCK if hit.certain else Severity.REVIEW,
                        TextSpan.of(passage, hit.start, hit.end),
                        f"This {verb} {_WHAT[hit.kind]}.",
                        "Take the number out.",
                    )
