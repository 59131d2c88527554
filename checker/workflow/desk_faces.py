"""What became of a face, in words for the person at the desk?"""

from __future__ import annotations

from checker.core.faces import FaceOutcome, FaceResult
from checker.core.people import RegisterSnapshot
from checker.core.resolving import Resolution, Said

_GIVEN = "Consent to be shown there is given."
_SAID = {
    Said.ADULT: "A grown-up or a visitor",
    Said.COVER: "To be covered",
    Said.NOT_IDENTIFIABLE: "Nobody can tell who this is",
    Said.NOT_A_FACE: "Not a face",
}


def said_words(word: Resolution, register: RegisterSnapshot | None) -> str:
    """What somebody said about a face, and in which role: "A grown-up or a visitor, said by: Authorised poster."."""
    what = _named(word.pupil_id, register) if word.pupil_id else _SAID[word.said]
    return f"{what}, said by: {word.by or word.role.value}."


def face_words(face: FaceResult, register: RegisterSnapshot | None, *, is_fine: bool) -> str:
    """What became of this face; `is_fine` where nothing speaks against showing it."""
    if face.outcome is FaceOutcome.RESOLVED_BY and face.said:
        return f"{said_words(face.said[0], register)}{f' {_GIVEN}' if is_fine and face.pupil_id else ''}"
    match face.outcome:
        case FaceOutcome.MATCHED:
            who = _named(face.pupil_id or "", register)
            return f"{who}. {_GIVEN}" if is_fine else f"{who}."
        case FaceOutcome.UNSURE:
            return f"Could be {' or '.join(_named(pupil, register) for pupil in face.candidates)}."
        case FaceOutcome.STRANGER:
            return "Looks like nobody who is enrolled. A person must say who this is."
        case FaceOutcome.NOT_COMPARED:
            return f"Not compared: {face.why.value if face.why else 'no reason is known'}."
        case FaceOutcome.RESOLVED_BY:
            return "A person has said who this is."
        case FaceOutcome.COVERED:
            return "Covered."
        case _:
            return "A person has said that nobody can tell who this is."


def _named(pupil_id: str, register: RegisterSnapshot | None) -> str:
    """First name, initial and class: what staff may see. A protected pupil looks like any other here."""
    pupil = register.by_id.get(pupil_id) if register else None
    if pupil is None:
        return "a pupil who is no longer in the register"
    return f"{pupil.short_name}, {pupil.class_name}" if pupil.class_name else pupil.short_name
