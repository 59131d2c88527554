"""Why would an album be checked again? Something was said about its faces, or about who can be in it at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from checker.web.markup import plain
from checker.web.roster import show_album_roster
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_questions import to_check_again


def is_wanted(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> bool:
    """Whether somebody has just asked for it. Raises: InputError where what was said cannot be kept."""
    return _has_other_pupils(place, album) or _has_new_answers(album, rows)


def _has_other_pupils(place: AlbumFolder, album: DeskAlbum) -> bool:
    """Another choice of who can be in it is kept first."""
    groups = ", ".join(group.name for group in album.roster.groups) if album.roster else "everybody in the register"
    with st.expander(plain(f"Faces were compared with: {groups}")):
        chosen = show_album_roster(f"album-roster-{album.id}", album.roster)
        is_other = (chosen.words if chosen else ()) != (album.roster.words if album.roster else ())
        if not st.button("Check again with these", icon=":material/refresh:", disabled=not is_other):
            return False
    place.keep(replace(album, roster=chosen))
    return True


def _has_new_answers(album: DeskAlbum, rows: Sequence[AlbumRow]) -> bool:
    new = len(to_check_again(album, {row.file: row.row for row in rows}))
    if not new:
        return False
    photos = "the photo" if new == 1 else f"the {new} photos"
    st.info(plain(f"What you said is kept. Check {photos} it is about to see what it changes."))
    return st.button(f"Check {photos} with new answers", type="primary", icon=":material/refresh:")
