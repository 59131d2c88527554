"""Is a policy pack written as it must be? Whatever is not understood refuses the pack whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.core.errors import InputError
from checker.core.finding import Severity
from checker.core.policy import Clause, Duty, NamesWithPictures, PolicyPack, Reference, review_deadline
from checker.core.post import Channel, Origin

_PACK_KEYS = {
    "title", "version", "source", "review_due", "clause", "responsible", "approved_channels", "blocked_channels",
    "may_name_class", "may_show_pupils", "names_with_pictures", "cites", "remarks",
}  # fmt: skip
_CLAUSE_KEYS = {"id", "section", "quote", "checks", "at_least", "manual", "origins"}
_DUTY_KEYS = {"role", "does"}
_REFERENCE_KEYS = {"title", "section", "year", "replaced_by", "replaced_on"}
_FAMILY = ".*"
"""Ends the name of a family of checks: "details.*" is every check whose id begins with "details."."""


class PackError(InputError):
    """A policy pack that cannot be used; the sentence says what to mend."""


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
        review_due=_review_due(name, told),
        responsible=tuple(_duty(name, duty) for duty in _tables(name, told, "responsible")),
        approved_channels=_channels(name, told, "approved_channels"),
        blocked_channels=_channels(name, told, "blocked_channels"),
        may_name_class=_yes_or_no(name, told, "may_name_class"),
        may_show_pupils=_yes_or_no(name, told, "may_show_pupils"),
        names_with_pictures=_names_with_pictures(name, told),
        cites=tuple(_reference(name, reference) for reference in _tables(name, told, "cites")),
        remarks=_texts(name, told, "remarks"),
    )


def _parse_clause(pack: str, told: Any, check_ids: frozenset[str]) -> Clause:
    if not isinstance(told, dict):
        raise PackError(f"The policy {pack} has a clause that is not a table.")
    name = f"{pack}, clause {told.get('id', '?')}"
    _refuse_unknown(name, "a clause", told, _CLAUSE_KEYS)
    checks = tuple(_need(name, told, "checks", list)) if "checks" in told else ()
    manual = _want(name, told, "manual")
    if not checks and not manual:
        raise PackError(f"The policy {name} is served by no check: name one, or say in 'manual' what is confirmed.")
    return Clause(
        id=_need(name, told, "id", str),
        section=_need(name, told, "section", str),
        quote=_need(name, told, "quote", str),
        checks=tuple(dict.fromkeys(one for check in checks for one in _checks(name, check, check_ids))),
        at_least=_severity(name, _want(name, told, "at_least")),
        manual=manual,
        origins=_origins(name, told),
    )


def _checks(name: str, check: Any, check_ids: frozenset[str]) -> tuple[str, ...]:
    """The check of this id, or every check of this family, in the order of the alphabet."""
    if isinstance(check, str) and check.endswith(_FAMILY):
        known = tuple(sorted(one for one in check_ids if one.startswith(check.removesuffix("*"))))
    else:
        known = (check,) if isinstance(check, str) and check in check_ids else ()
    if not known:
        raise PackError(f"The policy {name} names a check that does not exist: {check}.")
    return known


def _review_due(name: str, told: dict[str, Any]) -> str:
    words = _want(name, told, "review_due")
    try:
        review_deadline(words)
    except (ValueError, OverflowError):
        raise PackError(
            f"The policy {name} has a 'review_due' that is neither a month (2029-05) nor a term (2021 autumn)."
        ) from None
    return words


def _duty(name: str, told: dict[str, Any]) -> Duty:
    _refuse_unknown(name, "a duty", told, _DUTY_KEYS)
    return Duty(_need(name, told, "role", str), _need(name, told, "does", str))


def _reference(name: str, told: dict[str, Any]) -> Reference:
    """A law or guidance; what replaced it and when are told together or not at all."""
    _refuse_unknown(name, "a reference", told, _REFERENCE_KEYS)
    replaced = {"replaced_by", "replaced_on"} & told.keys()
    return Reference(
        title=_need(name, told, "title", str),
        section=_need(name, told, "section", str),
        year=_need(name, told, "year", int) if "year" in told else None,
        replaced_by=_need(name, told, "replaced_by", str) if replaced else "",
        replaced_on=_need(name, told, "replaced_on", date) if replaced else None,
    )


def _channels(name: str, told: dict[str, Any], key: str) -> tuple[Channel, ...]:
    words = _texts(name, told, key)
    unknown = [word for word in words if word not in list(Channel)]
    if unknown:
        raise PackError(f"The policy {name} names a channel the checker does not know: {unknown[0]}.")
    return tuple(Channel(word) for word in words)


def _origins(name: str, told: dict[str, Any]) -> tuple[Origin, ...]:
    words = _texts(name, told, "origins")
    unknown = [word for word in words if word not in list(Origin)]
    if unknown or (words and not told.get("manual")):
        known = ", ".join(Origin)
        raise PackError(f"The policy {name} has 'origins' without 'manual', or one that is none of {known}.")
    return tuple(Origin(word) for word in words)


def _severity(name: str, word: str) -> Severity | None:
    if not word:
        return None
    try:
        return Severity.named(word)
    except KeyError:
        raise PackError(f"The policy {name} has an unknown severity: {word}. Use note, review or block.") from None


def _names_with_pictures(name: str, told: dict[str, Any]) -> NamesWithPictures | None:
    word = _want(name, told, "names_with_pictures")
    if word and word not in list(NamesWithPictures):
        raise PackError(f"The policy {name} has a 'names_with_pictures' that is neither never nor with_consent.")
    return NamesWithPictures(word) if word else None


def _tables(name: str, told: dict[str, Any], key: str) -> list[dict[str, Any]]:
    tables = told.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PackError(f"The policy {name} has a '{key}' that is not a list of tables.")
    return tables


def _texts(name: str, told: dict[str, Any], key: str) -> tuple[str, ...]:
    texts = told.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise PackError(f"The policy {name} has a '{key}' that is not a list of texts.")
    return tuple(texts)


def _yes_or_no(name: str, told: dict[str, Any], key: str) -> bool | None:
    answer = told.get(key)
    if answer is not None and not isinstance(answer, bool):
        raise PackError(f"The policy {name} has a '{key}' that is neither true nor false.")
    return answer


def _need(name: str, told: dict[str, Any], key: str, kind: type) -> Any:
    if not told.get(key) or type(told[key]) is not kind:  # a bool is no number, and a time no day
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
