"""What does one sign by approving a post? The list to read, one tick, and the three answers."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.core.report import Verdict
from checker.web import sent_parts, session
from checker.web.deeds import do
from checker.web.markup import plain, safe
from checker.web.telling import number_of
from checker.workflow.deciding import NOT_LOOKED, Opened, Rechecked, approve, refer, refuse, send_back
from checker.workflow.settings_file import read_times

OVERRIDE = (
    "This post is blocked. You can send it back to be changed. Or you let it through, and give the reason in writing: "
    "it is kept with your name for as long as the school keeps such records."
)
WITH_THE_LEAD = (
    "The designated safeguarding lead alone approves it now. You can still send it back or refuse it. When it is "
    "changed and sent again, it goes to the lead again, until the lead has answered."
)
LOOKED = "I have read the words, looked at every picture, and confirm the sentences of this list."


def show(opened: Opened, now: Rechecked) -> None:
    """Sign, send back, refuse; or ask the safeguarding lead."""
    sent = opened.sent
    is_blocked = Verdict.BLOCK in (now.report.verdict, sent.sending.verdict)
    if sent.sending.for_approval:
        st.header("What you sign", anchor=False)
        st.html(to_sign(opened, now))
        has_looked = st.checkbox(LOOKED, key=f"looked-{sent.number}-{now.bound.report}-{now.bound.packs}")
        if is_blocked:
            st.warning(OVERRIDE, icon=":material/block:")
        why = st.text_area("Why may it go up although it is blocked?", key=f"why-{sent.number}") if is_blocked else ""
        label = "Let it through and approve" if is_blocked else "Approve"
        hours = read_times(session.home()).approval_hours
        st.caption(plain(f"An approval holds for {number_of(hours, 'hour')}, for exactly these words and pictures."))
        if st.button(label, type="primary", icon=":material/task_alt:", key="approve"):
            _do(lambda: _approve(opened, now, why, has_looked=has_looked), f"Post {sent.number} is approved.")
    _show_answers(opened)


def to_sign(opened: Opened, now: Rechecked) -> str:
    """The list: what is bound, what the policy asks to confirm, and what the sender looked at."""
    count = len(now.bound.copies)
    pictures = f" and {count} {'picture' if count == 1 else 'pictures'}" if count else ""
    confirmed = "".join(f"<li>{safe(words)}</li>" for words in (*now.clauses, *_looked_at(opened, now)))
    return (
        f"<p>These very words{pictures}, checked just now against the register and the policy. "
        f"{safe(opened.who)} confirmed:</p><ul>{confirmed or '<li>Nothing had to be confirmed.</li>'}</ul>"
    )


def _looked_at(opened: Opened, now: Rechecked) -> tuple[str, ...]:
    return tuple(words for words in opened.kept.confirmed if words not in now.clauses)


def _approve(opened: Opened, now: Rechecked, why: str, *, has_looked: bool) -> None:
    if not has_looked:
        raise InputError(NOT_LOOKED)
    approve(session.actor(), opened, now, session.home(), session.register(), has_looked=has_looked, why=why)


def show_stop(opened: Opened) -> None:
    """For whoever may approve, while the lead is asked: a no lets nothing out, so it need not wait for the lead."""
    st.header("While the lead is asked", anchor=False)
    st.write(WITH_THE_LEAD)
    _show_no(opened, "Send back")


def _show_answers(opened: Opened) -> None:
    number, to = opened.sent.number, (session.actor(), opened.sent.number)
    is_asked = not opened.sent.sending.for_approval
    st.header("Your answer" if is_asked else "Or send it back, or refuse it", anchor=False)
    _show_no(opened, "Answer" if is_asked else "Send back")
    if opened.reasons is None and not opened.sent.is_referred:
        with st.expander("Ask the designated safeguarding lead"):
            why = st.text_area("Why? Only the lead reads this", key=f"refer-{number}")
            if st.button("Refer", icon=":material/shield_person:", key="refer"):
                _do(lambda: refer(*to, why, session.register()), f"Post {number} is referred to the lead.")


def _show_no(opened: Opened, back: str) -> None:
    """The comment, and the two answers that let nothing out."""
    number, to = opened.sent.number, (session.actor(), opened.sent.number)
    comment = st.text_area("Comment for whoever sent it", key=f"comment-{number}")
    with st.container(horizontal=True):
        if st.button(back, icon=":material/undo:", key="send-back"):
            _do(lambda: send_back(*to, comment, session.register()), f"Post {number} went back with your comment.")
        if st.button("Refuse", icon=":material/block:", key="refuse"):
            _do(lambda: refuse(*to, comment, session.register()), f"Post {number} is refused.")


def _do(ask: Callable[[], object], said: str) -> None:
    """Do it and go back to the list; or say why not, and have it looked at anew."""

    def ask_and_close() -> None:
        ask()
        sent_parts.close_post()

    do(ask_and_close, said, sent_parts.SAID)
