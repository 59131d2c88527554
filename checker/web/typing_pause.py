"""When does the page take what is being typed? A moment after the last key, or when the page is left or reloaded, not
only when the field is left."""

from __future__ import annotations

import streamlit as st

PAUSE = 900
"""Milliseconds without a key: longer than between two words, shorter than one waits for an answer."""
HOLD = 150
"""Milliseconds for which a page that is being left waits for what it sent a moment ago: Chromium was seen to drop it
where the next page came within 40."""

# Ctrl+Enter is how Streamlit's own fields say "take it"; nothing is sent anywhere else. The words themselves are never
# touched, so typing on while the page answers loses nothing. When "pagehide" comes it is too late to send anything; a
# tablet tells of leaving only by "visibilitychange". Streamlit sends between the two listeners of "beforeunload".
SCRIPT = f"""<script>
if (!window.checkerTakesPauses) {{
  window.checkerTakesPauses = true;
  let waiting, typed, taken = 0;
  const take = () => {{
    clearTimeout(waiting);
    if (!typed) return;
    taken = performance.now();
    typed.dispatchEvent(
      new KeyboardEvent("keydown", {{key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true}})
    );
    typed = undefined;
  }};
  document.addEventListener("input", event => {{
    const field = event.target;
    if (event.isComposing || !field.closest(".st-key-words, [class*='st-key-alt-']")) return;
    clearTimeout(waiting);
    typed = field;
    waiting = setTimeout(take, {PAUSE});
  }}, true);
  addEventListener("beforeunload", take);
  addEventListener("beforeunload", () => {{ while (taken && performance.now() < taken + {HOLD}); }});
  document.addEventListener("visibilitychange", take);
}}
</script>"""


def take_pauses() -> None:
    """Put our one script on the page; nobody's words are part of it."""
    st.html(SCRIPT, unsafe_allow_javascript=True)
