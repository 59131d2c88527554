"""Which of the school's own lists speak of a pupil, and how is the pupil taken out of them?

Clubs and events (`groups.toml`), and what was said for earlier albums (`albums.json`). What the school wrote itself, a
remark or a setting, is pointed at and never rewritten.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from checker.core.errors import InputError
from checker.core.mentioned import names
from checker.core.people import Pupil
from checker.core.roster import GroupKind
from checker.workflow.files import is_there, read_whole, write_whole
from checker.workflow.rosters import ALBUMS_FILE, GROUPS_FILE, MAX_BYTES, read_albums, read_groups, write_albums
from checker.workflow.settings_file import SETTINGS_FILE, toml_line

_WRITTEN = (GROUPS_FILE, SETTINGS_FILE)


def in_lists(pupil: Pupil, home: Path) -> tuple[str, ...]:
    """The files that speak of the pupil. Raises: InputError."""
    is_in_groups = any(pupil.id in ids for ids in read_groups(home).values())
    named = dict.fromkeys((*([GROUPS_FILE] if is_in_groups else []), *still_named(pupil, home)))
    return (*named, *([ALBUMS_FILE] if any(map(_about(pupil), read_albums(home).values())) else []))


def still_named(pupil: Pupil, home: Path) -> tuple[str, ...]:
    """The files in which the school itself wrote the pupil's name. Raises: InputError."""
    return tuple(name for name in _WRITTEN if is_there(home / name) and names(pupil, _text(home / name)))


def take_out(pupil: Pupil, home: Path) -> int:
    """Take the pupil out of every list of ids; out of how many files. Raises: InputError."""
    try:
        return _out_of_groups(pupil, home) + _out_of_albums(pupil, home)
    except OSError as error:
        raise InputError(f"The school's own lists could not be changed ({error.strerror}).") from None


def _out_of_groups(pupil: Pupil, home: Path) -> int:
    if not any(pupil.id in ids for ids in read_groups(home).values()):
        return 0
    text = _text(home / GROUPS_FILE)
    quoted = re.escape(pupil.id)
    wanted = _without(pupil.id, tomllib.loads(text))
    shorter = re.sub(rf"(?:\"{quoted}\"|'{quoted}')[ \t]*,?[ \t]?", "", text)
    # The school's remarks and order stay where that can be proven; else the lists are written anew.
    kept = shorter if _parsed(shorter) == wanted else _as_toml(wanted)
    write_whole(home / GROUPS_FILE, kept.encode())
    return 1


def _out_of_albums(pupil: Pupil, home: Path) -> int:
    albums = read_albums(home)
    is_about = _about(pupil)
    left = {folder: words for folder, words in albums.items() if not is_about(words)}
    if left != albums:
        write_albums(home, left)
    return int(left != albums)


def _about(pupil: Pupil) -> Callable[[str], bool]:
    wanted = f"{GroupKind.PUPIL}:{pupil.id}"
    return lambda words: wanted in words.split(",")


def _text(file: Path) -> str:
    try:
        return read_whole(file, MAX_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(f"The file {file.name} cannot be read. Mend or remove it.") from None


def _parsed(text: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _without(pupil_id: str, told: Mapping[str, object]) -> dict[str, object]:
    """The same with the id in no list; `read_groups` has seen that it is tables of lists of ids."""
    return {
        kind: {name: [one for one in ids if one != pupil_id] for name, ids in lists.items()}
        if isinstance(lists, dict) and kind in (GroupKind.CLUB, GroupKind.EVENT)
        else lists
        for kind, lists in told.items()
    }


def _as_toml(told: Mapping[str, object]) -> str:
    lines = []
    for kind in (GroupKind.CLUB, GroupKind.EVENT):
        lists = told.get(kind.value)
        if isinstance(lists, dict):
            lines.append(f"[{kind.value}]")
            lines += [toml_line(json.dumps(name, ensure_ascii=False), ids) for name, ids in lists.items()]
    return "\n".join(lines) + "\n"
