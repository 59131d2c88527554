"""How does a person say on the page whose each face is?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from checker.core.errors import InputError
from checker.core.faces import FaceResult
from checker.core.finding import PixelBox
from checker.core.people import RegisterSnapshot
from checker.core.resolving import Cover, CoverStyle, Said
from checker.web import session, tray
from checker.web.markup import picture
from checker.workflow.desk_faces import said_words
from checker.workflow.desk_photos import FaceLine, PhotoCard
from checker.workflow.resolving import (
    FaceWords,
    Speaker,
    Word,
    choices,
    confirm_all,
    cover_preview,
    say,
    suggestions,
    undo,
)
from checker.workflow.wiring import Gate

_BUTTONS = {
    "A grown-up or a visitor": Word(Said.ADULT),
    "Nobody can tell who": Word(Said.NOT_IDENTIFIABLE),
    "Cover": Word(Said.COVER),
    "Cover with the badge": Word(Said.COVER, has_badge=True),
    "Pixelate": Word(Said.COVER, style=CoverStyle.PIXELS),
}
_NO_FACE = "Not a face"


def show_face_words(card: PhotoCard, gate: Gate) -> None:
    """For each face of this photo: who it is, by typing a name or with one button; all suggestions at once; undo.

    For each other numbered spot, such as words that must not be read: a cover.
    """
    words = tray.face_words(card.number)
    if not (card.seen or card.places or words.resolutions):
        return
    try:
        register = gate.read_register()
    except InputError:
        register = RegisterSnapshot("", ())  # without a register there is nobody to choose; a cover still helps
    st.html(f"<h4>Say whose the faces of photo {card.number + 1} are</h4>")
    _show_all_at_once(card, words, register)
    for number, face in enumerate(card.seen, start=1):
        with st.container(border=True):
            _show_face(card, number, face, words, register, gate)
    for line in card.places:
        with st.container(border=True):
            _show_place(card, line, words, gate)


def _show_place(card: PhotoCard, line: FaceLine, words: FaceWords, gate: Gate) -> None:
    """A spot that is no face: one press covers it."""
    said = words.about(line.box)
    st.text(f"{line.name}: {'to be covered.' if said else 'not covered.'}")
    if said is not None:
        _show_cover(card, line.name, Cover(line.box, said.style), gate)
    st.button(f"{line.name}: Cover", key=f"place-{card.number}-{line.number}", disabled=said is not None,
              on_click=_say, args=(card.number, line.box, words, Word(Said.COVER)))  # fmt: skip


def _show_all_at_once(card: PhotoCard, words: FaceWords, register: RegisterSnapshot) -> None:
    suggested = suggestions(card.seen, words, register)
    if suggested:
        st.text("\n".join(f"Face {one.number}: {one.choice.label}" for one in suggested))
        st.button("Confirm all suggestions", key=f"all-{card.number}", icon=":material/done_all:",
                  on_click=_keep, args=(card.number, confirm_all(words, suggested, _speaker())))  # fmt: skip
    if words.before is not None:
        st.button(f"Undo the last word about photo {card.number + 1}", key=f"undo-{card.number}",
                  icon=":material/undo:", on_click=_keep, args=(card.number, undo(words)))  # fmt: skip


def _show_face(
    card: PhotoCard, number: int, face: FaceResult, words: FaceWords, register: RegisterSnapshot, gate: Gate
) -> None:
    said = words.about(face.box)
    st.text(f"Face {number}: {said_words(said, register) if said else 'nobody has said who this is.'}")
    if said is not None and said.said is Said.COVER and not card.is_sensitive:
        _show_cover(card, f"Face {number}", Cover(face.box, said.style, said.has_badge), gate)
    labels = {choice.pupil_id: choice.label for choice in choices(face, register)}
    key = f"who-{card.number}-{number}"
    st.selectbox(f"Face {number} is this pupil", list(labels), index=None, format_func=labels.__getitem__, key=key,
                 placeholder="Type a name", on_change=_choose, args=(key, card.number, face, words))  # fmt: skip
    buttons = _BUTTONS | ({_NO_FACE: Word(Said.NOT_A_FACE)} if face.is_possible else {})
    with st.container(horizontal=True):
        for label, word in buttons.items():
            st.button(f"Face {number}: {label}", key=f"{label}-{card.number}-{number}", on_click=_say,
                      args=(card.number, face.box, words, word))  # fmt: skip


def _show_cover(card: PhotoCard, name: str, cover: Cover, gate: Gate) -> None:
    photo = tray.tray()[card.number].photo
    try:
        small = cover_preview(gate.analysers.pictures().open(photo.data), cover)
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.html(picture(small, f"{name}, covered", "crop"))


def _choose(key: str, photo: int, face: FaceResult, words: FaceWords) -> None:
    pupil_id, st.session_state[key] = st.session_state[key], None
    if pupil_id is not None:
        _say(photo, face.box, words, Word(Said.PUPIL, pupil_id))


def _say(photo: int, box: PixelBox, words: FaceWords, word: Word) -> None:
    _keep(photo, say(words, box, word, _speaker()))


def _keep(photo: int, words: FaceWords) -> None:
    tray.keep_face_words(photo, words)


def _speaker() -> Speaker:
    """The role stands for the person until there are accounts."""
    role = session.role()
    return Speaker(role.value, role, datetime.now(UTC).replace(microsecond=0))
