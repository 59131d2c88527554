"""What is the draft on this desk? Kept for the whole session, whichever page is open and whatever fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Channel, Photo, Post
from checker.web import session
from checker.web.channels import CHANNEL, show_channels
from checker.web.roster import chosen_roster, show_roster
from checker.web.tray import TRAY, TrayPhoto, tray, words_about
from checker.workflow.drafting import Described, Fix, History, Words, fixed, noted, redone, undone
from checker.workflow.resolving import FaceWords
from checker.workflow.sample import sample_album, sample_picture

PICTURE_TYPES = ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "bmp", "heic", "heif"]
_WORDS, _COUNT, _PROBLEM = "words", "photo_count", "problem"
_HISTORY, _RECHECK = "history", "check_again"


def current_post() -> Post:
    """The draft as it stands."""
    roster = chosen_roster()
    photos = tuple(
        replace(
            one.photo,
            alt_text=st.session_state.get(one.alt_key, ""),
            resolutions=words_about(one).resolutions,
            roster=roster,
        )
        for one in tray()
    )
    channel = st.session_state.get(CHANNEL, Channel.FACEBOOK)
    return Post(st.session_state.get(_WORDS, ""), channel, photos, posted_by=session.role().value)


def show_inputs() -> None:
    """Where, words, pictures."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(problem, icon=":material/error:")
    show_channels()
    st.text_area("Words of the post", key=_WORDS, height=170, persist_state="session")
    history = st.session_state[_HISTORY] = noted(_history(), _words())
    with st.container(horizontal=True):
        st.button("Undo", key="undo", icon=":material/undo:", disabled=not history.past, on_click=_step, args=(undone,))
        st.button("Redo", key="redo", icon=":material/redo:", disabled=not history.undone, on_click=_step,
                  args=(redone,))  # fmt: skip
    _show_pictures()


def _words() -> Words:
    described = tuple(Described(one.number, st.session_state.get(one.alt_key, "")) for one in tray())
    return Words(st.session_state.get(_WORDS, ""), described)


def _history() -> History:
    history: History = st.session_state.get(_HISTORY) or History(_words())
    return history


def use_wordings(fixes: tuple[Fix, ...]) -> None:
    """Put suggested wordings in their places, all or none, and have the draft checked again."""
    try:
        _step(lambda history: fixed(history, fixes))
    except InputError as error:
        st.session_state[_PROBLEM] = str(error)


def _step(way: Callable[[History], History]) -> None:
    """One step forward or back from what stands there now, also if it was typed a moment ago."""
    history = st.session_state[_HISTORY] = way(noted(_history(), _words()))
    st.session_state[_WORDS] = history.now.text
    st.session_state.update({f"alt-{one.photo}": one.words for one in history.now.described})
    st.session_state[_RECHECK] = True


def is_to_check_again() -> bool:
    """Whether the draft has just been changed by a button: asked once."""
    return bool(st.session_state.pop(_RECHECK, False))


def _show_pictures() -> None:
    upload_key = f"upload-{st.session_state.get(_COUNT, 0)}"
    st.file_uploader("Add photos", PICTURE_TYPES, accept_multiple_files=True, key=upload_key,
                     on_change=_take_uploads, args=(upload_key,))  # fmt: skip
    album = sample_album(session.home())
    if album:
        st.selectbox("Or take one from the sample album", album, index=None, key="album_pick",
                     on_change=_take_from_album, placeholder="Choose a sample picture")  # fmt: skip
    for count, one in enumerate(tray(), start=1):
        with st.container(border=True):
            # As plain text: a file name may hold anything, markdown and tags included.
            st.text(f"Photo {count}: {one.photo.name}")
            st.text_input(f"Describe photo {count} for blind readers", key=one.alt_key, persist_state="session")
            st.button(f"Remove photo {count}", key=f"remove-{one.number}", on_click=_remove, args=(one.number,))
    if tray():
        show_roster()


def _add(photo: Photo, alt_text: str = "") -> None:
    number = st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.session_state[f"alt-{number}"] = alt_text
    one = TrayPhoto(number, photo)
    st.session_state[one.words_key] = FaceWords(photo.resolutions)
    st.session_state[TRAY] = [*tray(), one]


def _take_uploads(key: str) -> None:
    for file in st.session_state.get(key) or ():
        _add(Photo(file.name, file.getvalue()))


def _take_from_album() -> None:
    name, st.session_state["album_pick"] = st.session_state["album_pick"], None
    if name:
        _add(Photo(name, sample_picture(session.home(), name)))


def _remove(number: int) -> None:
    st.session_state[TRAY] = [one for one in tray() if one.number != number]


def put_on_desk(post: Post) -> None:
    """This draft in the place of what was there, with nothing to undo."""
    st.session_state[_WORDS], st.session_state[CHANNEL], st.session_state[TRAY] = post.text, post.channel, []
    for photo in post.photos:
        _add(photo, photo.alt_text)
    st.session_state[_HISTORY] = History(_words())


def tell(problem: str) -> None:
    """A sentence above the draft, when it is shown next."""
    st.session_state[_PROBLEM] = problem


def is_empty() -> bool:
    """Whether nothing was written or added yet."""
    return not (st.session_state.get(_WORDS, "") or tray())
