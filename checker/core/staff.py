"""Who works with the checker, in which roles, and from when until when?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from checker.core.decision import Role

IDLE_ENDS = timedelta(minutes=10)
"""Minutes without a click after which a session ends: the schools' policies forbid leaving a computer logged in, and
ten minutes is about a telephone call."""
TRAINING_HOLDS = timedelta(days=365)
"""The schools' policies ask for online safety training every year."""


class Standing(StrEnum):
    """Whether a person may work today."""

    IN_FORCE = "in force"
    NOT_YET = "not authorised yet"
    ENDED = "authorisation has ended"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Signer:
    """How a deed is signed in the ledger: the number of the account (0: this machine) and the role it acted in."""

    account: int = 0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for something now, with the roles of this very moment."""

    account: int
    roles: frozenset[Role]
    name: str = field(default="", repr=False)
    standing: Standing = Standing.IN_FORCE
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody with the right to give it says about a new person."""

    sign_in_name: str = field(repr=False)
    display_name: str = field(repr=False)
    roles: frozenset[Role]
    authorised_by: str = field(repr=False)
    """Who authorised this person to work with the checker: the title of a post."""
    valid_from: date
    valid_until: date | None = None
    """The last day."""
    trained_on: date | None = None
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the register holds one."""

    number: int
    person: Person
    is_disabled: bool = False
    must_change_password: bool = False

    def standing(self, today: date) -> Standing:
        """Whether this person may work on this day."""
        if self.is_disabled:
            return Standing.DISABLED
        if today < self.person.valid_from:
            return Standing.NOT_YET
        if self.person.valid_until is not None and today > self.person.valid_until:
            return Standing.ENDED
        return Standing.IN_FORCE

    def needs_training(self, today: date) -> bool:
        """No training is on record, or the last is more than a year ago."""
        trained = self.person.trained_on
        return trained is None or today - trained > TRAINING_HOLDS

    def acting(self, today: date) -> Actor:
        """This person as one who asks for something on this day."""
        return Actor(
            self.number, self.person.roles, self.person.display_name, self.standing(today), self.must_change_password
        )
