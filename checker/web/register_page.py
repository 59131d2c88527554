"""Who may be shown and named? The register by class, for the roles that keep it or must know it."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.markup import icon, safe
from checker.workflow.desk_lists import PURPOSES, ClassList, PupilRow, class_lists

_EVERY_CLASS = "Every class"


def show() -> None:
    """One table per class; each answer is a word with its icon."""
    st.title("Register", anchor=False)
    try:
        lists = class_lists(session.home(), session.actor())
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.write(f"{sum(len(one.pupils) for one in lists)} pupils. Only a yes lets anything through; a blank counts as no.")
    titles = [_EVERY_CLASS, *(one.title for one in lists)]
    chosen = st.selectbox("Class", titles, key="class", persist_state="session")
    for one in lists:
        if chosen in (_EVERY_CLASS, one.title):
            st.html(table(one))


def table(one: ClassList) -> str:
    """The pupils of one class, with headings that a screen reader repeats for each cell."""
    heads = "".join(f'<th scope="col">{safe(word)}</th>' for word in PURPOSES.values())
    rows = "".join(map(_row, one.pupils))
    return f'<h2>{safe(one.title)}</h2><table class="plain"><tr><th scope="col">Pupil</th>{heads}</tr>{rows}</table>'


def _row(pupil: PupilRow) -> str:
    protected = (
        f' <span class="state stop">{icon("shield")} Protected: must not be shown</span>' if pupil.is_protected else ""
    )
    answers = "".join(f"<td>{_answer(given=given)}</td>" for given in pupil.answers)
    return f'<tr><th scope="row">{safe(pupil.name)}{protected}</th>{answers}</tr>'


def _answer(*, given: bool) -> str:
    if given:
        return f'<span class="state clear">{icon("check")} Yes</span>'
    return f'<span class="state note">{icon("close")} No</span>'
