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
from checker.core.post import Part, Passage, Post

_ADVICE = "Choose one: leave the name out, or use a picture in which nobody can be known."
_BREACH = "The school's policy allows no name beside a picture. Leave the name out, or the picture."


@dataclass(frozen=True, slots=True)
class NamedBesidePicture:
    """One finding for a post: a NOTE, and a REVIEW where a policy allows no name beside a picture."""

    id: str = "faces.named"
    question: str = "Does the post name a child who may be in the picture?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At the first name, if any photo of the post has a face that is not covered or a grown-up's."""
        named = _first_name(post, context)
        if named is None:
            return
        passage, hit = named
        faces = list(_open_faces(post, context))
        if not faces:
            return
        shown = next((count for count, face in faces if face.pupil_id in hit.pupil_ids), None)
        says = (
            f"The words name a child whom photo {shown} shows."
            if shown
            else "The words name a child, and somebody in the photos can be known."
        )
        is_forbidden = any(pack.names_with_pictures is NamesWithPictures.NEVER for pack in context.packs)
        severity, remedy = (Severity.REVIEW, _BREACH) if is_forbidden else (Severity.NOTE, _ADVICE)
        yield Finding(self.id, severity, TextSpan.of(passage, hit.start, hit.end), says, remedy)


def _open_faces(post: Post, context: Context) -> Iterator[tuple[int, FaceResult]]:
    """Every face that may be a child's who can be known, with the number of its photo, from 1."""
    for count, photo in enumerate(post.photos, start=1):
        for face in context.evidence.faces(photo):
            if is_exposed(face) and face.score >= SURE_SCORE:
                yield count, face


def _first_name(post: Post, context: Context) -> tuple[Passage, NameHit] | None:
    """The first place where a pupil is named for certain; without photos nobody is asked."""
    if not post.photos:
        return None
    for passage in post.passages:
        if passage.part is not Part.FILE_NAME:
            hits = (*context.evidence.names(passage), *context.evidence.first_names(passage))
            certain = sorted((hit for hit in hits if hit.certain), key=lambda hit: hit.start)
            if certain:
                return passage, certain[0]
    return None
