"""What stands around a detail in the same sentence, and is it nearer to a person or to an office?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Code points either side. Whose a number is, is said within a short phrase ("Priya's mum Lakshmi on ...").
REACH_BEFORE = 90
REACH_AFTER = 40

_SENTENCE_END = re.compile(
    r"(?<!\btel)(?<!\bno)(?<!\bnos)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)[.!?;]\s|\n", re.IGNORECASE
)

PERSON = re.compile(
    r"\b(?:mum|mums|mummy|dad|dads|daddy|nan|nana|gran|grandma|grandad|grandparents?|auntie|aunty?|uncle|parents?|"
    r"carers?|guardians?|(?<!your )child|childminder|pupil|brother|sister|(?<!your )family|families|neighbours?|"
    r"mr|mrs|miss|ms|his|her|hers|their|my|me|mobile|home|house|lives?|living|class rep|rep|whatsapp|direct|personally|"
    r"(?!school|council|children|women|men|it|let|that|there|here|what|who|today|tomorrow|pupils)[a-z]+'s)\b|\(\d{1,2}\)",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:office|school(?!\s+run)|reception desk|absence line|attendance line|switchboard|call us|ring us|phone us|"
    r"contact us|reach us|us on|(?:call|pop|drop) in|leave a message|"
    r"headteacher|finance team|admissions|kitchen|enquiries|academy|nursery)\b",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"\b(?:council|library|police|hospital|surgery|clinic|nhs|helpline|hotline|careline|support line|advice line|"
    r"charity|box office|museum|theatre|cinema|(?:(?:leisure|sports|health|community) )?cent(?:re|er)|church|hall|park|"
    r"pool|stadium|zoo|farm|castle|venue|sat ?nav|foundation|trust|hub|hotel|lodge|arena|college|club|samaritans|"
    r"childline|nspcc|food ?bank)\b",
    re.IGNORECASE,
)
# What only follows the number of a switchboard: "and press 1", "option 2", "ext. 14".
MENU = re.compile(r"\W{0,3}(?:and\s+|then\s+)*(?:press|select|choose|option|ext(?:ension)?\.?)\s?\d", re.IGNORECASE)
# What families ring a school about; looked for across sentences, because the number often stands in its own.
SCHOOL_BUSINESS = re.compile(
    r"\b(?:late|poorly|unwell|sick|ill|absen(?:t|ce|ces)|before 9|by 9|9 ?am|appointments?|book a (?:visit|tour|place)|"
    r"prospectus|open (?:day|morning|evening)|places?|vacanc(?:y|ies)|applications?|school)\b",
    re.IGNORECASE,
)
WIDE_REACH = 140


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The folded words before and after a detail, no further than its own sentence."""

    before: str = field(repr=False)
    after: str = field(repr=False)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Surroundings:
        """What stands around [start, end) of a folded text."""
        before = text[max(0, start - REACH_BEFORE) : start]
        before_cut = max((stop.end() for stop in _SENTENCE_END.finditer(before)), default=0)
        after = text[end : end + REACH_AFTER]
        stop_after = _SENTENCE_END.search(after)
        return cls(before[before_cut:], after[: stop_after.start()] if stop_after else after)

    @classmethod
    def wide(cls, text: str, start: int, end: int) -> Surroundings:
        """What stands around [start, end), neighbouring sentences included."""
        return cls(text[max(0, start - WIDE_REACH) : start], text[end : end + WIDE_REACH])

    def mentions(self, cue: re.Pattern[str]) -> bool:
        """Whether the cue stands before or after the detail."""
        return bool(cue.search(self.before) or cue.search(self.after))

    def nearest(self, *cues: re.Pattern[str]) -> re.Pattern[str] | None:
        """The cue that ends closest before the detail; failing that, the one that starts soonest after it."""
        ends = [(match.end(), cue) for cue in cues for match in cue.finditer(self.before)]
        if ends:
            return max(ends, key=lambda found: found[0])[1]
        starts = [(match.start(), cue) for cue in cues if (match := cue.search(self.after))]
        return min(starts, key=lambda found: found[0])[1] if starts else None
