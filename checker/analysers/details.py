"""Which personal details can be told by their shape, and which of them may stay?"""

from __future__ import annotations

from dataclasses import replace

from checker.analysers.detail_dates import find_birth_dates
from checker.analysers.detail_emails import find_emails
from checker.analysers.detail_numbers import find_numbers
from checker.analysers.detail_phones import find_phones
from checker.analysers.detail_postcodes import find_postcodes
from checker.analysers.detail_vehicles import find_vehicles
from checker.core.context import Settings
from checker.core.evidence import DetailHit, ParsedText
from checker.core.folding import fold


class ShapeDetails:
    """Finds details by their shape in the folded text, so that hidden characters and odd dashes hide nothing."""

    def find(self, parsed: ParsedText, settings: Settings) -> tuple[DetailHit, ...]:
        """Every detail once, in reading order; where shapes overlap, the more telling kind."""
        folded = fold(parsed.text)
        text = folded.text
        candidates = (
            *find_emails(text, settings),
            *find_numbers(text),
            *find_birth_dates(text),
            *find_phones(text, settings),
            *find_vehicles(text),
            *find_postcodes(text, settings),
        )
        kept: list[DetailHit] = []
        taken = bytearray(len(text))  # a list of spans to compare with takes minutes on a page full of numbers
        for hit in candidates:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"1" * (hit.end - hit.start)
                kept.append(hit)
        return tuple(
            replace(hit, start=folded.offsets[hit.start], end=folded.original_end(hit.end))
            for hit in sorted(kept, key=lambda hit: hit.start)
        )
