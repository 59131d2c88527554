"""How is the draft on the desk saved as it changes, and opened again?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Post
from checker.web import draft, session
from checker.web.telling import refuse
from checker.workflow.saved_drafts import ChangedElsewhere, DraftShelf, Version, new_draft

_KEPT, PUT_AWAY = "kept_draft", "shelf"
ADDRESS = "draft"
"""The name of the draft stands in the page's address, so that a reload finds it; only its writer can open it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which version of which draft is on the desk, whose it is, and the words that were last saved."""

    owner: tuple[str, int]
    version: Version
    post: Post | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Place:
    """Holds it for this window. What was saved is noted here and not in Streamlit's own memory: asking for that ends a
    run that another one follows, and the next save would take this window for a stranger."""

    kept: Kept


def keep_at_once() -> None:
    """Save the draft as soon as a field of it comes here changed: who reloads the page or closes it ends the drawing.
    What cannot be saved is told by `keep`, where the page is drawn."""
    with suppress(InputError):
        _save(draft.current_post())


def keep(post: Post) -> None:
    """Save the draft if it has changed; where that cannot be done it says so, and what was typed stays here."""
    try:
        _save(post)
    except ChangedElsewhere as error:
        refuse(error)
        st.button("Go on with the other one", on_click=open_saved, args=(kept_now().version.draft,))
        st.button("Keep this one as a draft of its own", on_click=keep_as, args=(new_draft(), None))
        return
    except InputError as error:
        refuse(error, "What you typed is still on this page.")
        return
    version = kept_now().version
    if version.number and st.query_params.get(ADDRESS) != version.draft:
        st.query_params[ADDRESS] = version.draft


def _save(post: Post) -> None:
    """Save the draft if it has changed and is no empty new one. Raises: ChangedElsewhere, InputError."""
    place, kept, owner, saved = _place(), kept_now(), _owner(), shelf()
    if post == kept.post or (kept.version.number == 0 and not (post.text.strip() or post.photos)):
        return
    try:
        place.kept = Kept(owner, saved.save(kept.version, post), post)
    except ChangedElsewhere:
        if kept_now() is kept:
            raise
        _save(post)  # the run before this one, in this very window, was just saving too


def shelf() -> DraftShelf:
    """The drafts of whoever is at the desk. Raises: NotAllowed."""
    return DraftShelf(session.actor(), session.home())


def _owner() -> tuple[str, int]:
    return str(session.home()), session.actor().account


def _place() -> _Place:
    place: _Place | None = st.session_state.get(_KEPT)
    if place is None or place.kept.owner != _owner():
        place = st.session_state[_KEPT] = _Place(Kept(_owner(), new_draft()))
    return place


def is_new_window() -> bool:
    """Whether nothing was on the desk here yet."""
    return _KEPT not in st.session_state


def kept_now() -> Kept:
    """What is on the desk; for another person or school it is a new draft of theirs."""
    return _place().kept


def keep_as(version: Version, post: Post | None) -> None:
    """What is on the desk is this version; `post` is what was saved of it."""
    put_back(Kept(_owner(), version, post))


def put_back(kept: Kept) -> None:
    """What is on the desk is what this tells of."""
    st.session_state[_KEPT] = _Place(kept)


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
