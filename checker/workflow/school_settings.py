"""How does the school change what it settled? Whoever comes second to the same line is told, and overwrites nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from checker.checks import CHECK_IDS
from checker.core.errors import InputError
from checker.core.ledger import Deed, LedgerEntry
from checker.core.settings import SchoolSettings
from checker.core.staff import Actor
from checker.policies import load_pack
from checker.store import REGISTER_FILE
from checker.workflow.files import write_whole
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.settings_file import SETTINGS_FILE, as_toml_over, digest_of, read_school

CHANGED_MEANWHILE = (
    "Somebody else changed these settings while you had them open. Nothing of yours was saved, and what you typed is "
    "still here. Look at the settings as they are now, then make your change again."
)
_Part = TypeVar("_Part")


class ChangedMeanwhile(InputError):
    """Somebody else has saved another answer to the same question since it was read here."""


def save_settings(actor: Actor, seen: SchoolSettings, wanted: SchoolSettings, home: Path, register: str) -> None:
    """Save what `wanted` changes of what was `seen`; what others changed elsewhere in the meantime stays.

    Raises: NotAllowed, ChangedMeanwhile, InputError, NoRegister.
    """
    with opened_for(actor, Act.SETTINGS, register) as store:
        _require_sound(wanted)
        if wanted == seen:
            return

        def write() -> None:
            _write(home, _merged(read_school(home), seen, wanted))

        store.ledger.append_with(LedgerEntry(Deed.SETTINGS_CHANGED, digest_of(wanted)), write)


def _merged(now: SchoolSettings, seen: SchoolSettings, wanted: SchoolSettings) -> SchoolSettings:
    if now == seen:
        return wanted
    return SchoolSettings(
        _merged_part(now.about, seen.about, wanted.about),
        _answer(now.pack, seen.pack, wanted.pack),
        _merged_part(now.times, seen.times, wanted.times),
        _merged_part(now.retention, seen.retention, wanted.retention),
    )


def _merged_part(now: _Part, seen: _Part, wanted: _Part) -> _Part:
    told: dict[str, Any] = {
        one.name: _answer(*(getattr(part, one.name) for part in (now, seen, wanted)))
        for one in fields(now)  # type: ignore[arg-type]
    }
    return replace(now, **told)  # type: ignore[type-var]


def _answer(now: Any, seen: Any, wanted: Any) -> Any:
    """Raises: ChangedMeanwhile where both changed it, and not into the same."""
    if wanted in (seen, now):
        return now
    if now != seen:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    return wanted


def _require_sound(wanted: SchoolSettings) -> None:
    if wanted.pack:
        load_pack(wanted.pack, CHECK_IDS)


def _write(home: Path, school: SchoolSettings) -> None:
    try:
        write_whole(home / SETTINGS_FILE, as_toml_over(home, school))
    except OSError as error:
        raise InputError(f"The settings could not be saved ({error.strerror}). Nothing was changed.") from None


def register_in(home: Path) -> str:
    """The register of the school in this folder."""
    return str(home / REGISTER_FILE)
