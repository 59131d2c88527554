"""What does an entry of the ledger say to people? Its numbers in words, as each kind of deed means them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from checker.core.decision import Role
from checker.core.ledger import Deed, LedgerRow
from checker.core.post import Channel
from checker.core.retention import Kept
from checker.workflow.desk import CHANNELS
from checker.workflow.documents import DocumentKind

_ABOUT_ACCOUNT = {Deed.ACCOUNT_ADDED, Deed.ACCOUNT_CHANGED, Deed.ACCOUNT_DISABLED, Deed.ACCOUNT_ENABLED,
                  Deed.PASSWORD_CHANGED, Deed.ROLE_GIVEN, Deed.ROLE_TAKEN}  # fmt: skip
_ABOUT_ROLE = {Deed.ROLE_GIVEN, Deed.ROLE_TAKEN}
_NUMBERS_A_KIND = _ABOUT_ROLE | {Deed.PACKAGE_MADE}
"""Of these the amount is no count: it says which role, or which file in the package."""
_Kind = TypeVar("_Kind")
_OTHER_WORDS: dict[str, str] = {
    Deed.MATCHING_ON: "Face matching on",
    Deed.MATCHING_OFF: "Face matching off",
    Deed.ENROLLED: "Face photos enrolled",
    Deed.TEMPLATES_DELETED: "Face photos deleted",
}
"""Of these the name alone says too little."""
SHOWN = 12
"""Characters of a fingerprint: enough to tell two posts apart by eye."""


def in_words(deed: str) -> str:
    """A kind of deed as people say it."""
    if deed in _OTHER_WORDS:
        return _OTHER_WORDS[deed]
    return deed.replace("_", " ").capitalize().replace("dsl", "the DSL")


def about(row: LedgerRow, people: Mapping[int, str]) -> str:
    """In which role, about whom, where, how many, and of which file: whatever this kind of deed keeps."""
    told = [
        f"as {Role[row.role.upper()].value}" if row.role else "",
        _what(row, people),
        f"on {CHANNELS[Channel(row.channel)]}" if row.channel else "",
        f"{row.amount} in all" if row.amount > 1 and row.deed not in _NUMBERS_A_KIND else "",
        f"fingerprint {row.digest[:SHOWN]}" if row.digest else "",
    ]
    return "; ".join(filter(None, told))


def _what(row: LedgerRow, people: Mapping[int, str]) -> str:
    """The person, role, document or kind of record that the entry's numbers stand for."""
    if row.deed in _ABOUT_ACCOUNT:
        whose = people.get(row.reference, f"account {row.reference}")
        role = _numbered(list(Role), row.amount) if row.deed in _ABOUT_ROLE else None
        return f"{role.value} for {whose}" if role else whose
    if row.deed == Deed.PACKAGE_MADE and row.amount:
        return f"file {row.amount} in it"
    if row.deed == Deed.RETENTION_APPLIED:
        kept = _numbered(list(Kept), row.reference)
        return kept.value if kept else ""
    if row.deed == Deed.DOCUMENT_MADE:
        kind = _numbered(list(DocumentKind), row.reference)
        return kind.value if kind else ""
    return ""


def _numbered(kinds: list[_Kind], number: int) -> _Kind | None:
    return kinds[number - 1] if 0 < number <= len(kinds) else None
