"""How is the draft on the desk saved as it changes, and opened again?"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Post
from checker.web import draft, session
from checker.workflow.saved_drafts import ChangedElsewhere, DraftShelf, Version, new_draft

KEPT, PUT_AWAY = "kept_draft", "shelf"
ADDRESS = "draft"
"""The name of the draft stands in the page's address, so that a reload finds it; only its writer can open it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which version of which draft is on the desk, whose it is, and the words that were last saved."""

    owner: tuple[str, int]
    version: Version
    post: Post | None = field(default=None, repr=False)


def keep(post: Post) -> None:
    """Save the draft if it has changed; where that cannot be done it says so, and what was typed stays here."""
    kept = kept_now()
    if post == kept.post or (kept.version.number == 0 and not (post.text.strip() or post.photos)):
        return
    try:
        version = shelf().save(kept.version, post)
    except ChangedElsewhere as error:
        st.error(str(error), icon=":material/error:")
        st.button("Go on with the other one", on_click=open_saved, args=(kept.version.draft,))
        st.button("Keep this one as a draft of its own", on_click=keep_as, args=(new_draft(), None))
        return
    except InputError as error:
        st.error(f"{error} What you typed is still on this page.", icon=":material/error:")
        return
    keep_as(version, post)
    st.query_params[ADDRESS] = version.draft


def shelf() -> DraftShelf:
    """The drafts of whoever is at the desk. Raises: NotAllowed."""
    return DraftShelf(session.actor(), session.home())


def _owner() -> tuple[str, int]:
    return str(session.home()), session.actor().account


def kept_now() -> Kept:
    """What is on the desk; for another person or school it is a new draft of theirs."""
    kept: Kept | None = st.session_state.get(KEPT)
    return kept if kept is not None and kept.owner == _owner() else Kept(_owner(), new_draft())


def keep_as(version: Version, post: Post | None) -> None:
    """What is on the desk is this version; `post` is what was saved of it."""
    st.session_state[KEPT] = Kept(_owner(), version, post)


def open_saved(name: str) -> None:
    """What is on the desk was saved, or is put away in this window."""
    try:
        version, post = shelf().read(name)
    except InputError as error:
        draft.tell(str(error))
        return
    put_away()
    draft.put_on_desk(post)
    keep_as(version, draft.current_post())


def put_away() -> None:
    """Keep what is on the desk in this window too, until something else is put away."""
    if not draft.is_empty():
        st.session_state[PUT_AWAY] = kept_now(), draft.current_post()
