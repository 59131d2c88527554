"""How does an answer get on record, and how does a no stop everything at once?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.people import AnswerKind, Consent, ConsentState, Purpose
from checker.core.post import Channel
from checker.web import session
from checker.web.register_parts import LEADS, day, do, form
from checker.web.telling import refuse
from checker.workflow.consent_words import purpose_words, stopped_words
from checker.workflow.desk import CHANNELS
from checker.workflow.draft_search import drafts_about
from checker.workflow.permits import Act, may
from checker.workflow.pupil_record import record, withdraw_now
from checker.workflow.pupil_view import PupilView

_EVERYWHERE = "Everywhere"
_POWER = {"Yes": True, "No": False, "Nobody has said": None}
_PARENT, _CHILD = "A parent's answer", "The child's own wish"
_YES, _NO = "Yes", "No"


def show(view: PupilView, seen: str) -> None:
    """The two forms, for those who may."""
    person = session.actor()
    if may(person, Act.WITHDRAW):
        _show_withdrawal(view, seen)
    if may(person, Act.RECORD_CONSENT):
        _show_answer(view, seen)


def _show_withdrawal(view: PupilView, seen: str) -> None:
    st.header("Somebody withdraws", anchor=False)
    with st.form(form(f"withdraw-{view.pupil.id}")):
        purposes = st.multiselect(
            "What", list(Purpose), format_func=purpose_words, placeholder="Everything", select_all=False
        )
        channel = _where("Where does it stop?")
        by = st.text_input("Who withdraws", placeholder="mother, for example")
        letter = _letter("withdraw", ConsentState.WITHDRAWN, purposes[0] if purposes else Purpose.PHOTO, channel, by)
        is_sent = st.form_submit_button("Stop now", type="primary", icon=":material/block:")
    if is_sent:
        do(lambda: _withdraw(view, purposes, by, letter, seen))


def _withdraw(view: PupilView, purposes: list[Purpose], by: str, letter: Consent, seen: str) -> str:
    where = session.actor(), view.pupil.id
    followed = withdraw_now(*where, purposes, by, session.register(), letter, seen)
    if followed.take_downs:
        st.session_state[LEADS] = "Take-downs"
    return stopped_words(purposes, followed, len(drafts_about(view.pupil, session.home()).about))


def _show_answer(view: PupilView, seen: str) -> None:
    with (
        st.expander("Record an answer, or the child's own wish"),
        st.form(form(f"answer-{view.pupil.id}"), border=False),
    ):
        purpose = st.selectbox("To what", list(Purpose), format_func=purpose_words)
        channel = _where("Where")
        whose = st.radio("Whose word", [_PARENT, _CHILD], horizontal=True)
        said = st.radio("The answer", [_YES, _NO], index=None, horizontal=True)
        by = st.text_input("Who answered, if a parent", placeholder="mother, for example")
        state = ConsentState.GIVEN if said == _YES else ConsentState.REFUSED
        answer = _letter("answer", state, purpose or Purpose.PHOTO, channel, by, is_wish=whose == _CHILD)
        is_sent = st.form_submit_button("Record")
    if is_sent and said is None:
        refuse("Choose yes or no. Nothing was recorded.")
    elif is_sent:
        do(lambda: record(session.actor(), view.pupil.id, answer, session.register(), seen))


def _where(words: str) -> Channel | None:
    chosen = st.selectbox(words, [_EVERYWHERE, *CHANNELS], format_func=lambda one: CHANNELS.get(one, _EVERYWHERE))
    return None if chosen == _EVERYWHERE else Channel(chosen)


def _letter(
    name: str, state: ConsentState, purpose: Purpose, channel: Channel | None, by: str, *, is_wish: bool = False
) -> Consent:
    """What is known of how the answer came; a child's wish needs no letter."""
    power = st.radio("Has this person parental responsibility?", list(_POWER), index=2, horizontal=True)
    is_written = st.checkbox("It is in writing")
    received = day("Received on", form(f"{name}-received"), date.today())
    evidence = st.text_input("What proves it", placeholder="letter 12, for example")
    return Consent(
        purpose,
        state,
        channel if purpose is not Purpose.FACE_MATCHING else None,
        "child" if is_wish else by,
        is_written and not is_wish,
        received,
        evidence,
        None if is_wish else _POWER[power],
        AnswerKind.WISH if is_wish else AnswerKind.ANSWER,
    )
