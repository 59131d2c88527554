"""What is a post measured against? The clauses of each policy, and the questions that serve them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.policy import PolicyPack
from checker.web import session
from checker.web.markup import icon, plain, safe
from checker.web.telling import refuse
from checker.workflow.desk_lists import ClauseRow, clause_rows, pack_source, pack_titles
from checker.workflow.policy import out_of_date, settled

_ALL, _ASKED, _PERSON = "All clauses", "Those the checker asks about", "Those only a person can confirm"


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
        refuse(error)
        return
    due = f", to be reviewed by {pack.review_due}" if pack.review_due else ""
    st.html(f"<h2>{safe(pack.title)}</h2><p>Version {safe(pack.version)}{safe(due)}. {safe(pack.source)}.</p>")
    for says in out_of_date(pack, date.today()):
        st.info(plain(says), icon=":material/event_busy:")
    if told := about(pack):
        st.html(told)
    _show_clauses(clause_rows(pack))


def _show_clauses(rows: tuple[ClauseRow, ...]) -> None:
    st.html(f"<h2>Clauses</h2><p>{counted(rows)}</p>")
    wanted = st.radio("Show", (_ALL, _ASKED, _PERSON), horizontal=True, key="policy_clauses", persist_state="session")
    for row in rows:
        if wanted == _ALL or (row.questions if wanted == _ASKED else row.person_confirms):
            with st.container(border=True):
                st.html(clause(row))


def counted(rows: tuple[ClauseRow, ...]) -> str:
    """How many clauses there are, and who serves them."""
    asked, person = sum(bool(row.questions) for row in rows), sum(bool(row.person_confirms) for row in rows)
    clauses = "1 clause" if len(rows) == 1 else f"{len(rows)} clauses"
    return f"{clauses}: the checker asks about {asked}; a person confirms {person} before a post goes up."


def about(pack: PolicyPack) -> str:
    """What the policy settles for every post, and what a reader must know about the document."""
    rows = "".join(f"<dt>{safe(topic)}</dt><dd>{safe(answer)}</dd>" for topic, answer in settled(pack))
    remarks = "".join(f"<li>{safe(remark)}</li>" for remark in pack.remarks)
    return f"{_terms(rows)}{f'<ul>{remarks}</ul>' if remarks else ''}"


def _terms(rows: str) -> str:
    return f'<dl class="answers">{rows}</dl>' if rows else ""


def clause(row: ClauseRow) -> str:
    """A clause in its own words, and what is done for it."""
    questions = "".join(f"<li>{safe(question)}</li>" for question in row.questions)
    asked = f"<p>{icon('fact_check')} The checker asks:</p><ul>{questions}</ul>" if questions else ""
    confirms = f"<p>{icon('how_to_reg')} No program can tell; a person confirms: {safe(row.person_confirms)}</p>"
    leads = f"<p>Where the answer is yes: {safe(row.at_least)}</p>" if row.at_least else ""
    return (
        f'<h3>{safe(row.section)}</h3><blockquote class="clause">“{safe(row.quote)}”</blockquote>'
        f"{asked}{leads}{confirms if row.person_confirms else ''}"
    )
