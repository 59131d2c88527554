"""Must this pupil not be shown or located, and why? For the safeguarding lead alone."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.people import Protection
from checker.web import session
from checker.web.markup import icon, safe
from checker.web.register_parts import do, form
from checker.web.telling import refuse
from checker.workflow.protecting import ProtectionRecord, protect, protections
from checker.workflow.pupil_view import PupilView

KINDS = {
    Protection.NEVER_PUBLISH: "Must not be shown or named",
    Protection.MUST_NOT_BE_LOCATED: "Nobody may learn which school this is",
}


def show(view: PupilView, seen: str) -> None:  # noqa: ARG001 - protection is the DSL's alone: nobody else writes it
    """What is in force, what was, and the form. The workflow refuses it to everybody else."""
    try:
        listed = protections(session.actor(), view.pupil.id, session.register())
    except InputError as error:
        refuse(error)
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.html(history(listed))
    with right:
        _show_form(view.pupil.id)


def history(listed: tuple[ProtectionRecord, ...]) -> str:
    """Every protection ever recorded, the newest first, with its reason."""
    if not listed:
        return "<h2>Protection</h2><p>No protection was ever recorded for this pupil.</p>"
    told = "".join(map(_line, reversed(listed)))
    return f'<h2>Protection, the newest first</h2><ol class="timeline">{told}</ol>'


def _line(one: ProtectionRecord) -> str:
    css_class, symbol, word = ("stop", "shield", "In force") if one.is_on else ("note", "remove_moderator", "Lifted")
    reason = safe(one.reason) if one.reason else "No reason is written down."
    state = f'<span class="state {css_class}">{icon(symbol)} {word}: {KINDS[one.kind]}</span>'
    return f"<li><p>{state}</p><p>{reason}</p></li>"


def _show_form(pupil_id: str) -> None:
    st.header("Protect, or lift it", anchor=False)
    st.write("Others see only that this pupil may not be shown, as with any pupil without consent; never that it is "
             "protection, and never why.")  # fmt: skip
    with st.form(form(f"protect-{pupil_id}")):
        kind = st.radio("What", list(KINDS), format_func=KINDS.__getitem__)
        reason = st.text_area("Why, in as few words as you need")
        with st.container(horizontal=True):
            is_on = st.form_submit_button("Protect now", type="primary", icon=":material/shield:")
            is_off = st.form_submit_button("Lift this protection")
    if is_on or is_off:
        do(lambda: protect(session.actor(), pupil_id, kind, reason, session.register(), is_on=is_on))
