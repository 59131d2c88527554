"""Does the post give somebody's phone number, e-mail address or postcode?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DetailHit, DetailKind
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Passage, Post

_SAYS = {
    DetailKind.PHONE: "There is a phone number here.",
    DetailKind.EMAIL: "There is an e-mail address here.",
    DetailKind.POSTCODE: "There is a postcode here.",
}
_TAKE_OUT = {
    DetailKind.PHONE: "Take the number out and ask families to contact the school office instead.",
    DetailKind.EMAIL: "Take the address out and ask families to contact the school office instead.",
    DetailKind.POSTCODE: "Take the postcode out; nobody's home may be told from a post.",
}
_ASK = (
    "Check whose it is. Keep it only if it is the school's own or a public one; add the school's own to the settings."
)


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """Phone numbers, e-mail addresses and postcodes; the school's own and public ones are shown as notes."""

    id: str = "details.contact"
    question: str = "Does the post give somebody's phone number, e-mail address or postcode?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per contact detail in any passage."""
        for passage in post.passages:
            for hit in context.evidence.details(passage):
                if hit.kind in _SAYS:
                    yield self._finding(passage, hit)

    def _finding(self, passage: Passage, hit: DetailHit) -> Finding:
        where, says = TextSpan.of(passage, hit.start, hit.end), _SAYS[hit.kind]
        if hit.excuse:
            return Finding(
                self.id, Severity.NOTE, where, f"{says} It may stay: {hit.excuse}.", "Nothing, if this is right."
            )
        if hit.certain:
            return Finding(self.id, Severity.BLOCK, where, f"{says} It may be a person's own.", _TAKE_OUT[hit.kind])
        return Finding(self.id, Severity.REVIEW, where, f"{says} We could not tell whose it is.", _ASK)
