"""What do the pages of the register share? Marks in word and icon, and what was done last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.web import links
from checker.web.markup import icon, safe
from checker.web.telling import refuse
from checker.workflow.pupil_list import Mark

OPEN = "open_pupil"
"""The id of the pupil whose page is open."""
SAID = "register_said"
"""What was done last, until it has been read."""
LEADS = "register_said_leads"
"""The page on which to go on with what was done last, if there is one."""
DAY = "DD/MM/YYYY"
_ROUND = "register_round"

STYLE = """<style>
ul.marks { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.1rem 0.8rem;
  margin: 0 !important; padding: 0 !important; list-style: none; }
@media (min-width: 1200px) { ul.marks { display: flex; flex-wrap: wrap; column-gap: 1.1rem; } }
.pupil ul.marks { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.pupil ul.marks li { white-space: normal; }
ul.marks li { margin: 0; font-size: 0.9rem; white-space: nowrap; }
ul.marks .state, ul.checks .state, ol.timeline .state { background: none; }
ol.timeline { list-style: none; margin: 0 !important; padding: 0 0 0 1rem !important; border-left: 3px solid #c4ccd3; }
ol.timeline li { margin: 0 0 0.9rem 0; overflow-wrap: anywhere; } ol.timeline p { margin: 0; }
.pupil h1 { overflow-wrap: anywhere; margin: 0; } .pupil p { margin: 0 0 0.6rem 0; }
ul.checks { list-style: none; margin: 0 !important; padding: 0 !important; } ul.checks li { margin: 0 0 0.4rem 0; }
[class*="st-key-pupil-row"] { border-bottom: 1px solid #dfe4e8; padding-bottom: 0.3rem; }
[class*="st-key-open-"] button { color: #1d5a7a; text-decoration: underline; text-align: left; }
.judged { display: grid; grid-template-columns: minmax(10rem, 20rem) 1fr; gap: 1.2rem; }
.judged .framed img.preview { max-height: 24rem; width: auto; max-width: 100%; }
details.changes { margin: 0 0 0.6rem 0; } details.changes table.plain { table-layout: fixed; }
details.changes summary { padding: 0.3rem 0; }
@media (max-width: 700px) { .judged { grid-template-columns: 1fr; } }
</style>"""

_MARKS = {Mark.YES: ("clear", "check"), Mark.SOME: ("ask", "rule"), Mark.NO: ("note", "close")}


def mark(name: str, said: Mark, note: str = "") -> str:
    """One consent: what it is for, and the answer as an icon and a word."""
    css_class, symbol = _MARKS[said]
    return f'<li>{safe(name)}: <span class="state {css_class}">{icon(symbol)} {said.value}</span>{safe(note)}</li>'


def tick(title: str, says: str, *, is_met: bool) -> str:
    """One thing that is asked for, and whether it is there."""
    css_class, symbol, word = ("clear", "check", "Yes") if is_met else ("stop", "close", "Missing")
    state = f'<span class="state {css_class}">{icon(symbol)} {word}</span>'
    return f"<li>{state} <strong>{safe(title)}.</strong> {safe(says)}</li>"


def do(ask: Callable[[], str]) -> None:
    """Do it, and draw the page anew with what was done; or say what stood in the way, and keep what was typed."""
    try:
        said = ask()
    except InputError as error:
        refuse(error)
        return
    st.session_state[SAID] = said
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def form(name: str) -> str:
    """The key of a form that is empty again after something was done: nothing is sent twice by a second press."""
    return f"{name}-{st.session_state.get(_ROUND, 0)}"


def show_said() -> None:
    """What was done last, once, in a place that is always there, so that nothing below it is built anew."""
    with st.container():
        if said := st.session_state.pop(SAID, ""):
            st.html(f'<section class="verdict note" role="status"><p>{icon("task_alt")} {safe(said)}</p></section>')
            if page := st.session_state.pop(LEADS, ""):
                links.leads_to(page, f"Go to {page}")


def day(words: str, key: str, today: date | None, value: date | None = None) -> date | None:
    """A day that is not after `today`, where that is given; none where nobody knows it."""
    return st.date_input(words, value, key=key, max_value=today, format=DAY)
