"""Whose are the faces of an album? Whoever is in many photos is asked about first, once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from checker.core.errors import InputError
from checker.core.faces import FaceResult
from checker.core.people import RegisterSnapshot
from checker.core.resolving import Said
from checker.web import session
from checker.web.album_faces_pages import shown_faces
from checker.web.album_grid import CHOSEN, crop
from checker.web.face_rows import AT_ONCE, speaker
from checker.web.markup import picture, plain, safe
from checker.workflow.album_desk import AlbumFolder, DeskAlbum
from checker.workflow.album_job import AlbumRow
from checker.workflow.album_questions import (
    face_of,
    questions,
    say_of_face,
    say_of_person,
    still_unknown,
    words_of,
)
from checker.workflow.album_report import things_found
from checker.workflow.desk_faces import said_words
from checker.workflow.resolving import Choice, Word, choices
from checker.workflow.same_person import UnknownPerson, people_of

SAYS = "album_says"
"""Why an answer could not be kept."""
_ABOVE = "display: inline-block; text-align: center; margin: 0 0.4rem 0.4rem 0"
_PEOPLE = 3
"""People asked about at once; the next come when these are answered."""


def show_people(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> None:
    """Each person unknown in several photos, in the order of how many answers one gives."""
    waiting = still_unknown(people_of(row.row for row in rows), album)
    if not waiting:
        return
    st.header("One answer for many photos", anchor=False)
    for person in waiting[:_PEOPLE]:
        with st.container(border=True):
            _show_person(place, album, rows, person)
    if len(waiting) > _PEOPLE:
        st.caption(plain(f"{len(waiting) - _PEOPLE} more people after these."))


def _show_person(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow], person: UnknownPerson) -> None:
    st.subheader(f"This unknown person is in {person.photos} photos: who?", anchor=False)
    faces = shown_faces(album.id, person)
    crops = [crop(place, album, rows[face.photo].row, face.photo, face.box) for face in faces]
    st.html("".join(faces_shown([face.photo + 1 for face in faces], crops)))
    numbers = {face.file: face.photo + 1 for face in person.faces}
    other = st.multiselect("Somebody else, or not sure, in", list(numbers), key=f"not-{person.number}",
                           format_func=lambda file: f"Photo {numbers[file]}: {file}",
                           placeholder="None of them", select_all=False)  # fmt: skip

    def answer(word: Word) -> None:
        place.keep(say_of_person(place.read(), person, word, speaker(), other))

    first = person.faces[0]
    face = face_of(rows[first.photo].row["faces"][first.face])
    _show_answers(f"person-{person.number}", "All of them", face, answer)


def faces_shown(photos: Sequence[int], crops: Sequence[bytes | None]) -> Iterator[str]:
    """Each face above the number of its photo; one that is not shown says so."""
    for photo, one in zip(photos, crops, strict=True):
        small = picture(one, f"The face in photo {photo}", "crop") if one else "<em>not shown</em>"
        yield f'<span style="{_ABOVE}">{small}<br><small>Photo {photo}</small></span>'


def show_photo(place: AlbumFolder, album: DeskAlbum, rows: Sequence[AlbumRow]) -> None:
    """The faces of the one photo that was chosen below."""
    number = st.session_state.get(CHOSEN)
    if number is None or number >= len(rows):
        return
    row = rows[number].row
    with st.container(border=True):
        st.subheader(f"Photo {number + 1}", anchor=False)
        st.text(row["file"])
        told = "".join(f"<li>{safe(says)} <strong>{safe(todo)}</strong></li>" for says, todo in things_found(row))
        st.html(f"<ul>{told}</ul>" if told else "<p>Nothing stands in the way of this photo.</p>")
        for asked in questions(row):
            _show_question(place, album, row, number, asked.number, asked.face, asked.why)


def _show_question(
    place: AlbumFolder, album: DeskAlbum, row: dict[str, object], photo: int, number: int, face: FaceResult, why: str
) -> None:
    small = crop(place, album, row, photo, face.box)
    said = words_of(album, str(row["file"])).about(face.box)
    register = _register()
    words = said_words(said, register) if said and register else why
    st.html(f'<ul class="faces"><li>{picture(small, f"Face {number}", "crop") if small else ""}'
            f"<span><strong>Face {number}</strong><br>{safe(words)}</span></li></ul>")  # fmt: skip

    def answer(word: Word) -> None:
        place.keep(say_of_face(place.read(), str(row["file"]), face.box, word, speaker()))

    _show_answers(f"face-{photo}-{number}", f"Face {number}", face, answer)


def _show_answers(key: str, says: str, face: FaceResult, answer: Callable[[Word], None]) -> None:
    register = _register()
    labels = {one.pupil_id: one.label for one in _choices(face, register)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(f"{says}: this pupil", list(labels), index=None, format_func=labels.__getitem__, key=f"who-{key}",
                     placeholder="Type a name", on_change=_choose, args=(f"who-{key}", answer))  # fmt: skip
        for text, word in AT_ONCE.items():
            st.button(f"{says}: {text}", key=f"say-{key}-{word.said}", on_click=_say, args=(answer, word))


def _choose(key: str, answer: Callable[[Word], None]) -> None:
    pupil_id, st.session_state[key] = st.session_state[key], None
    if pupil_id is not None:
        _say(answer, Word(Said.PUPIL, pupil_id))


def _say(answer: Callable[[Word], None], word: Word) -> None:
    try:
        answer(word)
    except InputError as error:
        st.session_state[SAYS] = str(error)


def _choices(face: FaceResult, register: RegisterSnapshot | None) -> tuple[Choice, ...]:
    return choices(face, register) if register else ()


def _register() -> RegisterSnapshot | None:
    try:
        return session.gate(None).read_register()
    except InputError:
        return None  # the answers say so
