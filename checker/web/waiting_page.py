"""Which posts wait for a second person, and what became of the others?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from checker.core.errors import InputError
from checker.core.review import Standing
from checker.core.staff import Actor
from checker.web import file_part, sent_parts, session, waiting_post
from checker.web.markup import plain, safe
from checker.web.telling import refuse
from checker.workflow.desk import CHANNELS
from checker.workflow.permits import Act, may
from checker.workflow.waiting import Line, count_for, lines

_FILTERS: dict[str, frozenset[Standing]] = {
    "Waiting": frozenset({Standing.WAITING}),
    "Sent back": frozenset({Standing.SENT_BACK}),
    "Approved": frozenset({Standing.APPROVED}),
    "Refused": frozenset({Standing.REFUSED}),
    "Expired": frozenset({Standing.EXPIRED, Standing.ENDED}),
    "Out": frozenset({Standing.PUBLISHED}),
    "Mine": frozenset(Standing),
}
_MOST = 30
"""Posts on one page, oldest first."""
_FILTER, _WHOSE = "waiting_filter", "waiting_filter_of"


def show() -> None:
    """The list, or the one post that was opened."""
    number = sent_parts.opened()
    if number is not None:
        waiting_post.show(number)
        return
    st.title("Waiting", anchor=False)
    sent_parts.show_said()
    try:
        listed = lines(session.actor(), session.home(), session.register())
    except InputError as error:
        refuse(error)
        return
    _begin_filter(session.actor())
    counts = {name: len(_wanted(listed, name)) for name in _FILTERS}
    chosen = st.radio("Show", list(_FILTERS), format_func=lambda name: f"{name} ({counts[name]})", horizontal=True,
                      key=_FILTER, persist_state="session")  # fmt: skip
    _show_lines(_wanted(listed, chosen), chosen)
    st.divider()
    file_part.show()


def _begin_filter(person: Actor) -> None:
    """Whoever decides begins with what waits, everybody else with their own; the next at this desk begins anew."""
    if st.session_state.get(_WHOSE) != person.account or _FILTER not in st.session_state:
        st.session_state[_WHOSE] = person.account
        st.session_state[_FILTER] = "Waiting" if may(person, Act.APPROVE) else "Mine"


def count(person: Actor) -> int:
    """How many wait for this person, for the menu; none where the register cannot be read, as the page itself says."""
    try:
        return count_for(person, session.register())
    except InputError:
        return 0


def _wanted(listed: tuple[Line, ...], name: str) -> list[Line]:
    return [one for one in listed if one.standing in _FILTERS[name] and (name != "Mine" or one.is_mine)]


def _show_lines(wanted: list[Line], name: str) -> None:
    if not wanted:
        st.write("Nothing waits." if name == "Waiting" else "There is nothing here.")
        return
    st.write("The oldest first.")
    for one in wanted[:_MOST]:
        with st.container(border=True, key=f"sent-{one.number}"):
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.html(line(one, datetime.now(UTC)))
            label = "Decide" if one.is_for_me else "Open"
            right.button(f"{label} (post {one.number})", key=f"open-sent-{one.number}", on_click=sent_parts.open_post,
                         args=(one.number,), type="primary" if one.is_for_me else "secondary",
                         width="stretch")  # fmt: skip
    if len(wanted) > _MOST:
        st.write(plain(f"The next {len(wanted) - _MOST} follow when these are done."))


def line(one: Line, now: datetime) -> str:
    """A post in the list: where it stands, its first words, who sent it, since when, and why it is here."""
    photos = f" · {one.photos} {'picture' if one.photos == 1 else 'pictures'}" if one.photos else ""
    where = f" · {CHANNELS[one.channel]}" if one.channel else ""
    comment = f'<p class="comment">“{safe(one.comment)}”</p>' if one.comment else ""
    return (
        f'<div class="sent"><p>{sent_parts.state(one.standing)} <strong dir="auto">{safe(one.title)}</strong></p>'
        f'<p class="place">Sent by {safe("you" if one.is_mine else one.who)}, {one.at.astimezone():%d/%m/%Y %H:%M} '
        f"({sent_parts.ago(one.at, now)}){where}{photos}</p><p>{safe(one.why)}</p>{comment}</div>"
    )
