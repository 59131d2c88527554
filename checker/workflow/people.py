"""Who works with the checker: added, authorised, trained, given roles, switched off; and the first administrator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.core.staff import Account, Actor, Person
from checker.workflow.permits import Act, this_machine
from checker.workflow.register import has_register, opened_for, own_register

if TYPE_CHECKING:
    from checker.store.accounts import Accounts
    from checker.store.passwords import Passwords
    from checker.store.register import SqlRegister

GIVEN_ROLES = tuple(role for role in Role if role is not Role.MACHINE)
"""The roles that a person can be given."""
HAS_ONE = "There is an administrator already, who can add others: checker people add"
WRONG_PASSWORD = "The old password is not right. Nothing was changed."  # noqa: S105 - a sentence
INCOMPLETE = "Give the sign-in name, the name and who authorised this person."
FIRST_AUTHORISED_BY = "first start"


def role_named(untrusted_word: str) -> Role:
    """The role of this name: poster, business-manager, dsl, principal or administrator. Raises: InputError."""
    word = untrusted_word.strip().upper().replace("-", "_").replace(" ", "_")
    for role in GIVEN_ROLES:
        if role.name == word:
            return role
    names = ", ".join(role.name.lower().replace("_", "-") for role in GIVEN_ROLES)
    raise InputError(f"Give a role: {names}.")


def has_administrator(register: str | None) -> bool:
    """Whether anybody can administer the checker; without a register nobody can. Raises: NoRegister."""
    if not has_register(register):
        return False
    with opened_for(this_machine(), Act.KEEP_PEOPLE, register) as store:
        return _accounts(store).has_administrator()


def add_first_administrator(
    sign_in_name: str, display_name: str, password: str, register: str | None, passwords: Passwords | None = None
) -> int:
    """Make the first administrator, and the register where there is none; the account's number.

    Who may ask for this is for the caller: whoever has the code of the first start, or this machine's command line.
    Raises: InputError, NoRegister.
    """
    from checker.store.passwords import Passwords, require_good

    require_good(password, sign_in_name)
    store = opened_for(this_machine(), Act.KEEP_PEOPLE, register, create=True)
    if _accounts(store).has_administrator():
        raise InputError(HAS_ONE)
    roles = frozenset({Role.ADMINISTRATOR})
    person = Person(sign_in_name, display_name, roles, FIRST_AUTHORISED_BY, store.now().date())
    _require_complete(person)
    return _accounts(store).add(person, (passwords or Passwords()).hashed(password), must_change=False)


def add_person(actor: Actor, person: Person, register: str | None, passwords: Passwords | None = None) -> str:
    """Add a person; the starting password to hand over. Raises: NotAllowed, InputError, NoRegister, RegisterRefused."""
    from checker.store.passwords import Passwords, starting_password

    _require_complete(person)
    store = opened_for(actor, Act.KEEP_PEOPLE, register)
    password = starting_password()
    _accounts(store).add(person, (passwords or Passwords()).hashed(password), must_change=True)
    return password


def change_person(
    actor: Actor,
    sign_in_name: str,
    register: str | None,
    *,
    valid_until: date | None = None,
    trained_on: date | None = None,
    email: str | None = None,
) -> None:
    """Write down a last day, a training or an address; what is None stays. Raises: NotAllowed, RegisterRefused."""
    accounts = _accounts(opened_for(actor, Act.KEEP_PEOPLE, register))
    person = accounts.named(sign_in_name).person
    changed = replace(
        person,
        valid_until=valid_until or person.valid_until,
        trained_on=trained_on or person.trained_on,
        email=person.email if email is None else email,
    )
    accounts.change(sign_in_name, changed)


def update_person(actor: Actor, seen: Account, changed: Person, register: str | None) -> None:
    """Write all but the roles over what was seen. Raises: NotAllowed, InputError, NoRegister, RegisterRefused."""
    _require_complete(changed)
    _accounts(opened_for(actor, Act.KEEP_PEOPLE, register)).change(seen.person.sign_in_name, changed, seen)


def switch_person(actor: Actor, sign_in_name: str, register: str | None, *, is_off: bool) -> None:
    """Switch an account off, at once, or on again. Raises: NotAllowed, NoRegister, RegisterRefused."""
    _accounts(opened_for(actor, Act.KEEP_PEOPLE, register)).switch(sign_in_name, is_off=is_off)


def change_roles(
    actor: Actor, sign_in_name: str, give: Iterable[Role], take: Iterable[Role], register: str | None
) -> frozenset[Role]:
    """Give and take roles; those held now. Raises: NotAllowed, NoRegister, RegisterRefused."""
    return _accounts(opened_for(actor, Act.KEEP_PEOPLE, register)).change_roles(sign_in_name, give, take)


def new_starting_password(
    actor: Actor, sign_in_name: str, register: str | None, passwords: Passwords | None = None
) -> str:
    """A new starting password for somebody who forgot theirs. Raises: NotAllowed, NoRegister, RegisterRefused."""
    from checker.store.passwords import Passwords, starting_password

    accounts = _accounts(opened_for(actor, Act.KEEP_PEOPLE, register))
    password = starting_password()
    number = accounts.named(sign_in_name).number
    accounts.set_password(number, (passwords or Passwords()).hashed(password), must_change=True)
    return password


def everybody(actor: Actor, register: str | None) -> tuple[Account, ...]:
    """All accounts, for the administrator. Raises: NotAllowed, NoRegister."""
    return _accounts(opened_for(actor, Act.KEEP_PEOPLE, register)).everybody()


def people_lines(actor: Actor, register: str | None, today: date) -> Iterator[str]:
    """Everybody, with roles, authorisation and training. Raises: NotAllowed, NoRegister."""
    known = everybody(actor, register)
    yield from (_line(one, today) for one in known)
    if not known:
        yield "Nobody can sign in yet. Make the first administrator: checker people add-administrator NAME"


def _line(one: Account, today: date) -> str:
    person = one.person
    roles = ", ".join(role.value for role in GIVEN_ROLES if role in person.roles) or "no role"
    until = f" until {person.valid_until:%d/%m/%Y}" if person.valid_until else ""
    trained = f"trained {person.trained_on:%d/%m/%Y}" if person.trained_on else "no training on record"
    due = ", training is due" if person.trained_on and one.needs_training(today) else ""
    return (
        f"{one.number}  {person.sign_in_name}  {person.display_name}: {roles}; {one.standing(today).value}, "
        f"authorised by {person.authorised_by} from {person.valid_from:%d/%m/%Y}{until}; {trained}{due}"
    )


def _require_complete(person: Person) -> None:
    if not all(word.strip() for word in (person.sign_in_name, person.display_name, person.authorised_by)):
        raise InputError(INCOMPLETE)
    if person.valid_until is not None and person.valid_until < person.valid_from:
        raise InputError("The last day lies before the first. Check both days.")


def _accounts(store: SqlRegister) -> Accounts:
    from checker.store.accounts import Accounts

    return Accounts(store)


def change_own_password(
    actor: Actor, old: str, new: str, register: str | None, passwords: Passwords | None = None
) -> None:
    """Change one's own password, also the starting one. Raises: InputError, NotAllowed, NoRegister."""
    from checker.core.staff import Signer, Standing
    from checker.store.passwords import Passwords, require_good

    if actor.account == 0 or actor.standing is not Standing.IN_FORCE:
        raise NotAllowed("Sign in first.")
    store = own_register(register, Signer(actor.account))
    passwords = passwords or Passwords()
    accounts = _accounts(store)
    kept_hash, sign_in_name = accounts.kept_hash(actor.account)
    require_good(new, sign_in_name)
    if not passwords.fits(kept_hash, old) or old == new:
        raise NotAllowed(WRONG_PASSWORD)
    accounts.set_password(actor.account, passwords.hashed(new), must_change=False)
