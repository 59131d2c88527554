"""Who may work with the checker? For the administrator: everybody, roles, starting passwords, and switching off."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from checker.core.errors import InputError
from checker.core.staff import Account, Standing
from checker.web import session
from checker.web.deeds import do
from checker.web.markup import icon, plain, safe
from checker.web.people_forms import show_adding, show_details
from checker.web.telling import refuse
from checker.workflow.people import GIVEN_ROLES, change_roles, everybody, new_starting_password, switch_person
from checker.workflow.set_up import missing_people

_SAID, _STARTING = "people_said", "people_starting"
_do = partial(do, key=_SAID)
HAND_OVER = (
    "This is the starting password. Hand it over in person: it must be changed when it is first used, and is not shown "
    "again."
)
_SIGNS = {Standing.IN_FORCE: ("clear", "check"), Standing.NOT_YET: ("note", "schedule"),
          Standing.ENDED: ("ask", "event_busy"), Standing.DISABLED: ("stop", "block")}  # fmt: skip


def show() -> None:
    """The list, then what can be done."""
    st.title("People", anchor=False)
    show_people()


def show_people() -> None:
    """The same without a title, as a step of the set-up."""
    try:
        known = everybody(session.actor(), session.register())
        missing = missing_people(session.actor(), session.register(), known)
    except InputError as error:
        refuse(error)
        return
    _show_said()
    with st.container():
        for says in missing:
            st.info(plain(says), icon=":material/person_add:")
    st.html(table(known, date.today()))
    change, add = st.tabs(["Change somebody", "Add somebody"])
    with change:
        _show_changes({one.person.sign_in_name: one for one in known})
    with add:
        show_adding(_do, _keep)


def _show_said() -> None:
    with st.container():  # also with nothing to say, or the tabs below would be drawn anew and the first one opened
        if said := st.session_state.pop(_SAID, ""):
            st.info(plain(said))
        if starting := st.session_state.pop(_STARTING, ""):
            st.write(HAND_OVER)
            st.code(starting, language=None)


def table(known: tuple[Account, ...], today: date) -> str:
    """Everybody with roles, authorisation and training, with headings that a screen reader repeats."""
    heads = ("Person", "Sign-in name", "Roles", "Today", "Authorised", "Training")
    head = "".join(f'<th scope="col">{safe(one)}</th>' for one in heads)
    return f'<table class="plain"><tr>{head}</tr>{"".join(_row(one, today) for one in known)}</table>'


def _row(one: Account, today: date) -> str:
    person, standing = one.person, one.standing(today)
    kind, sign = _SIGNS[standing]
    roles = ", ".join(role.value for role in GIVEN_ROLES if role in person.roles)
    until = f" until {_day(person.valid_until)}" if person.valid_until else ""
    cells = (
        safe(person.sign_in_name),
        f'<span class="ours">{safe(roles or "no role")}</span>',
        f'<span class="state {kind} unbroken">{icon(sign)} {safe(standing.value)}</span>',
        f"from {_day(person.valid_from)}{until}, by {safe(person.authorised_by)}",
        _training(one, today),
    )
    return f'<tr><th scope="row">{safe(person.display_name)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _training(one: Account, today: date) -> str:
    trained = _day(one.person.trained_on) if one.person.trained_on else "none on record"
    due = f'<br><span class="state ask unbroken">{icon("school")} due</span>'
    return f"{trained}{due if one.needs_training(today) else ''}"


def _day(day: date) -> str:
    return f'<span class="unbroken">{day:%d/%m/%Y}</span>'


def _show_changes(known: dict[str, Account]) -> None:
    name = st.selectbox("Person", list(known), format_func=lambda key: known[key].person.display_name)
    one = known[name]
    where = session.actor(), name
    held = [role for role in GIVEN_ROLES if role in one.person.roles]
    wanted = st.multiselect(
        "Roles", GIVEN_ROLES, held, format_func=lambda role: role.value, key=f"roles-{name}-{held}", select_all=False
    )
    if st.button("Save the roles"):
        taken = set(held) - set(wanted)
        _do(lambda: change_roles(*where, wanted, taken, session.register()), "The roles are saved.")
    show_details(one, _do)
    with st.container(horizontal=True):
        if st.button("Switch the account on" if one.is_disabled else "Switch the account off"):
            said = "The account is on again." if one.is_disabled else "The account is off, and its sessions have ended."
            _do(lambda: switch_person(*where, session.register(), is_off=not one.is_disabled), said)
        if st.button("Give a new starting password"):
            _do(lambda: _keep(new_starting_password(*where, session.register())), "The old password is not taken now.")


def _keep(password: str) -> None:
    """For the next drawing of the page, once."""
    st.session_state[_STARTING] = password
