"""Could the photo show swimwear or undress?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import AttireKind, AttireSeen
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.post import Part, Passage, Photo, Post
from checker.core.rules import RuleHit

_SAYS = "This photo could show swimwear or undress."
_REMEDY = "Please look. PE and sports photos are often asked about; leave out any photo that shows swimwear or undress."
_NAKED_SAYS = "This photo could show somebody without clothes."
_NAKED_REMEDY = (
    "Do not post, copy or forward it. If it shows a child, stop and tell the Designated Safeguarding Lead at once; "
    "if it is a false alarm, choose another photo or ask the Lead."
)
_WORDS_SAY = (
    "The words speak of swimming or changing and somebody is in this photo; no swimwear was seen, which is no proof."
)
_WEAK_SAYS = "The words speak of sport or swimming, and there is a weak sign of swimwear or undress in this photo."

# Words after which a person looks at every photo with somebody in it. After words of sport a weak sign is needed:
# every other primary-school post speaks of PE.
_LOOK_AT_ALL = frozenset({"attire.swimming", "attire.changing"})


@dataclass(frozen=True, slots=True)
class SuitableDress:
    """One REVIEW per photo that shows a sign, and a NOTE where the words speak of swimming, changing or sport.

    The sign is never called by the detector's name for it: that is often wrong, and would stain a child.
    """

    id: str = "attire.context"
    question: str = "Could the photo show swimwear or undress?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Points at the strongest sign; the words are those of the post (told once), this photo's and its file's.

        Raises: LookupError, without rules.
        """
        context.rules.need(self.id)
        seen = context.evidence.attire(photo)
        words = [(passage, hit) for passage in _passages(photo, number, post) for hit in self._hits(passage, context)]
        yield from self._sign(seen, {hit.rule.id for _, hit in words}, number)
        for passage, hit in words:
            if passage.part is Part.ALT_TEXT or (passage.part is Part.TEXT and number == 0):
                where = TextSpan.of(passage, hit.start, hit.end)
                yield Finding(self.id, hit.rule.severity, where, hit.rule.says, hit.rule.remedy)

    def _hits(self, passage: Passage, context: Context) -> Iterator[RuleHit]:
        return context.rules.hits(self.id, context.evidence.parsed(passage))

    def _sign(self, seen: tuple[AttireSeen, ...], words: set[str], number: int) -> Iterator[Finding]:
        """At most one: the worst kind of sign, then what only the words make one of."""
        for kind, says, remedy in (
            (AttireKind.NAKED, _NAKED_SAYS, _NAKED_REMEDY),
            (AttireKind.UNDRESS, _SAYS, _REMEDY),
            (AttireKind.POSSIBLE, _WEAK_SAYS, _REMEDY),
        ):
            signs = [sign for sign in seen if sign.kind is kind]
            if signs and (words or kind is not AttireKind.POSSIBLE):
                strongest = max(signs, key=lambda sign: sign.score)
                yield Finding(self.id, Severity.REVIEW, PhotoSpot(number, strongest.box), says, remedy)
                return
        if seen and words & _LOOK_AT_ALL:
            yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), _WORDS_SAY, _REMEDY)


def _passages(photo: Photo, number: int, post: Post) -> Iterator[Passage]:
    """The words that may speak of this photo."""
    yield from (passage for passage in post.passages if passage.part is Part.TEXT)
    if photo.alt_text:
        yield Passage(Part.ALT_TEXT, photo.alt_text, number)
    if photo.name:  # "swimming_gala_3.jpg": an underscore is a letter to the patterns
        yield Passage(Part.FILE_NAME, photo.name.replace("_", " "), number)
