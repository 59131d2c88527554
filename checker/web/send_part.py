"""How does a checked draft go to a second person, and what is left before it can?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from checker.core.post import Post
from checker.core.report import Verdict
from checker.web import draft_keeping, send_answer, session
from checker.web.channels import PACK
from checker.web.checking import Checked
from checker.web.deeds import do
from checker.web.markup import icon, plain, safe
from checker.workflow.permits import Act, may
from checker.workflow.readiness import left_to_do, questions
from checker.workflow.sending import Handed, ask_the_lead, send_for_approval
from checker.workflow.wiring import Gate

NOT_YOURS = "Only an authorised poster sends a post for approval. You can ask the safeguarding lead about it."


def show(post: Post, checked: Checked, *, is_current: bool) -> None:
    """What to confirm, what is left, and the button."""
    if not is_current:
        return
    st.header("Send for approval", anchor=False)
    confirmed = _show_ticks(checked)
    left = left_to_do(checked.report, checked.sheet.to_confirm, frozenset(confirmed))
    if not may(session.actor(), Act.SUBMIT):
        st.write(NOT_YOURS)
    elif checked.report.verdict is Verdict.BLOCK:
        st.html(todo(left))
        _show_blocked(post, checked, confirmed)
    else:
        st.html(todo(left))
        note = st.text_area("A word to whoever approves (not needed)", key="send-note", height=70)
        if st.button("Send for approval", type="primary", disabled=bool(left), icon=":material/send:", key="send"):
            _send(post, checked, confirmed, note)
    if may(session.actor(), Act.REFER_TO_DSL):
        _show_asking(post, checked, confirmed)


def todo(left: tuple[str, ...]) -> str:
    """What stands in the way, or that nothing does."""
    if not left:
        return f'<p class="state clear" role="status">{icon("check_circle")} Nothing stands in the way.</p>'
    rows = "".join(f"<li>{safe(one)}</li>" for one in left)
    return f'<section class="todo" role="status"><h3>{icon("checklist")} What is left</h3><ul>{rows}</ul></section>'


def _show_ticks(checked: Checked) -> tuple[str, ...]:
    """What no program can check, and what the check asks a person to look at: each as the words that are signed."""
    asked = questions(checked.report)
    confirmed = []
    if asked:
        st.write("**Look at these.** Change what should change; tick what may stay as it is.")
    for one in asked:
        if st.checkbox(plain(f"Finding {one.number}: {one.says} It may stay."), key=f"stays-{one.key}"):
            confirmed.append(one.words)
    if checked.sheet.to_confirm:
        st.write("**Please confirm yourself.** No program can check these sentences of the school's policy.")
    for number, words in enumerate(checked.sheet.to_confirm):
        if st.checkbox(plain(words), key=f"confirm-{checked.sheet.post_digest}-{number}"):
            confirmed.append(words)
    return tuple(confirmed)


def _show_blocked(post: Post, checked: Checked, confirmed: tuple[str, ...]) -> None:
    with st.expander("It is right as it is: ask another person to let it through"):
        st.write(
            "Somebody else decides, with a reason in writing that is kept. Often it is quicker to change the post."
        )
        note = st.text_area("Why should it go up although it is blocked?", key="blocked-note")
        if st.button("Send it although it is blocked", icon=":material/send:", key="send-blocked"):
            _send(post, checked, confirmed, note)


def _show_asking(post: Post, checked: Checked, confirmed: tuple[str, ...]) -> None:
    with st.expander("Ask the designated safeguarding lead first"):
        st.write("The lead sees this draft and what you write here. Nobody else is shown why you ask.")
        why = st.text_area("What do you want to ask?", key="ask-why")
        if st.button("Ask the lead", icon=":material/shield_person:", key="ask"):
            _do(lambda: ask_the_lead(session.actor(), _handed(post, checked, confirmed, ""), why, *_where()),
                "The safeguarding lead is asked. The answer comes to this page and to the page Waiting.")  # fmt: skip


def _send(post: Post, checked: Checked, confirmed: tuple[str, ...], note: str) -> None:
    _do(lambda: send_for_approval(session.actor(), _handed(post, checked, confirmed, note), *_where()),
        "Sent. The answer comes to this page and to the page Waiting. You can go on with the next post.")  # fmt: skip


def _handed(post: Post, checked: Checked, confirmed: tuple[str, ...], note: str) -> Handed:
    draft = draft_keeping.kept_now().version.draft
    return Handed(post, checked.report, confirmed, note, draft, st.session_state.get(PACK))


def _where() -> tuple[Gate, Path, str]:
    return session.gate(st.session_state.get(PACK)), session.home(), session.register()


def _do(ask: Callable[[], int], said: str) -> None:
    do(ask, said, send_answer.SENT, kept="Your draft is still here.")
