"""Which earlier posts have to come down, where are they, who does it, and by when?"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from checker.core.errors import InputError
from checker.core.publishing import TakeDownState
from checker.core.staff import Actor
from checker.web import session
from checker.web.markup import icon, plain, safe
from checker.web.register_parts import STYLE, do, show_said
from checker.web.telling import refuse
from checker.workflow.approvals import close_take_down
from checker.workflow.desk import CHANNELS
from checker.workflow.take_downs import TakeDownRow, count_open, take_down_rows

ROWS = 20
"""Take-downs shown at first, and how many more each time: the most pressing first."""
_SHOWN = "takedowns_shown"
_OPEN, _LATE, _ALL = "Still to do", "Overdue", "All, also those that are closed"
_EVERY = "Everybody"
_EVERYWHERE = "Everywhere"
_STATES = {
    TakeDownState.DONE: ("clear", "check_circle", "Down"),
    TakeDownState.NOT_PRACTICABLE: ("note", "cancel", "Not practicable"),
}


def show() -> None:
    """The work-list with its filters."""
    st.html(STYLE)
    st.title("Take-downs", anchor=False)
    show_said()
    what, where, who = st.columns(3)
    shown = what.selectbox("Show", [_OPEN, _LATE, _ALL], key="takedowns_show", persist_state="session")
    try:
        rows = take_down_rows(session.actor(), session.register(), date.today(), all_of_them=shown == _ALL)
    except InputError as error:
        refuse(error)
        return
    late = sum(row.is_overdue for row in rows)
    channels = {CHANNELS[row.channel]: row.channel for row in rows}
    channel = where.selectbox("Where", [_EVERYWHERE, *channels])
    owner = who.selectbox("Who does it", [_EVERY, *sorted({row.owner for row in rows})])
    wanted = [
        row
        for row in rows
        if (shown != _LATE or row.is_overdue)
        and channel in (_EVERYWHERE, CHANNELS[row.channel])
        and owner in (_EVERY, row.owner)
    ]
    _show_rows(wanted, late)


def count(person: Actor) -> int:
    """How many are still to be done, for the menu; none where the register cannot be read, as the page itself says."""
    try:
        return count_open(person, session.register())
    except InputError:
        return 0


def _show_rows(rows: list[TakeDownRow], late: int) -> None:
    if not rows:
        st.write("Nothing here has to come down.")
        return
    overdue = f" {late} {'is' if late == 1 else 'are'} overdue." if late else ""
    st.write(plain(f"{len(rows)} on this list, the most pressing first.{overdue}"))
    most = st.session_state.get(_SHOWN, ROWS)
    for row in rows[:most]:
        with st.container(border=True, key=f"takedown-{row.number}"):
            _show_row(row)
    if len(rows) > most:
        st.button(f"Show more: {len(rows) - most} are left", on_click=_show_more, args=(most + ROWS,))


def _show_more(most: int) -> None:
    st.session_state[_SHOWN] = most


def _show_row(row: TakeDownRow) -> None:
    left, right = st.columns([6, 5], vertical_alignment="center")
    left.html(line(row))
    if not row.is_open:
        return
    with right, st.container(horizontal=True):
        if is_web(row.link):
            st.link_button("Open the post", row.link, icon=":material/open_in_new:")
        if st.button("It is down", key=f"down-{row.number}", icon=":material/check:"):
            do(lambda: _close(row.number, TakeDownState.DONE, ""))
        with st.expander("Not practicable"), st.form(f"why-{row.number}", border=False):
            why = st.text_input("Why it cannot be taken down")
            if st.form_submit_button("Record the reason"):
                do(lambda: _close(row.number, TakeDownState.NOT_PRACTICABLE, why))


def _close(number: int, state: TakeDownState, why: str) -> str:
    close_take_down(session.actor(), number, state, why, session.register())
    return "Recorded: the post is down." if state is TakeDownState.DONE else "Recorded: not practicable, and why."


def is_web(link: str) -> bool:
    """Whether this is the address of a page: nothing else is ever made a link."""
    return urlsplit(link).scheme in ("http", "https")


def line(row: TakeDownRow) -> str:
    """Where it is, what in it, who takes it down and by when."""
    whose = f", for {safe(row.whose)}" if row.whose else ""
    owner = f" · {safe(row.owner)} sees to it" if row.owner else ""
    return (
        f"<p><strong>{safe(CHANNELS[row.channel])}</strong>, posted {row.posted_on:%d/%m/%Y} · {_state(row)}</p>"
        f'<p class="change">{safe(row.link)}</p>'
        f'<p class="place">{safe(row.photo)}{whose}{owner}</p>'
    )


def _state(row: TakeDownRow) -> str:
    if row.is_overdue:
        return f'<span class="state stop">{icon("alarm")} Overdue since {row.due_on:%d/%m/%Y}</span>'
    if row.is_open:
        return f'<span class="state ask">{icon("schedule")} Due by {row.due_on:%d/%m/%Y}</span>'
    css_class, symbol, word = _STATES[row.state]
    closed = f" on {row.closed_on:%d/%m/%Y}" if row.closed_on else ""
    why = f": {safe(row.why)}" if row.why else ""
    return f'<span class="state {css_class}">{icon(symbol)} {word}{closed}</span>{why}'
