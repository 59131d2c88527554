"""Who may be shown and named? The register with search, for the roles that keep it or must know it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.web import held_forms, pupil_page, register_import_page, session
from checker.web.markup import icon, plain, safe
from checker.web.register_parts import OPEN, STYLE, mark, show_said
from checker.web.telling import refuse
from checker.workflow.permits import Act, may
from checker.workflow.pupil_list import EVERY_CLASS, MARKED, PupilLine, PupilList, Show, class_groups, find_pupils

ROWS = 25
"""Pupils on one page of the list: about one class, and drawn in a moment."""
IMPORTING = "register_importing"
_NOBODY = "Nobody answers to this. Try fewer words, or another class."
_EMPTY = "Nobody is in the register yet. It begins with the school's list, which the business manager imports."
_WORDS, _GROUP, _SHOW, _FIRST = "register_words", "class", "register_show", "register_first"


def show() -> None:
    """The list; or the one pupil, or the import, that was opened from it."""
    st.html(STYLE)
    if OPEN in st.session_state:
        pupil_page.show(st.session_state[OPEN])
    elif st.session_state.get(IMPORTING) and may(session.actor(), Act.IMPORT):
        register_import_page.show(_close_import)
    else:
        _show_list()


def _close_import() -> None:
    st.session_state.pop(IMPORTING, None)


def _show_list() -> None:
    st.title("Register", anchor=False)
    show_said()
    held_forms.show_certificate()
    try:
        person = session.actor()
        if may(person, Act.IMPORT):
            st.button("Import the school's list", icon=":material/upload_file:", on_click=_open_import)
        groups = class_groups(session.actor(), session.home())
        found = _asked((EVERY_CLASS, *groups))
    except InputError as error:
        refuse(error)
        return
    _show_found(found, is_anybody=bool(groups))


def _open_import() -> None:
    st.session_state[IMPORTING] = True


def _asked(groups: tuple[str, ...]) -> PupilList:
    """What is asked for, and who answers to it. Raises: InputError."""
    words, group, what = st.columns([2, 1, 1])
    asked = words.text_input("Search by name, number or class", type="search", live=True, key=_WORDS,
                             on_change=_back_to_the_first, persist_state="session")  # fmt: skip
    if st.session_state.get(_GROUP) not in groups:
        st.session_state.pop(_GROUP, None)  # the last import has taken the class away
    chosen = group.selectbox("Class", groups, key=_GROUP, on_change=_back_to_the_first, persist_state="session")
    shown = what.selectbox("Show", list(Show), format_func=lambda one: one.value, key=_SHOW,
                           on_change=_back_to_the_first, persist_state="session")  # fmt: skip
    return find_pupils(session.actor(), session.home(), asked or "", chosen, date.today(), shown or Show.AT_SCHOOL)


def _back_to_the_first() -> None:
    st.session_state[_FIRST] = 0


def _show_found(found: PupilList, *, is_anybody: bool) -> None:
    count = len(found.found)
    first = min(st.session_state.get(_FIRST, 0), max(count - 1, 0) // ROWS * ROWS)
    shown = found.lines(first, ROWS)
    if not shown:
        st.write(_NOBODY if is_anybody else _EMPTY)
        return
    part = f", {first + 1} to {first + len(shown)} are shown" if count > len(shown) else ""
    people = "1 pupil" if count == 1 else f"{count} pupils"
    st.write(plain(f"{people}{part}. Only a yes lets anything through; a blank counts as no."))
    for place, line in enumerate(shown):
        _show_row(place, line)
    if count <= ROWS:
        return
    with st.container(horizontal=True):
        st.button("Earlier pupils", disabled=not first, on_click=_turn, args=(first - ROWS,))
        st.button("More pupils", disabled=first + ROWS >= count, on_click=_turn, args=(first + ROWS,))


def _turn(first: int) -> None:
    st.session_state[_FIRST] = first


def _show_row(place: int, line: PupilLine) -> None:
    with st.container(key=f"pupil-row-{place}"):
        name, marks = st.columns([1, 3], vertical_alignment="center", gap="small")
        name.button(plain(line.name), key=f"open-{line.id}", type="tertiary", on_click=_open, args=(line.id,))
        marks.html(row(line))


def row(line: PupilLine) -> str:
    """The class and the five marks of one pupil."""
    told = "".join(mark(name, said) for name, said in zip(MARKED.values(), line.marks, strict=True))
    left = f", {line.leaving}" if line.leaving else ""
    protected = f' <span class="state stop">{icon("shield")} Protected: must not be shown</span>'
    return (
        f'<div class="place">{safe(line.id)} · {safe(line.group)}{left}{protected if line.is_protected else ""}</div>'
        f'<ul class="marks">{told}</ul>'
    )


def _open(pupil_id: str) -> None:
    st.session_state[OPEN] = pupil_id
