"""What does the law ask for before a pupil's face is enrolled, and what of it is on record?

Source: Protection of Freedoms Act 2012, sections 26 and 27; docs/law.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.core.errors import RegisterRefused
from checker.core.parents import ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.store.face_consent import OBJECTIONS, allows_face_matching, untold


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the law asks for, whether it is on record, and in words what was found."""

    title: str
    is_met: bool
    says: str = field(repr=False)


def requirements(register: RegisterSnapshot, pupil: Pupil, parents: Sequence[ParentRecord]) -> Iterator[Requirement]:
    """Everything that is asked for, in the order in which an office would put it right."""
    yield _signed_off(register)
    left = "" if pupil.left_on is None else f"Left on {pupil.left_on:%d/%m/%Y}."
    yield Requirement("The pupil is at the school", is_met=not left, says=left)
    yield _told(pupil, parents)
    answers = [one for one in pupil.consents if one.purpose is Purpose.FACE_MATCHING]
    yield _written(answers)
    yield _nobody_objects(answers)


def require_enrollable(register: RegisterSnapshot, pupil: Pupil, parents: Sequence[ParentRecord]) -> None:
    """Raises: RegisterRefused with what is missing, nobody's name in it; no photo is opened before this has passed."""
    missing = [one.title for one in requirements(register, pupil, parents) if not one.is_met]
    if missing:
        raise RegisterRefused(f"No photo was opened. Not on record: {'; '.join(missing)}.")


def _signed_off(register: RegisterSnapshot) -> Requirement:
    title = "Face matching is switched on in this school"
    signed = register.matching
    if signed is None:
        return _missing(title, "It is off. The principal switches it on with the DPIA and the DPO's sign-off.")
    return _met(title, f"DPIA {signed.dpia}, signed off by {signed.dpo} on {signed.on:%d/%m/%Y}.")


def _told(pupil: Pupil, parents: Sequence[ParentRecord]) -> Requirement:
    title = "Every parent was told"
    waiting = [who or "a parent" for who in untold(parents)]
    if waiting:
        return _missing(title, f"Not on record as told: {', '.join(waiting)}.")
    if not pupil.parents_told:
        return _missing(title, "Nobody is on record as told. Record each parent, and on which day each was told.")
    return _met(title, "")


def _written(answers: Sequence[Consent]) -> Requirement:
    title = "A parent's written consent"
    given = [one for one in answers if allows_face_matching(one)]
    if given:
        by = given[0].given_by or "a parent"
        return _met(title, f"Given by {by}.")
    if any(one.state is ConsentState.GIVEN and not one.in_writing for one in answers):
        return _missing(title, "There is a yes, but not in writing. Ask for it in writing and record that.")
    if any(one.state is ConsentState.GIVEN for one in answers):
        return _missing(title, "There is a yes, but not from somebody on record with parental responsibility.")
    return _missing(title, "There is none. Record it when the letter is in.")


def _nobody_objects(answers: Sequence[Consent]) -> Requirement:
    title = "Nobody objects"
    for one in answers:
        if one.state in OBJECTIONS:
            if one.kind is AnswerKind.WISH:
                return _missing(title, "The child said no. That counts, whatever the parents say.")
            who = one.given_by or "somebody"
            return _missing(title, f"{who[:1].upper()}{who[1:]} said no. Only the same person can take that back.")
    return _met(title, "No objection is on record.")


def _met(title: str, says: str) -> Requirement:
    return Requirement(title, is_met=True, says=says)


def _missing(title: str, says: str) -> Requirement:
    return Requirement(title, is_met=False, says=says)
