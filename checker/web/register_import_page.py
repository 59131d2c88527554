"""What would the school's list change? File, columns, every change listed, then apply; and the last one taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.import_changes import changes
from checker.web.markup import icon, plain, safe
from checker.web.register_parts import do, show_said
from checker.web.telling import number_of, refuse
from checker.web.way_back import show_way_back
from checker.workflow.import_columns import COLUMN_WORDS, NOT_USED, still_to_say, systems
from checker.workflow.register_import import ListColumn, Preview, Undo, list_columns, preview_list, preview_undo

LARGEST_LIST = 30
"""MB: a trust's 50,000 pupils take 3 MB as CSV, 6 MB as a workbook."""
_PREVIEW, _UNDO, _ROUND = "import_preview", "import_undo", "import_round"
_SYSTEM, _LISTED = "import_system", "import_listed"
_OWN = "Its own headings"
_LEAVE = "Recorded as having left"
_ERASE = "Erased: for a list that was never this school's"


def show(close: Callable[[], None]) -> None:
    """The steps one after the other: nothing changes before the last button."""
    show_way_back("Back to the register", close)
    st.title("Import the school's list", anchor=False)
    show_said()
    file = st.file_uploader("1. The list, as CSV or Excel workbook", ["csv", "xlsx", "txt"],
                            key=f"list-{st.session_state.get(_ROUND, 0)}", max_upload_size=LARGEST_LIST)  # fmt: skip
    if file is None:
        for key in (_PREVIEW, _LISTED):
            st.session_state.pop(key, None)
        _show_undo()
        return
    data = file.getvalue()
    try:
        mapped, system = _columns(data)
    except InputError as error:
        refuse(error)
        return
    is_whole = st.checkbox("This is the list of the whole school: whoever is not in it has left")
    _show_preview(data, system, mapped, is_whole=is_whole)


def _columns(data: bytes) -> tuple[dict[str, str], str | None]:
    """What each heading means: as remembered, by the school's system, or as a person says. Raises: InputError."""
    st.header("2. What the columns mean", anchor=False)
    chosen = st.selectbox("The list comes from", [_OWN, *systems()], key=_SYSTEM, persist_state="session",
                          format_func=lambda one: one if one == _OWN else one.capitalize())  # fmt: skip
    system = None if chosen == _OWN else chosen
    listed = _listed(data, system)
    st.write("What you choose is remembered for the next list. A column that is not known is never guessed.")
    mapped: dict[str, str] = {}
    meant: set[str] = set()
    places = st.columns(3)
    for place, one in enumerate(listed):
        options = ["", *COLUMN_WORDS]
        with places[place % 3]:
            said = st.selectbox(
                plain(one.heading[:60]) or "A column without heading",
                options,
                options.index(one.column),
                key=f"column-{system}-{place}-{one.heading}",
                format_func=lambda name: COLUMN_WORDS.get(name, NOT_USED),
            )
        meant.add(said)
        if said != one.column:
            mapped[one.heading] = said
    if missing := still_to_say(meant):
        st.info(plain(missing), icon=":material/help:")
    return mapped, system


def _listed(data: bytes, system: str | None) -> tuple[ListColumn, ...]:
    """The headings of this list, read once: a workbook of a large school takes half a second. Raises: InputError."""
    asked = hash(data), system
    kept = st.session_state.get(_LISTED)
    if kept is None or kept[0] != asked:
        kept = st.session_state[_LISTED] = asked, list_columns(session.actor(), data, session.register(), system)
    listed: tuple[ListColumn, ...] = kept[1]
    return listed


def _show_preview(data: bytes, system: str | None, mapped: dict[str, str], *, is_whole: bool) -> None:
    st.header("3. What will change", anchor=False)
    asked = hash((data, system, tuple(mapped.items()), is_whole, date.today()))
    if st.button("Show what will change", type="primary"):
        try:
            made = preview_list(session.actor(), data, session.register(), system, mapped, is_whole_school=is_whole)
        except InputError as error:
            refuse(error)
            return
        st.session_state[_PREVIEW] = asked, made
    kept = st.session_state.get(_PREVIEW)
    if kept is None or kept[0] != asked:
        return
    preview: Preview = kept[1]
    remarks = "".join(f"<li>{safe(remark)}</li>" for remark in preview.remarks)
    st.html(
        changes(
            preview.groups,
            f"{number_of(preview.plan.rows, 'pupil')} in the list, {preview.plan.unchanged} as they were",
        )
    )
    st.html(f"<h3>Please note</h3><ul>{remarks}</ul>" if remarks else "")
    if preview.plan.changes_nothing and not preview.plan.headings:
        st.write("The register says all of this already.")
    elif st.button("Apply these changes", type="primary", icon=":material/check:"):
        do(lambda: _apply(preview))


def _apply(preview: Preview) -> str:
    preview.apply(session.actor())
    st.session_state.pop(_PREVIEW, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    pupils = number_of(preview.plan.rows, "pupil")
    return f"Imported: {pupils} in the list. It can be taken back below, as long as it is the last."


def _show_undo() -> None:
    st.header("Take the last import back", anchor=False)
    fate = st.radio("Pupils whom it added are", [_LEAVE, _ERASE])
    erases = fate == _ERASE
    if st.button("Show what would be taken back", icon=":material/undo:"):
        try:
            st.session_state[_UNDO] = preview_undo(session.actor(), session.register(), erase_added=erases)
        except InputError as error:
            st.info(plain(str(error)), icon=":material/info:")
            return
    undo: Undo | None = st.session_state.get(_UNDO)
    if undo is None or undo.erases_added is not erases:
        return
    kept = "".join(f"<li>{icon('info')} {safe(line)}</li>" for line in undo.plan.kept)
    st.html(changes(undo.groups, "To be taken back; nothing recorded is deleted") + f"<ul>{kept}</ul>")
    if st.button("Take it back", type="primary"):
        do(lambda: _take_back(undo))


def _take_back(undo: Undo) -> str:
    st.session_state.pop(_UNDO, None)  # good for one try: a register that changed since needs another look
    undo.apply(session.actor())
    return "Taken back: the last import. The register is as it was before it."
