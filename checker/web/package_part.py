"""How does an approved post leave the checker? Its package to download, then the link of the post that is out."""

from __future__ import annotations

from datetime import date

import streamlit as st

from checker.core.errors import InputError
from checker.core.review import Standing
from checker.web import draft_keeping, links, sent_parts, session
from checker.web.markup import icon, safe
from checker.web.telling import refuse
from checker.workflow.deciding import Opened
from checker.workflow.desk import CHANNELS
from checker.workflow.package import Package, make_package
from checker.workflow.permits import Act, may
from checker.workflow.publishing import record_out

_PACKAGE = "made_package"


def show(opened: Opened) -> None:
    """What can be done with a post that was decided."""
    person = session.actor()
    if opened.standing is Standing.APPROVED and may(person, Act.TAKE_PACKAGE):
        _show_package(opened)
    was_approved = opened.sent.approval is not None and opened.standing is not Standing.PUBLISHED
    if was_approved and may(person, Act.RECORD_PUBLISHED):
        _show_out(opened)
    if opened.sent.account == person.account and opened.sent.sending.draft:
        _show_way_back(opened)


def _show_package(opened: Opened) -> None:
    st.header("1. The package", anchor=False)
    st.write("The words, the descriptions and the cleaned pictures as they were approved, with a certificate.")
    if st.button("Make the package", type="primary", icon=":material/inventory_2:", key="make-package"):
        st.session_state.pop(_PACKAGE, None)
        with st.spinner("Making the package, opening it again and searching every picture"):
            gate = session.gate(opened.kept.pack)
            made = make_package(session.actor(), opened, session.gate, session.home(), session.register(),
                                gate.analysers)  # fmt: skip
        st.session_state[_PACKAGE] = opened.sent.number, made
    kept: tuple[int, Package] | None = st.session_state.get(_PACKAGE)
    if kept is not None and kept[0] == opened.sent.number:
        st.html(proven(kept[1]))
        st.download_button(f"Download {kept[1].name}", kept[1].data, file_name=kept[1].name, mime="application/zip",
                           icon=":material/download:", on_click="ignore")  # fmt: skip


def proven(made: Package) -> str:
    """What was proven about the package, and what is in it."""
    rows = "".join(
        f'<tr><th scope="row">{safe(one.name)}</th><td><code>{one.digest[:16]}…</code></td></tr>' for one in made.files
    )
    return (
        f'<section class="verdict clear" role="status"><h3>{icon("verified")} Proven</h3>'
        "<p>It was opened again: every file is as it was approved, and no picture carries hidden details.</p></section>"
        f'<table class="plain"><tr><th scope="col">File</th><th scope="col">Fingerprint, the beginning</th></tr>{rows}'
        "</table>"
    )


def _show_out(opened: Opened) -> None:
    st.header("2. When it is up" if opened.standing is Standing.APPROVED else "Was it put up?", anchor=False)
    st.write("Paste the link, so that the post is found again should somebody withdraw consent.")
    with st.form(f"out-{opened.sent.number}"):
        link = st.text_input("Link of the post", placeholder="https://")
        on = st.date_input("Day", date.today(), format="DD/MM/YYYY")
        channels = list(CHANNELS)
        channel = st.selectbox("Where", channels, channels.index(opened.kept.post.channel),
                               format_func=CHANNELS.__getitem__)  # fmt: skip
        is_sent = st.form_submit_button("Record that it is up", icon=":material/public:")
    if is_sent:
        try:
            said = record_out(session.actor(), opened, link, on, channel, session.register())
        except InputError as error:
            refuse(error)
            return
        st.session_state[sent_parts.SAID] = said
        st.rerun()


def _show_way_back(opened: Opened) -> None:
    """For whoever sent it: the draft, to be changed and sent again."""
    if opened.standing not in (Standing.APPROVED, Standing.PUBLISHED):
        st.header("To go on with it", anchor=False)
        st.write("Your draft is among your saved drafts. Change it on the page Check a post, and send it again.")
        if st.button("Put it on the desk", icon=":material/edit_note:"):
            draft_keeping.open_saved(opened.sent.sending.draft)
            links.go_to("Check a post")
