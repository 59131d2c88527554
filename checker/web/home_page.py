"""What needs me today? A glance: each line leads to where it is done."""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.web import links, session
from checker.web.markup import icon, safe
from checker.web.telling import refuse
from checker.workflow.home import HomeLine, what_today

QUIET = "Nothing needs you today."
_ICONS = {"Waiting": "inbox", "Take-downs": "delete_sweep", "Register": "groups", "Policies": "policy",
          "Check a post": "edit_note", "School": "school", "Set up": "checklist"}  # fmt: skip


def show() -> None:
    """At most seven lines, what is late first, and the way to the next post."""
    st.title("Home", anchor=False)
    try:
        person = session.actor()
        lines = what_today(person, session.home(), session.register(), date.today())
    except InputError as error:
        refuse(error)
        return
    st.html(f'<p class="lead">{safe(_greeting(person.name, lines))}</p>')
    for line in lines:
        _show(line)
    if not lines:
        st.html(f'<p class="state clear">{icon("check_circle")} {QUIET}</p>')
    links.main_way("Check a post", "Check a post", "add_circle")


def _greeting(name: str, lines: tuple[HomeLine, ...]) -> str:
    what = "What needs you today:" if lines else f"{date.today():%A, %d %B}."
    return f"{name}. {what}" if name else what


def _show(line: HomeLine) -> None:
    """A word says that it is late, and not the colour alone."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        kind, word = ("stop", "Late") if line.is_late else ("note", "To do")
        st.html(f'<span class="state {kind}">{icon(_ICONS.get(line.page, "task"))} {word}</span>', width="content")
        links.leads_to(line.page, line.says)
