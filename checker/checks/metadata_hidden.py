"""What does the photo file carry besides the picture?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import HiddenDetail, HiddenKind
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Photo, Post


@dataclass(frozen=True, slots=True)
class HiddenDetails:
    """A NOTE that names the kinds (never the values: a report may travel), and a REVIEW for somebody else's rights."""

    id: str = "metadata.hidden_details"
    question: str = "Does the photo file carry hidden details, such as a place or somebody else's copyright?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        """Asks what is hidden in the file."""
        details = context.evidence.metadata(photo).details
        kinds = ", ".join(dict.fromkeys(detail.kind.value for detail in details))
        spot = PhotoSpot(number)
        if kinds:
            says = f"The photo file carries hidden details: {kinds}."
            yield Finding(self.id, Severity.NOTE, spot, says, "Post the cleaned copy: it is made without them.")
        if any(_is_someone_elses(detail, (post.school, context.settings.school)) for detail in details):
            says = "The photo file names someone else's copyright or credit."
            remedy = "Find out whose photo it is and whether we may use it, or choose one of our own."
            yield Finding(self.id, Severity.REVIEW, spot, says, remedy)


def _is_someone_elses(detail: HiddenDetail, own_names: tuple[str, ...]) -> bool:
    """A copyright or credit line in which the school's own name does not stand."""
    value = detail.value.casefold()
    return detail.kind is HiddenKind.RIGHTS and not any(name and name.casefold() in value for name in own_names)
