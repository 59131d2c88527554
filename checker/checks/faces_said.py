"""Does what people said about the faces fit the photo, each other, and what the program saw?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.errors import NoRegister
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import RegisterSnapshot
from checker.core.post import Channel, Photo, Post
from checker.core.resolved import contradict, unplaced
from checker.core.resolving import Said
from checker.core.roster import Roster
from checker.core.showing import may_be_shown

_AGAIN = "Please say again whose this face is, or cover it."
_SECOND = "Ask a second person to look, or cover this face."
_WORDS = {
    Said.PUPIL: "a pupil",
    Said.ADULT: "a grown-up or a visitor",
    Said.NOT_IDENTIFIABLE: "not identifiable",
    Said.NOT_A_FACE: "no face",
}


@dataclass(frozen=True, slots=True)
class WordsAboutFaces:
    """A REVIEW for each word that does not fit, so that none is dropped; a NOTE for a cover where no face was found."""

    id: str = "faces.said"
    question: str = "Does what people said about the faces fit the photo, and what the program saw?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Faces are numbered from 1 in the order of the evidence."""
        if not photo.resolutions:
            return
        faces = context.evidence.faces(photo)
        yield from self._without_a_face(photo, number, faces, context)
        register = _register(context)
        times = Counter(face.pupil_id for face in faces if face.pupil_id)
        for count, face in enumerate(faces, start=1):
            for says, remedy in _doubts(face, times, register, post.channel, photo.roster):
                yield Finding(self.id, Severity.REVIEW, PhotoSpot(number, face.box), f"Face {count} {says}", remedy)

    def _without_a_face(
        self, photo: Photo, number: int, faces: tuple[FaceResult, ...], context: Context
    ) -> Iterator[Finding]:
        picture = context.evidence.picture(photo)
        for word in unplaced(faces, photo.resolutions):
            spot = PhotoSpot(number, word.box if _is_inside(word.box, picture.width, picture.height) else None)
            if word.said is Said.COVER:
                says, remedy = "A place where no face was found is covered.", "Nothing to do, if it should be."
                yield Finding(self.id, Severity.NOTE, spot, says, remedy)
            else:
                says = f"Somebody said that a face is {_WORDS[word.said]}, but no face was found in that place."
                yield Finding(self.id, Severity.REVIEW, spot, says, "Look at the faces of this photo again.")


def _doubts(
    face: FaceResult,
    times: Counter[str],
    register: RegisterSnapshot | None,
    channel: Channel,
    roster: Roster | None,
) -> Iterator[tuple[str, str]]:
    """What speaks against the words about this face, each with what to do."""
    if contradict(face.said):
        told = sorted({_WORDS[word.said] for word in face.said})
        yield f"was said to be {' and '.join(told) if len(told) > 1 else 'two different pupils'}.", _AGAIN
    if face.pupil_id and times[face.pupil_id] > 1:
        yield "is the same pupil as another face of this photo, and nobody is in a photo twice.", _AGAIN
    if not face.said or face.outcome is FaceOutcome.COVERED:
        return
    if any(word.said is Said.NOT_A_FACE for word in face.said) and not face.is_possible:
        yield "was said to be no face, but clearly looks like one.", "Say whose it is, or cover it."
    if register is None:
        return
    if _overrules_a_refusal(face, register, channel):
        yield "looks like a pupil who may not be shown here, and somebody said that it is not.", _SECOND
    yield from _wrong_pupil(face, register, roster)


def _overrules_a_refusal(face: FaceResult, register: RegisterSnapshot, channel: Channel) -> bool:
    """Whether the program took the face for a pupil who may not be shown, and people say otherwise."""
    seen = face.program
    if seen is None or seen.pupil_id is None or seen.pupil_id == face.pupil_id:
        return False
    pupil = register.by_id.get(seen.pupil_id)
    return pupil is None or not may_be_shown(pupil, channel)


def _wrong_pupil(face: FaceResult, register: RegisterSnapshot, roster: Roster | None) -> Iterator[tuple[str, str]]:
    """A chosen pupil who cannot be in the photo: nobody of the register, or nobody of the photo's list."""
    if face.outcome is not FaceOutcome.RESOLVED_BY or face.pupil_id is None:
        return
    if face.pupil_id not in register.by_id:
        yield "was said to be a pupil who is not in the register.", _AGAIN
    elif roster is not None and face.pupil_id not in roster.pupil_ids(register):
        says = "was said to be a pupil who is not on the list for this photo."
        yield says, "Check the name, or add the pupil to the list for this photo."


def _register(context: Context) -> RegisterSnapshot | None:
    """None where there is none: then no pupil's consent can be shown, and other checks say so."""
    try:
        return context.evidence.register()
    except NoRegister:
        return None


def _is_inside(box: PixelBox, width: int, height: int) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height
