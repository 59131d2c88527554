"""Is there a face in the photo of which nobody has said whose it is?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context, Evidence
from checker.core.faces import RESOLVED, SURE_SCORE, FaceOutcome, FaceResult, NotCompared
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post

# A possible face is a REVIEW like any other: below 0.3 lay 1 in 7 of the faces 9 to 11 px tall in the finder's input,
# and turned or half-hidden larger ones. The price: of 859 photos with nobody in them 156 are asked about, not 76.
_WHY = {
    NotCompared.NO_REGISTER: "was not compared with anybody, because there is no register",
    NotCompared.MATCHING_OFF: "is not named yet: face matching is off",
    NotCompared.NOBODY_ENROLLED: "was not compared with anybody, because no pupil is enrolled",
    NotCompared.OTHER_MODEL: "was not compared: the pupils were enrolled with another face model, so enrol them again",
    NotCompared.NOBODY_ON_ROSTER: "was not compared with anybody: nobody on the list for this photo is enrolled",
    NotCompared.TOO_SMALL: "is too small or unclear to say whose it is",
    NotCompared.ONLY_POSSIBLE: "may be a face, or something that looks like one",
}
_SAY_WHO = "Say who this is (a pupil from the class list, a grown-up or a visitor), or cover the face."
_LOOK = "Please look: if it is a face, say whose it is or cover it; if it is none, say so."


@dataclass(frozen=True, slots=True)
class EveryFaceResolved:
    """A finding for each face, or possible face, that is not resolved. "No match found" is never good enough."""

    id: str = "faces.unresolved"
    question: str = "Is there a face in the photo of which nobody has said whose it is?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Faces are numbered from 1 in the order of the evidence, as the page numbers them."""
        for count, face in enumerate(context.evidence.faces(photo), start=1):
            if face.outcome not in RESOLVED:
                says, remedy = _words(f"Face {count}", face, context.evidence)
                yield Finding(self.id, Severity.REVIEW, PhotoSpot(number, face.box), says, remedy)


def _words(who: str, face: FaceResult, evidence: Evidence) -> tuple[str, str]:
    if face.score < SURE_SCORE:
        return f"{who} {_WHY[NotCompared.ONLY_POSSIBLE]}.", _LOOK
    if face.outcome is FaceOutcome.UNSURE:
        names = [evidence.pupil(pupil_id).short_name for pupil_id in face.candidates]
        return f"{who} could be {' or '.join(names) or 'a pupil'}; it is not certain.", _SAY_WHO
    if face.outcome is FaceOutcome.STRANGER:
        return f"{who} looks like none of the pupils who are enrolled for face matching.", _SAY_WHO
    why = _WHY[face.why] if face.why else "was not compared with anybody"
    return f"{who} {why}.", _LOOK if face.why is NotCompared.ONLY_POSSIBLE else _SAY_WHO
