"""What did people say about the faces of these photos? Read from a file that a script or a person wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from checker.core.decision import Role
from checker.core.errors import CannotRead, InputError
from checker.core.finding import PixelBox
from checker.core.post import Photo
from checker.core.resolving import CoverStyle, Resolution, Said
from checker.workflow.as_json import said_json
from checker.workflow.files import read_whole
from checker.workflow.said_people import Spread, overruled, read_lines, spread

MAX_BYTES = 100_000_000
"""Largest file of faces that is read: 10,000 photos of 30 faces take 40 MB."""
_WHOLE = frozenset({"by", "role", "when", "photos", "lines", "unknown"})
_PHOTO = frozenset({"file", "sha256", "faces"})
_FACE = frozenset({"box", "is", "pupil", "with", "badge", "by", "role", "when"})
_PERSON = _FACE - {"box"} | {"person"}
_NO_BOX = PixelBox(0, 0, 1, 1)
"""Stands for the boxes of a person's faces until they are known."""
_OTHER = "What was said about the faces is about another version of this photo. Say again whose they are."


@dataclass(frozen=True, slots=True)
class SaidOfPhoto:
    """What was said about one photo; `digest` is the SHA-256 of the very file it is about, empty where not told."""

    file: str = field(repr=False)
    resolutions: tuple[Resolution, ...] = field(repr=False)
    digest: str = ""

    def on(self, photo: Photo) -> Photo:
        """The photo with what was said about it. Raises: CannotRead where that is about another file."""
        if self.digest and self.digest != photo.digest:
            raise CannotRead(_OTHER)
        return replace(photo, resolutions=self.resolutions)


