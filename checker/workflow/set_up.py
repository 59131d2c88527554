"""How far is the school with its first set-up? Each step can be left for later, and gone on with after a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from checker.core.errors import InputError
from checker.core.staff import Account, Actor, Standing
from checker.workflow.files import is_there, read_whole, write_whole
from checker.workflow.people import everybody
from checker.workflow.permits import Act, may, require
from checker.workflow.register import has_register
from checker.workflow.sample import is_sample
from checker.workflow.settings_file import read_settings
from checker.workflow.wiring import register_source

FILE = "set-up.json"
_MOST_BYTES = 10_000
UNREADABLE = "The notes of the set-up (set-up.json) cannot be read. Remove the file; the settings themselves are safe."
NO_NAME = "Give the name of the school first. Every other step can be left for later."


class Step(StrEnum):
    """A step of the set-up, in its order. The names are written into a file: never rename one."""

    SCHOOL = "The school"
    CONTACTS = "Contact details"
    CHANNELS = "Channels and accounts"
    PEOPLE = "Who works with the checker"
    REGISTER = "The list of pupils"
    FACES = "Face matching"


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "Done"
    LATER = "Left for later"
    TO_DO = "To do"


@dataclass(frozen=True, slots=True)
class _Notes:
    states: dict[Step, StepState]
    is_finished: bool = False


def is_finished(home: Path) -> bool:
    """Whether somebody ended the set-up; a school that has its name needs none, and neither does the sample school.

    Raises: InputError.
    """
    if is_sample(home):
        return True
    if is_there(home / FILE):
        return _notes(home).is_finished
    return bool(read_settings(home)[0].school)


def progress(actor: Actor, home: Path, register: str) -> dict[Step, StepState]:
    """Each step and where it stands. Raises: NotAllowed, InputError, NoRegister."""
    require(actor, Act.SETTINGS)
    states = dict.fromkeys(Step, StepState.TO_DO) | _notes(home).states
    if read_settings(home)[0].school:
        states[Step.SCHOOL] = StepState.DONE
    if has_pupils(home, register):
        states[Step.REGISTER] = StepState.DONE
    return states


def steps_left(actor: Actor, home: Path, register: str) -> tuple[Step, ...]:
    """What is not done yet; nothing where there never was a set-up. Raises: NotAllowed, InputError, NoRegister."""
    if is_sample(home) or not is_there(home / FILE):
        return ()
    return tuple(step for step, state in progress(actor, home, register).items() if state is not StepState.DONE)


def note_step(actor: Actor, home: Path, step: Step, state: StepState) -> None:
    """Remember that a step is done, or left for later. Raises: NotAllowed, InputError."""
    require(actor, Act.SETTINGS)
    notes = _notes(home)
    _keep(home, _Notes(notes.states | {step: state}, notes.is_finished))


def finish(actor: Actor, home: Path) -> None:
    """End the set-up; what was left for later stays on Home. Raises: NotAllowed, InputError without a school's name."""
    require(actor, Act.SETTINGS)
    if not read_settings(home)[0].school:
        raise InputError(NO_NAME)
    _keep(home, _Notes(_notes(home).states, is_finished=True))


def has_pupils(home: Path, register: str) -> bool:
    """Whether the school's list was imported. Raises: InputError, NoRegister."""
    return has_register(register) and bool(register_source(None, home)().pupils)


def missing_people(actor: Actor, register: str, accounts: tuple[Account, ...] | None = None) -> tuple[str, ...]:
    """What nobody in this school may do yet, a sentence each. Raises: NotAllowed, NoRegister."""
    from datetime import date

    today = date.today()
    known = everybody(actor, register) if accounts is None else accounts
    at_work = [one.acting(today) for one in known if one.standing(today) is Standing.IN_FORCE]
    ready = [Actor(one.account, one.roles) for one in at_work]
    return tuple(says for act, says in _NEEDED.items() if not any(may(one, act) for one in ready))


_NEEDED = {
    Act.SUBMIT: "Nobody may send a post for approval yet. Give somebody the role Authorised poster.",
    Act.APPROVE: "Nobody may approve a post yet. Give somebody the role Principal or Designated safeguarding lead.",
    Act.IMPORT: "Nobody may import the list of pupils yet. Give somebody the role Business manager.",
    Act.PROTECT: "Nobody may protect a pupil yet. Give somebody the role Designated safeguarding lead.",
}


def _notes(home: Path) -> _Notes:
    file = home / FILE
    if not is_there(file):
        return _Notes({})
    try:
        told = json.loads(read_whole(file, _MOST_BYTES))
        states = {Step[name]: StepState[state] for name, state in told["steps"].items()}
        return _Notes(states, told["is_finished"] is True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(UNREADABLE) from None


def _keep(home: Path, notes: _Notes) -> None:
    told = {
        "steps": {step.name: state.name for step, state in notes.states.items()},
        "is_finished": notes.is_finished,
    }
    try:
        write_whole(home / FILE, json.dumps(told, indent=1).encode())
    except OSError as error:
        raise InputError(f"The progress of the set-up could not be saved ({error.strerror}).") from None
