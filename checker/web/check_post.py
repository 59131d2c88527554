"""The review page: is this post safe to put up, and what would make it so?"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Post
from checker.core.resolving import Resolution
from checker.core.roster import Roster
from checker.web import draft, draft_keeping, draft_shelf, findings, session
from checker.web.channels import PACK
from checker.web.face_words import show_face_words
from checker.web.fixes import show_to_settle
from checker.web.markup import passage
from checker.web.milder_copies import show_milder
from checker.web.photos import show_card
from checker.workflow.desk import ReviewSheet, review_sheet
from checker.workflow.desk_lists import pack_titles

_CHECKED = "checked"
Asked = tuple[str, str | None, str, tuple[tuple[tuple[Resolution, ...], Roster | None], ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet and what it is about, so that a changed draft is never shown under an old verdict."""

    of: Asked
    sheet: ReviewSheet


def show() -> None:
    """Draft on the left, verdict, marks and findings on the right, photos below."""
    st.title("Check a post", anchor=False)
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.header("The draft", anchor=False)
        draft_shelf.show_beginnings()
        draft.show_inputs()
        _show_policy()
        post = draft.current_post()
        draft_keeping.keep(post)
        is_wanted = st.button("Check", key="check", type="primary", icon=":material/fact_check:", width="stretch")
    with right:
        if is_wanted or (draft.is_to_check_again() and _CHECKED in st.session_state):
            _check(post)
        checked: Checked | None = st.session_state.get(_CHECKED)
        is_current = checked is not None and checked.of == _asked(post)
        if checked is None:
            st.header("Not checked yet", anchor=False)
            st.write("Write or paste the post, add its photos and press Check.")
            st.html(findings.legend())
        else:
            _show_verdict(checked.sheet, is_current=is_current)
    if checked is not None:
        _show_photos(checked.sheet, is_current=is_current, is_same_draft=checked.of[:3] == _asked(post)[:3])


def _asked(post: Post) -> Asked:
    """What a verdict is about: this post, under this policy, in this school, and what was said about the faces."""
    said = tuple((photo.resolutions, photo.roster) for photo in post.photos)
    return post.digest, st.session_state.get(PACK), str(session.home()), said


def _show_policy() -> None:
    try:
        titles = pack_titles(session.home())
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.selectbox(
        "Policy",
        list(titles),
        format_func=titles.__getitem__,
        key=PACK,
        persist_state="session",
        help="Every policy stands on the floor that every school gets.",
    )


def _check(post: Post) -> None:
    """Check the draft; whatever fails, the draft stays as it was typed."""
    st.session_state.pop(_CHECKED, None)
    bar = st.progress(0.0, "Getting ready")
    try:
        gate = session.gate(st.session_state.get(PACK))
        report = gate.check(post, lambda done, total: _tell(bar, done, total))
        st.session_state[_CHECKED] = Checked(_asked(post), review_sheet(post, report, gate))
    except InputError as error:
        st.error(f"{error} Your draft is still here.", icon=":material/error:")
    bar.empty()


def _tell(bar: st.delta_generator.DeltaGenerator, done: int, total: int) -> None:
    bar.progress(done / total, f"{done} of {total} checks finished")


def _show_verdict(sheet: ReviewSheet, *, is_current: bool) -> None:
    st.html(findings.verdict(sheet) if is_current else findings.stale())
    st.html('<h2 id="the-draft">The words, as they were checked</h2>')
    st.html(passage(sheet.text) if sheet.text else "<p>There are no words.</p>")
    if sheet.to_settle:
        st.header("What to settle", anchor=False)
        show_to_settle(sheet.to_settle, may_fix=is_current)
    if sheet.notes:
        st.header("Good to know", anchor=False)
        st.html(findings.listed(sheet.notes, "Good to know"))
    if is_current:
        _show_confirmations(sheet)


def _show_confirmations(sheet: ReviewSheet) -> None:
    """What the policies ask of a person: a tick each, good for this very draft and no other."""
    if not sheet.to_confirm:
        return
    st.header("Please confirm yourself", anchor=False)
    st.write("No program can check these. They are clauses of the school's policy.")
    ticked = [
        st.checkbox(words, key=f"confirm-{sheet.post_digest}-{number}") for number, words in enumerate(sheet.to_confirm)
    ]
    left = ticked.count(False)
    st.write(f"{left} of {len(ticked)} still to confirm." if left else "All are confirmed for this draft.")


def _show_photos(sheet: ReviewSheet, *, is_current: bool, is_same_draft: bool) -> None:
    if sheet.photos:
        st.header("The photos, as they were checked", anchor=False)
    for card in sheet.photos:
        show_card(card, may_download=is_current)
        if is_current:
            show_milder(card, session.gate(st.session_state.get(PACK)))
        if is_same_draft:
            show_face_words(card, session.gate(st.session_state.get(PACK)))
