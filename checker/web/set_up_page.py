"""How does a new school begin? Steps that can be left and gone on with, then one look at all."""

from __future__ import annotations

import streamlit as st

from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.web import links, register_page, session
from checker.web.markup import icon, plain, safe
from checker.web.people_page import show_people
from checker.web.school_papers import FOR_MATCHING, show_documents, show_matching
from checker.web.set_up_answers import show_answers
from checker.web.settings_form import Draw, Form
from checker.web.settings_sections import channels, contacts, school
from checker.web.telling import refuse
from checker.workflow.permits import Act, may
from checker.workflow.set_up import Step, StepState, has_pupils, is_finished, note_step, progress, steps_left

AT = "set_up_at"
ANSWERS = "answers"
_FORMS: dict[Step, Draw] = {Step.SCHOOL: school, Step.CONTACTS: contacts, Step.CHANNELS: channels}
_STATES = {StepState.DONE: ("clear", "check_circle"), StepState.LATER: ("ask", "schedule"),
           StepState.TO_DO: ("note", "radio_button_unchecked")}  # fmt: skip
_WHY = {
    Step.SCHOOL: "Its name and the policy that posts are measured against.",
    Step.CONTACTS: "Your own phone numbers and addresses, which may stand in a post.",
    Step.CHANNELS: "Where you post, and the accounts that a post may point to.",
    Step.PEOPLE: "Who writes posts, who approves them, who keeps the list of pupils.",
    Step.REGISTER: "Who your pupils are, and what their families agreed to.",
    Step.FACES: "Whether the checker may suggest who is in a photo, and what that requires.",
}


def is_new() -> bool:
    """Whether this school's set-up was never finished. Raises: InputError."""
    return not is_finished(session.home())


def is_for(person: Actor) -> bool:
    """Whether this person has steps of the set-up left. Raises: InputError, NoRegister."""
    if not may(person, Act.SETTINGS):
        return False
    return is_new() or bool(steps_left(person, session.home(), session.register()))


def show() -> None:
    """The list of steps, or the one that was opened."""
    at = st.session_state.get(AT)
    try:
        if at == ANSWERS:
            show_answers(_open)
        elif at is None:
            _show_list(progress(session.actor(), session.home(), session.register()))
        else:
            _show_step(at)
    except InputError as error:
        refuse(error)


def _show_list(states: dict[Step, StepState]) -> None:
    st.title("Set up", anchor=False)
    done = sum(state is StepState.DONE for state in states.values())
    st.progress(
        done / len(states), f"{done} of {len(states)} steps are done. You can leave at any time and go on later."
    )
    for number, (step, state) in enumerate(states.items(), 1):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            kind, sign = _STATES[state]
            st.html(f'<div class="step"><h2>{number}. {safe(step.value)}</h2><p>{safe(_WHY[step])}</p></div>')
            st.html(f'<span class="state {kind}">{icon(sign)} {state.value}</span>', width="content")
            says = f"{'Change' if state is StepState.DONE else 'Begin'} step {number}"  # told apart by ear too
            st.button(says, key=f"open-{step.name}", on_click=_open, args=(step,), help=f"{says}: {step.value}")
    st.button("Check your answers", type="primary", on_click=_open, args=(ANSWERS,), icon=":material/fact_check:")
    if not session.is_sample_school():
        st.divider()
        st.write("Or look around first, in a school where everybody is invented.")
        session.offer_sample_school()


def _open(where: Step | str | None) -> None:
    st.session_state[AT] = where


def _show_step(step: Step) -> None:
    st.button("Back to the list of steps", icon=":material/arrow_back:", on_click=_open, args=(None,))
    st.caption(plain(f"Set up, step {list(Step).index(step) + 1} of {len(Step)}"))
    st.title(step.value, anchor=False)
    if step in _FORMS:
        _show_form(step)
        return
    {Step.PEOPLE: _show_people, Step.REGISTER: _show_register, Step.FACES: _show_faces}[step]()
    with st.container(horizontal=True):
        if st.button("Done, go on", type="primary"):
            _go_on(step, StepState.DONE)
        _show_later(step)


def _show_form(step: Step) -> None:
    form = Form(f"set-up-{step.name.lower()}")
    wanted = _FORMS[step](form)
    with st.container(horizontal=True):
        is_sent = st.button("Save and go on", type="primary")
        _show_later(step)
    if is_sent and form.save(wanted):
        _go_on(step, StepState.DONE)


def _show_later(step: Step) -> None:
    if st.button("Leave this for later"):
        _go_on(step, StepState.LATER)


def _go_on(step: Step, state: StepState) -> None:
    """To the next step; after the last, to the answers."""
    if step is Step.REGISTER and state is StepState.DONE and not has_pupils(session.home(), session.register()):
        state = StepState.LATER
    note_step(session.actor(), session.home(), step, state)
    steps = list(Step)
    _open(steps[steps.index(step) + 1] if step is not steps[-1] else ANSWERS)
    st.rerun()


def _show_people() -> None:
    st.write("In a small school one person can have several roles. Nobody approves a post of their own.")
    show_people()


def _show_register() -> None:
    st.write(
        "The list comes out of your school's own system as CSV or Excel. You see every change before anything is "
        "changed. Until it is there, no post can be clear: names cannot be told from other words."
    )
    if has_pupils(session.home(), session.register()):
        st.html(f'<p class="state clear">{icon("check_circle")} The list of pupils is there.</p>')
    if not may(session.actor(), Act.IMPORT):
        st.info(
            "The business manager imports the list, on the Register page. If that is you, take the role in the step "
            "before this one."
        )
    elif st.button("Import the school's list", icon=":material/upload_file:"):
        st.session_state[register_page.IMPORTING] = True
        links.go_to("Register")


def _show_faces() -> None:
    show_matching()
    with st.expander("Papers to download", key="set-up-papers"):
        show_documents(FOR_MATCHING, is_main=False)
