"""Does the post name a child who may be in the picture?

"Names without pictures, or pictures without names" (UKSIC, ICO). Full names are `names.pupil_full_name`'s; this asks
about any name beside a face. A policy may forbid the two together, or allow them with a parent's consent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import NameHit
from checker.core.faces import SURE_SCORE, FaceResult, is_exposed
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.policy import NamesWithPictures
from checker.core.post import Channel, Part, Passage, Post
from checker.core.showing import may_be_named_beside

_ADVICE = "Choose one: leave the name out, or use a picture in which nobody can be known."
_BREACH = "The school's policy allows no name beside a picture. Leave the name out, or the picture."
_WITHOUT = "There is no consent to a first name beside a picture here."
_LEAVE_OUT = "Leave the name out, or choose another picture."
_LEAVE_OUT_IF = "If a picture shows the child, leave the name out. If none does, say who is in them, and it can stay."


@dataclass(frozen=True, slots=True)
class Named:
    """One name in the words; `is_full` with a surname, which is `names.pupil_full_name`'s."""

    passage: Passage
    hit: NameHit
    is_full: bool


Face = tuple[int, FaceResult]
"""A face with the number of its photo, from 1."""


@dataclass(frozen=True, slots=True)
class NamedBesidePicture:
    """A NOTE for the post. A REVIEW where a policy allows no name beside a picture; a REVIEW or BLOCK for each first
    name without consent to stand there, in a register that knows of such consents."""

    id: str = "faces.named"
    question: str = "Does the post name a child who may be in the picture?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At the names, if any photo of the post has a face that is not covered or a grown-up's."""
        names = list(_names(post, context)) if post.photos else []
        faces = list(_open_faces(post, context)) if names else []
        if not faces:
            return
        if any(pack.names_with_pictures is NamesWithPictures.NEVER for pack in context.packs):
            yield self._finding(Severity.REVIEW, names[0], _says(names[0], faces), _BREACH)
            return
        is_asked = context.evidence.register().asks_first_names
        refused = list(self._refused(names, faces, post.channel, context)) if is_asked else []
        yield from refused or [self._finding(Severity.NOTE, names[0], _says(names[0], faces), _ADVICE)]

    def _refused(self, names: list[Named], faces: list[Face], channel: Channel, context: Context) -> Iterator[Finding]:
        """One for each first name that may not stand beside a picture of who may be its child."""
        register = context.evidence.register()
        asked: set[tuple[str, ...]] = set()
        for name in names:
            shown = _photo_of(name.hit, faces)
            is_open = shown is not None or any(not face.pupil_id for _, face in faces)
            if name.is_full or not is_open or name.hit.pupil_ids in asked:
                continue
            asked.add(name.hit.pupil_ids)
            known = {face.pupil_id for _, face in faces}
            meant = [one for one in name.hit.pupil_ids if one in known] or name.hit.pupil_ids
            if all(may_be_named_beside(register, register.by_id[one], channel) for one in meant):
                continue
            severity, remedy = (Severity.BLOCK, _LEAVE_OUT) if shown else (Severity.REVIEW, _LEAVE_OUT_IF)
            yield self._finding(severity, name, f"{_says(name, faces)} {_WITHOUT}", remedy)

    def _finding(self, severity: Severity, name: Named, says: str, remedy: str) -> Finding:
        return Finding(self.id, severity, TextSpan.of(name.passage, name.hit.start, name.hit.end), says, remedy)


def _says(name: Named, faces: list[Face]) -> str:
    shown = _photo_of(name.hit, faces)
    if shown is not None:
        return f"The words name a child whom photo {shown} shows."
    return "The words name a child, and somebody in the photos can be known."


def _photo_of(hit: NameHit, faces: list[Face]) -> int | None:
    return next((count for count, face in faces if face.pupil_id in hit.pupil_ids), None)


def _open_faces(post: Post, context: Context) -> Iterator[Face]:
    """Every face that may be a child's who can be known, with the number of its photo, from 1."""
    for count, photo in enumerate(post.photos, start=1):
        for face in context.evidence.faces(photo):
            if is_exposed(face) and face.score >= SURE_SCORE:
                yield count, face


def _names(post: Post, context: Context) -> Iterator[Named]:
    """The places where a pupil is surely named, and each first name that stands alone, in reading order.

    Whose a lone first name is, its finder never knows for certain; here the faces beside it say so.
    """
    for passage in post.passages:
        if passage.part is not Part.FILE_NAME:
            full = [Named(passage, hit, is_full=True) for hit in context.evidence.names(passage) if hit.certain]
            first = [Named(passage, hit, is_full=False) for hit in context.evidence.first_names(passage)]
            yield from sorted((*full, *first), key=lambda name: name.hit.start)
