"""Which photos lie on this desk, and what was said about them?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from checker.core.post import Origin, Photo
from checker.core.resolving import Resolution
from checker.core.roster import Roster
from checker.workflow.photo_memory import PhotoMemory
from checker.workflow.resolving import FaceWords

TRAY, _COUNT = "tray", "photo_count"


@dataclass(frozen=True, slots=True)
class TrayPhoto:
    """A photo that was added, under a number of its own; `before` is what it was before a milder version took over."""

    number: int
    photo: Photo = field(repr=False)
    before: TrayPhoto | None = field(default=None, repr=False)

    @property
    def alt_key(self) -> str:
        """Where its description is kept."""
        return f"alt-{self.number}"

    @property
    def words_key(self) -> str:
        """Where what was said about its faces is kept."""
        return f"faces-{self.number}"

    @property
    def origin_key(self) -> str:
        """Where it is kept where it came from."""
        return f"origin-{self.number}"


def tray() -> list[TrayPhoto]:
    """The photos of the draft, in order."""
    photos: list[TrayPhoto] = st.session_state.setdefault(TRAY, [])
    return photos


def memory() -> PhotoMemory:
    """What is known about the photos of this desk from earlier checks."""
    known: PhotoMemory = st.session_state.setdefault("photo_memory", PhotoMemory())
    return known


def count() -> int:
    """How many photos were ever added in this session: their uploader begins anew with each."""
    number: int = st.session_state.get(_COUNT, 0)
    return number


def add(photo: Photo) -> None:
    """Lay a photo on the desk, with what is known about it."""
    one = TrayPhoto(count() + 1, photo)
    st.session_state[_COUNT] = one.number
    st.session_state.update(
        {one.alt_key: photo.alt_text, one.origin_key: photo.origin, one.words_key: FaceWords(photo.resolutions)}
    )
    st.session_state[TRAY] = [*tray(), one]


def remove(number: int) -> None:
    """Take the photo with this number away."""
    st.session_state[TRAY] = [one for one in tray() if one.number != number]


def as_drafted(one: TrayPhoto, roster: Roster | None) -> Photo:
    """The photo with everything that was said about it."""
    origin: Origin | None = st.session_state.get(one.origin_key)
    return replace(
        one.photo,
        alt_text=st.session_state.get(one.alt_key, ""),
        resolutions=words_about(one).resolutions,
        roster=roster,
        origin=origin,
    )


def put_in_place(place: int, data: bytes, said: tuple[Resolution, ...]) -> None:
    """A milder version in the place of this photo, counted from 0; what was said about its faces moves along."""
    one = tray()[place]
    kept = TrayPhoto(one.number, replace(one.photo, resolutions=words_about(one).resolutions), one.before)
    new = TrayPhoto(one.number, replace(one.photo, data=data, resolutions=()), kept)
    _exchange(place, new, FaceWords(said))


def put_back(place: int) -> None:
    """The photo as it was before its last milder version."""
    before = tray()[place].before
    if before is not None:
        _exchange(place, before, FaceWords(before.photo.resolutions))


def _exchange(place: int, new: TrayPhoto, words: FaceWords) -> None:
    st.session_state[new.words_key] = words
    st.session_state[TRAY] = [new if number == place else one for number, one in enumerate(tray())]


def face_words(photo: int) -> FaceWords:
    """What was said about the faces of this photo, counted from 0."""
    return words_about(tray()[photo])


def keep_face_words(photo: int, words: FaceWords) -> None:
    """Keep what was said about the faces of this photo, counted from 0."""
    st.session_state[tray()[photo].words_key] = words


def words_about(one: TrayPhoto) -> FaceWords:
    """What was said about the faces of this photo."""
    words: FaceWords = st.session_state.get(one.words_key, FaceWords())
    return words
