"""What is still to be said about the faces of an album, and what does one answer change?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.core.faces import RESOLVED, FaceOutcome, FaceResult
from checker.core.finding import PixelBox
from checker.core.resolving import Said
from checker.workflow.album_desk import DeskAlbum, with_said
from checker.workflow.as_json import said_json
from checker.workflow.resolving import FaceWords, Speaker, Word, say
from checker.workflow.said_file import SaidOfPhoto
from checker.workflow.same_person import UnknownPerson

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FaceQuestion:
    """A face of a photo that somebody has to say something about, and why; its number counts from 1."""

    file: str = field(repr=False)
    number: int
    face: FaceResult
    why: str


_MAY_NOT = "This pupil may not be shown there: cover the face, or leave the photo out."
_WHYS = {
    FaceOutcome.STRANGER: "The register has nobody like this.",
    FaceOutcome.UNSURE: "It could be one of several.",
    FaceOutcome.NOT_COMPARED: "It was not compared with the register.",
    FaceOutcome.MATCHED: _MAY_NOT,
    FaceOutcome.RESOLVED_BY: _MAY_NOT,
}


def questions(row: Row) -> tuple[FaceQuestion, ...]:
    """The faces of this photo that nobody is known for, or that may not be shown."""
    refused = {_box_of(one["where"]) for one in row["findings"] if one["check"] == "faces.consent" and _weighs(one)}
    asked = []
    for number, told in enumerate(row["faces"], start=1):
        face = face_of(told)
        if face.outcome not in RESOLVED or tuple(told["box"]) in refused:
            asked.append(FaceQuestion(row["file"], number, face, _WHYS.get(face.outcome, _MAY_NOT)))
    return tuple(asked)


def face_of(told: Row) -> FaceResult:
    """The face that a JSON line tells of."""
    return FaceResult(
        PixelBox(*told["box"]),
        told["score"],
        FaceOutcome(told["outcome"]),
        told["pupil"],
        tuple(told["candidates"]),
        told["distance"],
    )


def say_of_person(
    album: DeskAlbum, person: UnknownPerson, word: Word, speaker: Speaker, but_not: Collection[str] = ()
) -> DeskAlbum:
    """The same word about every face of this person, except in the photos of these names.

    What was said about one of the faces before stays: one photo overrules.
    """
    told = {}
    for face in person.faces:
        words = words_of(album, face.file)
        if face.file not in but_not and words.about(face.box) is None:
            told[face.file] = say(words, face.box, word, speaker).resolutions
    return with_said(album, told)


def say_of_face(album: DeskAlbum, file: str, box: PixelBox, word: Word, speaker: Speaker) -> DeskAlbum:
    """This word about one face of one photo."""
    return with_said(album, {file: say(words_of(album, file), box, word, speaker).resolutions})


def words_of(album: DeskAlbum, file: str) -> FaceWords:
    """What was said about the faces of this photo."""
    return FaceWords(album.said.get(file, SaidOfPhoto(file, ())).resolutions)


def still_unknown(people: Sequence[UnknownPerson], album: DeskAlbum) -> tuple[UnknownPerson, ...]:
    """The people about whom nothing was said since the album was checked, those in the most photos first."""
    return tuple(one for one in people if all(words_of(album, face.file).about(face.box) is None for face in one.faces))


def to_check_again(album: DeskAlbum, rows: Mapping[str, Row]) -> tuple[str, ...]:
    """The photos about which something was said that their answer does not know yet."""
    return tuple(
        name
        for name, row in rows.items()
        if _spoken(said_json(word) for word in words_of(album, name).resolutions)
        != _spoken(word for face in row["faces"] for word in face["said"])
    )


def ending(rows: Sequence[Row]) -> str:
    """As in "132 ready, 41 of them with covered faces, 9 left out"."""
    ready = [row for row in rows if row["verdict"] == "clear"]
    covered = sum(any(word["is"] == Said.COVER for face in row["faces"] for word in face["said"]) for row in ready)
    some = f", {covered} of them with covered faces" if covered else ""
    return f"{len(ready)} ready{some}, {len(rows) - len(ready)} left out"


def _spoken(words: Any) -> list[str]:
    return sorted(repr(sorted(word.items())) for word in words)


def _weighs(finding: Row) -> bool:
    return bool(finding["severity"] != "note")


def _box_of(where: Row) -> tuple[int, ...] | None:
    return tuple(where["box"]) if where.get("box") else None
