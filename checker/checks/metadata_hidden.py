"""What does the photo file carry besides the picture?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import HiddenDetail, HiddenKind
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.folding import in_any_case
from checker.core.post import Origin, Photo, Post

PERMITTED = "The photo file names a copyright or credit, and somebody said that we may use the photo."
PERMITTED_REMEDY = "Give the credit if that was agreed."
_PERMITTED = frozenset({Origin.PARENT, Origin.PHOTOGRAPHER})
"""Where these came from was asked, so whose photo it is has been answered by a person."""


@dataclass(frozen=True, slots=True)
class HiddenDetails:
    """A NOTE that names the kinds (never the values: a report may travel), and a REVIEW for somebody else's rights."""

    id: str = "metadata.hidden_details"
    question: str = "Does the photo file carry hidden details, such as a place or somebody else's copyright?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Asks what is hidden in the file."""
        seen = context.evidence.metadata(photo)
        details = seen.details
        kinds = ", ".join(dict.fromkeys(detail.kind.value for detail in details))
        spot = PhotoSpot(number)
        if kinds:
            says = f"The photo file carries hidden details: {kinds}."
            yield Finding(self.id, Severity.NOTE, spot, says, "Post the cleaned copy: it is made without them.")
        if seen.shows_more:
            says = "A small second picture in the file shows something else: perhaps what was cropped away or covered."
            yield Finding(self.id, Severity.NOTE, spot, says, "Post the cleaned copy, and never the file itself.")
        rights = [detail for detail in details if detail.kind is HiddenKind.RIGHTS]
        own_names = tuple(in_any_case(name) for name in (post.school, context.settings.school) if name.strip())
        yield from self._about_rights(rights, own_names, spot, photo.origin)

    def _about_rights(
        self, rights: list[HiddenDetail], own_names: tuple[str, ...], spot: PhotoSpot, origin: Origin | None
    ) -> Iterator[Finding]:
        """Somebody else's copyright or credit; the school's own is excused, and what a person permitted, and told."""
        if rights and origin in _PERMITTED:
            yield Finding(self.id, Severity.NOTE, spot, PERMITTED, PERMITTED_REMEDY)
        elif any(not _names_one_of(detail, own_names) for detail in rights):
            says = "The photo file names someone else's copyright or credit."
            remedy = "Find out whose photo it is and whether we may use it, or choose one of our own."
            yield Finding(self.id, Severity.REVIEW, spot, says, remedy)
        elif rights:
            says = "The copyright or credit line in the photo file names the school itself."
            yield Finding(self.id, Severity.NOTE, spot, says, "Nothing to do.")


def _names_one_of(detail: HiddenDetail, own_names: tuple[str, ...]) -> bool:
    value = in_any_case(detail.value)
    return any(name in value for name in own_names)
