"""Which characters are a pupil's, patient's or worker's number?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.gb import nhs, upn

from checker.analysers.detail_surroundings import Surroundings
from checker.core.evidence import DetailHit, DetailKind

_UPN = re.compile(r"(?<![^\W_])(?<!/)[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[\dA-HJ-NP-RT-Z](?![^\W_])", re.IGNORECASE)
_UPN_CUE = re.compile(r"\b(?:upns?|unique pupil|pupil (?:number|no|id))\b", re.IGNORECASE)
_NHS = re.compile(r"(?<![^\W_])(?<![£+])(?<!\d[.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w.-]?\d)(?![^\W_])")
_NHS_CUE = re.compile(r"\b(?:nhs|patient|health) ?(?:number|no|num|id|#)?\b", re.IGNORECASE)
# Q is never issued first, and is the letter every made-up example uses.
_NI = re.compile(
    r"(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D](?![^\W_])",
    re.IGNORECASE,
)


def find_numbers(text: str) -> Iterator[DetailHit]:
    """Unique pupil numbers, NHS numbers and National Insurance numbers in a folded text, at its own offsets."""
    for match in _UPN.finditer(text):
        # Said to be a UPN, it is one to the reader, whatever its check letter.
        certain = bool(upn.is_valid(match.group().replace("-", ""))) or _is_said(text, match, _UPN_CUE)
        if certain or match.group().isalnum():
            yield DetailHit(DetailKind.UPN, match.start(), match.end(), certain)
    for match in _NHS.finditer(text):
        # Measured: 9.0% of random ten-digit numbers pass the NHS check digit, so the digits alone prove nothing.
        said = _is_said(text, match, _NHS_CUE)
        if said or (not match.group().isdigit() and nhs.is_valid(match.group())):
            yield DetailHit(DetailKind.NHS_NUMBER, match.start(), match.end(), certain=said)
    for match in _NI.finditer(text):
        yield DetailHit(DetailKind.NI_NUMBER, match.start(), match.end())


def _is_said(text: str, match: re.Match[str], cue: re.Pattern[str]) -> bool:
    return Surroundings.of(text, match.start(), match.end()).mentions(cue)
