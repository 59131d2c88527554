"""Is this file the approved one? Any file is compared, byte for byte, with what was approved and packed."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.markup import icon, safe
from checker.web.telling import refuse
from checker.workflow.publishing import FileAnswer, is_approved_file


def show() -> None:
    """A file in, an answer out; nothing of the file is kept."""
    st.header("Is this file the approved one?", anchor=False)
    st.write("Add a picture or a package before you post it. It is compared with what was approved, and kept nowhere.")
    file = st.file_uploader("The file", key="approved_file")
    if file is None:
        return
    try:
        found = is_approved_file(session.actor(), file.getvalue(), session.register())
    except InputError as error:
        refuse(error)
        return
    st.html(answer(file.name, found))


def answer(untrusted_name: str, found: FileAnswer) -> str:
    """Yes, not any more, or no: as word, icon and colour."""
    css_class, symbol, word = ("stop", "block", "No")
    if found.is_known:
        css_class, symbol, word = ("clear", "verified", "Yes") if found.is_good else ("ask", "link_off", "Not any more")
    return (
        f'<section class="verdict {css_class}" role="status"><h2>{icon(symbol)} {word}</h2>'
        f"<p><strong>{safe(untrusted_name)}</strong></p><p>{safe(found.says)}</p></section>"
        f'<p class="place">Fingerprint (SHA-256) <code>{found.digest}</code></p>'
    )
