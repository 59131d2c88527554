"""Which digits are somebody's telephone number, and is it one that may be published?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from checker.analysers.detail_surroundings import (
    MENU,
    OFFICE,
    PERSON,
    PUBLIC,
    SCHOOL_BUSINESS,
    STAFF_BUSINESS,
    TITLE,
    Surroundings,
)
from checker.analysers.word_lists import first_names, nicknames, older_names
from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind

# A mark straight before it ends a word ("Tel:01632", "Sam-07700"), but after a figure it is a time, a sum or a date.
_CANDIDATE = re.compile(
    r"(?<![^\W_])(?<![£$€#@])(?<!\d[.,:/-])"
    r"(?:\(?0\d{4}\)?/\d{3} ?\d{3}|(?:\(?\+\d|\(?0)(?:[ .()•·-]{0,3}\d){6,14})(?![^\W_]|@)"
)
_IN_A_LINK = re.compile(r"(?://|\bwww\.|\.[a-z]{2,})\S*/$", re.IGNORECASE)
_LINK_BEFORE = 120
"""Characters before a number in which a link that it is a part of has shown itself as one."""
_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-](?:\d{4}|\d{2})\b|\d\d\.\d\d\b[ -]")
# A number without its area code is only a number after a word for telephoning.
_SHORT = re.compile(
    r"\b(?:call|ring|phone|text|whatsapp|tel|telephone|mobile)\b[^.!?\n\d]{0,25}"
    r"(?<![\d£#-])(\d(?:[ -]?\d){5,9})(?![\w:/@-])",
    re.IGNORECASE,
)
# Ofcom keeps these for drama; phonenumbers calls them invalid, a reader does not.
# Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
_DRAMA = re.compile(
    r"1632960\d{3}|7700900\d{3}|2079460\d{3}|1(?:1[3-8]|21|31|41|51|61)4960\d{3}|1914980\d{3}|"
    r"2896496\d{3}|2920180\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
)
_MOBILE = re.compile(r"7[1-57-9]\d{8}|7624\d{6}")
# A capitalised word straight before the number is somebody's name, unless it is one of these.
_NAMED = re.compile(
    r"\b(?!(?:Tel|Telephone|Phone|Call|Ring|Contact|Text|Number|Mobile|Office|School|Academy|Primary|Reception|Nursery|Line|"
    r"Centre|Council|Library|Helpline|Hall|Museum|Theatre|Club|Trust|Hospital|Surgery|Police|Us|Please|On|At|Or|And|"
    r"Childline|Samaritans|More|Details|Info|Information|Bookings|Tickets|Questions|Queries|Enquiries|Message|Find)\b)"
    r"[A-Z][a-z]+(?: on| at|:|,| -)? ?\(?$"
)
# "Wraparound: 01632 960734": a lone word with a colon is a heading, unless somebody is called that.
_LABEL = re.compile(r"(?:^|[^\w\s]\s*)(?P<word>[A-Z][a-z]+): ?\(?$")
# "Ring Angela on": the school's where its business stands near, as with a title; "Angela: 01632" is somebody's own.
_RUNG = re.compile(r"\b(?:ring|call|phone|speak to|contact|ask for) [A-Z][a-z]+ on \(?$", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms)\.? [A-Z][\w'-]+(?: on| at|:|,| -)? ?\(?$", re.IGNORECASE)
_SCHOOL_MOBILE = re.compile(r"\b(?:school|trip|office|visit|duty|emergency|club)\s+(?:mobile|phone)\b", re.IGNORECASE)


def find_phones(text: str, settings: Settings) -> Iterator[DetailHit]:
    """Telephone numbers in a folded text, at its own offsets."""
    own = {_national(number) for number in settings.own_phones}
    for match in _CANDIDATE.finditer(text):
        is_linked = _IN_A_LINK.search(text[max(0, match.start() - _LINK_BEFORE) : match.start()])
        if not is_linked and not _DATE.match(match.group()):
            hit = _judge(text, match.start(), match.end(), own)
            if hit:
                yield hit
    for match in _SHORT.finditer(text):
        digits = re.sub(r"\D", "", match.group(1))
        excuse = _OWN if any(number.endswith(digits) for number in own) else ""
        yield DetailHit(DetailKind.PHONE, match.start(1), match.end(1), certain=False, excuse=excuse)


_OWN = "it is the school's own number"


def _judge(text: str, start: int, end: int, own: set[str]) -> DetailHit | None:
    national = _national(text[start:end])
    is_foreign = national.startswith("+")
    if not (is_foreign or _is_like_a_number(national)):
        return None
    around = Surroundings.of(text, start, end)
    is_mobile = bool(_MOBILE.fullmatch(national))
    cue = _cue(around)
    if cue is TITLE:  # a member of staff where the school's business stands near, else a neighbour
        is_staff = not around.mentions(PERSON) and Surroundings.wide(text, start, end).mentions(STAFF_BUSINESS)
        cue = OFFICE if is_staff else PERSON
    is_personal = is_mobile or is_foreign or cue is PERSON
    certain = is_personal and not (is_mobile and around.mentions(_SCHOOL_MOBILE))
    excuse = _excuse_by_digits(national, own)
    if not excuse and not is_personal:
        excuse = _excuse_by_words(cue, Surroundings.wide(text, start, end))
    return DetailHit(DetailKind.PHONE, start, end, certain, excuse)


def _cue(around: Surroundings) -> re.Pattern[str] | None:
    """Whose number the words make it; nobody has to press 1 to reach a person."""
    is_titled = bool(_TITLED.search(around.before))
    is_named = not is_titled and bool(_NAMED.search(around.before)) and not _is_heading(around.before)
    if is_named and not _RUNG.search(around.before):
        return PERSON
    if MENU.match(around.after):
        return OFFICE
    return TITLE if is_titled or is_named else around.nearest(PERSON, TITLE, OFFICE, PUBLIC)


def _is_heading(before: str) -> bool:
    label = _LABEL.search(before)
    if label is None:
        return False
    word = label["word"].lower()
    return not any(word in names for names in (first_names(), nicknames(), older_names()))


def _excuse_by_digits(national: str, own: set[str]) -> str:
    if national in own:
        return _OWN
    if re.match(r"80[08]|116\d{3}$", national):
        return "it is a free helpline number"
    return "it is an organisation's public number" if national.startswith("3") else ""


def _excuse_by_words(cue: re.Pattern[str] | None, wide: Surroundings) -> str:
    """Why a landline that nobody is named with may stay."""
    if cue is OFFICE:
        return "the sentence gives it as the school office's number"
    if cue is PUBLIC:
        return "the sentence gives it as a public number"
    if wide.mentions(SCHOOL_BUSINESS) or not (wide.mentions(PERSON) or wide.mentions(TITLE)):
        return "it reads as the number families ring the school on"
    return ""


def _national(number: str) -> str:
    """The digits after the leading 0 or +44; a foreign number keeps its plus and country code."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    for prefix in ("+44", "0044"):
        if digits.startswith(prefix):
            return digits.removeprefix(prefix).removeprefix("0")
    if digits.startswith("+"):
        return digits if _is_valid(digits) else ""
    return digits.removeprefix("0")


def _is_like_a_number(national: str) -> bool:
    # Eleven digits that begin 01, 02 or 07 read as a number even where no such exchange exists.
    return bool(_DRAMA.fullmatch(national) or re.fullmatch(r"[127]\d{9}", national)) or (
        national != "" and _is_valid(f"+44{national}")
    )


def _is_valid(international: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(international, None)))
    except phonenumbers.NumberParseException:
        return False  # not digits in a number's shape: nothing was lost by looking
