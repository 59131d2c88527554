"""What does the school hand out that it holds on a pupil, and how is a pupil erased?"""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.register_parts import OPEN, form
from checker.web.telling import refuse
from checker.workflow.erasure import erase
from checker.workflow.held_page import everything_held
from checker.workflow.permits import Act, may
from checker.workflow.pupil_view import PupilView

_CERTIFICATE, _HELD = "certificate_of_erasure", "everything_held"


def show(view: PupilView, seen: str) -> None:  # noqa: ARG001 - every part is shown alike
    """Handing out, then erasing: each for those who may."""
    person = session.actor()
    if may(person, Act.EXPORT_PUPIL):
        _show_export(view)
    else:
        st.write("The business manager or the safeguarding lead hands out what is held on a pupil.")
    if may(person, Act.ERASE):
        _show_erasure(view)


def _show_export(view: PupilView) -> None:
    st.header("A family asks what the school holds", anchor=False)
    st.write("One file to read and one for machines. That they were made goes into the ledger. Hand them over safely.")
    if st.button("Make the files", icon=":material/folder_open:"):
        try:
            held = everything_held(session.actor(), view.pupil.id, session.register())
        except InputError as error:
            refuse(error)
            return
        st.session_state[_HELD] = view.pupil.id, held
    pupil_id, files = st.session_state.get(_HELD, ("", (b"", b"")))
    if pupil_id != view.pupil.id:
        st.session_state.pop(_HELD, None)
        return
    name = f"held-on-{view.pupil.id}"
    with st.container(horizontal=True):
        st.download_button("Download the page to read", files[1], f"{name}.html", "text/html", on_click="ignore")
        st.download_button("Download for machines", files[0], f"{name}.json", "application/json", on_click="ignore")


def _show_erasure(view: PupilView) -> None:
    st.header("Erase this pupil", anchor=False)
    st.write(
        "Names, answers, parents and enrolled faces are deleted for good. Earlier posts that show the pupil are put on "
        "the list of take-downs. A backup that is restored later erases the pupil again."
    )
    with st.form(form(f"erase-{view.pupil.id}")):
        typed = st.text_input("To confirm, type the pupil's number as it stands at the top of this page")
        is_sent = st.form_submit_button("Erase for good", icon=":material/delete_forever:")
    if not is_sent:
        return
    if typed.strip() != view.pupil.id:
        refuse("This is not the number of this pupil. Nothing was erased.")
        return
    try:
        st.session_state[_CERTIFICATE] = erase(session.actor(), view.pupil.id, session.register())
    except InputError as error:
        refuse(error)
        return
    for key in (OPEN, _HELD):
        st.session_state.pop(key, None)
    st.rerun()


def show_certificate() -> None:
    """The certificate of an erasure, until it is put away: it is kept nowhere else."""
    text = st.session_state.get(_CERTIFICATE)
    if text is None:
        return
    with st.container(border=True):
        st.text(text)
        with st.container(horizontal=True):
            st.download_button("Download the certificate", text, "certificate-of-erasure.txt", on_click="ignore")
            st.button("Put it away", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(_CERTIFICATE, None)
