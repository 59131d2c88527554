"""Does the photo show a pupil without consent to be shown on this channel?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Channel, Photo, Post
from checker.core.showing import may_be_shown

_WHERE = {
    Channel.FACEBOOK: "on Facebook",
    Channel.INSTAGRAM: "on Instagram",
    Channel.X: "on X",
    Channel.YOUTUBE: "on YouTube",
    Channel.WEBSITE: "on the website",
    Channel.NEWSLETTER: "in the newsletter",
    Channel.PRESS: "in the press",
    Channel.OTHER: "on this channel",
}


@dataclass(frozen=True, slots=True)
class MatchedPupilsConsent:
    """A BLOCK for each pupil without consent, and for each with consent the line that says so.

    A protected pupil reads exactly like one without consent: why a pupil must not be shown is the DSL's alone.
    """

    id: str = "faces.consent"
    question: str = "Does the photo show a pupil without consent to be shown on this channel?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Asks about every face that has a pupil, whether matched or named by a person.

        Raises: KeyError for a pupil who is not in the register, once every other face was asked about.
        """
        where = _WHERE[post.channel]
        faces = [(count, face) for count, face in enumerate(context.evidence.faces(photo), start=1) if face.pupil_id]
        register = context.evidence.register() if faces else None
        # Last: one slip of a person must not keep a refused pupil beside it from being told.
        for count, face in sorted(faces, key=lambda one: register is None or one[1].pupil_id not in register.by_id):
            pupil = context.evidence.pupil(face.pupil_id or "")
            spot, who = PhotoSpot(number, face.box), f"Face {count} is {pupil.short_name}"
            if may_be_shown(pupil, post.channel):
                says, remedy = f"{who}, with consent to be shown {where}.", "Nothing to do, if the name is right."
                yield Finding(self.id, Severity.NOTE, spot, says, remedy)
            else:
                says = f"{who}, without consent to be shown {where}."
                yield Finding(self.id, Severity.BLOCK, spot, says, "Cover this face or choose another photo.")
