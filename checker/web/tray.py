"""Which photos lie on this desk, and what was said about their faces?"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from checker.core.post import Photo
from checker.workflow.resolving import FaceWords

TRAY = "tray"


@dataclass(frozen=True, slots=True)
class TrayPhoto:
    """A photo that was added, under a number of its own."""

    number: int
    photo: Photo = field(repr=False)

    @property
    def alt_key(self) -> str:
        """Where its description is kept."""
        return f"alt-{self.number}"

    @property
    def words_key(self) -> str:
        """Where what was said about its faces is kept."""
        return f"faces-{self.number}"


def tray() -> list[TrayPhoto]:
    """The photos of the draft, in order."""
    photos: list[TrayPhoto] = st.session_state.setdefault(TRAY, [])
    return photos


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
