"""Is part of the post written in letters that our checks cannot read?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import fold
from checker.core.post import Passage, Post

_WORD = re.compile(r"[^\W\d_]{2,}|[\U0001f130-\U0001f189]{2,}|(?:[\U0001f1e6-\U0001f1ff]{2}){3,}")
_DECORATIVE = "decorative"
_NAMES = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
_DECORATED = ("LATIN LETTER SMALL CAPITAL", "NEGATIVE", "SQUARED", "REGIONAL", "CROSSED", "RAISED")


@dataclass(frozen=True, slots=True)
class UnreadableScript:
    """Words wholly in another alphabet: the checks for names, tone and politics read Latin letters only."""

    id: str = "language.unreadable_script"
    question: str = "Is part of the post written in letters that our checks cannot read?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per passage, at its first word that we cannot read."""
        for passage in post.passages:
            if not passage.text.isascii():
                yield from self._first(passage)

    def _first(self, passage: Passage) -> Iterator[Finding]:
        folded = fold(passage.text)
        for match in _WORD.finditer(folded.text):
            script = _script(match.group())
            if script is None:
                continue
            where = TextSpan.of(passage, folded.offsets[match.start()], folded.original_end(match.end()))
            says = f"We could not check the words in {script} letters."
            remedy = "Ask somebody who reads them to check the whole post, and note who did."
            yield Finding(self.id, Severity.REVIEW, where, says, remedy)
            return


def _script(word: str) -> str | None:
    """The script of a word none of whose letters are plain Latin; None where we can read it."""
    if word.isascii():
        return None
    names = [unicodedata.name(letter, "UNKNOWN") for letter in word]
    if all(name.startswith(_DECORATED) for name in names):
        return _DECORATIVE
    if any(name.startswith("LATIN") for name in names):
        return None
    first = names[0].split()[0]
    return _NAMES.get(first, first.capitalize())
