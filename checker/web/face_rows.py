"""How does a person say on the page whose one face is, or that a place be covered? One row each."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from checker.core.errors import InputError
from checker.core.faces import FaceResult
from checker.core.finding import PixelBox
from checker.core.people import RegisterSnapshot
from checker.core.resolving import Cover, CoverStyle, Said
from checker.web import draft_keeping, photos, session, tray
from checker.web.markup import picture, plain
from checker.web.telling import refuse
from checker.workflow.desk_faces import said_words
from checker.workflow.desk_photos import FaceLine, PhotoCard
from checker.workflow.resolving import Choice, FaceWords, Speaker, Word, choices, cover_preview, say
from checker.workflow.wiring import Gate

AT_ONCE = {
    "A grown-up or a visitor": Word(Said.ADULT),
    "Nobody can tell who": Word(Said.NOT_IDENTIFIABLE),
    "Cover": Word(Said.COVER),
}
"""What one press says about a face, here and in an album."""
_MORE_COVERS = {
    "Cover with the name badge": Word(Said.COVER, has_badge=True),
    "Pixelate": Word(Said.COVER, style=CoverStyle.PIXELS),
    "Pixelate with the name badge": Word(Said.COVER, style=CoverStyle.PIXELS, has_badge=True),
}
_NO_FACE = {"Not a face": Word(Said.NOT_A_FACE)}


def show_face(
    card: PhotoCard,
    number: int,
    words: FaceWords,
    register: RegisterSnapshot,
    ticked: tuple[Choice, ...],
    gate: Gate,
) -> None:
    """The face with this number: its picture, what is said about it, and every way to say something else."""
    face, line = card.seen[number - 1], (card.faces or ())[number - 1]
    st.html(photos.one_face(line, is_sensitive=card.is_sensitive))
    said = words.about(face.box)
    st.text(f"Face {number}: {said_words(said, register) if said else 'nobody has said who this is.'}")
    _show_cover(card, f"Face {number}", face.box, words, gate)
    if said is None and ticked:
        with st.container(horizontal=True):
            for one in ticked:
                _button(card, number, words, one.label, Word(Said.PUPIL, one.pupil_id))
    labels = {choice.pupil_id: choice.label for choice in choices_for(card, face, register)}
    key = f"who-{card.number}-{number}"
    st.selectbox(f"Face {number} is this pupil", list(labels), index=None, format_func=labels.__getitem__, key=key,
                 placeholder="Type a name", on_change=_choose, args=(key, card.number, face, words))  # fmt: skip
    with st.container(horizontal=True):
        for text, word in (AT_ONCE | (_NO_FACE if face.is_possible else {})).items():
            _button(card, number, words, text, word)
    with st.expander(plain(f"Face {number}: other covers")), st.container(horizontal=True):
        for text, word in _MORE_COVERS.items():
            _button(card, number, words, text, word)


def _button(card: PhotoCard, number: int, words: FaceWords, text: str, word: Word) -> None:
    """One press says this about the face with this number; the words may be a pupil's name, markdown and all."""
    st.button(plain(f"Face {number}: {text}"), key=f"say-{card.number}-{number}-{word}", on_click=_say,
              args=(card.number, card.seen[number - 1].box, words, word))  # fmt: skip


def choices_for(card: PhotoCard, face: FaceResult, register: RegisterSnapshot) -> tuple[Choice, ...]:
    """Everybody who can be in this photo; where the list for it does not fit the register, everybody."""
    try:
        return choices(face, register, card.evidence.roster if card.evidence else None)
    except InputError:
        return choices(face, register)


def show_place(card: PhotoCard, line: FaceLine, words: FaceWords, gate: Gate) -> None:
    """A spot that is no face: one press covers it."""
    said = words.about(line.box)
    st.text(f"{line.name}: {'to be covered.' if said else 'not covered.'} {line.says}")
    _show_cover(card, line.name, line.box, words, gate)
    st.button(f"{line.name}: Cover", key=f"place-{card.number}-{line.number}", disabled=said is not None,
              on_click=_say, args=(card.number, line.box, words, Word(Said.COVER)))  # fmt: skip


def _show_cover(card: PhotoCard, name: str, box: PixelBox, words: FaceWords, gate: Gate) -> None:
    """How a cover will look, where one is wanted."""
    said = words.about(box)
    if said is None or said.said is not Said.COVER or card.is_sensitive:
        return
    photo, cover = tray.tray()[card.number].photo, Cover(box, said.style, said.has_badge)
    try:
        small = tray.memory().drawn(
            (photo.digest, cover), lambda: cover_preview(gate.analysers.pictures().open(photo.data), cover)
        )
    except InputError as error:
        refuse(error)
        return
    st.html(f'<p class="place">As it will be published:</p>{picture(small, f"{name}, covered", "crop")}')


def _choose(key: str, photo: int, face: FaceResult, words: FaceWords) -> None:
    pupil_id, st.session_state[key] = st.session_state[key], None
    if pupil_id is not None:
        _say(photo, face.box, words, Word(Said.PUPIL, pupil_id))


def _say(photo: int, box: PixelBox, words: FaceWords, word: Word) -> None:
    keep(photo, say(words, box, word, speaker()))


def keep(photo: int, words: FaceWords) -> None:
    """Keep what was said about the faces of this photo, counted from 0; it is saved before anything is drawn."""
    tray.keep_face_words(photo, words)
    draft_keeping.keep_at_once()


def speaker() -> Speaker:
    """Whoever is at the desk, by the name the school writes; without one by the role."""
    person, role = session.actor(), session.role()
    return Speaker(person.name or role.value, role, datetime.now(UTC).replace(microsecond=0))
