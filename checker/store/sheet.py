"""What a list states about each pupil, before it is compared with anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from checker.core.people import Consent, ConsentState, Purpose

PARENT = "parent"
LIST_EVIDENCE = "imported list "
"""How the evidence of every answer from a file begins; its digest follows."""


class Lines(Protocol):
    """A list as rows of text, whichever program saved it."""

    header: list[str]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]: ...

    def remarks(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One pupil as the file has it. None: the file has no such column."""

    line: int
    pupil_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    known_as: str | None = field(repr=False)
    year_group: str | None
    class_name: str | None
    given: frozenset[Purpose] = field(repr=False)
    """The purposes answered with yes."""
    never_publish: bool | None = field(repr=False)
    """None also where the cell is blank: only a written "no" may lift a protection."""
    left_on: date | None = None
    given_by: str = field(default="", repr=False)
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The whole file: rows, the consent purposes it has a column for, and what a person should know about it."""

    rows: tuple[SheetRow, ...] = field(repr=False)
    stated: frozenset[Purpose]
    remarks: tuple[str, ...]
    digest: str
    """SHA-256 of the file's bytes, in hex."""
    tells_leaving: bool = False
    """Whether it has the column `left_on`."""


def consent_from_list(purpose: Purpose, state: ConsentState, digest: str, row: SheetRow | None = None) -> Consent:
    """The answer that a list states. Its face-matching "yes" says that a parent's written consent is held."""
    is_written = purpose is Purpose.FACE_MATCHING and state is ConsentState.GIVEN
    is_given = state is ConsentState.GIVEN and row is not None
    by = row.given_by if row is not None and is_given else ""
    return Consent(
        purpose,
        state,
        given_by=by or (PARENT if purpose is Purpose.FACE_MATCHING else ""),
        in_writing=is_written,
        received_on=row.received_on if row is not None and is_given else None,
        evidence=LIST_EVIDENCE + digest[:12],
        has_responsibility=True if is_written else None,
    )
