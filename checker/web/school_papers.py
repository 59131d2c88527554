"""Which papers does the school need, and is face matching on? Documents, and the switch."""

from __future__ import annotations

from functools import partial

import streamlit as st

from checker.core.errors import InputError
from checker.web import session
from checker.web.deeds import do
from checker.web.markup import icon, plain, safe
from checker.web.telling import refuse
from checker.workflow.documents import DRAFT, DocumentKind, Made, make_document
from checker.workflow.face_matching import NEEDS, WITHOUT, matching_now
from checker.workflow.permits import Act, may
from checker.workflow.register import switch_matching_off, switch_matching_on

_MADE, _SAID = "document_made", "matching_said"
_do = partial(do, key=_SAID)
_FORMATS = {".pdf": "PDF, to print and sign", ".html": "Web page, to change before you print"}
FOR_MATCHING = (
    DocumentKind.DPIA,
    DocumentKind.PARENTS,
    DocumentKind.CONSENT,
    DocumentKind.PUPILS,
    DocumentKind.PRIVACY,
)
WHO_SWITCHES = "The principal switches face matching on, on the School page, once all of this is so."


def show_documents(kinds: tuple[DocumentKind, ...] = tuple(DocumentKind), *, is_main: bool = True) -> None:
    """Choose one, make it from the settings as they are now, and download it."""
    st.write(f"{DRAFT} It is filled from your settings as they are now, and names nobody.")
    kind = st.selectbox("Document", kinds, format_func=lambda one: one.value, key="document", persist_state="session")
    ending = st.radio("As", list(_FORMATS), format_func=_FORMATS.__getitem__, key="document_format",
                      persist_state="session")  # fmt: skip
    if st.button("Make the document", type="primary" if is_main else "secondary", icon=":material/description:"):
        try:
            made = make_document(session.actor(), kind, ending, session.home(), session.register())
        except InputError as error:
            refuse(error)
            return
        st.session_state[_MADE] = kind, ending, made
    _show_made(kind, ending)


def _show_made(kind: DocumentKind, ending: str) -> None:
    """Only the one that is chosen: another choice is another document."""
    made_kind, made_ending, made = st.session_state.get(_MADE, (None, "", None))
    if made is None or (made_kind, made_ending) != (kind, ending):
        return
    _show_remarks(made)
    st.download_button(f"Download {made.name}", made.data, made.name, on_click="ignore", icon=":material/download:")


def _show_remarks(made: Made) -> None:
    for remark in made.remarks:
        st.info(plain(remark))


def show_matching() -> None:
    """On or off, what it requires, and the switch for whoever may."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(plain(said), icon=":material/check:")
    person = session.actor()
    try:
        signed = matching_now(person, session.home(), session.register())
    except InputError as error:
        refuse(error)
        return
    if signed is None:
        st.html(f'<p class="state note">{icon("toggle_off")} Face matching is off.</p>')
        show_requirements()
        if may(person, Act.MATCHING_ON):
            _show_switch_on()
        else:
            st.info(WHO_SWITCHES)
        return
    told = f"Face matching is on since {signed.on:%d/%m/%Y}. DPIA: {signed.dpia}. Signed off by {signed.dpo}."
    st.html(f'<p class="state clear">{icon("toggle_on")} {safe(told)}</p>')
    st.write("It can be switched off at any time, at once. Faces are then named by a person.")
    if st.button("Switch face matching off", icon=":material/toggle_off:"):
        _do(lambda: switch_matching_off(person, session.register()), "Face matching is off.")


def show_requirements() -> None:
    """What face matching is, and what the law asks for before it may be on."""
    st.write(WITHOUT)
    needs = "".join(f"<li>{safe(one)}</li>" for one in NEEDS)
    st.html(f"<p>Before it may be switched on:</p><ol>{needs}</ol>")


def _show_switch_on() -> None:
    dpia = st.text_input("Reference of the impact assessment", key="matching-dpia", persist_state="session")
    dpo = st.text_input("Data protection officer who signed it off", key="matching-dpo", persist_state="session")
    is_sure = st.checkbox("All of this is so", key="matching-sure")
    if st.button("Switch face matching on", type="primary", disabled=not is_sure):
        person, where = session.actor(), session.register()
        _do(lambda: switch_matching_on(person, dpia, dpo, where), "Face matching is on.")
