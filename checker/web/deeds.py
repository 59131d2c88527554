"""How does a press that changes something end: in its refusal, or on the page as it now is, with a word about it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from checker.core.errors import InputError
from checker.web.telling import refuse

_EMPTIED = "emptied_boxes"


def empty_next(boxes: Mapping[str, object]) -> None:
    """When the page is drawn next, these boxes hold this: forgotten here alone, the browser would still show them."""
    st.session_state[_EMPTIED] = dict(boxes)


def empty_now() -> None:
    """Before the boxes are drawn."""
    st.session_state.update(st.session_state.pop(_EMPTIED, {}))


def do(ask: Callable[[], object], said: str, key: str, kept: str = "") -> None:
    """Ask for it; where it was done, draw the page again with `said` under this key of the session.

    `kept`: what is said after a refusal, of what was not lost.
    """
    try:
        ask()
    except InputError as error:
        refuse(error, kept)
        return
    st.session_state[key] = said
    st.rerun()
