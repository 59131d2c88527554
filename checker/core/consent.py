"""What was consented to, by whom asked and until when it is taken as confirmed: blank means no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from checker.core.post import Channel


class Purpose(StrEnum):
    """What a consent is for. Each is asked and answered on its own."""

    PHOTO = "photo"
    VIDEO = "video"
    NAME = "name"
    """The full name beside an image: the `name_consent` of every list."""
    FIRST_NAME = "first_name"
    WEBSITE = "website"
    PRESS = "press"
    FACE_MATCHING = "face_matching"

    @property
    def words(self) -> str:
        """As it is said to people."""
        return _PURPOSE_WORDS.get(self, self.value.replace("_", " "))


_PURPOSE_WORDS = {Purpose.NAME: "full name with image", Purpose.FIRST_NAME: "first name with image"}


class ConsentState(StrEnum):
    """Only GIVEN lets anything through."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_ASKED = "not_asked"


class AnswerKind(StrEnum):
    """Whose word it is. A child's wish stands beside the parents' answers: only its no decides anything."""

    ANSWER = "answer"
    WISH = "wish"


UPDATE_ROUND = (9, 1)
"""Month and day on which schools begin to ask every family again (the annual autumn update form)."""


def confirmed_since(today: date) -> date:
    """The first day of the last autumn round that is over: what is older was not confirmed in it.

    Until the end of December the forms are still coming in, so the round before counts.
    """
    return date(today.year - 1, *UPDATE_ROUND)


def is_to_come(day: date, today: date) -> bool:
    """Whether nothing can have come on this day yet; the register counts in UTC, so tomorrow may be here already."""
    return day > today + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Consent:
    """The current answer for one purpose; `channel` None means every channel."""

    purpose: Purpose
    state: ConsentState
    channel: Channel | None = None
    given_by: str = ""
    in_writing: bool = False
    received_on: date | None = None
    evidence: str = ""
    has_responsibility: bool | None = None
    """Whether the person who gave it has parental responsibility; None where nobody said."""
    kind: AnswerKind = AnswerKind.ANSWER
    recorded_on: date | None = field(default=None, compare=False)
    """The day it went into the register; None for an answer that is not in it yet."""

    def is_confirmed(self, today: date) -> bool:
        """False for an answer older than the last autumn round: a fact to show, not a bar to anything."""
        return self.day is not None and self.day >= confirmed_since(today)

    @property
    def day(self) -> date | None:
        """When it was given, else when it was recorded; None in a list that tells no days."""
        return self.received_on or self.recorded_on
