"""Where will the post appear? The school's own channels; any other behind "Somewhere else"."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Channel
from checker.web import session
from checker.workflow.desk import CHANNELS
from checker.workflow.desk_lists import channel_menu

PACK = "pack"
"""The key of the menu of policies."""
CHANNEL = "channel"
_ELSEWHERE = "elsewhere"


def show_channels(keep: Callable[[], None]) -> None:
    """The school's own channels; any other behind "Somewhere else". `keep` saves the draft."""
    chosen = st.session_state.setdefault(CHANNEL, Channel.FACEBOOK)
    try:
        menu = channel_menu(session.home(), st.session_state.get(PACK), chosen)
    except InputError:
        menu = tuple(CHANNELS)  # the menu of policies says what is wrong
    st.session_state[CHANNEL] = chosen  # a menu that has changed would begin with its first line
    st.radio("Where will it appear?", menu, format_func=CHANNELS.__getitem__, horizontal=True,
             key=CHANNEL, persist_state="session", on_change=keep)  # fmt: skip
    others = [one for one in CHANNELS if one not in menu]
    if others and st.session_state[CHANNEL] is Channel.OTHER:
        st.selectbox("Where else? The school's policy does not list these", others, index=None, key=_ELSEWHERE,
                     format_func=CHANNELS.__getitem__, on_change=_take_channel)  # fmt: skip


def _take_channel() -> None:
    st.session_state[CHANNEL] = st.session_state.pop(_ELSEWHERE) or Channel.OTHER
