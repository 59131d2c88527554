"""People for tests: somebody with these roles, who may work today."""

from __future__ import annotations

from datetime import date

from checker.core.decision import Role
from checker.core.staff import Actor, Person, Standing
from checker.store.accounts import Accounts
from checker.store.passwords import Passwords
from checker.store.register import SqlRegister


def acting(*roles: Role, account: int = 7, standing: Standing = Standing.IN_FORCE) -> Actor:
    """An invented person."""
    return Actor(account, frozenset(roles), "Petra Quillfeather", standing)


QUICK = Passwords(time_cost=1, memory_kib=64)
"""As the real ones, without their cost."""
PASSWORD = "correct horse battery"
FIRST_DAY = date(2026, 9, 1)


def person(name: str, *roles: Role, valid_from: date = FIRST_DAY, valid_until: date | None = None) -> Person:
    """An invented person, by sign-in name."""
    shown = f"{name.title()} Quillfeather"
    return Person(name, shown, frozenset(roles), "Principal", valid_from, valid_until, email=f"{name}@quill.example")


def add_people(register: SqlRegister, *people: Person) -> None:
    """Add them, all with the same password; the first gets account 1."""
    for one in people:
        Accounts(register).add(one, QUICK.hashed(PASSWORD), must_change=False)
