"""How do photos get onto the desk, and what does one say about each: where it came from, and what it shows?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Origin, Photo
from checker.web import session, tray
from checker.web.roster import show_roster
from checker.web.telling import refuse
from checker.workflow.sample import sample_album, sample_picture
from checker.workflow.uploads import FILM, accept, is_film

ORIGINS = {
    Origin.SCHOOL_DEVICE: "We took it, with a school device",
    Origin.PARENT: "A parent gave it, and permits us to use it",
    Origin.PHOTOGRAPHER: "A photographer made it, and we hold a licence",
}
_REFUSED, _TURN, _PICK = "refused_files", "upload_turn", "album_pick"
_NAMES = 10
"""Names of files in one refusal."""


def show_pictures(keep: Callable[[], None]) -> None:
    """Add photos by dropping or choosing them; then a card for each. `keep` saves the draft."""
    key = f"upload-{tray.count()}-{st.session_state.get(_TURN, 0)}"
    # Any kind: the field itself would refuse with the name of a type, and that is gone when others come with it.
    st.file_uploader("Add photos", accept_multiple_files=True, key=key, on_change=_take_uploads, args=(key,))
    for why, names in st.session_state.pop(_REFUSED, {}).items():
        with st.container(border=True):
            st.text(f"Not added: {not_added(names)}")
            refuse(why)
    album = sample_album(session.home())
    if album:
        st.selectbox("Or take one from the sample album", album, index=None, key=_PICK,
                     on_change=_take_from_album, placeholder="Choose a sample picture")  # fmt: skip
    for place, one in enumerate(tray.tray(), start=1):
        with st.container(border=True):
            _show_one(place, one, keep)
    if tray.tray():
        show_roster(keep)


def _show_one(place: int, one: tray.TrayPhoto, keep: Callable[[], None]) -> None:
    # As plain text: a file name may hold anything, markdown and tags included.
    st.text(f"Photo {place}: {one.photo.name}")
    if is_film(one.photo.name):
        st.info(FILM, icon=":material/movie:")
    st.text_input(f"Describe photo {place} for blind readers", key=one.alt_key, persist_state="session",
                  on_change=keep)  # fmt: skip
    st.selectbox(f"Where did photo {place} come from?", list(ORIGINS), index=None, format_func=ORIGINS.__getitem__,
                 key=one.origin_key, persist_state="session", placeholder="Nobody has said yet",
                 on_change=keep)  # fmt: skip
    st.button(f"Remove photo {place}", key=f"remove-{one.number}", on_click=tray.remove, args=(one.number,))


def _take_uploads(key: str) -> None:
    refused: dict[str, list[str]] = defaultdict(list)
    for file in st.session_state.get(key) or ():
        try:
            accept(file.name, file.size, len(tray.tray()), sum(len(one.photo.data) for one in tray.tray()))
        except InputError as error:
            refused[str(error)].append(file.name)
            continue
        tray.add(Photo(file.name, file.getvalue()))
    st.session_state[_REFUSED] = refused
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # what was refused is not offered again with the next


def not_added(names: Sequence[str]) -> str:
    """The names of these files, the first of many."""
    told = ", ".join(names[:_NAMES])
    return told if len(names) <= _NAMES else f"{told} and {len(names) - _NAMES} more"


def _take_from_album() -> None:
    name, st.session_state[_PICK] = st.session_state[_PICK], None
    if name:
        tray.add(Photo(name, sample_picture(session.home(), name)))
