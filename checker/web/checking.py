"""When is the draft checked, how does one see it run and stop it, and what is the answer about?"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from time import monotonic

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Post
from checker.core.report import Report
from checker.web import draft, session, tray
from checker.web.channels import PACK
from checker.workflow.check_pace import CheckPace
from checker.workflow.desk import ReviewSheet, review_sheet

_CHECKED, _RUNNING, _STOPPED = "checked", "check_is_running", "check_was_stopped"


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


def checked_now(post: Post, *, is_wanted: bool) -> Checked | None:
    """What is known of this draft, checked now if that is wanted or due."""
    if is_wanted or _is_due(post):
        _check(post)
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


def _check(post: Post) -> None:
    """Check the draft, until Stop is pressed; whatever fails, the draft stays as it was typed."""
    st.session_state.pop(_CHECKED, None)
    st.session_state[_RUNNING] = True
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop the check", on_click=_stop, icon=":material/stop_circle:")
    try:
        gate = session.gate(st.session_state.get(PACK))
        pace = CheckPace(tray.memory().unknown(post), monotonic())
        report = gate.check(post, lambda done, total: _tell(bar, pace, done / total), tray.memory())
        st.session_state[_CHECKED] = Checked(asked_of(post), review_sheet(post, report, gate, tray.memory()), report)
    except InputError as error:
        st.error(f"{error} Your draft is still here.", icon=":material/error:")
    st.session_state.pop(_RUNNING)
    place.empty()


def _tell(bar: st.delta_generator.DeltaGenerator, pace: CheckPace, finished: float) -> None:
    """Where the check stands; pressing Stop, or typing on, ends it here."""
    now = monotonic()
    bar.progress(pace.share(finished, now), pace.words(now))


def _stop() -> None:
    st.session_state[_STOPPED] = True
