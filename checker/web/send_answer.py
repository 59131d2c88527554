"""What was the answer when this draft was sent for approval?"""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.post import Post
from checker.core.review import Standing
from checker.web import draft_keeping, sent_parts, session
from checker.web.markup import plain, safe
from checker.web.telling import refuse
from checker.workflow.waiting import Answer, answer_for

SENT = "post_was_sent"
CHANGED = (
    "It was about the words and pictures as they were then. What you changed since is not approved: send it again."
)


def show_answer(post: Post) -> None:
    """What became of this draft when it was last sent. Its place is always there, so that nothing below moves."""
    with st.container():
        _show_answer(post)


def _show_answer(post: Post) -> None:
    if said := st.session_state.pop(SENT, ""):
        st.success(plain(said), icon=":material/send:")
    draft = draft_keeping.kept_now().version.draft
    try:
        found = answer_for(session.actor(), draft, session.home(), session.register())
    except InputError as error:
        refuse(error)
        return
    if found is not None and found.line.standing is not Standing.REPLACED:
        st.html(answer(found, post))


def answer(found: Answer, post: Post) -> str:
    """Where the draft stands and the comment that came back with it."""
    line = found.line
    comment = f'<p class="comment">“{safe(line.comment)}”</p>' if line.comment else ""
    is_other = found.post_digest != post.digest
    changed = f"<p>{CHANGED}</p>" if is_other and line.standing is not Standing.SENT_BACK else ""
    return (
        f'<section class="verdict note" role="status"><p>{sent_parts.state(line.standing)} '
        f"You sent this draft on {line.at.astimezone():%d/%m/%Y at %H:%M}. {safe(line.why)}</p>{comment}{changed}"
        "</section>"
    )
