"""What is a post measured against? The clauses of each policy, and the questions that serve them."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.markup import safe
from checker.workflow.desk_lists import ClauseRow, clause_rows, pack_source, pack_titles


def show() -> None:
    """One policy at a time, the school's own first."""
    st.title("Policies", anchor=False)
    try:
        titles = pack_titles(session.home())
        name = st.selectbox(
            "Policy", list(titles), format_func=titles.__getitem__, key="policy", persist_state="session"
        )
        pack = pack_source(name)
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    due = f", to be reviewed by {pack.review_due}" if pack.review_due else ""
    st.html(f"<h2>{safe(pack.title)}</h2><p>Version {safe(pack.version)}{safe(due)}. {safe(pack.source)}.</p>")
    for row in clause_rows(pack):
        with st.container(border=True):
            st.html(clause(row))


def clause(row: ClauseRow) -> str:
    """A clause in its own words, and what is done for it."""
    questions = "".join(f"<li>{safe(question)}</li>" for question in row.questions)
    asked = f"<p>The checker asks:</p><ul>{questions}</ul>" if questions else ""
    confirms = f"<p>No program can tell; a person confirms: {safe(row.person_confirms)}</p>"
    leads = f"<p>Where the answer is yes: {safe(row.at_least)}</p>" if row.at_least else ""
    return (
        f'<h3>{safe(row.section)}</h3><blockquote class="clause">“{safe(row.quote)}”</blockquote>'
        f"{asked}{leads}{confirms if row.person_confirms else ''}"
    )
