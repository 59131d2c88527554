"""Does the post give what looks like the full name of a child who is not in the register?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.first_name import PrivatePlaces
from checker.core.context import Context, Settings
from checker.core.evidence import OtherName
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.folding import fold
from checker.core.post import Part, Post

SAYS = "This looks like a first name and surname of somebody who is not in the register, perhaps a child."
REMEDY = (
    "If it is a child, keep the first name only or leave the name out. If it is an adult or a character, it can stay."
)
REMEDY_PRIVATE = "If it is a child, leave the name out: the sentence tells something private as well."
REMEDY_FILE = "If it is a child, rename the file so that it names nobody."
EXCUSED = "This full name may stay: it is on the school's list of {}."
_TITLE = re.compile(r"\b(?:mr|mrs|miss|ms|mx|dr|prof|professor|rev|reverend|sir|dame|cllr|councillor)\b\.?", re.I)
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")


def _first_name(text: str, name: OtherName) -> str | None:
    start = name.start if name.first_start is None else name.first_start
    return text[start : name.first_end] if name.first_end > start else None


@dataclass(frozen=True, slots=True)
class OtherChildFullName:
    """Asks about full names that the register does not know: visitors, other schools' pupils, former pupils."""

    id: str = "names.other_child"
    question: str = "Does the post give the full name of a child who is not in the register?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding for each such name; keeping the first name is suggested."""
        for passage in post.passages:
            private = PrivatePlaces(passage, context)
            for name in context.evidence.other_names(passage):
                where = TextSpan.of(passage, name.start, name.end)
                on_list = _list_with(passage.text[name.start : name.end], context.settings)
                if on_list:
                    says = EXCUSED.format(on_list)
                    yield Finding(self.id, Severity.NOTE, where, says, "Nothing, if this is right.")
                    continue
                if passage.part is Part.FILE_NAME:
                    yield Finding(self.id, Severity.REVIEW, where, SAYS, REMEDY_FILE)
                elif private.are_beside(name.start):
                    yield Finding(self.id, Severity.REVIEW, where, SAYS, REMEDY_PRIVATE)
                else:
                    yield Finding(self.id, Severity.REVIEW, where, SAYS, REMEDY, _first_name(passage.text, name))


def _list_with(name: str, settings: Settings) -> str:
    """Which of the school's lists holds this very name, in any case, joined or surname first; empty where none does."""
    found = "".join(_words(_POSSESSIVE.sub("", name)))
    for title, listed in (("staff", settings.staff), ("governors", settings.governors)):
        if any(found in _spellings(_words(one)) for one in listed):
            return title
    return ""


def _words(name: str) -> list[str]:
    return _LETTERS.findall(_TITLE.sub(" ", fold(name).text).casefold())


def _spellings(words: list[str]) -> set[str]:
    """The words joined, in their order or with the last ones first; a lone surname excuses nobody."""
    if len(words) < 2:
        return set()
    return {"".join(words[turn:] + words[:turn]) for turn in range(len(words))}
