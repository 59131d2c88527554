"""Can a reader tell where a link leads?

Source: Government Communication Service, accessible social media campaigns: say what a link is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.online import LINK
from checker.core.post import Part, Post

REACH = 200
"""Code points before and after a link in which we look for words about it."""
_SHORTENER = re.compile(
    r"(?:https?://)?(?:www\.)?(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|lnkd\.in|fb\.me|rb\.gy|cutt\.ly|"
    r"shorturl\.at|tiny\.cc|t\.ly|rebrand\.ly|dlvr\.it|bl\.ink|qrco\.de|snip\.ly|v\.gd)(?:/|$)",
    re.IGNORECASE,
)
_SHORT = (
    "This short link does not show where it leads, and it can be made to lead elsewhere later.",
    "Give the full address of the page.",
)
_BARE = (
    "Nothing says what this link is for.",
    "Say before it what the reader will find, for example “Read the letter about the trip”.",
)
# Words that say nothing of what is behind a link.
_EMPTY = re.compile(
    r"\W*(?:(?:click|tap|see|look|press|find out more|more|info|link|details|visit|here|below|at|the|on|this)\W*)*"
)


@dataclass(frozen=True, slots=True)
class LinkTold:
    """Advice on short links and on links with nothing that says what they are for."""

    id: str = "platform.links"
    question: str = "Can a reader tell where a link leads?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each such link in the text."""
        for passage in post.passages:
            if passage.part is not Part.TEXT:
                continue
            for link in LINK.finditer(passage.text):
                told = _SHORT if _SHORTENER.match(link[0]) else _BARE if _is_bare(passage.text, link) else None
                if told is not None:
                    where = TextSpan.of(passage, link.start(), link.end())
                    yield Finding(self.id, Severity.NOTE, where, *told)


def _is_bare(text: str, link: re.Match[str]) -> bool:
    """Whether neither its own line nor the one before says anything; a link may stand under its sentence."""
    before = "\n".join(text[max(0, link.start() - REACH) : link.start()].rstrip("\n").split("\n")[-2:])
    after = text[link.end() : link.end() + REACH].split("\n", 1)[0]
    return all(_EMPTY.fullmatch(words.lower()) for words in (before, after))
