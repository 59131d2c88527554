"""The floor every school gets and the schools' own policies, read strictly: what is not understood is refused whole."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.finding import Severity
from checker.core.policy import Clause, PolicyPack

FLOOR = "floor"
_FOLDER = Path(__file__).parent

_PACK_KEYS = {"title", "version", "source", "review_due", "clause"}
_CLAUSE_KEYS = {"id", "section", "quote", "checks", "at_least", "manual"}


class PackError(InputError):
    """A policy pack that cannot be used; the sentence says what to mend."""


def pack_names() -> tuple[str, ...]:
    """The packs that come with the checker, the floor first."""
    names = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    return (FLOOR, *(name for name in names if name != FLOOR))


def load_pack(name: str, check_ids: frozenset[str]) -> PolicyPack:
    """The pack of this name, or the one in this `.toml` file. Raises: PackError."""
    file = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    if name not in pack_names() and not name.endswith(".toml"):
        raise PackError(f"There is no policy called {name}. There are: {', '.join(pack_names())}.")
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PackError(f"The policy {file.name} cannot be read.") from None
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"The policy {file.name} is not valid TOML: {error}.") from None
    return parse_pack(file.stem, told, check_ids)


def parse_pack(name: str, told: dict[str, Any], check_ids: frozenset[str]) -> PolicyPack:
    """A pack from its parsed TOML. Raises: PackError for an unknown key, check id or severity, or a missing part."""
    _refuse_unknown(name, "the pack", told, _PACK_KEYS)
    clauses = tuple(_parse_clause(name, clause, check_ids) for clause in _need(name, told, "clause", list))
    ids = [clause.id for clause in clauses]
    if not clauses or len(set(ids)) < len(ids):
        raise PackError(f"The policy {name} needs clauses with an id of their own each.")
    return PolicyPack(
        name=name,
        title=_need(name, told, "title", str),
        version=_need(name, told, "version", str),
        source=_need(name, told, "source", str),
        clauses=clauses,
        review_due=_want(name, told, "review_due"),
    )


def _parse_clause(pack: str, told: Any, check_ids: frozenset[str]) -> Clause:
    if not isinstance(told, dict):
        raise PackError(f"The policy {pack} has a clause that is not a table.")
    name = f"{pack}, clause {told.get('id', '?')}"
    _refuse_unknown(name, "a clause", told, _CLAUSE_KEYS)
    checks = tuple(_need(name, told, "checks", list)) if "checks" in told else ()
    unknown = [check for check in checks if check not in check_ids]
    if unknown:
        raise PackError(f"The policy {name} names a check that does not exist: {unknown[0]}.")
    manual = _want(name, told, "manual")
    if not checks and not manual:
        raise PackError(f"The policy {name} is served by no check: name one, or say in 'manual' what is confirmed.")
    return Clause(
        id=_need(name, told, "id", str),
        section=_need(name, told, "section", str),
        quote=_need(name, told, "quote", str),
        checks=checks,
        at_least=_severity(name, _want(name, told, "at_least")),
        manual=manual,
    )


def _severity(name: str, word: str) -> Severity | None:
    if not word:
        return None
    try:
        return Severity.named(word)
    except KeyError:
        raise PackError(f"The policy {name} has an unknown severity: {word}. Use note, review or block.") from None


def _need(name: str, told: dict[str, Any], key: str, kind: type) -> Any:
    if not told.get(key) or not isinstance(told[key], kind):
        raise PackError(f"The policy {name} lacks a proper '{key}'.")
    return told[key]


def _want(name: str, told: dict[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise PackError(f"The policy {name} has a '{key}' that is not text.")
    return value


def _refuse_unknown(name: str, what: str, told: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(told.keys() - known)
    if unknown:
        raise PackError(f"The policy {name} has a key that {what} does not have: {unknown[0]}.")
