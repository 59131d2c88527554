"""What do the pages of sent posts share? Which one is open, what was done last, and the word for where one stands."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from checker.core.review import Standing
from checker.web.markup import icon

OPEN, SAID, RECHECKED = "sent_post", "waiting_said", "rechecked_post"
STATES = {
    Standing.WAITING: ("ask", "schedule", "Waiting"),
    Standing.SENT_BACK: ("ask", "undo", "Sent back"),
    Standing.APPROVED: ("clear", "check_circle", "Approved"),
    Standing.REFUSED: ("stop", "block", "Refused"),
    Standing.EXPIRED: ("note", "timer_off", "Expired"),
    Standing.ENDED: ("stop", "link_off", "No longer approved"),
    Standing.REPLACED: ("note", "history", "Taken back or replaced"),
    Standing.PUBLISHED: ("clear", "public", "Out"),
}


def open_post(number: int) -> None:
    """Show this one, checked again now."""
    st.session_state[OPEN] = number
    forget_check()


def close_post() -> None:
    """Back to the list."""
    st.session_state.pop(OPEN, None)
    forget_check()


def forget_check() -> None:
    """What was checked is not how it stands any more."""
    st.session_state.pop(RECHECKED, None)


def show_said() -> None:
    """What was done last, once."""
    if said := st.session_state.pop(SAID, ""):
        st.success(said, icon=":material/task_alt:")


def state(standing: Standing) -> str:
    """Where a post stands, as word, icon and colour."""
    css_class, symbol, word = STATES[standing]
    return f'<span class="tag {css_class}">{icon(symbol)} {word}</span>'


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in the largest whole unit."""
    passed = max(now - then, timedelta(0))
    for unit, word in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if passed >= unit:
            whole = passed // unit
            return f"{whole} {word}{'s' if whole > 1 else ''} ago"
    return "just now"
