"""What the school knows of a pupil's parents, and how each was told about face matching.

Source: Protection of Freedoms Act 2012, sections 26 (every parent is told) and 27 (who need not be).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ParentKind(StrEnum):
    """What is recorded about a parent. The four in the middle excuse from telling and need somebody who decided it."""

    KNOWN = "known"
    TOLD = "told"
    NOT_FOUND = "not_found"
    LACKS_CAPACITY = "lacks_capacity"
    WELFARE = "welfare"
    NOT_PRACTICABLE = "not_practicable"
    NOT_A_PARENT = "not_a_parent"
    """Recorded by mistake, or no longer with parental responsibility."""


EXCUSED = (ParentKind.NOT_FOUND, ParentKind.LACKS_CAPACITY, ParentKind.WELFARE, ParentKind.NOT_PRACTICABLE)
"""Need not be told, where somebody who is named decided so."""


@dataclass(frozen=True, slots=True)
class ParentRecord:
    """One record. `who` is empty where it speaks for every parent known until then."""

    kind: ParentKind
    who: str = field(default="", repr=False)
    happened_on: date | None = None
    evidence: str = ""
    authorised_by: str = field(default="", repr=False)
