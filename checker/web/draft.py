"""What is the draft on this desk? Kept for the whole session, whichever page is open and whatever fails."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Channel, Post
from checker.web import session
from checker.web.channels import CHANNEL, show_channels
from checker.web.pictures import show_pictures
from checker.web.roster import choose_roster, chosen_roster
from checker.web.telling import refuse
from checker.web.tray import TRAY, add, as_drafted, tray
from checker.web.typing_pause import take_pauses
from checker.workflow.drafting import Described, Fix, History, Words, fixed, noted, redone, undone

_WORDS, _PROBLEM = "words", "problem"
_HISTORY, _RECHECK = "history", "check_again"


def current_post() -> Post:
    """The draft as it stands."""
    roster = chosen_roster()
    photos = tuple(as_drafted(one, roster) for one in tray())
    channel = st.session_state.get(CHANNEL, Channel.FACEBOOK)
    return Post(st.session_state.get(_WORDS, ""), channel, photos, posted_by=f"account {session.actor().account}")


def show_inputs(keep: Callable[[], None]) -> None:
    """Where, words, pictures; `keep` saves the draft, as soon as a field of it has come here changed."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        refuse(problem)
    show_channels(keep)
    st.text_area("Words of the post", key=_WORDS, height=170, persist_state="session", on_change=keep)
    history = st.session_state[_HISTORY] = noted(_history(), _words())
    with st.container(horizontal=True):
        st.button("Undo", key="undo", icon=":material/undo:", disabled=not history.past, on_click=_step, args=(undone,))
        st.button("Redo", key="redo", icon=":material/redo:", disabled=not history.undone, on_click=_step,
                  args=(redone,))  # fmt: skip
    show_pictures(keep)
    take_pauses()


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
    check_again()


def is_to_check_again() -> bool:
    """Whether the draft has just been changed by a button: asked once."""
    return bool(st.session_state.pop(_RECHECK, False))


def put_on_desk(post: Post) -> None:
    """This draft in the place of what was there, with nothing to undo."""
    st.session_state[_WORDS], st.session_state[CHANNEL], st.session_state[TRAY] = post.text, post.channel, []
    for photo in post.photos:
        add(photo)
    choose_roster(post.photos[0].roster if post.photos else None)
    st.session_state[_HISTORY] = History(_words())


def check_again() -> None:
    """Have the draft checked when the page is shown next."""
    st.session_state[_RECHECK] = True


def tell(problem: str) -> None:
    """A sentence above the draft, when it is shown next."""
    st.session_state[_PROBLEM] = problem


def is_empty() -> bool:
    """Whether nothing was written or added yet."""
    return not (st.session_state.get(_WORDS, "") or tray())
