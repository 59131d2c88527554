"""Can a screen reader tell the words of a hashtag apart?

Source: Government Communication Service, accessible social media campaigns: a capital at the start of each word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.online import HASHTAG
from checker.core.post import Part, Post

LONG = 13
"""Letters from which a hashtag in one case is asked about even where its words are not known: a judgement."""
SHORT = 6
"""Letters up to which a hashtag in capitals is taken for an abbreviation (INSET, RNLI, ELSA)."""
LONGEST = 60
"""Letters beyond which nobody reads a hashtag, and the search for its words would take long."""
# Words of a school's hashtags. Only a hashtag made wholly of these, numbers and the post's own words is respelt.
_WORDS = frozenset(
    """academy achievers achievement adventure afternoon all and anti art artist artists arts assembly at athletics
    autumn awards aware awareness back bake ball be bear bee best big bike black blue book books brave bright
    bullying cake camp caring celebrate celebration champions challenge children choir christmas class classroom
    clean club code coding comic community computing concert cook cooking creative cricket cross country culture
    curious dance day days design diversity down drama dream earth easter eco eid english eyfs fair family
    father fathers festival first fit for football forest friday friends friendship fun fundraising future game
    games garden gardening geography go gold good goodbye great green growing growth half happy harvest health
    healthy heritage hero heroes high history holiday home house in inclusion inspire instruments internet is it
    join kind kindness learn learners learning leaders library life little live local love magic make making
    march matters maths memories mental mindset monday month mother mothers museum music national nature
    nativity need netball new news night no nursery of on one online our out outdoor outdoors outside parents
    party pe performance phonics physical play playground poetry poppy power pride primary project proud pta
    pudding pupils quiz rain read readers reading ready reception recycle red refugee relief remember
    remembrance residential resilience respect road robots rounders royal rugby running safe safer safety
    saturday school schools science season see sing singing skills snow spanish spelling sport sports spring
    stars star start starters stem story storytelling summer sunday support swimming table tables tag talent tea
    teacher teachers team teamwork tennis term test thank thankful the their this thursday time times to today
    together together top touch tree trees trip try tuesday up values visit volunteers walk water we wednesday
    week weekend welcome well done wellbeing what wild winners winter women wonder wonderful words work workshop
    world writers writing year yoga you young your""".split()
)
_PARTS = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WordsInHashtag:
    """Advice on hashtags of several words in one case; respelt where every word is known."""

    id: str = "platform.hashtags"
    question: str = "Can a screen reader tell the words of a hashtag apart?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each such hashtag in the text."""
        for passage in post.passages:
            if passage.part is not Part.TEXT or "#" not in passage.text:
                continue
            own = frozenset(re.findall(r"\b[a-z]{3,}\b", passage.text.replace("#", " #").lower()))
            for match in HASHTAG.finditer(passage.text):
                respelt = _respelt(match[1], _WORDS | (own - {match[1].lower()}))
                if respelt != match[1] and _is_one_case(match[1], respelt):
                    yield Finding(
                        self.id,
                        Severity.NOTE,
                        TextSpan.of(passage, match.start(), match.end()),
                        "A screen reader cannot tell where the words of this hashtag begin.",
                        "If it is more than one word, begin each with a capital letter.",
                        None if respelt is None else f"#{respelt}",
                    )


def _is_one_case(tag: str, respelt: str | None) -> bool:
    letters = "".join(filter(str.isalpha, tag))
    if letters.isupper() and len(letters) <= SHORT:
        return False
    is_flat = letters[1:].islower() or letters.isupper()
    return is_flat and (respelt is not None or len(letters) >= LONG)


def _respelt(tag: str, words: frozenset[str]) -> str | None:
    """The tag with a capital for each word; None where it is one word, or its words are not all known."""
    parts: list[str] = []
    for part in _PARTS.findall(tag.replace("_", "").lower()):
        told = (part,) if part.isdigit() else _split(part, words)
        if told is None:
            return None
        parts += told
    return "".join(part.capitalize() for part in parts) if sum(map(str.isalpha, parts)) > 1 else None


def _split(letters: str, words: frozenset[str]) -> tuple[str, ...] | None:
    """The fewest known words that make up these letters; None where there are none."""

    @cache
    def best(start: int) -> tuple[str, ...] | None:
        if start == len(letters):
            return ()
        found = [
            (letters[start:end], *rest)
            for end in range(len(letters), start, -1)
            if letters[start:end] in words and (rest := best(end)) is not None
        ]
        return min(found, key=len, default=None)

    return best(0) if len(letters) <= LONGEST else None
