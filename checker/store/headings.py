"""Which heading of a school's list means what? Ours, those of the school's own system, and those the school chose."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.core.errors import InputError
from checker.core.people import Purpose

REQUIRED = ("pupil_id", "first_name", "last_name")
OPTIONAL = ("known_as", "year_group", "class_name", "consent_by")
DATES = ("left_on", "consent_date")
CONSENT_COLUMNS = {f"{purpose.value}_consent": purpose for purpose in Purpose}
NEVER_PUBLISH = "never_publish"
COLUMNS = (*REQUIRED, *OPTIONAL, *DATES, *CONSENT_COLUMNS, NEVER_PUBLISH)

_YES = frozenset(("yes", "y", "true", "1", "given"))
_NO = frozenset(("no", "n", "false", "0", ""))
_LISTS = Path(__file__).parent / "lists"


def _key(heading: str) -> str:
    """A heading without case, blanks, hyphens, underscores and the quotation marks around it."""
    return "".join(c for c in heading.casefold() if c not in '_-"' and not c.isspace())


_OWN_KEYS: Mapping[str, str] = {_key(column): column for column in COLUMNS}


@dataclass(frozen=True)
class Headings:
    """What headings and answers mean in one school's lists. Our own always mean themselves."""

    columns: Mapping[str, str]
    """From a heading, without case and blanks, to our column."""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()

    def column(self, untrusted_heading: str) -> str | None:
        """Our column for a heading of the list; None for one that is not known: nothing is guessed."""
        key = _key(untrusted_heading)
        return _OWN_KEYS.get(key) or self.columns.get(key)

    def knows(self, untrusted_heading: str) -> bool:
        """Whether a heading is one of ours or of the school's."""
        return self.column(untrusted_heading) is not None

    def answer(self, untrusted_cell: str) -> bool | None:
        """Yes, no (blank too), or None for words that are neither."""
        word = untrusted_cell.strip().casefold()
        if word in _YES or word in self.yes:
            return True
        return False if word in _NO or word in self.no else None

    def written(self) -> str:
        """As text, so that a register can remember it."""
        told = {"columns": dict(self.columns), "yes": sorted(self.yes), "no": sorted(self.no)}
        return json.dumps(told, sort_keys=True)

    def adding(self, chosen: Mapping[str, str]) -> Headings:
        """The same with headings a person mapped by hand; "" for one that is not used any more.

        Raises: InputError for a column that is none of ours.
        """
        for column in chosen.values():
            if column and column not in COLUMNS:
                raise InputError(f"There is no column {column}. The columns are: {', '.join(COLUMNS)}.")
        mapped = {**self.columns, **{_key(heading): column for heading, column in chosen.items()}}
        return Headings({heading: column for heading, column in mapped.items() if column}, self.yes, self.no)


OWN = Headings({})


def read_headings(written: str) -> Headings:
    """What `Headings.written` wrote."""
    told = json.loads(written)
    return Headings(told["columns"], frozenset(told["yes"]), frozenset(told["no"]))


def systems() -> tuple[str, ...]:
    """The school systems whose headings we know."""
    return tuple(sorted(file.stem for file in _LISTS.glob("*.toml")))


def headings_of(system: str) -> Headings:
    """The headings of a school system ("sims"). Raises: InputError."""
    if system.lower() not in systems():
        raise InputError(f"Lists of {system[:40]} are not known. Known are: {', '.join(systems())}.")
    told = tomllib.loads((_LISTS / f"{system.lower()}.toml").read_text(encoding="utf-8"))
    columns = {_key(heading): column for column, headings in told["columns"].items() for heading in headings}
    words = (frozenset(word.casefold() for word in told["answers"][said]) for said in ("yes", "no"))
    return Headings(columns, *words)
