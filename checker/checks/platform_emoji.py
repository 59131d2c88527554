"""Do emoji get in the way of somebody who listens to the post?

Source: Government Communication Service and University of Oxford: few emoji, at the end, as each is read out by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.online import EMOJI
from checker.core.post import Part, Post

AT_MOST = 3
"""Emoji one after another. Source: the guidance says two or three in a post."""
_RUN = re.compile(rf"{EMOJI}(?:[^\S\n]*{EMOJI})*")
_EMOJI = re.compile(EMOJI)
_GOES_ON = re.compile(r"[^\S\n]*[a-z]")
_WENT_BEFORE = re.compile(r"[\w,;'’][^\S\n]*\Z")
_BEFORE = 4  # code points looked at before a run: the last letter and a blank or two


@dataclass(frozen=True, slots=True)
class EmojiInTheWay:
    """Advice on long runs of emoji and on emoji inside a sentence."""

    id: str = "platform.emoji"
    question: str = "Do emoji get in the way of somebody who listens to the post?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each run of emoji that is too long or stands inside a sentence."""
        for passage in post.passages:
            if passage.part is Part.FILE_NAME or passage.text.isascii():
                continue
            for run in _RUN.finditer(passage.text):
                told = _advice(passage.text, run)
                if told is not None:
                    where = TextSpan.of(passage, run.start(), run.end())
                    yield Finding(self.id, Severity.NOTE, where, *told)


def _advice(text: str, run: re.Match[str]) -> tuple[str, str] | None:
    count = len(_EMOJI.findall(run[0]))
    if count > AT_MOST:
        return f"There are {count} emoji in a row here; a screen reader says each by its name.", "Keep one or two."
    before = text[max(0, run.start() - _BEFORE) : run.start()]
    if _GOES_ON.match(text, run.end()) and _WENT_BEFORE.search(before):
        return "There is an emoji inside a sentence; a screen reader says its name there.", "Put it at the end."
    return None
