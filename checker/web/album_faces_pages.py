"""Which faces of somebody in very many photos are shown? Some at a time, in the album's order, with their count."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.workflow.same_person import SeenFace, UnknownPerson

AT_ONCE = 24
"""Faces: as many as fit on a screen, and each is decoded from its photo."""


def shown_faces(album: str, person: UnknownPerson) -> Sequence[SeenFace]:
    """The faces to be shown now; where there are more, a line says so and two buttons go on and back."""
    key, every = f"faces-from-{album}-{person.number}", len(person.faces)
    start = st.session_state.get(key, 0)
    if start >= every:  # the album was checked again, and the person is in fewer photos now
        start = 0
    if every > AT_ONCE:
        with st.container(horizontal=True, vertical_alignment="center"):
            last = min(start + AT_ONCE, every)
            st.text(f"Faces {start + 1} to {last} of {every}. The answer below is for all {every}.")
            st.button("Show more", key=f"more-{key}", disabled=last == every, on_click=_go, args=(key, start + AT_ONCE))
            if start:
                st.button("Show the ones before", key=f"back-{key}", on_click=_go, args=(key, start - AT_ONCE))
    return person.faces[start : start + AT_ONCE]


def _go(key: str, start: int) -> None:
    st.session_state[key] = start
