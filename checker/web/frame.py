"""What stands around every page: the school, the role, and the way to the pages that the role may see."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.web import (
    check_album,
    check_post,
    home_page,
    ledger_page,
    links,
    people_page,
    policy_page,
    pupil_page,
    register_page,
    school_page,
    session,
    set_up_page,
    sign_in,
    take_downs_page,
    waiting_page,
)
from checker.web.console import keep_drafts_out
from checker.web.markup import safe
from checker.web.menu import name_of, pages_of
from checker.web.style import STYLE
from checker.web.telling import refuse
from checker.workflow.permits import Act, may

# Our own drawing: Streamlit would fetch a symbol for the browser's tab from a server elsewhere.
TAB_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#1d5a7a"/>'
    '<path d="M6 12.5l4 4 8-9" fill="none" stroke="#fff" stroke-width="2.6"/></svg>'
)


_OPEN, _OTHER_PERSON = "open_page", "other_person"


def pages() -> list[st.Page]:
    """The pages of whoever is at the desk. They carry no symbols: the browser's tab would fetch them from elsewhere."""
    keep_drafts_out()
    try:
        person = session.at_the_desk()
        return pages_of(person, entries(person))
    except InputError as error:
        refuse(error)
        return pages_of(None, entries(None))


def chosen() -> st.Page:
    """The page that is asked for. A pupil is open on the register's page only: its menu entry leads to the list."""
    page = st.navigation(pages())
    name = name_of(page.title)
    if st.session_state.pop(_OTHER_PERSON, False) and name != (before := st.session_state.get(_OPEN, "")):
        links.stay_on(before)
    st.session_state[_OPEN] = name
    if name != "Register":
        pupil_page.close()
    return page


def entries(person: Actor | None) -> dict[str, Callable[[], None]]:
    """What the menu offers to this person, in order."""
    if person is None:
        return {"Sign in": sign_in.show}
    own = {"Your password": sign_in.show_password}
    if person.must_change_password:
        return own
    checks = {"Check a post": check_post.show, "Check an album": check_album.show}
    return {
        **({"Set up": set_up_page.show} if set_up_page.is_for(person) else {}),
        **({"Home": home_page.show} if may(person, Act.SEE_HOME) else {}),
        **(checks if may(person, Act.CHECK) else {}),
        **({"Waiting": waiting_page.show} if may(person, Act.SEE_WAITING) else {}),
        **({"Take-downs": take_downs_page.show} if may(person, Act.TAKE_DOWN) else {}),
        **({"Register": register_page.show} if may(person, Act.SEE_REGISTER) else {}),
        **({"School": school_page.show} if school_page.is_for(person) else {}),
        **({"Ledger": ledger_page.show} if may(person, Act.SEE_LEDGER) else {}),
        **({"People": people_page.show} if may(person, Act.KEEP_PEOPLE) else {}),
        "Policies": policy_page.show,
        **({} if session.is_sample_school() else own),
    }


def sidebar() -> None:
    """School and role; in the sample school also what is real in it."""
    with st.sidebar:
        try:
            st.html(f"{STYLE}<p><strong>{safe(session.school_name())}</strong></p>")
        except InputError as error:
            refuse(error)
        if session.is_sample_school():
            _show_sample_people()
        elif session.current() is not None:
            _show_person()
        st.caption("Nothing you type or add leaves this machine.")


def _show_sample_people() -> None:
    """Nobody signs in where everybody is invented: choose whose desk this is."""
    people = {one.account: f"{one.name}, {_roles(one)}" for one in session.people()}
    st.selectbox("I work here as", list(people), format_func=people.__getitem__, key=session.PERSON,
                 persist_state="session", on_change=_note_other_person)  # fmt: skip
    st.text(_roles(session.actor()))  # the menu has no room for a long one
    if session.is_on_a_visit():
        st.button("Back to your own school", on_click=session.end_visit, icon=":material/arrow_back:")
    st.caption(
        "Sample school: everybody is invented, so nobody signs in; in your own school everybody does. The pictures are "
        "drawn. The one real face is a public-domain portrait of an adult astronaut, which stands in for one invented "
        "pupil."
    )


def _note_other_person() -> None:
    """The page that is open stays open: the address alone would lead to the page that the other one begins with."""
    st.session_state[_OTHER_PERSON] = True


def _show_person() -> None:
    try:
        person = session.at_the_desk()
    except InputError:
        return  # the page itself says so
    if person is not None:
        st.text(f"{person.name}\n{_roles(person)}")
        st.button("Sign out", on_click=sign_in.leave, icon=":material/logout:")
        sign_in.watch()


def _roles(person: Actor) -> str:
    return ", ".join(role.value for role in Role if role in person.roles) or "No role yet"
