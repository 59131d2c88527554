"""Is part of the post written in letters that our checks cannot read?"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.greetings import find_greetings
from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import fold
from checker.core.post import Passage, Post

# Letters in boxes and circles are signs: a row of them is a word, and so is one with other letters on both its sides or
# behind it ("\U0001f170melia"); the sign of a car park before its name is not.
_BOXED = "\U0001f130-\U0001f17e\U0001f180-\U0001f189"
_WORD = re.compile(
    rf"[{_BOXED}]+[^\W\d_]{{2,}}|[^\W\d_]+[{_BOXED}]+[^\W\d_]+|[^\W\d_]{{2,}}"
    r"|[\U0001f130-\U0001f189]{2,}|(?:[\U0001f1e6-\U0001f1ff]{2}){3,}"
)
_LONGEST_UNIT = 3
"""Letters up to which Latin ones and one of another alphabet are a unit or a formula: μm, kΩ."""
_DECORATIVE = "decorative"
_NAMES = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
_READ = ("LATIN", "MODIFIER")
"""Latin letters, and the small signs at them that tell how they are said."""
_DECORATED = ("LATIN LETTER SMALL CAPITAL", "NEGATIVE", "SQUARED", "REGIONAL", "CROSSED", "RAISED")


@dataclass(frozen=True, slots=True)
class UnreadableScript:
    """Words with letters of another alphabet: the checks for names, tone and politics read Latin letters only.

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
            where = TextSpan.of(passage, folded.offsets[first.start], folded.original_end(first.end))
            yield Finding(self.id, Severity.NOTE, where, f"This says: {first.says}.", "Nothing, if this is right.")
        starts = [greeting.start for greeting in greetings]
        for match, script in words:
            place = bisect_right(starts, match.start()) - 1
            if place >= 0 and match.end() <= greetings[place].end:
                continue
            where = TextSpan.of(passage, folded.offsets[match.start()], folded.original_end(match.end()))
            says = f"We could not check the words in {script} letters."
            remedy = "Ask somebody who reads them to check the whole post, and note who did."
            yield Finding(self.id, Severity.REVIEW, where, says, remedy)
            return


def _script(word: str) -> str | None:
    """The script of the letters in a folded word that are not Latin; None where we can read it."""
    if word.isascii():
        return None
    names = [unicodedata.name(letter, "UNKNOWN") for letter in word]
    if all(name.startswith(_DECORATED) for name in names) or re.search(f"[{_BOXED}]", word):
        return _DECORATIVE
    others = [name.split()[0] for name in names if not name.startswith(_READ)]
    if not others or len(others) < len(names) <= _LONGEST_UNIT:
        return None
    return _NAMES.get(others[0], others[0].capitalize())
