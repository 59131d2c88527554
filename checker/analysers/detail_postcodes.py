"""Which words are a postcode, and is it a home's or a public place's?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.detail_surroundings import OFFICE, PERSON, PUBLIC, Surroundings
from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind

# The postcode areas that exist. "Y6 2nd" and "KS2 3RD" have a postcode's shape and no postcode's area.
_AREAS = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|"
    "FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|"
    "NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|"
    "UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
_REAL = re.compile(
    rf"(?<![^\W_])(?:{_AREAS})\d[\dA-HJKMNPR-Y]? {{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![^\W_])", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$", re.IGNORECASE)
# Where nobody lives ("ZZ9 9ZZ"): a postcode to the reader only when the words around it say so.
_SHAPED = re.compile(r"(?<![^\W_])[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}(?![^\W_])")
_STREETS = (
    "road|rd|street|close|lane|avenue|ave|drive|crescent|terrace|mews|rise|way|court|grove|gardens|place|row|hill|view|"
    "square|walk|green|park|croft|fold|meadow|meadows"
)
_ADDRESS = re.compile(rf"\b(?:post ?code|address|lives?|lived|living|home|house|flat|{_STREETS})\b", re.IGNORECASE)
_FRONT_DOOR = re.compile(rf"\b\d{{1,3}}[a-c]?,? (?:[a-z'.]+ ){{1,3}}(?:{_STREETS})\b", re.IGNORECASE)


def find_postcodes(text: str, settings: Settings) -> Iterator[DetailHit]:
    """Postcodes in a folded text, at its own offsets."""
    own = {_squeezed(postcode) for postcode in settings.own_postcodes}
    seen: set[int] = set()
    for pattern in (_REAL, _SHAPED):
        for match in pattern.finditer(text):
            around = Surroundings.of(text, match.start(), match.end())
            if match.start() not in seen and _reads_as_postcode(match.group(), around, is_real=pattern is _REAL):
                seen.add(match.start())
                yield _judge(match, around, own)


def _reads_as_postcode(written: str, around: Surroundings, *, is_real: bool) -> bool:
    has_address = around.mentions(_ADDRESS)
    if _ORDINAL.search(written) and not (written.isupper() and _ADDRESS.search(around.before)):
        return False
    is_marked = " " in written and written.isupper()
    return has_address or (is_real and (is_marked or len(written) >= len("TF11AA")))


def _judge(match: re.Match[str], around: Surroundings, own: set[str]) -> DetailHit:
    cue = around.nearest(PERSON, OFFICE, PUBLIC)
    is_home = cue is PERSON or (cue is None and bool(_FRONT_DOOR.search(around.before)))
    excuse = ""
    if _squeezed(match.group()) in own:
        excuse = "it is the school's own postcode"
    elif not is_home and OFFICE.search(around.before):
        excuse = "the sentence gives it as the school's address"
    elif not is_home and cue is PUBLIC:
        excuse = "the sentence gives it as a public place's address"
    return DetailHit(DetailKind.POSTCODE, match.start(), match.end(), certain=is_home, excuse=excuse)


def _squeezed(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