def read_said(file: Path | None) -> dict[str, SaidOfPhoto]:
    """What was said, by the photo's name; nothing for no file. Raises: InputError with a sentence."""
    if file is None:
        return {}
    try:
        told = json.loads(read_whole(file, MAX_BYTES).decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except OSError as error:
        raise InputError(f"The file of faces could not be opened ({error.strerror}). Check its name.") from None
    except (ValueError, RecursionError):
        raise InputError("The file of faces is not JSON. Write it as the guide shows.") from None
    whole = _known(told, _WHOLE, "The file of faces")
    listed = _list(whole.get("photos", [] if "unknown" in whole else None))
    photos = [_photo(row, whole, number) for number, row in enumerate(listed, start=1)]
    if len({photo.file for photo in photos}) < len(photos):
        raise InputError("The file of faces has one photo twice.")
    return _with_people({photo.file: photo for photo in photos}, whole, file.parent)


def said_to_json(said: SaidOfPhoto) -> dict[str, Any]:
    """What was said about one photo, as the file of faces holds it."""
    return {"file": said.file, "sha256": said.digest, "faces": [said_json(word) for word in said.resolutions]}


def said_from_json(told: Any) -> SaidOfPhoto:
    """What `said_to_json` wrote. Raises: InputError."""
    return _photo(told, {}, 1)


def all_known(said: dict[str, SaidOfPhoto], photos: Iterable[str]) -> None:
    """Raises: InputError where something was said about a photo that is not among these: it would be dropped."""
    if said.keys() - set(photos):
        raise InputError("The file of faces speaks of a photo that is not being checked. Check the names of the files.")


def _with_people(photos: dict[str, SaidOfPhoto], whole: dict[str, Any], folder: Path) -> dict[str, SaidOfPhoto]:
    """The same with what was said about people who are unknown in many photos, spread over their faces."""
    told = _list(whole.get("unknown", []))
    if not told:
        return photos
    if not isinstance(whole.get("lines"), str):
        raise InputError("The file of faces must name the file of lines (lines) that numbers the unknown people.")
    words: dict[int, Resolution] = {}
    for count, row in enumerate(told, start=1):
        number, word = _person(row, whole, f"The file of faces, unknown person {count},")
        if number in words:
            raise InputError(f"The file of faces speaks twice of unknown {number}.")
        words[number] = word
    spreading: dict[str, list[Spread]] = {}
    for one in spread(read_lines(folder / whole["lines"]), words):
        spreading.setdefault(one.file, []).append(one)
    for name, more in spreading.items():
        here = photos.get(name, SaidOfPhoto(name, (), more[0].digest))
        photos[name] = replace(here, resolutions=overruled([one.resolution for one in more], here.resolutions))
    return photos


def _person(untrusted: Any, whole: dict[str, Any], where: str) -> tuple[int, Resolution]:
    row = _known(untrusted, _PERSON, where)
    number = row.get("person")
    if type(number) is not int:
        raise InputError(f"{where} needs the number that the run gave (person).")
    told = {key: value for key, value in row.items() if key != "person"}
    word = _face({**told, "box": list(astuple(_NO_BOX))}, whole, where)
    return number, word


def _photo(untrusted: Any, whole: dict[str, Any], number: int) -> SaidOfPhoto:
    where = f"The file of faces, photo {number},"
    row = _known(untrusted, _PHOTO, where)
    name, digest = row.get("file"), row.get("sha256", "")
    if not isinstance(name, str) or not name or not isinstance(digest, str):
        raise InputError(f"{where} needs the name of its file.")
    faces = [
        _face(face, whole, f"The file of faces, photo {number}, face {count},")
        for count, face in enumerate(_list(row.get("faces")), start=1)
    ]
    return SaidOfPhoto(name, tuple(faces), digest.lower())


def _face(untrusted: Any, whole: dict[str, Any], where: str) -> Resolution:
    row = _known(untrusted, _FACE, where)
    told: dict[str, Any] = {key: whole[key] for key in ("by", "role", "when") if key in whole} | row
    said, style = _one_of(Said, told.get("is")), _one_of(CoverStyle, told.get("with", CoverStyle.SOLID.value))
    if said is None or style is None:
        raise InputError(f"{where} must be one of {', '.join(Said)}; a cover is solid or pixels.")
    by, pupil, badge = told.get("by"), told.get("pupil"), told.get("badge", False)
    if not isinstance(by, str) or not by.strip() or not isinstance(badge, bool):
        raise InputError(f"{where} does not tell who said it (by).")
    if not isinstance(pupil, str | None) or (said is Said.PUPIL) != bool(pupil):
        raise InputError(f"{where} must name a pupil's id where it is a pupil, and only there.")
    return Resolution(
        _box(told.get("box"), where), said, by, _role(told, where), _when(told, where), pupil, style, badge
    )


def _box(untrusted: Any, where: str) -> PixelBox:
    is_four = isinstance(untrusted, list) and len(untrusted) == 4
    if not is_four or not all(type(edge) is int and 0 <= edge <= MAX_BYTES for edge in untrusted):
        raise InputError(f"{where} needs its box: left, top, right, bottom in whole pixels.")
    box = PixelBox(*untrusted)
    if box.width <= 0 or box.height <= 0:
        raise InputError(f"{where} has an empty box.")
    return box


def _role(told: dict[str, Any], where: str) -> Role:
    wanted = told.get("role")
    for role in Role:
        if isinstance(wanted, str) and wanted.casefold() in (role.value.casefold(), role.name.casefold()):
            return role
    raise InputError(f"{where} needs the role of who said it: {', '.join(Role)}.")


def _when(told: dict[str, Any], where: str) -> datetime:
    try:
        when = datetime.fromisoformat(told["when"])
    except (KeyError, TypeError, ValueError):
        when = None
    if when is None or when.tzinfo is None:
        raise InputError(f"{where} needs the day, time and time zone when it was said (2026-11-20T15:20:00+00:00).")
    return when


def _one_of(kind: Any, untrusted: Any) -> Any:
    return next((one for one in kind if one.value == untrusted), None)


def _known(untrusted: Any, keys: frozenset[str], where: str) -> dict[str, Any]:
    """The row, if every key of it is understood: what is not would be dropped."""
    if not isinstance(untrusted, dict):
        raise InputError(f"{where} is not written as the guide shows.")
    if unknown := untrusted.keys() - keys:
        raise InputError(f"{where} has something the checker does not know: {sorted(unknown)[0]}.")
    return untrusted


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises: ValueError for a key that stands twice: one of the two would be dropped."""
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice")
    return row


def _list(untrusted: Any) -> list[Any]:
    if not isinstance(untrusted, list):
        raise InputError("The file of faces needs a list of photos, each with a list of faces.")
    return untrusted
