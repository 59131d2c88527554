"""How is one checked photo put on the page? The picture on the left, its faces on the right, and the copy to take."""

from __future__ import annotations

import streamlit as st

from checker.web import photos
from checker.web.face_words import show_face_words
from checker.web.markup import plain
from checker.web.milder_copies import show_milder
from checker.workflow.caution import Caution
from checker.workflow.desk_copies import to_take_along
from checker.workflow.desk_photos import PhotoCard
from checker.workflow.wiring import Gate


def show_card(card: PhotoCard, gate: Gate, *, may_download: bool, may_speak: bool) -> None:
    """One photo with everything known about it; where the draft still has it, its faces can be spoken about."""
    with st.container(border=True):
        left, right = st.columns([1, 1], gap="medium")
        with left:
            st.html(f'<h3 class="card" id="photo-{card.number + 1}">Photo {card.number + 1}</h3>')
            _show_preview(card)
            st.html(f"{photos.words(card)}<h4>Hidden details the original carries</h4>{photos.hidden(card)}")
            if may_download:
                show_milder(card, gate)
            _show_copy(card, gate, may_download=may_download)
        with right:
            if may_speak:
                show_face_words(card, gate)
            else:
                st.html(f"<h4>Faces</h4>{photos.faces(card)}")


def _show_preview(card: PhotoCard) -> None:
    st.html(photos.preview(card))
    if not card.is_sensitive or card.preview is None:
        return
    if card.caution is Caution.INCIDENT:
        st.html(photos.incident_card())
    st.write("This photo may show swimwear or undress, so it is blurred until you choose to look.")
    if st.toggle(f"Show photo {card.number + 1}", key=f"look-{card.number}"):
        clear = card.unveil()
        st.html(photos.numbered(clear, card) if clear else "<p>This photo cannot be shown.</p>")


def _show_copy(card: PhotoCard, gate: Gate, *, may_download: bool) -> None:
    offer = card.copy
    st.write(plain(offer.says))
    if offer.data is None:
        return
    if not may_download:
        st.write("The draft has changed since the check: check again to download the copy.")
        return
    st.download_button(
        f"Download the cleaned copy ({offer.name})",
        lambda: to_take_along(offer, gate.analysers),
        file_name=offer.name,
        mime="application/octet-stream",
        key=f"copy-{card.number}",
        icon=":material/download:",
        on_click="ignore",
    )
