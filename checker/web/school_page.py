"""What has the school settled? One section at a time, and each person sees only those that are theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from checker.core.staff import Actor
from checker.web import session
from checker.web.school_keeping import show_backups, show_devices
from checker.web.school_papers import show_documents, show_matching
from checker.web.settings_form import show_section
from checker.web.settings_sections import SECTIONS, faces
from checker.web.telling import refuse
from checker.workflow.permits import Act, may

_SECTION = "school_section"


def show() -> None:
    """The sections on the left, the chosen one on the right."""
    st.title("School", anchor=False)
    offered = sections(session.actor())
    if not offered:
        refuse("Nothing here is for your role. Ask the administrator of the checker.")
        return
    left, right = st.columns([1, 3], gap="large")
    with left:
        chosen = st.radio("Section", list(offered), key=_SECTION, persist_state="session")
    with right:
        st.header(chosen, anchor=False)
        offered[chosen]()


def sections(person: Actor) -> dict[str, Callable[[], None]]:
    """What this person may look after."""
    own: dict[str, Callable[[], None]] = {}
    if may(person, Act.SETTINGS):
        own |= {name: partial(show_section, name, draw) for name, draw in SECTIONS.items()}
    if may(person, Act.KEEP_DEVICES):
        own["Cameras and phones"] = show_devices
    if may(person, Act.MATCHING_OFF):
        own["Face matching"] = _show_faces
    if may(person, Act.MAKE_DOCUMENTS):
        own["Documents"] = show_documents
    if may(person, Act.BACK_UP):
        own["Backups"] = show_backups
    return own


def _show_faces() -> None:
    show_matching()
    if may(session.actor(), Act.SETTINGS):
        st.divider()
        show_section("Face matching", faces)


def is_for(person: Actor) -> bool:
    """Whether the menu offers this page."""
    return bool(sections(person))
