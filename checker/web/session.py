"""Which school, which role, and which gate does this browser session use?"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from checker.core.decision import Role
from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.store import REGISTER_FILE
from checker.workflow.analysers import Analysers
from checker.workflow.sample import is_sample, open_sample, sample_home
from checker.workflow.wiring import Gate, checker_home, is_there, open_gate, read_settings

_HOME = "home"


def home() -> Path:
    """The folder of the school that this session looks at."""
    chosen = st.session_state.get(_HOME)
    return Path(chosen) if chosen else checker_home()


def has_register() -> bool:
    """Whether this school has a register to ask."""
    try:
        return (home() / REGISTER_FILE).is_file()
    except OSError:
        return True  # it may be there, and the check will say that it cannot be opened


def school_name() -> str:
    """The school's name as its settings give it. Raises: InputError."""
    return read_settings(home())[0].school or "Your school"


def is_sample_school() -> bool:
    """Whether this is the invented one."""
    return is_sample(home())


def role() -> Role:
    """Whose desk this is; chosen from a menu until there are accounts."""
    return Role(st.session_state.get("role", Role.POSTER))


def actor() -> Actor:
    """Who is at the desk, as the workflow asks."""
    return Actor(0, frozenset({role()}), role().value)


def gate(pack: str | None) -> Gate:
    """The gate of this school with this policy. Raises: InputError."""
    settings = home() / "school.toml"
    stamp = settings.stat().st_mtime_ns if is_there(settings) else 0
    return _gate(str(home().resolve()), pack, stamp)


@st.cache_resource(show_spinner=False)
def _analysers() -> Analysers:
    """One set for all sessions: each part is loaded when first needed, and guards itself with a lock."""
    return Analysers()


@st.cache_resource(show_spinner=False, max_entries=16)
def _gate(folder: str, pack: str | None, stamp: int) -> Gate:  # noqa: ARG001 - changed settings open another gate
    return open_gate(pack=pack, home=Path(folder), analysers=_analysers())


def offer_sample_school() -> None:
    """Where there is no register: say so, and let a newcomer look round in an invented school."""
    st.info(
        "There is no register yet, so nobody's consent can be checked. "
        "Import one with: checker register import FILE.csv",
        icon=":material/info:",
    )
    if st.button("Open the sample school", icon=":material/school:"):
        try:
            with st.spinner("Drawing the sample school"):
                st.session_state[_HOME] = str(open_sample(sample_home()))
        except InputError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.rerun()
