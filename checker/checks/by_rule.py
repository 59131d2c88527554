"""Does a word rule speak about this post? One check per family of rules; the rules themselves are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.overlaps import apart
from checker.core.context import Context
from checker.core.finding import Finding, TextSpan
from checker.core.post import Part, Post


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """Turns the hits of one family of word rules into findings."""

    id: str
    question: str

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per place where a rule matched, in the text and in the pictures' descriptions.

        Raises: LookupError, when the book has no rule for this check: without rules nothing was checked.
        """
        if all(rule.check != self.id for rule in context.rules.rules):
            raise LookupError(f"There are no rules for {self.id}.")
        for passage in post.passages:
            if passage.part is Part.FILE_NAME:
                continue
            hits = context.rules.hits(self.id, context.evidence.parsed(passage))
            for severity, hit in apart([(hit.rule.severity, hit) for hit in hits]):
                where = TextSpan.of(passage, hit.start, hit.end)
                yield Finding(self.id, severity, where, hit.rule.says, hit.rule.remedy)


RULE_CHECKS = (
    RuleCheck("politics.side", "Does the post take a side in political debate?"),
    RuleCheck("opinion.personal", "Does the post give a personal view?"),
    RuleCheck("tone.disrepute", "Does the post blame, complain or gossip?"),
    RuleCheck("tone.insult", "Does the post insult, mock or stereotype anybody?"),
    RuleCheck("rights.unlawful_or_commercial", "Does the post use others' work, advertise, accuse or promote?"),
    RuleCheck("details.login", "Does the post give a password or a log-in?"),
    RuleCheck("details.staff", "Does the post tell something private about a person who works at the school?"),
    RuleCheck("whereabouts.live", "Does the post say where children are, or when nobody is watching them?"),
)
