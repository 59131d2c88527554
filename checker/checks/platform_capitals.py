"""Are there words in capitals that are hard to read?

Source: GOV.UK style guide and Government Communication Service: capitals are harder to read and read as shouting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Post

LONG_WORD = 6
"""Letters of a word in capitals that is hardly an abbreviation any more."""
LONG_PAIR = 10
"""Letters, in all, of two or three words that are hardly an organisation and its country (UNICEF UK)."""
MANY_WORDS = 4
"""Words in capitals one after another that are hardly all abbreviations."""
# What was taken is never given back: otherwise a run of 20,000 blanks or letters takes seconds.
_WORD = r"[A-Z]{2,}+(?:['’][A-Z]++)?"
_RUN = re.compile(rf"(?<![\w#@]){_WORD}(?:[^\S\n]*+[,:&/!?–—-]?[^\S\n]*+(?:{_WORD}|[AI0-9]+)(?!\w))+")
_WORDS = re.compile(_WORD)


@dataclass(frozen=True, slots=True)
class Shouting:
    """Advice on runs of words in capitals; single words and abbreviations are left alone."""

    id: str = "platform.capitals"
    question: str = "Are there words in capitals that are hard to read?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each run of words. The words are not respelt: a name may be among them."""
        for passage in post.passages:
            if passage.part is Part.FILE_NAME:
                continue
            for run in _RUN.finditer(passage.text):
                if _is_shouted([len(word) for word in _WORDS.findall(run[0])]):
                    yield Finding(
                        self.id,
                        Severity.NOTE,
                        TextSpan.of(passage, run.start(), run.end()),
                        "These words are in capitals. They are harder to read, and some read them as shouting.",
                        "Write them in small letters, with a capital where a sentence or name begins.",
                    )


def _is_shouted(lengths: list[int]) -> bool:
    is_long = len(lengths) > 1 and max(lengths) >= LONG_WORD and sum(lengths) >= LONG_PAIR
    return is_long or len(lengths) >= MANY_WORDS
