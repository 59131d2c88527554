"""How does a press that changes something end: in its refusal, or on the page as it now is, with a word about it?"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.web.telling import refuse


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
