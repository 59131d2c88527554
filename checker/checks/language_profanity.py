"""Does the post use words that are not school-friendly?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Post


@dataclass(frozen=True, slots=True)
class Profanity:
    """Swear words, slurs and rude words, in disguise or not."""

    id: str = "language.profanity"
    question: str = "Does the post use words that are not school-friendly?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per word or phrase in any passage."""
        for passage in post.passages:
            for hit in context.evidence.profanity(passage):
                where = TextSpan.of(passage, hit.start, hit.end)
                if hit.certain:
                    says, remedy = "This word is not school-friendly.", "Choose another word."
                    yield Finding(self.id, Severity.BLOCK, where, says, remedy)
                else:
                    says = "This word can be read as rude or hurtful, though it also has an innocent meaning."
                    remedy = (
                        "Read the sentence again as a parent would, and keep the word only if its meaning is plain."
                    )
                    yield Finding(self.id, Severity.REVIEW, where, says, remedy)
