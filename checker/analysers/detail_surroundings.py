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
    r"his|her|hers|their|my|me|mobile|home|house|lives?|living|class rep|rep|whatsapp|direct|personally|"
    r"(?!school|council|children|women|men|it|let|that|there|here|what|who|today|tomorrow|pupils)[a-z]+'s)\b|\(\d{1,2}\)",
    re.IGNORECASE,
)
# A grown-up with a title: a neighbour, or a member of staff where the words around give the post or its business.
TITLE = re.compile(r"\b(?:mr|mrs|miss|ms)\b", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:office|school(?!\s+run)|reception desk|help ?desk|(?:absence|attendance|trip|duty) line|switchboard|"
    r"(?:call|ring|phone|contact|reach|tell|email) us|let us know|us on|(?:call|pop|drop) in|leave a message|"
    r"headteacher|team|admissions|lettings|bookings|kitchen|enquiries|academy|nursery|wraparound|swyddfa|ysgol|pennaeth)\b",
    re.IGNORECASE,
)
# The posts and the business that make a titled person's landline the school's: jobs, hiring the hall, looking round.
STAFF_BUSINESS = re.compile(
    r"\b(?:officer|manager|supervisor|co-?ordinator|secretary|bursar|caretaker|senco|clerk|governors?|headteacher|"
    r"office|switchboard|admissions|interviews?|closing date|vacanc(?:y|ies)|application forms?|look(?:ing)? round|"
    r"(?:nursery|reception|club|three-year-old) places?|places? (?:left|available|at (?:both|our|the))|"
    r"(?:payment|parent|school|new) app|balances?|log[- ]?in|bookings?|visits?|"
    r"book (?:a|your) (?:place|visit|tour|slot|table|stall)|"
    r"lettings?|(?:hall|pool|pitch|room|field) hire|for hire|in office hours|options? \d)\b",
    re.IGNORECASE,
)
# What is the reader's own, and where readers stay, is not whose the number is: "check we have your mobile number".
_READERS = re.compile(
    r"\byour (?:[\w-]+ ){0,2}?(?:mobile|home|house|family|child|mum|dad|parents?)\b|"
    r"\b(?:mobile|phone) numbers? or home\b|\b(?:stay|stays|keep \w+|kept|wait|go|taken|come) (?:at )?home\b|"
    r"\bhome (?:time|learning|reading|corner|match|game)\b",
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
        around = cls(before[before_cut:], after[: stop_after.start()] if stop_after else after)
        return cls(_without_readers(around.before), _without_readers(around.after))

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


def _without_readers(words: str) -> str:
    lowered = words.lower()
    has_any = "your" in lowered or "home" in lowered  # most sentences hold neither: a page of numbers stays cheap
    return _READERS.sub(_blank, words) if has_any else words


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
