"""How does the page say no? One red sentence with a sign, in which everybody's words stay words."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web.markup import plain


def refuse(why: InputError | str, kept: str = "") -> None:
    """What stood in the way; `kept` says what was not lost."""
    st.error(plain(f"{why} {kept}".strip()), icon=":material/error:")
