"""How does a person say whose the faces of a photo are? Suggestions, one word a face, all at once, and back again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from checker.core.context import Picture
from checker.core.decision import Role
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import PixelBox
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.resolved import SAME_PLACE, overlap
from checker.core.resolving import Cover, CoverStyle, Resolution, Said
from checker.core.roster import Roster


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, in which role, and when (with a time zone)."""

    by: str = field(repr=False)
    role: Role
    when: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """What is said about one face; a pupil's id for a pupil, and how it is covered for a cover."""

    said: Said
    pupil_id: str | None = None
    style: CoverStyle = CoverStyle.SOLID
    has_badge: bool = False


@dataclass(frozen=True, slots=True)
class FaceWords:
    """What was said about one photo's faces, and what stood there before the last word: to undo is to go back."""

    resolutions: tuple[Resolution, ...] = field(default=(), repr=False)
    before: FaceWords | None = field(default=None, repr=False)

    def about(self, box: PixelBox) -> Resolution | None:
        """The word about the face in this place."""
        return next((one for one in self.resolutions if overlap(one.box, box) >= SAME_PLACE), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A pupil who can be chosen for a face, as staff may see it. `is_suggested`: the program thinks of this pupil."""

    pupil_id: str
    label: str = field(repr=False)
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom the program takes a face for; numbered as on the page."""

    number: int
    box: PixelBox
    choice: Choice


def say(words: FaceWords, box: PixelBox, word: Word, speaker: Speaker) -> FaceWords:
    """The words with this one about the face in this box; an earlier word about the same face gives way."""
    return FaceWords(_with(words.resolutions, box, word, speaker), words)


def undo(words: FaceWords) -> FaceWords:
    """The words as they were before the last step; nothing said stays nothing said."""
    return words.before or FaceWords()


def suggestions(faces: tuple[FaceResult, ...], words: FaceWords, register: RegisterSnapshot) -> tuple[Suggestion, ...]:
    """Each face that the program takes for one pupil and nobody has spoken about.

    Where it thinks of several, or takes two faces for the same pupil, nobody is suggested: that is to be chosen, not
    confirmed. Of two such faces one that is surely matched is suggested all the same.
    """
    labels, placed = _labels(register.pupils), {one.pupil_id for one in words.resolutions}
    waiting = [(number, face) for number, face in enumerate(faces, start=1) if words.about(face.box) is None]
    thought = Counter(_suggested(face.program or face) for _, face in waiting)
    sure = Counter((face.program or face).pupil_id for _, face in waiting if _is_sure(face))
    found: list[Suggestion] = []
    for number, face in waiting:
        pupil_id = _suggested(face.program or face)
        is_alone = thought[pupil_id] == 1 or (_is_sure(face) and sure[pupil_id] == 1)
        if pupil_id in labels and pupil_id not in placed and is_alone:
            found.append(Suggestion(number, face.box, Choice(pupil_id, labels[pupil_id], is_suggested=True)))
    return tuple(found)


def _is_sure(face: FaceResult) -> bool:
    return (face.program or face).outcome is FaceOutcome.MATCHED


def confirm_all(words: FaceWords, suggested: tuple[Suggestion, ...], speaker: Speaker) -> FaceWords:
    """All these suggestions confirmed in one step, which one undo takes back."""
    resolutions = words.resolutions
    for one in suggested:
        resolutions = _with(resolutions, one.box, Word(Said.PUPIL, one.choice.pupil_id), speaker)
    return FaceWords(resolutions, words) if suggested else words


def choices(
    face: FaceResult, register: RegisterSnapshot, roster: Roster | None = None, typed: str = ""
) -> tuple[Choice, ...]:
    """The pupils who can be chosen: those the program thinks of first, then by class and name; only the roster's.

    Nobody is left out or marked for what was consented to: the list tells nothing about a protected pupil.
    Raises: InputError for a roster that no longer fits the register.
    """
    seen = face.program or face
    thought_of = dict.fromkeys((*((seen.pupil_id,) if seen.pupil_id else ()), *seen.candidates))
    wanted = register.by_id.keys() if roster is None else roster.pupil_ids(register)
    labels = {pupil_id: label for pupil_id, label in _labels(register.pupils).items() if pupil_id in wanted}
    by_class = sorted(labels, key=lambda pupil_id: (register.by_id[pupil_id].class_name, labels[pupil_id].casefold()))
    in_order = dict.fromkeys([*(one for one in thought_of if one in labels), *by_class])
    fitting = (one for one in in_order if typed.casefold().strip() in labels[one].casefold())
    return tuple(Choice(one, labels[one], is_suggested=one in thought_of) for one in fitting)


def still_to_place(ticked: tuple[str, ...], words: FaceWords) -> tuple[str, ...]:
    """Of the pupils who were ticked as being in the photo, those whom no face has been given to yet."""
    placed = {one.pupil_id for one in words.resolutions}
    return tuple(pupil_id for pupil_id in ticked if pupil_id not in placed)


def cover_preview(picture: Picture, cover: Cover) -> bytes:
    """A small JPEG of how the covered place would look. Raises: CannotRead for a place outside the picture."""
    from checker.analysers.covering import all_areas, draw
    from checker.analysers.drawing import crop
    from checker.analysers.picture import PillowPicture
    from checker.analysers.pixels import pixels_of

    drawn = PillowPicture(draw(pixels_of(picture), (cover,)))
    return crop(drawn, all_areas((cover,), picture.width, picture.height)[0])


def _suggested(seen: FaceResult) -> str:
    """The one pupil whom the program takes this face for; empty where there is none, or several."""
    if seen.outcome is FaceOutcome.MATCHED and seen.pupil_id:
        return seen.pupil_id
    return seen.candidates[0] if seen.outcome is FaceOutcome.UNSURE and len(seen.candidates) == 1 else ""


def _labels(pupils: tuple[Pupil, ...]) -> dict[str, str]:
    """What each pupil is called in a list: first name, initial and class; with the id where two are called the same."""
    plain = {
        pupil.id: f"{pupil.short_name}, {pupil.class_name}" if pupil.class_name else pupil.short_name
        for pupil in pupils
    }
    times = Counter(plain.values())
    return {pupil_id: label if times[label] == 1 else f"{label} ({pupil_id})" for pupil_id, label in plain.items()}


def _with(resolutions: tuple[Resolution, ...], box: PixelBox, word: Word, speaker: Speaker) -> tuple[Resolution, ...]:
    new = Resolution(box, word.said, speaker.by, speaker.role, speaker.when, word.pupil_id, word.style, word.has_badge)
    return (*_without(resolutions, box), new)


def _without(resolutions: tuple[Resolution, ...], box: PixelBox) -> tuple[Resolution, ...]:
    return tuple(one for one in resolutions if overlap(one.box, box) < SAME_PLACE)
