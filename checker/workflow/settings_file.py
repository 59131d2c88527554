"""What did the school settle in `school.toml`? Read strictly, and written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.core.retention import EVERY_PERIOD, Retention
from checker.core.settings import DeskTimes, SchoolSettings, Settings
from checker.store.file_mark import Unchanged
from checker.workflow.files import is_there
from checker.workflow.settings_comments import with_remarks

SETTINGS_FILE, _RETENTION = "school.toml", "retention"
UNREADABLE = "The school's settings (school.toml) cannot be read. Mend or remove the file."
_TIMES = tuple(one.name for one in fields(DeskTimes))
_FILES: dict[Path, Unchanged] = {}
"""A page asks for the settings dozens of times at every click: read again when the file has changed."""
_HEAD = "# Written by the checker. See docs/guide/school-and-policies.md for what may stand here.\n"
_DELETE = "\x7f"
"""The one control character that JSON leaves as it is, and TOML forbids."""


def read_school(home: Path) -> SchoolSettings:
    """Everything that the school settled; ours where it is silent. Raises: InputError."""
    return _school(_told(home))


def _school(told: Mapping[str, Any]) -> SchoolSettings:
    about, pack = _about(told)
    return SchoolSettings(about, pack or "", _times(told), _retention(told))


def read_settings(home: Path) -> tuple[Settings, str | None]:
    """What the school told us about itself, and its pack. Raises: InputError."""
    return _about(_told(home))


def read_times(home: Path) -> DeskTimes:
    """How long an approval and a session last. Raises: InputError."""
    return _times(_told(home))


def read_retention(home: Path) -> Retention:
    """How long what is kept. Raises: InputError."""
    return _retention(_told(home))


def as_toml(school: SchoolSettings) -> bytes:
    """The file that says so; what is as it would be without it is left out."""
    said = _said(school)
    lines = [toml_line(name, value) for name, value in said[""].items()]
    kept = [toml_line(name, value) for name, value in said[_RETENTION].items()]
    lines += [f"\n[{_RETENTION}]", *kept] if kept else []
    return (_HEAD + "\n".join(lines) + "\n").encode()


def as_toml_over(home: Path, school: SchoolSettings) -> bytes:
    """The same, with what somebody wrote beside the settings in the file that is there. Raises: InputError."""
    before = (home / SETTINGS_FILE).read_text(encoding="utf-8") if is_there(home / SETTINGS_FILE) else ""
    written = with_remarks(before, _said(school), toml_line) if before else None
    try:
        is_the_same = written is not None and _school(tomllib.loads(written)) == school
    except (tomllib.TOMLDecodeError, InputError):
        is_the_same = False  # what could not be kept line by line is written anew
    return written.encode() if written and is_the_same else as_toml(school)


def _said(school: SchoolSettings) -> dict[str, dict[str, object]]:
    """What the file says, by section."""
    pack = {"pack": school.pack} if school.pack else {}
    head = {**_changed(school.about, Settings()), **pack, **_changed(school.times, DeskTimes())}
    return {"": head, _RETENTION: _changed(school.retention, Retention())}


def digest_of(school: SchoolSettings) -> str:
    """SHA-256 of the settings as they would be written."""
    return hashlib.sha256(as_toml(school)).hexdigest()


def _told(home: Path) -> dict[str, Any]:
    file = home / SETTINGS_FILE
    if file not in _FILES:
        _FILES[file] = Unchanged(file)
    return _FILES[file]("settings", lambda: _read(file))


def _read(file: Path) -> dict[str, Any]:
    if not is_there(file):
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputError(UNREADABLE) from None


def _about(told: Mapping[str, Any]) -> tuple[Settings, str | None]:
    own = {key: value for key, value in told.items() if key not in {"pack", _RETENTION, *_TIMES}}
    unknown = own.keys() - {known.name for known in fields(Settings)}
    if unknown:
        raise InputError(f"school.toml has a setting the checker does not know: {sorted(unknown)[0]}.")
    pack = told.get("pack")
    wrong = [key for key, value in own.items() if not _fits(key, value)]
    wrong += ["pack"] * (not isinstance(pack, str | None))
    if wrong:
        raise InputError(f"school.toml has a setting that is not written as it should be: {wrong[0]}.")
    settings: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in own.items()}
    if "channels" in settings:
        settings["channels"] = tuple(map(Channel, settings["channels"]))
    return Settings(**settings), pack


def _times(told: Mapping[str, Any]) -> DeskTimes:
    return DeskTimes(**{name: told[name] for name in _TIMES if name in told})


def _retention(told: Mapping[str, Any]) -> Retention:
    periods = told.get(_RETENTION, {})
    unknown = sorted(set(periods) - set(EVERY_PERIOD)) if isinstance(periods, dict) else ["it must be a section"]
    if unknown:
        raise InputError(f"The [retention] section of school.toml is not right: {unknown[0]}.")
    return Retention(**periods)


def _fits(key: str, value: object) -> bool:
    """The school's name is text, a switch is true or false; every other setting is a list of texts."""
    if key == "school":
        return isinstance(value, str)
    if key == "strict_matching":
        return isinstance(value, bool)
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return is_list and (key != "channels" or set(value) <= set(Channel))  # type: ignore[call-overload]


def _changed(value: Settings | DeskTimes | Retention, ours: Settings | DeskTimes | Retention) -> dict[str, object]:
    told = {one.name: getattr(value, one.name) for one in fields(value)}
    return {name: one for name, one in told.items() if one != getattr(ours, name)}


def toml_line(name: str, value: object) -> str:
    """A line of TOML: texts, numbers, yes or no and lists are written as JSON writes them."""
    written = json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007F")
    return f"{name} = {written}"
