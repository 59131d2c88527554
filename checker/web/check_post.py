"""The review page: is this post safe to put up, and what would make it so?"""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web import draft, draft_keeping, draft_shelf, findings, send_answer, send_part, session
from checker.web.channels import PACK
from checker.web.checking import asked_of, checked_now
from checker.web.fixes import show_to_settle
from checker.web.markup import paired, passage
from checker.web.photo_card import show_card
from checker.web.telling import refuse
from checker.workflow.desk import ReviewSheet
from checker.workflow.desk_lists import pack_titles


def show() -> None:
    """Draft on the left, verdict, marks and findings on the right, photos below."""
    st.title("Check a post", anchor=False)
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.header("The draft", anchor=False)
        draft_shelf.show_beginnings()
        draft.show_inputs(draft_keeping.keep_at_once)
        _show_policy()
        post = draft.current_post()
        draft_keeping.keep(post)
        with st.container(key="check-bar"):  # always in sight, with how far the check is and what came of it
            is_wanted = st.button("Check", key="check", type="primary", icon=":material/fact_check:", width="stretch")
            running, outcome = st.empty(), st.empty()
    with right:
        send_answer.show_answer(post)
        checked = checked_now(post, running, is_wanted=is_wanted)
        is_current = checked is not None and checked.of == asked_of(post)
        if checked is not None and is_current:
            outcome.html(findings.in_short(checked.sheet))
        if checked is None:
            st.header("Not checked yet", anchor=False)
            st.write("Write or paste the post, add its photos and press Check.")
            st.html(findings.legend())
        else:
            _show_verdict(checked.sheet, is_current=is_current)
    if checked is not None:
        has_same = {n for n, photo in enumerate(post.photos) if checked.of.photos[n : n + 1] == (photo.digest,)}
        _show_photos(checked.sheet, has_same, is_current=is_current)
        send_part.show(post, checked, is_current=is_current)


def _show_policy() -> None:
    try:
        titles = pack_titles(session.home())
    except InputError as error:
        refuse(error)
        return
    st.selectbox(
        "Policy",
        list(titles),
        format_func=titles.__getitem__,
        key=PACK,
        persist_state="session",
        help="Every policy stands on the floor that every school gets.",
    )


def _show_verdict(sheet: ReviewSheet, *, is_current: bool) -> None:
    st.html(findings.verdict(sheet) if is_current else findings.stale())
    st.html('<h2 id="the-draft">The words, as they were checked</h2>')
    marks = paired(item.number for item in sheet.items)
    st.html(f"{marks}{passage(sheet.text)}" if sheet.text else "<p>There are no words.</p>")
    if sheet.to_settle:
        st.header("What to settle", anchor=False)
        show_to_settle(sheet.to_settle, may_fix=is_current)
    if sheet.notes:
        st.header("Good to know", anchor=False)
        st.html(findings.listed(sheet.notes, "Good to know"))


def _show_photos(sheet: ReviewSheet, has_same: set[int], *, is_current: bool) -> None:
    """Of a photo that still lies in its place the faces can be spoken about, whatever else has changed."""
    if sheet.photos:
        st.header("The photos, as they were checked", anchor=False)
    for card in sheet.photos:
        gate = session.gate(st.session_state.get(PACK))
        show_card(card, gate, may_download=is_current, may_speak=card.number in has_same)
