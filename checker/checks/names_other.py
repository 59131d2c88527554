"""Does the post give what looks like the full name of a child who is not in the register?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Post

SAYS = "This looks like a first name and surname of somebody who is not in the register, perhaps a child."
REMEDY = (
    "If it is a child, keep the first name only or leave the name out. If it is an adult or a character, it can stay."
)
REMEDY_FILE = "If it is a child, rename the file so that it names nobody."


@dataclass(frozen=True, slots=True)
class OtherChildFullName:
    """Asks about full names that the register does not know: visitors, other schools' pupils, former pupils."""

    id: str = "names.other_child"
    question: str = "Does the post give the full name of a child who is not in the register?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each such name; keeping the first name is suggested."""
        for passage in post.passages:
            for name in context.evidence.other_names(passage):
                is_file = passage.part is Part.FILE_NAME
                yield Finding(
                    self.id,
                    Severity.REVIEW,
                    TextSpan.of(passage, name.start, name.end),
                    SAYS,
                    REMEDY_FILE if is_file else REMEDY,
                    None if is_file else passage.text[name.start : name.first_end],
                )
