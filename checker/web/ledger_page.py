"""What was done, when and by whom; is the record whole; and how do governors get it?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.ledger import Deed, LedgerFilter
from checker.web import session
from checker.web.markup import icon, safe
from checker.web.telling import number_of, refuse
from checker.workflow.ledger import LedgerLine, LedgerView, ledger_csv, ledger_view, verify
from checker.workflow.ledger_words import in_words
from checker.workflow.permits import Act, may

_EXPORT, _PROOF = "ledger_export", "ledger_proof"
MOST = 200
_ANY = "Anything"
_ANYBODY = -1


def show() -> None:
    """Verify and export on top; then what was done, newest first."""
    st.title("Ledger", anchor=False)
    st.write("The record of what was done, which nobody can change or clear. It holds no names, texts or pictures.")
    try:
        _show_proof()
        if may(session.actor(), Act.EXPORT_LEDGER):
            _show_export()
        everybody = ledger_view(session.actor(), LedgerFilter(), session.register(), most=0).people
        wanted = _asked(dict(everybody))
        view = ledger_view(session.actor(), wanted, session.register(), MOST)
    except InputError as error:
        refuse(error)
        return
    st.html(f'<p role="status">{_counted(view)}</p>{table(view)}')


def _show_proof() -> None:
    if st.button("Verify the ledger", type="primary", icon=":material/verified:"):
        with st.spinner("Reading every entry"):
            st.session_state[_PROOF] = verify(session.actor(), session.register())
    proof = st.session_state.pop(_PROOF, None)
    if proof is None:
        return
    kind, sign = ("clear", "check_circle") if proof.is_whole else ("stop", "error")
    notes = "".join(f"<p>{safe(note)}</p>" for note in proof.notes)
    st.html(f'<div role="status"><p class="state {kind}">{icon(sign)} {safe(proof.says)}</p>{notes}</div>')


def _show_export() -> None:
    """In two steps, because that it was exported is an entry too."""
    if st.button("Prepare the file for governors", icon=":material/table:"):
        st.session_state[_EXPORT] = ledger_csv(session.actor(), session.register())
    if _EXPORT in st.session_state:
        data, count = st.session_state[_EXPORT]
        name = f"ledger-{date.today():%Y-%m-%d}.csv"
        st.download_button(f"Download {number_of(count, 'entry', 'entries')} as CSV", data, name, on_click="ignore",
                           icon=":material/download:")  # fmt: skip


def _asked(people: dict[int, str]) -> LedgerFilter:
    """What is to be seen, as chosen. Raises: InputError."""
    places = st.columns(4)
    with places[0]:
        deeds = [_ANY, *sorted(Deed, key=in_words)]
        deed = st.selectbox("What was done", deeds, format_func=lambda one: one if one == _ANY else in_words(one),
                            key="ledger_deed", persist_state="session")  # fmt: skip
    with places[1]:
        names = {_ANYBODY: "Anybody"} | people
        who = st.selectbox("By whom", list(names), format_func=names.__getitem__, key="ledger_who",
                           persist_state="session")  # fmt: skip
    with places[2]:
        first = st.date_input("From", None, key="ledger_first", format="DD/MM/YYYY", persist_state="session")
    with places[3]:
        last = st.date_input("Until", None, key="ledger_last", format="DD/MM/YYYY", persist_state="session")
    if first and last and last < first:
        raise InputError("The last day lies before the first. Check both days.")
    return LedgerFilter(Deed(deed) if deed != _ANY else None, None if who == _ANYBODY else who, first, last)


def _counted(view: LedgerView) -> str:
    if not view.lines:
        return "No entry fits."
    if view.count > len(view.lines):
        return f"{view.count} entries fit. These are the newest {len(view.lines)}."
    return f"{view.count} {'entry fits' if view.count == 1 else 'entries fit'}."


def table(view: LedgerView) -> str:
    """The entries, with headings that a screen reader repeats for each cell."""
    if not view.lines:
        return ""
    heads = "".join(f'<th scope="col">{one}</th>' for one in ("Number", "When", "What", "Who", "More"))
    return f'<table class="plain"><tr>{heads}</tr>{"".join(map(_row, view.lines))}</table>'


def _row(line: LedgerLine) -> str:
    cells = (f"{line.at.astimezone():%d/%m/%Y %H:%M}", line.deed, line.who, line.about)
    when, *others = (f"<td>{safe(cell)}</td>" for cell in cells)
    unbroken = when.replace("<td>", '<td class="unbroken">', 1)
    return f'<tr><th scope="row">{line.sequence}</th>{unbroken}{"".join(others)}</tr>'
