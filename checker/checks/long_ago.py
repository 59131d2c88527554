"""Is a sentence about somebody or something of long ago? The private life of a keeper of lighthouses is nobody's."""

from __future__ import annotations

import re

from checker.core.evidence import ChildHit, ParsedText

_LONG_AGO = re.compile(
    r"\b(?:1[0-8]\d\d|19[0-7]\d)(?:s\b|\b(?!\s?(?:m|km|g|kg|ml|p|miles|metres|steps|points|words|pages|pieces|tins|"
    r"people|children|pupils)\b))|"
    r"\b(?:million|thousand|hundreds? of|two hundred|three hundred|four hundred) years\b|\bcentur(?:y|ies)\b|"
    r"\bBCE?\b|\b(?:Tudor|Victorian|Roman|Viking|Saxon|Georgian|Edwardian|medieval|(?:Stone|Iron|Bronze) Age)s?\b|"
    r"\bwas born (?:just |right |here |not far )?(?:over|in|near|down|up|at|on a|into|above|behind)\b(?! hospital)",
    re.IGNORECASE,
)
_TODAYS = re.compile(
    r"\b(?:20[0-3]\d|our (?:boys?|girls?|pupils?|child(?:ren)?)|baby|weighing|lbs?|oz)\b", re.IGNORECASE
)


def tells_of_long_ago(parsed: ParsedText, start: int, children: tuple[ChildHit, ...]) -> bool:
    """Whether the sentence at `start` says so itself, and means no child of today's."""
    sentence = parsed.sentence_at(start)
    if any(sentence.start <= hit.start < sentence.end for hit in children):
        return False
    words = parsed.text[sentence.start : sentence.end]
    return bool(_LONG_AGO.search(words)) and not _TODAYS.search(words)
