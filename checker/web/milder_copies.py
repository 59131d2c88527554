"""How is a milder version of a photo offered? A button each, then before and after side by side, and the copy."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.exposure import exposure_of
from checker.web.markup import picture
from checker.workflow.desk_photos import PhotoCard
from checker.workflow.milder import Milder, MilderCopy, milder_copy, preview_of
from checker.workflow.wiring import Gate


def show_milder(card: PhotoCard, gate: Gate) -> None:
    """The meter, its reasons, and what would expose less; nothing where nobody can be known, or no copy may leave."""
    seen = card.evidence.exposure if card.evidence else None
    if seen is None or not exposure_of(seen).points or card.is_sensitive:
        return
    exposure = exposure_of(seen)
    st.html(f"<p><strong>Exposure: {exposure.level.word}</strong> ({', '.join(exposure.reasons)})</p>")
    for how in card.milder:
        if st.button(f"Photo {card.number + 1}: {how.value}", key=f"milder-{how.name}-{card.number}"):
            _show(card, how, gate)


def _show(card: PhotoCard, how: Milder, gate: Gate) -> None:
    if card.evidence is None or card.evidence.clean_copy is None:
        return
    try:
        made = milder_copy(how, card.evidence, gate.analysers)
        before = preview_of(card.evidence.clean_copy.data, gate.analysers)
        after = preview_of(made.copy.data, gate.analysers)
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    left, right = st.columns(2)
    left.html(f"<h4>Before</h4>{picture(before, 'Before', 'preview')}")
    right.html(f"<h4>After</h4>{picture(after, 'After', 'preview')}")
    st.write(
        f"{made.says} To use it, download it and put it in the place of photo {card.number + 1}; then check again."
    )
    _download(card, made)


def _download(card: PhotoCard, made: MilderCopy) -> None:
    name = f"photo-{card.number + 1}-{made.how.name.lower()}{made.copy.suffix}"
    st.download_button(f"Download this version ({name})", made.copy.data, file_name=name, on_click="ignore",
                       mime="application/octet-stream", key=f"take-{made.how.name}-{card.number}")  # fmt: skip
