"""Which school, who is at the desk, and which gate does this browser session use?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.core.staff import Actor
from checker.web.one_drawing import once
from checker.web.telling import refuse
from checker.workflow.analysers import Analysers
from checker.workflow.desk_lists import own_pack
from checker.workflow.permits import Act, require
from checker.workflow.sample import is_sample
from checker.workflow.sample_day import busy_sample
from checker.workflow.sample_people import sample_people
from checker.workflow.school_settings import register_in
from checker.workflow.signing_in import at_desk
from checker.workflow.warming import Warming
from checker.workflow.wiring import Gate, checker_home, is_there, open_gate, read_settings

_HOME, _SESSION, _LAST = "home", "desk_session", "last_at_desk"
PERSON = "person"
"""The key of the sample school's menu of people."""


def home() -> Path:
    """The folder of the school that this session looks at."""
    chosen = st.session_state.get(_HOME)
    return Path(chosen) if chosen else checker_home()


def register() -> str:
    """The register of this school, for the workflow."""
    return register_in(home())


def school_name() -> str:
    """The school's name as its settings give it. Raises: InputError."""
    return read_settings(home())[0].school or "Your school"


def is_sample_school() -> bool:
    """Whether this is the invented one."""
    return is_sample(home())


def people() -> tuple[Actor, ...]:
    """The invented people of the sample school. Raises: InputError."""
    return sample_people(home(), date.today())


def at_the_desk() -> Actor | None:
    """Who is at the desk now; None where somebody has to sign in. Raises: InputError."""
    if is_sample_school():
        everybody = people()
        return next((one for one in everybody if one.account == st.session_state.get(PERSON)), everybody[0])
    session, place = st.session_state.get(_SESSION), register()
    return None if session is None else once((session, place), lambda: at_desk(session, place))


def is_idle() -> bool:
    """Whether the session of this page has ended; looking does not keep it alive. Raises: InputError."""
    session = st.session_state.get(_SESSION)
    return session is not None and at_desk(session, register(), is_active=False) is None


def actor() -> Actor:
    """Who is at the desk, for the workflow to ask what this person may do. Raises: NotAllowed."""
    found = at_the_desk()
    if found is None:
        raise NotAllowed("Sign in first.")
    return found


def role() -> Role:
    """In which role this person speaks here: of several the first. Raises: NotAllowed."""
    found = actor()
    return next((role for role in Role if role in found.roles), Role.POSTER)


def begin(session: int) -> None:
    """Somebody has signed in: what the last person typed is kept for that person only. Raises: InputError."""
    found = at_desk(session, register())
    if found is None:
        raise NotAllowed("Sign in first.")
    if st.session_state.get(_LAST) not in (None, found.account):
        forget()
    st.session_state[_SESSION], st.session_state[_LAST] = session, found.account


def current() -> int | None:
    """The number of this page's session, whether it has ended or not."""
    session: int | None = st.session_state.get(_SESSION)
    return session


def forget() -> None:
    """Leave nothing of anybody on the desk."""
    chosen = st.session_state.get(_HOME)
    st.session_state.clear()
    if chosen:
        st.session_state[_HOME] = chosen


def gate(pack: str | None) -> Gate:
    """The gate of this school with this policy, for somebody who may check posts. Raises: InputError."""
    require(actor(), Act.CHECK)
    own = pack or own_pack(home())
    files = [home() / "school.toml", *([Path(own)] if own.endswith(".toml") else ())]
    stamp = tuple(file.stat().st_mtime_ns if is_there(file) else 0 for file in files)
    return _gate(str(home().resolve()), pack, stamp)


_ANALYSERS = Analysers()
"""One set for all sessions: each part is loaded when first needed, and guards itself with a lock."""
warming = Warming(_ANALYSERS)
"""Loads what every check needs, while somebody writes."""


@st.cache_resource(show_spinner=False, max_entries=16)
def _gate(folder: str, pack: str | None, stamp: tuple[int, ...]) -> Gate:  # noqa: ARG001 - a change opens another
    return open_gate(pack=pack, home=Path(folder), analysers=_ANALYSERS)


def is_on_a_visit() -> bool:
    """Whether somebody of another school looks round in the sample school."""
    return bool(st.session_state.get(_HOME))


def end_visit() -> None:
    """Back to one's own school, and to whoever was signed in there."""
    st.session_state.pop(_HOME, None)


def offer_sample_school() -> None:
    """Let a newcomer look round in an invented school."""
    if st.button("Open the sample school", icon=":material/school:"):
        try:
            with st.spinner("Drawing the sample school"):
                st.session_state[_HOME] = str(busy_sample())
        except InputError as error:
            refuse(error)
            return
        st.rerun()
