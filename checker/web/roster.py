"""Who can be in the photos of this draft? Only these pupils are compared with their faces."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.core.errors import InputError
from checker.core.roster import Roster, RosterGroup
from checker.web import session
from checker.workflow.rosters import roster_choices

_ROSTER, _GROUPS = "roster", "roster_groups"
_EVERYBODY, _HELP = "Everybody in the register", "Faces are compared with these pupils only: the fewer, the surer."


def show_roster(keep: Callable[[], None]) -> None:
    """Classes, years, clubs and events to choose from; nothing chosen means everybody. `keep` saves the draft."""
    groups = _groups()
    if not groups:
        return  # without a register the checks say so
    st.multiselect(
        "Who can be in the photos?",
        list(groups),
        key=_ROSTER,
        persist_state="session",
        on_change=keep,
        placeholder=_EVERYBODY,
        help=_HELP,
        select_all=False,
    )


def show_album_roster(key: str, roster: Roster | None) -> Roster | None:
    """The same question about an album, beginning with what was said before; what is chosen now."""
    groups = _groups()
    if not groups:
        return roster
    before = [words for words, group in groups.items() if roster and group.words in roster.words]
    chosen = st.multiselect("Who can be in the photos?", list(groups), before, key=key, help=_HELP,
                            placeholder=_EVERYBODY, select_all=False)  # fmt: skip
    return Roster(tuple(groups[words] for words in chosen)) if chosen else None


def chosen_roster() -> Roster | None:
    """What was chosen; None for everybody."""
    groups: dict[str, RosterGroup] = st.session_state.get(_GROUPS, {})
    chosen = tuple(groups[words] for words in st.session_state.get(_ROSTER) or () if words in groups)
    return Roster(chosen) if chosen else None


def choose_roster(roster: Roster | None) -> None:
    """Choose what a saved draft says; a group that is not there any more is left out, and more pupils are compared."""
    wanted = roster.words if roster else ()
    st.session_state[_ROSTER] = [words for words, group in _groups().items() if group.words in wanted]


def _groups() -> dict[str, RosterGroup]:
    try:
        groups = roster_choices(session.home())
    except InputError:
        groups = {}
    st.session_state[_GROUPS] = groups
    return groups
