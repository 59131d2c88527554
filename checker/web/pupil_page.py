"""What is on record for one pupil, and what does the office do with it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.people import ConsentState
from checker.core.staff import Actor
from checker.web import consent_forms, enrolment_page, family_forms, held_forms, protection_panel, session
from checker.web.markup import icon, safe
from checker.web.register_parts import OPEN, mark, show_said
from checker.web.telling import refuse
from checker.web.way_back import show_way_back
from checker.workflow.consent_words import DOWN, how_words, purpose_words, what_words, whose_words
from checker.workflow.desk import CHANNELS
from checker.workflow.permits import Act, may
from checker.workflow.pupil_list import group_of, leaving_words, listed_name
from checker.workflow.pupil_view import Letter, PupilView, pupil_view

_SEEN = "pupil_seen"
_STATES = {
    ConsentState.GIVEN: ("clear", "check_circle"),
    ConsentState.REFUSED: ("stop", "cancel"),
    ConsentState.WITHDRAWN: ("stop", "cancel"),
    ConsentState.EXPIRED: ("note", "history"),
    ConsentState.NOT_ASKED: ("note", "help"),
}
Part = Callable[[PupilView, str], None]
"""A part of the page: the record, and the mark of the record that the person at the desk has seen."""


def show(pupil_id: str) -> None:
    """One pupil: what counts now, then the parts of the record that this person may see."""
    show_way_back("Back to the register", close)
    try:
        person = session.actor()
        view = pupil_view(person, pupil_id, session.register(), date.today())
    except InputError as error:
        refuse(error)
        return
    st.html(head(view))
    show_said()
    seen = _looked_at(view)
    parts = _parts(person)
    for tab, part in zip(st.tabs(list(parts), key=f"parts-{pupil_id}"), parts.values(), strict=True):
        with tab:
            part(view, seen)


def close() -> None:
    """Back to the list."""
    st.session_state.pop(OPEN, None)
    st.session_state.pop(_SEEN, None)
    enrolment_page.forget()


def _looked_at(view: PupilView) -> str:
    """The mark of the record as it was last drawn here: what was pressed just now was pressed on that one."""
    pupil_id, seen = st.session_state.get(_SEEN, (view.pupil.id, view.seen))
    st.session_state[_SEEN] = view.pupil.id, view.seen
    return seen if pupil_id == view.pupil.id else view.seen


def _parts(person: Actor) -> dict[str, Part]:
    return {
        "Consents": _show_consents,
        "Details and family": family_forms.show,
        "Face photos": enrolment_page.show,
        "All that is held": held_forms.show,
        **({"Protection": protection_panel.show} if may(person, Act.SEE_PROTECTION) else {}),
    }


def head(view: PupilView) -> str:
    """Who it is, and what counts now."""
    pupil = view.pupil
    left = f" · {words}" if (words := leaving_words(pupil)) else ""
    protected = f'<p><span class="state stop">{icon("shield")} Protected: must not be shown</span></p>'
    told = "".join(
        mark(purpose_words(one.purpose), one.mark, ", to be confirmed again" if one.is_old else "")
        for one in view.counting
    )
    return (
        f'<div class="pupil"><h1>{safe(listed_name(pupil))}</h1>'
        f'<p class="place">{safe(pupil.id)} · {safe(group_of(pupil))}{left}</p>'
        f'{protected if pupil.is_protected else ""}<h2>What counts now</h2><ul class="marks">{told}</ul></div>'
    )


def _show_consents(view: PupilView, seen: str) -> None:
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.html(timeline(view) + posts(view))
    with right:
        consent_forms.show(view, seen)


def timeline(view: PupilView) -> str:
    """Every answer that was ever recorded, the newest first."""
    told = "".join(
        f'<li>{_answer(line)}<p class="place">Recorded {line.recorded_at.astimezone():%d/%m/%Y %H:%M}</p></li>'
        for line in view.timeline
    )
    ends = (
        '<p class="place">What counts now can be less than the newest yes: a written no stands until the same person '
        "takes it back, and a child's own no always counts.</p>"
    )
    if not told:
        return "<h2>Answers</h2><p>Nobody has answered yet. That counts as no.</p>"
    return f'<h2>Answers, the newest first</h2>{ends}<ol class="timeline">{told}</ol>'


def _answer(letter: Letter) -> str:
    consent = letter.consent
    css_class, symbol = _STATES[consent.state]
    return (
        f'<p><span class="state {css_class}">{icon(symbol)} {safe(what_words(consent, letter.purposes))}</span></p>'
        f"<p>{safe(whose_words(consent))}</p><p>{safe(how_words(consent))}</p>"
    )


def posts(view: PupilView) -> str:
    """Where the pupil was shown or named, the newest first."""
    lines = "".join(
        f"<li>{CHANNELS[one.channel]}, {one.published_on:%d/%m/%Y}: {safe(one.link)} ({one.purpose.words}"
        f"{'' if one.state is None else f', {DOWN[one.state]}'})</li>"
        for one in view.posts
    )
    return f"<h2>Earlier posts</h2>{f'<ul>{lines}</ul>' if lines else '<p>No published post is on record.</p>'}"
