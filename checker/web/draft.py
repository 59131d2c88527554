"""What is the draft on this desk? Kept for the whole session, whichever page is open and whatever fails."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Channel, Photo, Post
from checker.web import session
from checker.web.tray import TRAY, TrayPhoto, tray, words_about
from checker.workflow.desk import CHANNELS
from checker.workflow.resolving import FaceWords
from checker.workflow.sample import SampleDraft, sample_album, sample_drafts, sample_picture

PICTURE_TYPES = ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "bmp", "heic", "heif"]
_WORDS, _CHANNEL, _COUNT, _SHELF, _PROBLEM = "words", "channel", "photo_count", "shelf", "problem"
_SAMPLE = "sample_draft"


def current_post() -> Post:
    """The draft as it stands."""
    photos = tuple(
        replace(one.photo, alt_text=st.session_state.get(one.alt_key, ""), resolutions=words_about(one).resolutions)
        for one in tray()
    )
    channel = st.session_state.get(_CHANNEL, Channel.FACEBOOK)
    return Post(st.session_state.get(_WORDS, ""), channel, photos, posted_by=session.role().value)


def show_inputs() -> None:
    """Where, words, pictures."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(problem, icon=":material/error:")
    _show_beginnings()
    st.radio("Where will it appear?", list(CHANNELS), format_func=CHANNELS.__getitem__, horizontal=True,
             key=_CHANNEL, persist_state="session")  # fmt: skip
    st.text_area("Words of the post", key=_WORDS, height=170, persist_state="session")
    _show_pictures()


def _show_beginnings() -> None:
    """Sample drafts to start from, a fresh start, and the way back to what was there before."""
    drafts = sample_drafts(session.home())
    if drafts:
        st.selectbox(
            "Start from a sample draft", drafts, index=None, key=_SAMPLE, on_change=_take_sample,
            format_func=lambda draft: draft.title, placeholder="Choose one of the sample drafts",
        )  # fmt: skip
    with st.container(horizontal=True):
        st.button("Start again", on_click=_start_again, icon=":material/restart_alt:")
        if st.session_state.get(_SHELF):
            st.button("Bring back the draft before this", on_click=_bring_back, icon=":material/undo:")


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


def _take_sample() -> None:
    draft: SampleDraft | None = st.session_state[_SAMPLE]
    if draft is None:
        return
    _shelve()
    st.session_state[_WORDS], st.session_state[_CHANNEL] = draft.text, draft.channel
    for photo in draft.photos:
        try:
            _add(Photo(photo.file, sample_picture(session.home(), photo.file)), photo.alt_text)
        except InputError as error:
            st.session_state[_PROBLEM] = str(error)


def _shelve() -> None:
    """Clear the desk, and keep what was on it for as long as nothing else is put away."""
    post = current_post()
    if post.text or post.photos:
        st.session_state[_SHELF] = post
    st.session_state[_WORDS], st.session_state[TRAY] = "", []


def _start_again() -> None:
    _shelve()
    st.session_state[_SAMPLE] = None


def _bring_back() -> None:
    post: Post = st.session_state.pop(_SHELF)
    _start_again()
    st.session_state[_WORDS], st.session_state[_CHANNEL] = post.text, post.channel
    for photo in post.photos:
        _add(photo, photo.alt_text)
