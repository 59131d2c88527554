"""Which photos are checked, with what was said about them on the command line?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.post import Photo
from checker.core.roster import Roster
from checker.workflow.album_photos import AlbumPhoto
from checker.workflow.register_source import checker_home, register_source
from checker.workflow.rosters import album_roster, check_roster, parse_roster, remember
from checker.workflow.said_file import SaidOfPhoto, all_known, read_said

if TYPE_CHECKING:
    from checker.workflow.wiring import Gate


@dataclass(frozen=True, slots=True)
class ToldAlbum:
    """What was said about an album: its faces by photo, and whom it can show."""

    said: dict[str, SaidOfPhoto] = field(repr=False)
    roster: Roster | None


def told_album(
    folder: Path,
    photos: tuple[AlbumPhoto, ...],
    faces: Path | None,
    roster: str | None,
    register: str | None,
    home: Path,
) -> ToldAlbum:
    """What was said now; whom it can show is kept for the next time, once it is understood. Raises: InputError."""
    said = read_said(faces)
    all_known(said, [photo.name for photo in photos])
    can_show = album_roster(roster, folder, home)
    if can_show is not None:
        check_roster(can_show, register_source(register, home)())
    if roster is not None:
        remember(can_show, folder, home)
    return ToldAlbum(said, can_show)


def told_photos(photos: tuple[Photo, ...], faces: Path | None, roster: str | None, gate: Gate) -> tuple[Photo, ...]:
    """The photos with whom they can show and whose their faces are. Raises: InputError."""
    said = read_said(faces)
    all_known(said, [photo.name for photo in photos])
    names = [photo.name for photo in photos if photo.name in said]
    if len(set(names)) < len(names):
        raise InputError("Two photos have the same name, so it is not certain which one the file of faces is about.")
    can_show = None if roster is None else parse_roster(roster, checker_home())
    if can_show is not None:
        check_roster(can_show, gate.read_register())
    with_roster = (replace(photo, roster=can_show) for photo in photos)
    return tuple(said[photo.name].on(photo) if photo.name in said else photo for photo in with_roster)
