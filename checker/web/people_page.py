"""Who may work with the checker? For the administrator: everybody, roles, starting passwords, and switching off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.staff import Account, Person
from checker.web import session
from checker.web.markup import safe
from checker.workflow.people import (
    GIVEN_ROLES,
    add_person,
    change_roles,
    everybody,
    new_starting_password,
    switch_person,
)

_SAID, _STARTING = "people_said", "people_starting"
HAND_OVER = "Hand it over in person. It must be changed when it is first used, and is not shown again:"


def show() -> None:
    """The list, then what can be done."""
    st.title("People", anchor=False)
    try:
        known = everybody(session.actor(), session.register())
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    if said := st.session_state.pop(_SAID, ""):
        st.info(said)
    if starting := st.session_state.pop(_STARTING, ""):
        st.write(HAND_OVER)
        st.code(starting, language=None)
    st.html(table(known, date.today()))
    left, right = st.columns(2, gap="large")
    with left:
        _show_changes({one.person.sign_in_name: one for one in known})
    with right:
        _show_adding()


def table(known: tuple[Account, ...], today: date) -> str:
    """Everybody with roles, authorisation and training, with headings that a screen reader repeats."""
    heads = ("Person", "Sign-in name", "Roles", "Today", "Authorised by", "Training")
    head = "".join(f'<th scope="col">{safe(one)}</th>' for one in heads)
    return f'<table class="plain"><tr>{head}</tr>{"".join(_row(one, today) for one in known)}</table>'


def _row(one: Account, today: date) -> str:
    person = one.person
    trained = f"{person.trained_on:%d/%m/%Y}" if person.trained_on else "none on record"
    cells = (
        person.sign_in_name,
        ", ".join(role.value for role in GIVEN_ROLES if role in person.roles) or "no role",
        one.standing(today).value,
        person.authorised_by,
        f"{trained}, due" if one.needs_training(today) else trained,
    )
    rest = "".join(f"<td>{safe(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{safe(person.display_name)}</th>{rest}</tr>'


def _show_changes(known: dict[str, Account]) -> None:
    st.header("Change", anchor=False)
    name = st.selectbox("Person", list(known), format_func=lambda key: known[key].person.display_name)
    one = known[name]
    held = [role for role in GIVEN_ROLES if role in one.person.roles]
    wanted = st.multiselect("Roles", GIVEN_ROLES, held, format_func=lambda role: role.value, key=f"roles-{name}")
    where = session.actor(), name
    if st.button("Save the roles"):
        taken = set(held) - set(wanted)
        _do(lambda: change_roles(*where, wanted, taken, session.register()), "The roles are saved.")
    if st.button("Switch the account on" if one.is_disabled else "Switch the account off"):
        _do(lambda: switch_person(*where, session.register(), is_off=not one.is_disabled), "Done.")
    if st.button("Give a new starting password"):
        _do(lambda: _keep(new_starting_password(*where, session.register())), "The old password is not taken any more.")


def _show_adding() -> None:
    st.header("Add somebody", anchor=False)
    with st.form("add-person"):
        shown, name = st.text_input("Name"), st.text_input("Sign-in name")
        roles = st.multiselect("Roles of the new person", GIVEN_ROLES, format_func=lambda role: role.value)
        authorised_by = st.text_input("Authorised by, by post")
        start, until = st.date_input("First day", date.today()), st.date_input("Last day, if there is one", None)
        trained = st.date_input("Last online safety training", None)
        email = st.text_input("Address at the school's own sign-in")
        is_sent = st.form_submit_button("Add")
    if is_sent:
        person = Person(name, shown, frozenset(roles), authorised_by, start, until, trained, email)
        _do(lambda: _keep(add_person(session.actor(), person, session.register())), "Added.")


def _keep(password: str) -> None:
    """For the next drawing of the page, once."""
    st.session_state[_STARTING] = password


def _do(ask: Callable[[], object], said: str) -> None:
    try:
        ask()
    except InputError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[_SAID] = said
    st.rerun()
