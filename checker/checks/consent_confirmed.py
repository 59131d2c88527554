"""Was each consent that the post rests on confirmed in the last autumn round?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.checks.names_pupil import MOST_SHOWN
from checker.core.context import Context
from checker.core.finding import Finding, Severity, WholePost
from checker.core.people import Pupil, Purpose, confirmed_since
from checker.core.post import Channel, Part, Post
from checker.core.showing import allowing, naming

_REMEDY = "It still holds. Ask the office to have it confirmed with the next update form."


@dataclass(frozen=True, slots=True)
class ConsentConfirmed:
    """A NOTE: an answer holds until a parent reverses it (docs/law.md). A policy may ask for a person instead."""

    id: str = "consent.confirmed"
    question: str = "Was each consent that the post rests on confirmed in the last autumn round?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """At most one, with the first pupils' short names and what was consented to."""
        told = [
            f"{pupil.short_name} ({', '.join(purpose.words for purpose in old)})"
            for pupil, purposes in _rests_on(post, context).items()
            if (old := _not_confirmed(pupil, purposes, post.channel, context))
        ]
        if not told:
            return
        more = f", and of {len(told) - MOST_SHOWN} more" if len(told) > MOST_SHOWN else ""
        since = f"{confirmed_since(context.today):%d %B %Y}".lstrip("0")
        says = (
            f"The post rests on consents that nobody has confirmed since {since}: {'; '.join(told[:MOST_SHOWN])}{more}."
        )
        yield Finding(self.id, Severity.NOTE, WholePost(), says, _REMEDY)


def _rests_on(post: Post, context: Context) -> dict[Pupil, set[Purpose]]:
    """The pupils whom the post shows or names with consent, and what for."""
    found: dict[Pupil, set[Purpose]] = {}
    for pupil, purposes in (*_shown(post, context), *_named(post, context)):
        found.setdefault(pupil, set()).update(purposes)
    return found


def _shown(post: Post, context: Context) -> Iterator[tuple[Pupil, Iterable[Purpose]]]:
    by_id = context.evidence.register().by_id
    for photo in post.photos:
        for face in context.evidence.faces(photo):
            if face.pupil_id in by_id:  # who is not there is told by faces.consent
                pupil = by_id[face.pupil_id]
                yield pupil, allowing(pupil, post.channel)


def _named(post: Post, context: Context) -> Iterator[tuple[Pupil, Iterable[Purpose]]]:
    """By the full name, and beside a picture by a first name that only one pupil has."""
    by_id = context.evidence.register().by_id
    for passage in post.passages:
        if passage.part is Part.FILE_NAME:
            continue
        for pupil in (by_id[one] for hit in context.evidence.names(passage) if hit.certain for one in hit.pupil_ids):
            yield pupil, [Purpose.NAME] * pupil.has_consent(Purpose.NAME, post.channel)
        for hit in context.evidence.first_names(passage) if post.photos else ():
            if len(hit.pupil_ids) == 1:
                pupil = by_id[hit.pupil_ids[0]]
                yield pupil, naming(pupil, post.channel)


def _not_confirmed(pupil: Pupil, purposes: set[Purpose], channel: Channel, context: Context) -> list[Purpose]:
    """Those with a day that lies before the last round; a list that tells no days says nothing."""
    answers = [(purpose, pupil.answer(purpose, channel)) for purpose in Purpose if purpose in purposes]
    return [one for one, answer in answers if answer and answer.day and not answer.is_confirmed(context.today)]
