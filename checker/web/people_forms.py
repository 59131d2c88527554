"""What is written down about a person: name, authorisation, first and last day, training and address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from checker.core.staff import Account, Person
from checker.web import session
from checker.web.deeds import empty_next, empty_now
from checker.workflow.people import GIVEN_ROLES, add_person, update_person

Do = Callable[[Callable[[], object], str], None]
_ADD = ("name", "sign_in", "by", "email")
_DAY = "DD/MM/YYYY"


def show_details(one: Account, do: Do) -> None:
    """All but the roles. What was looked at is handed in with the change: who comes second is told."""
    own, person = f"person-{one.number}", one.person
    if st.session_state.setdefault(f"{own}-seen", one).person != person and not _is_touched(own):
        _forget(own)
        st.session_state[f"{own}-seen"] = one
    seen: Account = st.session_state[f"{own}-seen"]
    with st.expander("Name, days, training and address", key=f"{own}-details"):
        changed = _boxes(own, seen.person)
        if st.button("Save these", key=f"{own}-save"):
            do(lambda: _save(seen, changed, own), "Saved.")
        if seen.person != person:
            st.info("Somebody else changed this person's record. What you typed is still here.")
            st.button("Show what is there now", on_click=_forget, args=(own,), key=f"{own}-forget")


def _boxes(own: str, seen: Person) -> Person:
    shown = st.text_input("Name that is shown", **_kept(own, "name", seen.display_name))
    by = st.text_input("Authorised by, as the title of a post", **_kept(own, "by", seen.authorised_by))
    left, middle, right = st.columns(3)
    with left:
        first = st.date_input("First day of the authorisation", format=_DAY, **_kept(own, "first", seen.valid_from))
    with middle:
        last = st.date_input("Last day, empty for none", format=_DAY, **_kept(own, "last", seen.valid_until))
    with right:
        trained = st.date_input("Online safety training", format=_DAY, **_kept(own, "trained", seen.trained_on))
    email = st.text_input("E-mail address at the school's own sign-in", **_kept(own, "email", seen.email))
    return replace(seen, display_name=shown, authorised_by=by, valid_from=first or seen.valid_from, valid_until=last,
                   trained_on=trained, email=email)  # fmt: skip


def _kept(own: str, field: str, value: object) -> dict[str, Any]:
    """A box that keeps what was typed; what it began with stands beside it."""
    key = f"{own}-{field}"
    st.session_state.setdefault(f"{key}-was", value)
    st.session_state.setdefault(key, value)
    return {"key": key, "persist_state": "session"}


def _is_touched(own: str) -> bool:
    keys = [key for key in st.session_state if isinstance(key, str) and key.startswith(f"{own}-")]
    return any(st.session_state[key] != st.session_state[f"{key}-was"] for key in keys if f"{key}-was" in keys)


def _forget(own: str) -> None:
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(f"{own}-")]:
        del st.session_state[key]


def _save(seen: Account, changed: Person, own: str) -> None:
    update_person(session.actor(), seen, changed, session.register())
    _forget(own)


def show_adding(do: Do, keep: Callable[[str], None]) -> None:
    """Somebody new; the starting password is shown once."""
    empty_now()
    shown = st.text_input("Name", key="add-name", persist_state="session")
    name = st.text_input("Sign-in name", key="add-sign_in", persist_state="session")
    roles = st.multiselect("Roles of the new person", GIVEN_ROLES, format_func=lambda role: role.value, key="add-roles",
                           persist_state="session", select_all=False)  # fmt: skip
    by = st.text_input("Authorised by (the title of a post)", key="add-by", persist_state="session")
    left, middle, right = st.columns(3)
    with left:
        first = st.date_input("First day", date.today(), format=_DAY)
    with middle:
        last = st.date_input("Last day, if there is one", None, format=_DAY)
    with right:
        trained = st.date_input("Last online safety training", None, format=_DAY)
    email = st.text_input("Address at the school's own sign-in", key="add-email", persist_state="session")
    if st.button("Add", type="primary"):
        person = Person(name, shown, frozenset(roles), by, first, last, trained, email)
        do(lambda: _add(person, keep), "Added.")


def _add(person: Person, keep: Callable[[str], None]) -> None:
    keep(add_person(session.actor(), person, session.register()))
    empty_next({f"add-{field}": "" for field in _ADD} | {"add-roles": []})
