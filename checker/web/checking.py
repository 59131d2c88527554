"""When is the draft checked, how does one see it run and stop it, and what is the answer about?"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from checker.core.errors import InputError
from checker.core.post import Post
from checker.core.report import Report
from checker.web import draft, session, tray
from checker.web.channels import PACK
from checker.web.telling import refuse
from checker.workflow.check_pace import CheckPace
from checker.workflow.desk import ReviewSheet, review_sheet

_CHECKED, _RUNNING, _STOPPED = "checked", "check_is_running", "check_was_stopped"
_EVERY = 0.1
"""Seconds between two drawings of the bar: forty for each check of words cost as much as the check."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verdict is about: this post, under this policy, in this school, and what was said about the photos."""

    digest: str
    pack: str | None
    school: str
    said: tuple[Hashable, ...]
    photos: tuple[str, ...]

    @property
    def beside_words(self) -> tuple[Hashable, ...]:
        """Everything but the words and the channel: as long as this stays, an answer takes less than a second."""
        return self.pack, self.school, self.said, self.photos


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet and what it is about, so that a changed draft is never shown under an old verdict."""

    of: Asked
    sheet: ReviewSheet
    report: Report = field(repr=False)


def checked_now(post: Post, place: DeltaGenerator, *, is_wanted: bool) -> Checked | None:
    """What is known of this draft, checked now if that is wanted or due; `place` is for how far that is."""
    if is_wanted or _is_due(post):
        _check(post, place)
    session.warming.begin()
    known: Checked | None = st.session_state.get(_CHECKED)
    return known


def _is_due(post: Post) -> bool:
    """After a button that changes the draft; and when only words have changed, which takes less than a second."""
    if st.session_state.pop(_RUNNING, False):
        if st.session_state.pop(_STOPPED, False):
            st.info("The check was stopped. Your draft is as it was.", icon=":material/stop_circle:")
            return False
        return True  # something was typed or pressed while it ran, and ended it
    checked: Checked | None = st.session_state.get(_CHECKED)
    is_pressed = draft.is_to_check_again() and checked is not None
    asked = asked_of(post)
    return is_pressed or (checked is not None and checked.of != asked and checked.of.beside_words == asked.beside_words)


def asked_of(post: Post) -> Asked:
    """What a check of this draft would be about."""
    said = tuple((photo.resolutions, photo.roster, photo.origin) for photo in post.photos)
    digests = tuple(photo.digest for photo in post.photos)
    return Asked(post.digest, st.session_state.get(PACK), str(session.home()), said, digests)


def _check(post: Post, place: DeltaGenerator) -> None:
    """Check the draft, until Stop is pressed; whatever fails, the draft stays as it was typed."""
    st.session_state.pop(_CHECKED, None)
    st.session_state[_RUNNING] = True
    bar = _Bar(place, CheckPace(tray.memory().unknown(post), monotonic()))
    try:
        gate = session.gate(st.session_state.get(PACK))
        report = gate.check(post, bar.tell, tray.memory())
        st.session_state[_CHECKED] = Checked(asked_of(post), review_sheet(post, report, gate, tray.memory()), report)
    except InputError as error:
        refuse(error, "Your draft is still here.")
    st.session_state.pop(_RUNNING)
    place.empty()


class _Bar:
    """Where a check stands, with its Stop button: drawn at once where it takes long, else only if it does after all."""

    def __init__(self, place: DeltaGenerator, pace: CheckPace) -> None:
        self._place, self._pace, self._told = place, pace, pace.started
        self._bar: DeltaGenerator | None = None
        if pace.photos or not session.warming.is_done:
            self._draw()

    def tell(self, done: int, total: int) -> None:
        """Where it stands now; pressing Stop, or typing on, ends it here."""
        now = monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        self._draw().progress(self._pace.share(done / total, now), self._pace.words(now))

    def _draw(self) -> DeltaGenerator:
        if self._bar is None:
            with self._place.container():
                self._bar = st.progress(0.0, "Getting ready")
                st.button("Stop the check", on_click=_stop, icon=":material/stop_circle:")
        return self._bar


def _stop() -> None:
    st.session_state[_STOPPED] = True
