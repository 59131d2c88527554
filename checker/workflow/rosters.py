"""Which pupils can the photos of this album show? As it was said now, or the last time for the same folder.

Clubs and events are the school's own lists of pupil ids, in `groups.toml` of its home; no name stands in any file here.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.people import RegisterSnapshot
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.workflow.files import is_there, read_whole, write_whole
from checker.workflow.register_source import register_source

GROUPS_FILE, ALBUMS_FILE = "groups.toml", "albums.json"
EVERYBODY = "all"
MAX_BYTES = 10_000_000
"""Largest file of groups or albums that is read: 50,000 pupils in ten clubs each take 5 MB."""

_BAD_GROUPS = f"The lists of clubs and events ({GROUPS_FILE}) cannot be read. Mend or remove the file."
_BAD_ALBUMS = f"What was said for earlier albums ({ALBUMS_FILE}) cannot be read. Remove the file."
_HOW = 'Write it as in "class:Oak,year:4,club:Choir,event:Sports day,pupil:P001", or "all".'


def parse_roster(untrusted_words: str, home: Path) -> Roster | None:
    """The roster of "class:Oak,club:Choir,pupil:P001"; None for "all". Raises: InputError."""
    if untrusted_words.strip().casefold() == EVERYBODY:
        return None
    lists = read_groups(home)
    return Roster(tuple(_group(part.strip(), lists) for part in untrusted_words.split(",")))


def roster_choices(home: Path) -> dict[str, RosterGroup]:
    """The classes, years, clubs and events that photos can be said to show, by the words on the menu.

    Raises: InputError.
    """
    pupils = register_source(None, home)().pupils
    classes = sorted({pupil.class_name for pupil in pupils if pupil.class_name})
    years = sorted({pupil.year_group for pupil in pupils if pupil.year_group})
    groups = [RosterGroup(GroupKind.CLASS, name) for name in classes]
    groups += [RosterGroup(GroupKind.YEAR, name) for name in years]
    groups += [RosterGroup(kind, name, ids) for (kind, name), ids in read_groups(home).items()]
    return {f"{group.kind.value.capitalize()}: {group.name}": group for group in groups}


def album_roster(words: str | None, folder: Path, home: Path) -> Roster | None:
    """What is said now for this folder's photos, else what was said before. Raises: InputError."""
    said = words if words is not None else read_albums(home).get(_key(folder), EVERYBODY)
    return parse_roster(said, home)


def remember(roster: Roster | None, folder: Path, home: Path) -> None:
    """Keep what was said for this folder; "all" forgets it. The folder's name is not kept. Raises: InputError."""
    albums = read_albums(home)
    albums.pop(_key(folder), None)
    if roster is not None:
        albums[_key(folder)] = ",".join(roster.words)
    write_albums(home, albums)


def check_roster(roster: Roster | None, register: RegisterSnapshot) -> None:
    """Raises: InputError where a group of the roster has nobody in the register."""
    if roster is not None:
        roster.pupil_ids(register)


def read_groups(home: Path) -> Mapping[tuple[GroupKind, str], frozenset[str]]:
    """The pupil ids of each club and event, by its name in lower case. Raises: InputError."""
    file = home / GROUPS_FILE
    if not is_there(file):
        return {}
    try:
        told = tomllib.loads(read_whole(file, MAX_BYTES).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputError(_BAD_GROUPS) from None
    return {
        (kind, name.casefold()): _ids(ids)
        for kind in (GroupKind.CLUB, GroupKind.EVENT)
        for name, ids in _table(told.get(kind.value, {})).items()
    }


def _table(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise InputError(_BAD_GROUPS)
    return told


def _ids(told: Any) -> frozenset[str]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise InputError(_BAD_GROUPS)
    return frozenset(told)


def _group(part: str, lists: Mapping[tuple[GroupKind, str], frozenset[str]]) -> RosterGroup:
    untrusted_kind, _, name = (piece.strip() for piece in part.partition(":"))
    kind = next((kind for kind in GroupKind if kind.value == untrusted_kind.casefold()), None)
    if kind is None or not name:
        raise InputError(f"The list of who the photos can show is not understood. {_HOW}")
    if kind not in (GroupKind.CLUB, GroupKind.EVENT):
        return RosterGroup(kind, name)
    if (kind, name.casefold()) not in lists:
        raise InputError(f"There is no {kind.value} of this name in {GROUPS_FILE}: {name}.")
    return RosterGroup(kind, name, lists[kind, name.casefold()])


def read_albums(home: Path) -> dict[str, str]:
    """What was said for each folder, by the digest of its name. Raises: InputError."""
    file = home / ALBUMS_FILE
    if not is_there(file):
        return {}
    try:
        told = json.loads(read_whole(file, MAX_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise InputError(_BAD_ALBUMS) from None
    if not isinstance(told, dict) or not all(isinstance(words, str) for words in told.values()):
        raise InputError(_BAD_ALBUMS)
    return told


def write_albums(home: Path, albums: dict[str, str]) -> None:
    """Keep it. Raises: InputError."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(home / ALBUMS_FILE, json.dumps(albums, indent=1, sort_keys=True, ensure_ascii=False).encode())
    except OSError as error:
        raise InputError(f"What was said for this album could not be kept ({error.strerror}).") from None


def _key(folder: Path) -> str:
    """A folder's name may hold a pupil's, so only its digest is kept."""
    return hashlib.sha256(str(folder.absolute().resolve()).encode("utf-8", "surrogateescape")).hexdigest()
