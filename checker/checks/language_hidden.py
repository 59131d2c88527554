"""Does the post carry characters that cannot be seen or read, and change how it is read?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Post

# Turn the reading direction round: what a person sees is not what a program reads.
_TURNING = "\u202a-\u202e\u2066-\u2069"
# No width at all, or a letter that shows nothing. The soft hyphen is left out: word processors put it into honest
# words.
_WIDTHLESS = "\u200b-\u200f\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f"
_LETTER = "A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff\u0300-\u034e\u0350-\u036f"
# Between Arabic or Indic letters a joiner is spelling, and inside an emoji it is part of the picture.
_HIDDEN = re.compile(
    rf"[{_TURNING}]+|(?<=[{_LETTER}])[{_WIDTHLESS}]+(?=[{_LETTER}])|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0020-\U000e007f]+"
)
# Controls that stand for nothing in a text, halves of a character, and the mark that a program leaves where it could
# not read one: part of the text is lost, so that what we read is not what was written.
_LOST = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffd]+")
_LOST_SAYS = "There is a character here that could not be read. Part of the text may be lost."


@dataclass(frozen=True, slots=True)
class HiddenCharacters:
    """Invisible characters inside words, controls that turn the reading direction, and characters that were lost."""

    id: str = "language.hidden_characters"
    question: str = "Does the post carry characters that cannot be seen?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per run of hidden characters in any passage."""
        for passage in post.passages:
            for match in _LOST.finditer(passage.text):
                where = TextSpan.of(passage, match.start(), match.end())
                yield Finding(self.id, Severity.REVIEW, where, _LOST_SAYS, "Delete the word and type it again.")
            if passage.text.isascii():
                continue
            for match in _HIDDEN.finditer(passage.text):
                yield Finding(
                    self.id,
                    Severity.REVIEW,
                    TextSpan.of(passage, match.start(), match.end()),
                    "There are characters here that cannot be seen. They can hide what a word says.",
                    "Delete the word and type it again.",
                )
