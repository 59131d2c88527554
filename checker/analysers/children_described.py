"""Where in a text is a child told apart without a name: "our new boy in Year 2"?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.core.evidence import ChildHit
from checker.core.folding import Folded

_YEAR = (
    r"(?:(?:Years? ?(?:[1-6]|one|two|three|four|five|six)|Y[1-6]|Reception|Nursery|Pre-?school|EYFS|KS[12]|P[1-7])"
    r"(?:'?s)?)"
)
_CHILD = (
    r"(?:boys?|girls?|pupils?|child|children|lads?|lass(?:es)?|lassie|kids?|youngsters?|little ones?|tots?|toddler|"
    r"twins?|starters?|learners?|students?|arrivals?|joiners?|brothers?|sisters?|siblings?|sons?|daughters?|superstar|"
    r"champion|monkey|swimmer|runner|reader|goalkeeper|captain|speaker|classmate|friend|family|families|member|"
    r"[3-9]-year-old|(?:four|five|six|seven|eight|nine|ten|eleven)[- ]year[- ]old)"
)
_ONE = r"(?:our|one|an?|two|three|both|another|this|that|the|my)"
_LOOK = (
    r"brave|new|newest|only|little|tiniest|youngest|oldest|poorly|poor|lovely|young|special|quiet|shy|first|other|same|"
    r"tall|small|cheeky|naughty"
)
_WHO = r"(?:boy|girl|child|pupil|lad|lass|student)"
# Told apart from the rest of the school, though unnamed. "A child", "your child" and "our pupils" tell nobody apart.
_DESCRIBED = re.compile(
    rf"\b{_ONE} (?:[\w'-]+ ){{0,3}}?{_YEAR} (?:[\w'-]+ )?{_CHILD}\b"
    rf"|\b{_ONE} (?:of (?:our|the|my) )?(?:[\w'-]+ ){{0,3}}?{_CHILD} (?:with [\w' -]{{2,30}}? )?"
    rf"(?:in|from|of) (?:the |our )?(?:{_YEAR}|[A-Z]\w+(?: class)?\b)"
    rf"|\b(?:one|two|three|a couple|some) of (?:our|the|my) (?:[\w'-]+ ){{0,3}}?(?:{_CHILD}|{_YEAR})\b"
    rf"|\b(?:one|our|the|a certain|this|that) (?:(?:{_LOOK}|{_YEAR}) )+{_CHILD}\b"
    rf"|\b(?:our|the) (?:one|only|single) (?:[\w'-]+ ){{1,2}}?{_CHILD}\b"
    rf"|\b(?:the|our) (?:twins|triplets)\b|\blittle one\b(?!s)|\bbirthday (?:boy|girl)\b"
    rf"|\b(?:our|the) (?:tiniest|youngest|oldest|smallest|tallest|only|newest|new) {_YEAR}"
    rf"|\b(?:the|our|this|that) (?:{_WHO}|family|brother|sister) (?:who|whose|with)\b"
    rf"|\b(?:an?|one|two|three) (?:[\w-]+ )?{_WHO}s? (?:who|whose) (?:has|have|had|is|are|was|were|lives?|came|lost)\b"
    rf"|\b(?:our|the|this|that|one|an?) (?:[\w'-]+ ){{0,2}}?{_WHO} (?:has|is|was|had|broke|fell|left)\b"
    rf"|\b(?:my|our) (?:own )?(?:son|daughter|nephew|niece|grandson|granddaughter)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:our|the|my|all) .*\b(?:children|boys|girls|pupils|lads|kids|youngsters|starters|learners|students|families|"
    r"arrivals|joiners)\b|.*\b(?:your|every|each|any|no)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:if|when|whenever|should|every|each|any|your|where|unless|whether)\b[^.!?\n]{0,25}$", re.IGNORECASE
)
_BEFORE = 40


def find_described(folded: Folded) -> Iterator[ChildHit]:
    """Each place where words tell one child, or a few, apart."""
    for match in _DESCRIBED.finditer(folded.text):
        before = folded.text[max(0, match.start() - _BEFORE) : match.start()]
        if not _NOBODY.search(before) and not _is_group(match.group()):
            yield ChildHit(folded.offsets[match.start()], folded.original_end(match.end()), is_named=False)


def _is_group(told: str) -> bool:
    return " only " not in told and bool(_GROUP.match(told))
