"""How does one come back from the one thing that is open to its list? By its button, or by the page's own menu entry.

Streamlit takes a press on the menu entry of the page that is open for a wish to draw it again as it is.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_KEY = "way-back"

# Presses our own button in the place of the menu entry; a press for a new tab or window stays what it is.
AGAIN = f"""<script>
if (!window.checkerTakesMenu) {{
  window.checkerTakesMenu = true;
  document.addEventListener("click", event => {{
    const entry = event.target.closest("[data-testid=stSidebarNav] a");
    const back = document.querySelector(".st-key-{_KEY} button");
    if (!entry || !back || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (new URL(entry.href).pathname !== location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    back.click();
  }}, true);
}}
</script>"""


def show_way_back(says: str, close: Callable[[], None]) -> None:
    """The button, and a script that `headers` lets run; nobody's words are part of it."""
    st.button(says, key=_KEY, icon=":material/arrow_back:", on_click=close)
    st.html(AGAIN, unsafe_allow_javascript=True)
