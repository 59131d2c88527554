"""Does a word rule speak about this post? One check per family of rules; the rules themselves are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.overlaps import apart
from checker.core.context import Context
from checker.core.evidence import Span
from checker.core.finding import Finding, TextSpan
from checker.core.folding import fold
from checker.core.post import Part, Post

# What stands between quotation marks; an apostrophe inside a word is none.
_QUOTED = re.compile(r"\"[^\"\n]{2,400}\"|(?<!\w)'[^\n]{2,400}?'(?!\w)")
# Whose words they are, said outside them: pupils' writing and debates, not the account's own view.
_PUPILS = r"(?:year [1-6]|y[1-6]|class|children|pupils?|reception)\b"
_PUPILS_WORDS = re.compile(
    r"\b(?:debat\w+|persua\w+|argu(?:ed|ing|ments?)|for and against|"
    r"(?:wrote|writes|writing|written|letters?|essays?|speech(?:es)?|stor(?:y|ies)|said|says|told us|asked)\b"
    rf"(?=[^.!?]{{0,80}}\b(?:{_PUPILS}|child\b|they\b))|"
    rf"{_PUPILS}[^.!?]{{0,60}}\b(?:wrote|writ\w+|said|says|told us|asked|thinks?|thought|letters?|speech(?:es)?))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """Turns the hits of one family of word rules into findings."""

    id: str
    question: str
    leaves_pupils_words: bool = False
    """Whether what pupils are quoted with is theirs to say."""

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per place where a rule matched, in the text and in the pictures' descriptions.

        Raises: LookupError, without rules.
        """
        context.rules.need(self.id)
        for passage in post.passages:
            if passage.part is Part.FILE_NAME:
                continue
            hits = list(context.rules.hits(self.id, context.evidence.parsed(passage)))
            if hits and self.leaves_pupils_words:
                quoted = _quoted_from_pupils(passage.text)
                hits = [hit for hit in hits if not any(q.start <= hit.start and hit.end <= q.end for q in quoted)]
            for severity, hit in apart([(hit.rule.severity, hit) for hit in hits]):
                where = TextSpan.of(passage, hit.start, hit.end)
                yield Finding(self.id, severity, where, hit.rule.says, hit.rule.remedy)


def _quoted_from_pupils(text: str) -> list[Span]:
    """What is quoted, where the words outside the quotation marks give it to pupils."""
    folded = fold(text)
    marks = list(_QUOTED.finditer(folded.text))
    if not marks or not _PUPILS_WORDS.search(_QUOTED.sub(" ", folded.text)):
        return []
    return [Span(folded.offsets[mark.start()], folded.original_end(mark.end())) for mark in marks]


RULE_CHECKS = (
    RuleCheck("politics.side", "Does the post take a side in political debate?"),
    RuleCheck("opinion.personal", "Does the post give a personal view?", leaves_pupils_words=True),
    RuleCheck("tone.disrepute", "Does the post blame, complain or gossip?"),
    RuleCheck("tone.insult", "Does the post insult, mock or stereotype anybody?"),
    RuleCheck("rights.unlawful_or_commercial", "Does the post use others' work, advertise, accuse or promote?"),
    RuleCheck("details.login", "Does the post give a password or a log-in?"),
    RuleCheck("details.staff", "Does the post tell something private about a person who works at the school?"),
    RuleCheck("whereabouts.live", "Does the post say where children are, or when nobody is watching them?"),
)
