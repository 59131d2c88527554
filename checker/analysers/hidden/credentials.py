"""What do content credentials (C2PA) say about how a picture was made?

Only names are read from them: the signatures are not proven, and what is written there is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.plain import said
from checker.core.evidence import HiddenDetail, HiddenKind

CREDENTIALS = "a record of how the picture was made (content credentials)"
_SOURCE = re.compile(rb"digitalsourcetype/([A-Za-z]{4,60})")
_NAMES = (b"claim_generator", b"softwareAgent", b"claim_generator_info")
_LONGEST_NAME = 120


def read_credentials(block: bytes, facts: Facts) -> Iterator[HiddenDetail]:
    """That they are there, and which programs they name."""
    yield HiddenDetail(HiddenKind.EDITING, CREDENTIALS)
    for source in _SOURCE.findall(block):
        facts.note_source(source.decode("ascii"))
    if b"c2pa.edited" in block or b"c2pa.color_adjustments" in block or b"c2pa.drawing" in block:
        facts.note_source("humanedits")
    for name in dict.fromkeys(_programs(block)):
        facts.note_software(name)
        yield from said(HiddenKind.EDITING, name)


def _programs(block: bytes) -> Iterator[str]:
    """The short texts that follow the keys for a program's name, as CBOR writes a text: its length, then its bytes."""
    for key in _NAMES:
        for found in re.finditer(re.escape(key), block):
            at = found.end()
            head = block[at : at + 2]
            if head and 0x60 <= head[0] <= 0x77:
                start, size = at + 1, head[0] - 0x60
            elif len(head) == 2 and head[0] == 0x78:
                start, size = at + 2, min(head[1], _LONGEST_NAME)
            else:
                continue
            yield block[start : start + size].decode("utf-8", "replace")
