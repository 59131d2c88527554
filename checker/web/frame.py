"""What stands around every page: the school, the role, and the way to the pages that the role may see."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.web import check_album, check_post, policy_page, register_page, session
from checker.web.console import keep_drafts_out
from checker.web.markup import safe
from checker.web.style import STYLE

# Our own drawing: Streamlit would fetch a symbol for the browser's tab from a server elsewhere.
TAB_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#1d5a7a"/>'
    '<path d="M6 12.5l4 4 8-9" fill="none" stroke="#fff" stroke-width="2.6"/></svg>'
)


def pages() -> list[st.Page]:
    """The pages of this role. They carry no symbols: the browser's tab would fetch them from elsewhere."""
    keep_drafts_out()
    return [
        st.Page(show, title=title, url_path=title.lower().replace(" ", "-"), default=show is check_post.show)
        for title, show in entries(session.role()).items()
    ]


def entries(role: Role) -> dict[str, Callable[[], None]]:
    """What the menu offers to this role, in order."""
    register = {"Register": register_page.show} if role.sees_register else {}
    return {
        "Check a post": check_post.show,
        "Check an album": check_album.show,
        **register,
        "Policies": policy_page.show,
    }


def sidebar() -> None:
    """School and role; in the sample school also what is real in it."""
    with st.sidebar:
        try:
            st.html(f"{STYLE}<p><strong>{safe(session.school_name())}</strong></p>")
        except InputError as error:
            st.error(str(error), icon=":material/error:")
        st.selectbox("I work here as", list(Role), key="role", persist_state="session")
        if session.is_sample_school():
            st.caption(
                "Sample school: everybody is invented and the pictures are drawn. The one real face is a public-domain "
                "portrait of an adult astronaut, which stands in for one invented pupil."
            )
        st.caption("Nothing you type or add leaves this machine.")
