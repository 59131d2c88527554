"""Is part of the post written in letters that our checks cannot read?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.greetings import find_greetings
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
    """Words wholly in another alphabet: the checks for names, tone and politics read Latin letters only.

    A greeting that everybody knows is shown as a note, and only the words beside it are asked about.
    """

    id: str = "language.unreadable_script"
    question: str = "Is part of the post written in letters that our checks cannot read?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per passage at its first word that we cannot read, and one at its first known greeting."""
        for passage in post.passages:
            if not passage.text.isascii():
                yield from self._first(passage)

    def _first(self, passage: Passage) -> Iterator[Finding]:
        folded = fold(passage.text)
        words = [(match, script) for match in _WORD.finditer(folded.text) if (script := _script(match.group()))]
        if not words:
            return
        greetings = list(find_greetings(folded.text))
        if greetings:
            first = greetings[0]
            end = folded.original_end(first.end)
            while unicodedata.category(passage.text[end : end + 1] or " ").startswith("M"):
                end += 1  # folding drops a last vowel sign
            where = TextSpan.of(passage, folded.offsets[first.start], end)
            yield Finding(self.id, Severity.NOTE, where, f"This says: {first.says}.", "Nothing, if this is right.")
        for match, script in words:
            if any(greeting.start <= match.start() and match.end() <= greeting.end for greeting in greetings):
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
