"""What do the pages of sent posts share? Which one is open, what was done last, and the word for where one stands."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from checker.core.review import Standing
from checker.web.markup import icon, plain

OPEN = "post"
"""Stands in the page's address, so that a reload finds the post again."""
SAID, RECHECKED = "waiting_said", "rechecked_post"
_LONGEST = 10  # digits; what is longer is no number of ours
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


def opened() -> int | None:
    """The number of the post that is open; None for the list."""
    untrusted = st.query_params.get(OPEN, "")
    return int(untrusted) if untrusted.isascii() and untrusted.isdigit() and len(untrusted) < _LONGEST else None


def open_post(number: int) -> None:
    """Show this one, checked again now."""
    st.query_params[OPEN] = str(number)
    forget_check()


def close_post() -> None:
    """Back to the list."""
    st.query_params.pop(OPEN, None)
    forget_check()


def forget_check() -> None:
    """What was checked is not how it stands any more."""
    st.session_state.pop(RECHECKED, None)


def show_said() -> None:
    """What was done last, once. Its place is there with nothing in it too, or what follows would be drawn anew."""
    place = st.empty()
    if said := st.session_state.pop(SAID, ""):
        place.success(plain(said), icon=":material/task_alt:")


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
