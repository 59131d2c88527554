"""Which characters are a vehicle's registration?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.detail_surroundings import Surroundings
from checker.core.evidence import DetailHit, DetailKind

# Source: DVLA leaflet INF104, vehicle registration numbers and number plates.
_CURRENT = re.compile(r"(?<![^\W_])[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-Z]{3}(?![^\W_])")
_OLDER = re.compile(
    r"(?<![^\W_])(?:[A-HJ-NP-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NP-TV-Y]|[A-Z]{1,3} \d{4})"
    r"(?![^\W_])"
)
_SMALL = re.compile(
    r"(?<![^\W_])(?:[a-hj-pr-y]{2}\d\d ?[a-hj-pr-z]{3}|[a-hj-np-tv-y]\d{1,3} ?[a-hj-pr-y]{3})(?![^\W_])"
)
_PLATE = re.compile(
    r"\b(?:reg(?:istration|istered)?(?: (?:no|number|plate))?|(?:number|licence) ?plates?|plates?|vrn|vrm)\b",
    re.IGNORECASE,
)
_CAR = re.compile(
    r"\b(?:cars?|vehicles?|vans?|driver|driving|parked|parking|headlights|lights|people carrier|4x4|suv|estate|saloon|"
    r"hatchback|motorbike|audi|bmw|ford|fiat|kia|vw|volkswagen|vauxhall|toyota|nissan|peugeot|renault|skoda|seat|honda|"
    r"hyundai|mini|mercedes|merc|volvo|tesla|jaguar|land rover|range rover|corsa|fiesta|golf|astra|polo|jeep)\b",
    re.IGNORECASE,
)
# "A49 NOW CLOSED": a road and the next word, in a post written in capitals.
_ROAD_AND_WORD = re.compile(
    r"[ABM]\d{1,3} ?(?:THE|AND|FOR|NOW|ARE|WAS|HAS|BUT|NOT|VIA|BUS|CAR|VAN|PDF|ALL|OUR|YOU|ONE|TWO|DAY|END|OUT|OFF)$"
)
# What two digits a current plate may carry in 2026: half-years 02 to 26 and 51 to 76.
_AGES = frozenset(range(2, 27)) | frozenset(range(51, 77))


def find_vehicles(text: str) -> Iterator[DetailHit]:
    """Vehicle registrations in a folded text, at its own offsets."""
    for match in _CURRENT.finditer(text):
        said = _is_said(text, match, _PLATE) or _is_said(text, match, _CAR)
        if said or int(match.group()[2:4]) in _AGES:
            yield DetailHit(DetailKind.VEHICLE, match.start(), match.end(), certain=said)
    for match in _OLDER.finditer(text):
        is_plate = _is_said(text, match, _PLATE)
        if is_plate or (_is_said(text, match, _CAR) and not _ROAD_AND_WORD.match(match.group())):
            yield DetailHit(DetailKind.VEHICLE, match.start(), match.end(), certain=is_plate)
    for match in _SMALL.finditer(text):
        if _is_said(text, match, _PLATE):
            yield DetailHit(DetailKind.VEHICLE, match.start(), match.end())


def _is_said(text: str, match: re.Match[str], cue: re.Pattern[str]) -> bool:
    return Surroundings.of(text, match.start(), match.end()).mentions(cue)
