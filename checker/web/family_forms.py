"""What is a pupil called, who belongs to the family, and is the pupil still at the school?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from checker.core.parents import ParentKind, ParentRecord
from checker.web import session
from checker.web.markup import plain, safe
from checker.web.register_parts import day, do, form
from checker.workflow.consent_words import PARENT_KINDS, parent_words
from checker.workflow.permits import Act, may
from checker.workflow.pupil_list import EVERY_CLASS, Show, find_pupils, leaving_words
from checker.workflow.pupil_record import change_details, join_siblings, mark_left, record_parent
from checker.workflow.pupil_view import PupilView


def show(view: PupilView, seen: str) -> None:
    """The record; and the forms, for those who keep it."""
    is_kept = may(session.actor(), Act.RECORD_CONSENT)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_details(view, seen, is_kept=is_kept)
        if is_kept:
            _show_leaving(view, seen)
    with right:
        st.html(family(view))
        if is_kept:
            _show_parent(view, seen)
            _show_sibling(view)


def family(view: PupilView) -> str:
    """What is known of parents, brothers and sisters."""
    parents = "".join(f"<li>{safe(parent_words(one))}</li>" for one in view.parents)
    siblings = "".join(f"<li>{safe(name)} ({safe(one)})</li>" for one, name in view.siblings)
    return (
        f"<h2>Parents</h2>{f'<ul>{parents}</ul>' if parents else '<p>No parent is on record.</p>'}"
        f"<h2>Brothers and sisters at the school</h2>{f'<ul>{siblings}</ul>' if siblings else '<p>None on record.</p>'}"
    )


def _show_details(view: PupilView, seen: str, *, is_kept: bool) -> None:
    pupil = view.pupil
    st.header("Details", anchor=False)
    with st.form(form(f"details-{pupil.id}"), border=is_kept):
        changed = replace(
            pupil,
            first_name=st.text_input("First name", pupil.first_name, disabled=not is_kept).strip(),
            last_name=st.text_input("Surname", pupil.last_name, disabled=not is_kept).strip(),
            known_as=st.text_input("Known as", pupil.known_as, disabled=not is_kept).strip(),
            year_group=st.text_input("Year", pupil.year_group, disabled=not is_kept).strip(),
            class_name=st.text_input("Class", pupil.class_name, disabled=not is_kept).strip(),
        )
        is_sent = st.form_submit_button("Save the details", disabled=not is_kept)
    if is_sent:
        do(lambda: change_details(session.actor(), changed, session.register(), seen))


def _show_leaving(view: PupilView, seen: str) -> None:
    pupil_id = view.pupil.id
    st.header("Leaving", anchor=False)
    if view.pupil.left_on is not None:
        st.write("Consents have ended. If the pupil is back, they count again.")
        if st.button("Back at the school"):
            do(lambda: mark_left(session.actor(), pupil_id, None, session.register(), seen))
        return
    if view.pupil.leaves_on is not None:
        st.write(plain(f"The pupil {leaving_words(view.pupil)}. Until then all consents count."))
        if st.button("Stays at the school"):
            do(lambda: mark_left(session.actor(), pupil_id, None, session.register(), seen))
    on = day("Day of leaving, today or to come", f"leaving-{pupil_id}", None, date.today())
    st.write("On that day all consents end, face photos are deleted, and approved posts with the pupil are re-opened.")
    if st.button("Record as left", disabled=on is None):
        do(lambda: mark_left(session.actor(), pupil_id, on, session.register(), seen))


def _show_parent(view: PupilView, seen: str) -> None:
    st.header("Record a parent", anchor=False)
    with st.form(form(f"parent-{view.pupil.id}")):
        who = st.text_input("Which parent", placeholder="mother, for example; empty means every known parent")
        kind = st.selectbox("This parent", list(ParentKind), format_func=PARENT_KINDS.__getitem__)
        on = day("On", form(f"parent-day-{view.pupil.id}"), date.today())
        evidence = st.text_input("What proves it", key=form(f"parent-evidence-{view.pupil.id}"))
        authorised_by = st.text_input("Who decided that this parent need not be told")
        is_sent = st.form_submit_button("Record")
    if is_sent:
        told = ParentRecord(kind or ParentKind.KNOWN, who.strip(), on, evidence, authorised_by)
        do(lambda: record_parent(session.actor(), view.pupil.id, told, session.register(), seen))


def _show_sibling(view: PupilView) -> None:
    st.header("Record a brother or sister", anchor=False)
    known = {view.pupil.id, *(one for one, _ in view.siblings)}
    listed = find_pupils(session.actor(), session.home(), "", EVERY_CLASS, date.today(), Show.AT_SCHOOL).lines()
    others = {one.id: f"{one.name}, {one.group} ({one.id})" for one in listed if one.id not in known}
    chosen = st.selectbox("Search by typing a name", list(others), index=None, format_func=others.__getitem__)
    st.write("The checker then never tells the two apart by itself: a person is always asked.")
    if st.button("Record as one family", disabled=chosen is None):
        do(lambda: join_siblings(session.actor(), view.pupil.id, chosen or "", session.register()))
