"""How do the arrow keys go from photo to photo? Space and Enter press the button there, as everywhere."""

from __future__ import annotations

import streamlit as st

COLUMNS = 4
"""Photos in a row."""

# Nobody's words are part of it, and nothing is sent by it.
ARROWS = f"""<script>
if (!window.checkerTakesArrows) {{
  window.checkerTakesArrows = true;
  const steps = {{ArrowRight: 1, ArrowLeft: -1, ArrowDown: {COLUMNS}, ArrowUp: -{COLUMNS}}};
  document.addEventListener("keydown", event => {{
    const here = document.activeElement, grid = here && here.closest(".st-key-album-grid");
    if (!grid || here.tagName !== "BUTTON" || !(event.key in steps)) return;
    const every = [...grid.querySelectorAll("button")], next = every[every.indexOf(here) + steps[event.key]];
    if (next) {{ event.preventDefault(); next.focus(); }}
  }});
}}
</script>"""


def take_arrows() -> None:
    """Put this script on the page; `headers` lets it run."""
    st.html(ARROWS, unsafe_allow_javascript=True)
