"""Who are you? The page before every other one: sign in, make the first administrator, change a starting password."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.markup import plain
from checker.web.telling import number_of, refuse
from checker.workflow.first_start import make_first_administrator
from checker.workflow.people import change_own_password, has_administrator
from checker.workflow.school_sign_in import SchoolSignIn, read_school_sign_in
from checker.workflow.settings_file import read_times
from checker.workflow.signing_in import sign_in, sign_in_with_school, sign_out
from checker.workflow.wiring import checker_home

_LOOKS_EVERY = 15
"""Seconds between two looks whether a session has ended, so that an unattended page is covered."""
_NAMES = {"microsoft": "Microsoft", "google": "Google"}


def show() -> None:
    """Sign in; or, where nobody can yet, make the first administrator or look at the sample school."""
    st.title("Sign in", anchor=False)
    try:
        if not has_administrator(session.register()):
            _show_first_start()
            return
        school = read_school_sign_in(checker_home())
        idle = read_times(session.home()).idle_minutes
    except InputError as error:
        refuse(error)
        return
    if session.current() is not None:
        st.info(
            plain(
                f"Your session has ended, as it does after {number_of(idle, 'minute')} without a click. What you "
                "typed on this page is kept: sign in again to go on with it."
            ),
            icon=":material/lock:",
        )
    if school is not None:
        _show_school(school)
    _show_password_form()


def _show_password_form() -> None:
    with st.form("sign-in"):
        name = st.text_input("Sign-in name", autocomplete="username")
        password = st.text_input("Password", type="password", autocomplete="current-password")
        is_sent = st.form_submit_button("Sign in", type="primary")
    if is_sent:
        _begin(lambda: sign_in(name, password, session.register()))


def _show_school(school: SchoolSignIn) -> None:
    """The school's own accounts; whoever comes back from there is let in if the checker knows the address."""
    for provider in school.providers or ("",):
        words = f"Sign in with {_NAMES.get(provider, provider.title() or 'the school')}"
        st.button(f"{words}'s account", on_click=st.login, args=(provider or None,), icon=":material/login:")
    if st.user.is_logged_in:
        claims = {name: st.user[name] for name in st.user}
        _begin(lambda: sign_in_with_school(claims, session.register()))


def _begin(ask: Callable[[], int]) -> None:
    try:
        session.begin(ask())
    except InputError as error:
        refuse(error)
        return
    st.rerun()


def _show_first_start() -> None:
    st.write(
        "Nobody can sign in yet. Whoever started the checker has a code on the terminal: with it the first "
        "administrator is made, who can then add the others."
    )
    with st.form("first-start"):
        code = st.text_input("Code from the terminal")
        shown = st.text_input("Your name")
        name = st.text_input("Sign-in name", autocomplete="username")
        password = st.text_input("Password", type="password", autocomplete="new-password")
        again = st.text_input("The same password again", type="password", autocomplete="new-password")
        is_sent = st.form_submit_button("Make the first administrator", type="primary")
    if is_sent:
        _make_first(code, name, shown, password, again)
    st.divider()
    st.write("Or look round first, in a school where everybody is invented.")
    session.offer_sample_school()


def _make_first(code: str, name: str, shown: str, password: str, again: str) -> None:
    try:
        if password != again:
            raise InputError("The two passwords are not the same. Type them again.")
        make_first_administrator(code, name, shown, password, session.register())
        session.begin(sign_in(name, password, session.register()))
    except InputError as error:
        refuse(error)
        return
    st.rerun()


def show_password() -> None:
    """Change one's own password; with a starting one nothing else can be done."""
    st.title("Your password", anchor=False)
    person = session.actor()
    if person.must_change_password:
        st.write("You have signed in with a starting password. Choose your own: at least twelve characters.")
    with st.form("password", clear_on_submit=True):
        old = st.text_input("The password until now", type="password", autocomplete="current-password")
        new = st.text_input("A new password", type="password", autocomplete="new-password")
        again = st.text_input("The new password again", type="password", autocomplete="new-password")
        is_sent = st.form_submit_button("Change the password", type="primary")
    if not is_sent:
        return
    try:
        if new != again:
            raise InputError("The two new passwords are not the same. Type them again.")
        change_own_password(person, old, new, session.register())
    except InputError as error:
        refuse(error)
        return
    st.success("The password is changed.")
    if person.must_change_password:
        st.rerun()


def leave() -> None:
    """Sign out, here and at the school's own system, and leave nothing on the desk."""
    number = session.current()
    if number is not None:
        sign_out(number, session.register())
    is_schools = read_school_sign_in(checker_home()) is not None and st.user.is_logged_in
    session.forget()
    if is_schools:
        st.logout()


@st.fragment(run_every=_LOOKS_EVERY)
def watch() -> None:
    """Cover the page once its session has ended, also when nobody touches it."""
    if session.is_idle():
        st.rerun()
