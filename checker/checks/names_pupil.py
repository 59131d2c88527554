"""Does the post give a pupil's full name without consent to be named?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks import first_name
from checker.checks.first_name import PrivatePlaces, first_names_may_stay, in_its_place
from checker.core.context import Context
from checker.core.evidence import NameForm, NameHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import fold
from checker.core.people import Pupil, Purpose
from checker.core.post import Channel, Part, Passage, Post
from checker.core.showing import may_be_named_beside

MOST_SHOWN = 3
"""Pupils listed in one message; an initial and a common surname can fit many more."""

_WHERE = {Part.TEXT: "the text", Part.ALT_TEXT: "a picture's alt text", Part.FILE_NAME: "a picture's file name"}
_CHANNELS = {
    Channel.FACEBOOK: "Facebook",
    Channel.INSTAGRAM: "Instagram",
    Channel.X: "X",
    Channel.YOUTUBE: "YouTube",
    Channel.WEBSITE: "the website",
    Channel.NEWSLETTER: "the newsletter",
    Channel.PRESS: "the press",
    Channel.OTHER: "this channel",
}
_REPLACEABLE = frozenset((NameForm.FULL, NameForm.REVERSED, NameForm.KNOWN_AS, NameForm.JOINED, NameForm.PARTIAL))


@dataclass(frozen=True, slots=True)
class PupilFullName:
    """Blocks a name that is certainly a pupil's, asks about one that may be, notes one that may stay."""

    id: str = "names.pupil_full_name"
    question: str = "Does the post give a pupil's full name without consent to be named?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each place where a name from the register stands."""
        for passage in post.passages:
            private = PrivatePlaces(passage, context)
            for hit in context.evidence.names(passage):
                pupils = tuple(context.evidence.pupil(pupil_id) for pupil_id in hit.pupil_ids)
                yield self._finding(hit, pupils, private, post, context)

    def _finding(
        self, hit: NameHit, pupils: tuple[Pupil, ...], private: PrivatePlaces, post: Post, context: Context
    ) -> Finding:
        passage = private.passage
        where, channel = TextSpan.of(passage, hit.start, hit.end), post.channel
        if all(pupil.has_consent(Purpose.NAME, channel) for pupil in pupils):
            return Finding(self.id, Severity.NOTE, where, may_stay(pupils, channel), "Nothing to do.")
        severity = Severity.BLOCK if hit.certain else Severity.REVIEW
        says = _says(passage, hit, pupils, channel)
        if passage.part is Part.FILE_NAME:
            return Finding(self.id, severity, where, says, _remedy(passage, hit))
        if first_names_may_stay(hit, pupils, private, context) and _may_stand(pupils, post, context):
            return Finding(self.id, severity, where, says, _remedy(passage, hit), _suggestion(passage, hit, pupils))
        if not hit.certain:
            return Finding(self.id, severity, where, says, first_name.REMEDY_IF)
        instead = in_its_place(passage, hit, pupils, context)
        return Finding(self.id, severity, where, says, first_name.REMEDY, instead)


def _may_stand(pupils: tuple[Pupil, ...], post: Post, context: Context) -> bool:
    """Whether the post's pictures leave room for a first name; without pictures they do."""
    register = context.evidence.register()
    return not post.photos or all(may_be_named_beside(register, pupil, post.channel) for pupil in pupils)


def may_stay(pupils: tuple[Pupil, ...], channel: Channel) -> str:
    return f"The full name of {shown(pupils, ' and ')} may stay: there is consent to name them on {_CHANNELS[channel]}."


def _says(passage: Passage, hit: NameHit, pupils: tuple[Pupil, ...], channel: Channel) -> str:
    """The same sentence for every pupil without consent, so that it gives away nothing about why there is none."""
    place, where = _WHERE[passage.part], _CHANNELS[channel]
    everyone = shown(pupils, " and " if len({pupil.last_name for pupil in pupils}) == 1 else " or ")
    if hit.certain:
        return (
            f"A full name in {place} ({hit.form}) is that of {everyone}, "
            f"and there is no consent to name them on {where}."
        )
    return (
        f"Words in {place} could be the full name of {everyone} ({hit.form}); "
        f"there is no consent to name them on {where}."
    )


def _remedy(passage: Passage, hit: NameHit) -> str:
    if passage.part is Part.FILE_NAME:
        return "Rename the file so that it names nobody."
    if hit.certain:
        return "Use the first name only, or leave the name out."
    return "If it is the pupil, use the first name only or leave the name out. If it is not, it can stay."


def shown(pupils: tuple[Pupil, ...], joined_by: str) -> str:
    names = list(dict.fromkeys(pupil.short_name for pupil in pupils))
    if len(names) > MOST_SHOWN:
        return f"{', '.join(names[:MOST_SHOWN])} or another of {len(names)} pupils"
    return joined_by.join(names)


def _suggestion(passage: Passage, hit: NameHit, pupils: tuple[Pupil, ...]) -> str | None:
    """The first name in the form the post uses; None where only a person can reword it."""
    written = _plain(passage.text[hit.start : hit.end])
    if hit.form is NameForm.SPLIT:
        return _siblings(written, pupils)
    if hit.form not in _REPLACEABLE or not hit.certain:
        return None
    names = {_name_as_written(written, pupil) for pupil in pupils}
    return names.pop() if len(names) == 1 else None


def _siblings(written: str, pupils: tuple[Pupil, ...]) -> str | None:
    """ "Connor and Maisie" where both are in the register and nothing else stands between."""
    names = [_name_as_written(written, pupil) for pupil in pupils]
    names.sort(key=lambda name: written.find(_plain(name)))
    joined = " and ".join(names)
    is_whole = len(names) > 1 and written.startswith(_plain(joined) + " ")
    return joined if is_whole else None


def _name_as_written(written: str, pupil: Pupil) -> str:
    is_known_as = bool(pupil.known_as) and _plain(pupil.known_as) in written
    return pupil.known_as if is_known_as and _plain(pupil.first_name) not in written else pupil.first_name


def _plain(text: str) -> str:
    return fold(text).text.lower()
