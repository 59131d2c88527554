"""When does the page take what is being typed? A moment after the last key, not only when the field is left."""

from __future__ import annotations

import streamlit as st

PAUSE = 900
"""Milliseconds without a key: longer than between two words, shorter than one waits for an answer."""

# Ctrl+Enter is how Streamlit's own fields say "take it"; nothing is sent anywhere else. The words themselves are never
# touched, so typing on while the page answers loses nothing.
SCRIPT = f"""<script>
if (!window.checkerTakesPauses) {{
  window.checkerTakesPauses = true;
  let waiting;
  document.addEventListener("input", event => {{
    const field = event.target;
    if (event.isComposing || !field.closest(".st-key-words, [class*='st-key-alt-']")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => field.dispatchEvent(
      new KeyboardEvent("keydown", {{key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true}})
    ), {PAUSE});
  }}, true);
}}
</script>"""


def take_pauses() -> None:
    """Put our one script on the page; nobody's words are part of it."""
    st.html(SCRIPT, unsafe_allow_javascript=True)
