"""With which album of before would somebody go on? Told apart by how many photos each has, and by its time."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from checker.web.telling import number_of
from checker.workflow.album_desk import AlbumFolder, AlbumShelf
from checker.workflow.album_running import RunState, run_of


def earlier_album(shelf: AlbumShelf) -> str | None:
    """The album that was chosen just now."""
    known = dict(shelf.all())
    if not known:
        return None
    return st.selectbox("Or go on with an earlier album", list(known), index=None, placeholder="Choose one",
                        format_func=lambda one: told(shelf.place(one), known[one]))  # fmt: skip


def told(place: AlbumFolder, when: datetime) -> str:
    """As in "61 photos, last worked on 21 November 2026, 12:21 UTC, being checked now"."""
    run = run_of(place.folder)
    now = ", being checked now" if run is not None and run.state is RunState.RUNNING else ""
    return f"{number_of(place.count, 'photo')}, last worked on {when:%d %B %Y, %H:%M} UTC{now}"
