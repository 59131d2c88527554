"""Does the post name a class although the school's policy does not allow it?

Asked only of a policy that says so outright (`may_name_class = false`). Then a person looks: a class name is often a
plain word (Maple, Kingfishers), and the policy's own words decide, not ours. A year group alone is left: "a Year 4
pupil" is what we advise in place of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.core.context import Context
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import fold
from checker.core.post import Post

_NUMBERED = (
    r"(?i:class)\s+\d?[A-Z]{1,3}\b|(?i:class)\s+\d\d?\b|\b(?:[1-6]|R|N)[A-Z]{1,2}\b(?=\s+(?i:class|pupils|children))"
)


@dataclass(frozen=True, slots=True)
class ClassNamed:
    """Finds the register's class names, as they are written there, and numbered classes."""

    id: str = "names.class"
    question: str = "Does the post name a class although the school's policy does not allow it?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each place, in every passage; none where no policy forbids it."""
        if all(pack.may_name_class is not False for pack in context.packs):
            return
        pattern = _pattern(context.evidence.register().class_names)
        for passage in post.passages:
            folded = fold(passage.text)
            for match in pattern.finditer(folded.text):
                yield Finding(
                    self.id,
                    Severity.REVIEW,
                    TextSpan.of(passage, folded.offsets[match.start()], folded.original_end(match.end())),
                    "This looks like the name of a class, and the school's policy does not allow one.",
                    "Write the year group or “one of our classes” instead.",
                )


@lru_cache(maxsize=4)
def _pattern(class_names: frozenset[str]) -> re.Pattern[str]:
    known = sorted((re.escape(fold(name).text) for name in class_names if name.strip()), key=len, reverse=True)
    listed = "|".join(rf"(?<!\w){name}(?!\w)" for name in known)
    return re.compile(f"{listed}|{_NUMBERED}" if listed else _NUMBERED)
