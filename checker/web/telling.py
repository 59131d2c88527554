"""How does the page say no, and how many? A refusal is one red sentence, in which everybody's words stay words."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web.markup import plain


def refuse(why: InputError | str, kept: str = "") -> None:
    """What stood in the way; `kept` says what was not lost."""
    st.error(plain(f"{why} {kept}".strip()), icon=":material/error:")


def number_of(count: int, one: str, many: str = "") -> str:
    """So many of something: "1 minute", "2 minutes"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
