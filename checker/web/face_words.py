"""How does a person say on the page whose the faces of a photo are? All at once, or one after another."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.faces import FaceOutcome
from checker.core.people import RegisterSnapshot
from checker.web import photos, tray
from checker.web.face_rows import choices_for, keep, show_face, show_place, speaker
from checker.web.markup import plain
from checker.workflow.desk_photos import PhotoCard
from checker.workflow.resolving import Choice, FaceWords, confirm_all, still_to_place, suggestions, undo
from checker.workflow.wiring import Gate


def show_face_words(card: PhotoCard, gate: Gate) -> None:
    """All suggestions at once, who is there, then each face; for each other numbered spot a cover; and the way back."""
    words = tray.face_words(card.number)
    if not (card.seen or card.places or words.resolutions):
        st.html(photos.faces(card))
        return
    try:
        register = gate.read_register()
    except InputError:
        register = RegisterSnapshot("", ())  # without a register there is nobody to choose; a cover still helps
    st.html(f"<h4>Faces in photo {card.number + 1}: say whose they are</h4>")
    _show_all_at_once(card, words, register)
    ticked = _show_who_is_there(card, words, register)
    for number in range(1, len(card.seen) + 1):
        with st.container(border=True):
            show_face(card, number, words, register, ticked, gate)
    for line in card.places:
        with st.container(border=True):
            show_place(card, line, words, gate)
    st.caption(plain(photos.looked(card)))


def _show_all_at_once(card: PhotoCard, words: FaceWords, register: RegisterSnapshot) -> None:
    suggested = suggestions(card.seen, words, register)
    with st.container(horizontal=True):
        if suggested:
            names = "; ".join(f"face {one.number} {one.choice.label}" for one in suggested)
            what = f"Confirm all {len(suggested)} suggestions" if len(suggested) > 1 else "Confirm the suggestion"
            st.button(plain(f"{what}: {names}"), key=f"all-{card.number}", icon=":material/done_all:", type="primary",
                      wrap=True, on_click=keep,
                      args=(card.number, confirm_all(words, suggested, speaker())))  # fmt: skip
        if words.before is not None:
            st.button(f"Undo the last word about photo {card.number + 1}", key=f"undo-{card.number}",
                      icon=":material/undo:", on_click=keep, args=(card.number, undo(words)))  # fmt: skip


def _show_who_is_there(card: PhotoCard, words: FaceWords, register: RegisterSnapshot) -> tuple[Choice, ...]:
    """Where the program compares no faces: tick who is there, and each face needs one press."""
    waiting = [face for face in card.seen if words.about(face.box) is None]
    if not any((face.program or face).outcome is FaceOutcome.NOT_COMPARED for face in waiting) or not register.pupils:
        return ()
    labels = {one.pupil_id: one for one in choices_for(card, waiting[0], register)}
    ticked = st.multiselect(
        f"Who is in photo {card.number + 1}? Tick everybody whom you know",
        list(labels),
        format_func=lambda pupil_id: labels[pupil_id].label,
        key=f"there-{tray.tray()[card.number].number}",
        placeholder="Type a name or a class",
        select_all=False,
    )
    return tuple(labels[pupil_id] for pupil_id in still_to_place(tuple(ticked), words))
