"""How does somebody begin a draft, or go on with one, so that nothing that was typed is lost?"""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Photo, Post
from checker.web import draft, draft_keeping, session
from checker.web.telling import refuse
from checker.workflow.sample import SampleDraft, sample_drafts, sample_picture
from checker.workflow.saved_drafts import SavedDraft, new_draft

_ASKS, _SAMPLE, _SAVED = "asks_to_start_again", "sample_draft", "saved_draft"


def show_beginnings() -> None:
    """Saved drafts to go on with, sample drafts, a fresh start, and the way back to what was there before."""
    try:
        saved = draft_keeping.shelf().all()
        if draft_keeping.is_new_window():
            _find_again(saved)
        _show_saved(saved)
    except InputError as error:
        refuse(error)
    samples = sample_drafts(session.home())
    if samples:
        st.selectbox("Start from a sample draft", samples, index=None, key=_SAMPLE, on_change=_take_sample,
                     format_func=lambda one: one.title, placeholder="Choose one of the sample drafts")  # fmt: skip
    if st.session_state.get(_ASKS):
        st.write("Start again with an empty draft? This one stays among your saved drafts.")
    with st.container(horizontal=True):
        if st.session_state.get(_ASKS):
            st.button("Yes, start again", on_click=_start_again, icon=":material/restart_alt:")
            st.button("No, go on with this one", on_click=_ask, kwargs={"asks": False})
        else:
            st.button("Start again", on_click=_ask, kwargs={"asks": True}, icon=":material/restart_alt:")
            if not draft.is_empty():
                st.button("Delete this draft", on_click=_delete, icon=":material/delete:")
        if st.session_state.get(draft_keeping.PUT_AWAY):
            st.button("Bring back the draft before this", on_click=_bring_back, icon=":material/history:")


def _find_again(saved: tuple[SavedDraft, ...]) -> None:
    """After a reload, a sign-in or a restart: the draft that the address names, if it is this person's."""
    named = st.query_params.get(draft_keeping.ADDRESS, "")
    if named in {one.version.draft for one in saved} and draft.is_empty():
        draft_keeping.open_saved(named)


def _show_saved(saved: tuple[SavedDraft, ...]) -> None:
    others = {one.version.draft: one for one in saved if one.version.draft != draft_keeping.kept_now().version.draft}
    if others:
        st.selectbox("Go on with a saved draft", list(others), index=None, key=_SAVED, on_change=_take_saved,
                     format_func=lambda name: _line(others[name]), placeholder="Choose one of your drafts")  # fmt: skip


def _line(one: SavedDraft) -> str:
    photos = f", {one.photos} {'photo' if one.photos == 1 else 'photos'}" if one.photos else ""
    return f"{one.title}{photos} ({one.saved.astimezone():%d/%m/%Y %H:%M})"


def _take_saved() -> None:
    name, st.session_state[_SAVED] = st.session_state[_SAVED], None
    if name:
        draft_keeping.open_saved(name)


def _take_sample() -> None:
    chosen: SampleDraft | None = st.session_state[_SAMPLE]
    if chosen is None:
        return
    try:
        photos = tuple(Photo(one.file, sample_picture(session.home(), one.file), one.alt_text) for one in chosen.photos)
    except InputError as error:
        draft.tell(str(error))
        return
    _begin(Post(chosen.text, chosen.channel, photos))


def _begin(post: Post) -> None:
    draft_keeping.put_away()
    draft.put_on_desk(post)
    draft_keeping.keep_as(new_draft(), None)
    _ask(asks=False)


def _ask(*, asks: bool) -> None:
    st.session_state[_ASKS] = asks


def _start_again() -> None:
    _begin(Post("", draft.current_post().channel))
    st.session_state[_SAMPLE] = None
    st.query_params.pop(draft_keeping.ADDRESS, None)


def _delete() -> None:
    """From the disk at once; in this window it can be brought back, until something else is put away."""
    try:
        draft_keeping.shelf().delete(draft_keeping.kept_now().version.draft)
    except InputError as error:
        draft.tell(str(error))
        return
    post = draft.current_post()
    draft_keeping.keep_as(new_draft(), None)
    draft_keeping.put_away()
    draft.put_on_desk(Post("", post.channel))
    draft_keeping.keep_as(new_draft(), None)
    st.query_params.pop(draft_keeping.ADDRESS, None)


def _bring_back() -> None:
    kept, post = st.session_state.pop(draft_keeping.PUT_AWAY)
    draft.put_on_desk(post)
    draft_keeping.put_back(kept)
