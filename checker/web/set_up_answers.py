"""Is this what you meant? Every answer of the set-up on one page, each with the way back to it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.web import links, session
from checker.web.markup import icon, plain, safe
from checker.workflow.desk import CHANNELS
from checker.workflow.desk_lists import own_pack, pack_titles
from checker.workflow.face_matching import matching_now
from checker.workflow.people import everybody
from checker.workflow.set_up import Step, StepState, finish, progress
from checker.workflow.settings_file import read_school
from checker.workflow.wiring import register_source

_NONE = "Nothing given"
Answer = tuple[str, str]


def show_answers(open_step: Callable[[Step | str | None], None]) -> None:
    """Check your answers, then finish. Raises: InputError."""
    st.button("Back to the list of steps", icon=":material/arrow_back:", on_click=open_step, args=(None,))
    st.title("Check your answers", anchor=False)
    states = progress(session.actor(), session.home(), session.register())
    told = answers()
    for number, (step, state) in enumerate(states.items(), 1):
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(f"<h2>{number}. {safe(step.value)}</h2>")
                if state is not StepState.DONE:
                    st.html(f'<span class="state ask">{icon("schedule")} {state.value}</span>', width="content")
                st.button(f"Change step {number}", key=f"change-{step.name}", on_click=open_step, args=(step,),
                          help=f"Change: {step.value}")  # fmt: skip
            st.html(listed(told[step]))
    left = [step.value.lower() for step, state in states.items() if state is not StepState.DONE]
    if left:
        st.info(plain(f"Left for later: {', '.join(left)}. Home reminds you."))
    if st.button("Finish the set-up", type="primary", icon=":material/check:"):
        finish(session.actor(), session.home())
        open_step(None)
        links.go_home()


def listed(rows: tuple[Answer, ...]) -> str:
    """Questions and answers as a list of terms; whatever people typed stays text."""
    terms = "".join(f"<dt>{safe(asked)}</dt><dd>{safe(said or _NONE)}</dd>" for asked, said in rows)
    return f'<dl class="answers">{terms}</dl>'


def answers() -> dict[Step, tuple[Answer, ...]]:
    """What was answered in each step. Raises: InputError, NoRegister."""
    home, person = session.home(), session.actor()
    about = read_school(home).about
    return {
        Step.SCHOOL: (("Name", about.school), ("Policy", pack_titles(home)[own_pack(home)])),
        Step.CONTACTS: (
            ("Phone numbers", ", ".join(about.own_phones)),
            ("E-mail addresses", ", ".join(about.own_emails)),
            ("Postcodes", ", ".join(about.own_postcodes)),
            ("Websites", ", ".join(about.own_websites)),
        ),
        Step.CHANNELS: (
            ("The school posts on", ", ".join(CHANNELS[one] for one in about.channels)),
            ("Accounts", ", ".join(about.approved_handles)),
        ),
        Step.PEOPLE: tuple(
            (one.person.display_name, ", ".join(sorted(role.value for role in one.person.roles)))
            for one in everybody(person, session.register())
        ),
        Step.REGISTER: (("Pupils", str(len(register_source(None, home)().pupils) or "")),),
        Step.FACES: (("Face matching", "On" if matching_now(person, home, session.register()) else "Off"),),
    }
