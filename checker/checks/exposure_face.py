"""How useful would this picture be to somebody who wants to misuse it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.errors import NoRegister
from checker.core.exposure import FEW, FILLS_FRAME, Level, Told, exposure_of
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.folding import in_any_case
from checker.core.policy import PolicyPack
from checker.core.post import Part, Passage, Photo, Post

_MILDER = "A smaller copy, a picture from further away, a face that is turned, or a cover would expose the child less."
_GROUP = "Group or class pictures with a general label, such as sports day, are preferred."


@dataclass(frozen=True, slots=True)
class ExposedFace:
    """Advice: a NOTE with the level and its reasons. Only a policy that asks for a person makes a high one a REVIEW."""

    id: str = "exposure.face"
    question: str = "How useful would this picture be to somebody who wants to misuse it?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one, at the largest face; none where the exposure is low."""
        seen = context.evidence.exposure(photo)
        exposure = exposure_of(seen, told_beside(photo, number, post, context))
        if exposure.level is Level.LOW:
            return
        is_asked = exposure.level is Level.HIGH and _asks(context.packs, self.id)
        says = f"This picture exposes a person: {exposure.level.word}, because of {', '.join(exposure.reasons)}."
        severity = Severity.REVIEW if is_asked else Severity.NOTE
        yield Finding(self.id, severity, PhotoSpot(number, seen.largest), says, _MILDER)


@dataclass(frozen=True, slots=True)
class FillsFrame:
    """Advice: a NOTE where one or two people fill the picture."""

    id: str = "exposure.group"
    question: str = "Do one or two children fill the picture, where a group would do?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """At most one, about the picture as a whole."""
        seen = context.evidence.exposure(photo)
        tall = FILLS_FRAME * context.evidence.picture(photo).height
        if 0 < seen.faces <= FEW and seen.face_height >= tall:
            says = f"{'One person fills' if seen.faces == 1 else 'Two people fill'} this picture."
            yield Finding(self.id, Severity.NOTE, PhotoSpot(number), says, _GROUP)


def told_beside(photo: Photo, number: int, post: Post, context: Context) -> Told:
    """What the post and this photo's description tell of a child, a class and the school.

    Without a register no name and no class can be known: other checks say so.
    """
    passages = [passage for passage in post.passages if passage.part is Part.TEXT]
    passages += [Passage(Part.ALT_TEXT, photo.alt_text, number)] * bool(photo.alt_text)
    words = [in_any_case(passage.text) for passage in passages]
    school = in_any_case(context.settings.school)
    the_school = bool(school) and any(school in text for text in words)
    try:
        classes = {in_any_case(pupil.class_name) for pupil in context.evidence.register().pupils if pupil.class_name}
    except NoRegister:
        return Told(the_school=the_school)
    a_class = any(f"{name} class" in text or f"class {name}" in text for name in classes for text in words)
    a_name = any(context.evidence.names(one) or context.evidence.first_names(one) for one in passages)
    return Told(a_name, a_class, the_school)


def _asks(packs: tuple[PolicyPack, ...], check: str) -> bool:
    """Whether a clause that this check serves demands at least a person."""
    clauses = (clause for pack in packs for clause in pack.clauses if check in clause.checks)
    return any(clause.at_least is not None and clause.at_least >= Severity.REVIEW for clause in clauses)
