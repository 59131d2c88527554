"""Who may work with the checker? Accounts and roles, each change in the ledger by the account's number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.staff import Account, Person, Standing
from checker.store.ledger import append
from checker.store.register import SqlRegister
from checker.store.tables_people import account, desk_session, role_event

NO_SUCH_PERSON = "There is nobody with this sign-in name. See the list: checker people list"
TAKEN = "There is somebody with this sign-in name or e-mail address already."
LAST_ADMINISTRATOR = (
    "This is the only administrator who can work with the checker. Make somebody else administrator first."
)
CHANGED_MEANWHILE = (
    "Somebody else changed this person's record while you had it open. Nothing of yours was saved. Look at what is "
    "there now, then make your change again."
)
NOT_A_ROLE = "Nobody can be given this role."


def key_of(sign_in_name: str) -> str:
    """How a sign-in name or an e-mail address is kept and looked up: capitals and blanks around it do not matter."""
    return sign_in_name.strip().casefold()


class Accounts:
    """The people of a register's database. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def everybody(self) -> tuple[Account, ...]:
        """All accounts, also those that are switched off, in the order in which they were made."""
        with self._database.reading() as connection:
            return read_accounts(connection)

    def named(self, sign_in_name: str) -> Account:
        """The account with this name. Raises: RegisterRefused."""
        with self._database.reading() as connection:
            return _named(connection, sign_in_name)

    def kept_hash(self, number: int) -> tuple[str, str]:
        """The hash that is kept for this account, and its sign-in name. Raises: RegisterRefused."""
        query = select(account.c.password_hash, account.c.sign_in_name).where(account.c.id == number)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise RegisterRefused(NO_SUCH_PERSON)
        return row.password_hash, row.sign_in_name

    def has_administrator(self) -> bool:
        """Whether anybody can administer the checker today."""
        today = self._now().date()
        return any(map(_administers(today), self.everybody()))

    def add(self, person: Person, password_hash: str, *, must_change: bool) -> int:
        """Add a person; the account's number. An empty hash: this person signs in with the school's own system.

        Raises: RegisterRefused for a name or address that is taken.
        """
        with self._database.writing() as connection:
            _refuse_taken(connection, person, own=0)
            row = {**_row(person), "password_hash": password_hash, "must_change": must_change}
            made = connection.execute(insert(account).values(**row, recorded_at=self._now()))
            number = int((made.inserted_primary_key or (0,))[0])
            append(connection, LedgerEntry(Deed.ACCOUNT_ADDED, reference=number), self._now())
            self._change_roles(connection, number, person.roles, is_on=True)
        return number

    def change(self, sign_in_name: str, person: Person, seen: Account | None = None) -> None:
        """Write name, address, authorisation, dates and training over the old ones; roles stay.

        `seen`: the account as it was looked at. Raises: RegisterRefused where somebody changed it since, or where
        nobody could administer the checker any more.
        """
        with self._database.writing() as connection:
            found = _named(connection, sign_in_name)
            if seen is not None and _row(seen.person) != _row(found.person):
                raise RegisterRefused(CHANGED_MEANWHILE)
            _refuse_taken(connection, person, found.number)
            connection.execute(update(account).where(account.c.id == found.number).values(**_row(person)))
            append(connection, LedgerEntry(Deed.ACCOUNT_CHANGED, reference=found.number), self._now())
            self._require_administrator(connection, found)

    def switch(self, sign_in_name: str, *, is_off: bool) -> None:
        """Switch an account off, which ends its sessions, or on again. Raises: RegisterRefused for the last one."""
        now = self._now()
        with self._database.writing() as connection:
            found = _named(connection, sign_in_name)
            row = account.c.id == found.number
            connection.execute(update(account).where(row).values(disabled_at=now if is_off else None))
            if is_off:
                end_sessions(connection, found.number, now)
            deed = Deed.ACCOUNT_DISABLED if is_off else Deed.ACCOUNT_ENABLED
            append(connection, LedgerEntry(deed, reference=found.number), now)
            self._require_administrator(connection, found)

    def change_roles(self, sign_in_name: str, give: Iterable[Role], take: Iterable[Role]) -> frozenset[Role]:
        """Give and take roles; those that this person has now. Raises: RegisterRefused."""
        with self._database.writing() as connection:
            found = _named(connection, sign_in_name)
            self._change_roles(connection, found.number, set(give) - found.person.roles, is_on=True)
            self._change_roles(connection, found.number, set(take) & found.person.roles, is_on=False)
            self._require_administrator(connection, found)
            return _named(connection, sign_in_name).person.roles

    def set_password(self, number: int, password_hash: str, *, must_change: bool) -> None:
        """Keep a new hash, and end every session that was begun with the old one."""
        now = self._now()
        with self._database.writing() as connection:
            values = {"password_hash": password_hash, "must_change": must_change}
            if connection.execute(update(account).where(account.c.id == number).values(**values)).rowcount != 1:
                raise RegisterRefused(NO_SUCH_PERSON)
            if must_change:
                end_sessions(connection, number, now)
            append(connection, LedgerEntry(Deed.PASSWORD_CHANGED, reference=number), now)

    def _change_roles(self, connection: Connection, number: int, roles: Iterable[Role], *, is_on: bool) -> None:
        now = self._now()
        for role in sorted(roles, key=list(Role).index):
            if role is Role.MACHINE:
                raise RegisterRefused(NOT_A_ROLE)
            row = {"account_id": number, "role": role.name.lower(), "is_on": is_on, "recorded_at": now,
                   "given_by": self._database.signer.account}  # fmt: skip
            connection.execute(insert(role_event).values(**row))
            deed = Deed.ROLE_GIVEN if is_on else Deed.ROLE_TAKEN
            append(connection, LedgerEntry(deed, reference=number, amount=list(Role).index(role) + 1), now)

    def _require_administrator(self, connection: Connection, before: Account) -> None:
        """After a change: it is refused, and undone, if it took the last one."""
        can = _administers(self._now().date())
        if can(before) and not any(map(can, read_accounts(connection))):
            raise RegisterRefused(LAST_ADMINISTRATOR)


def _administers(today: date) -> Callable[[Account], bool]:
    return lambda one: Role.ADMINISTRATOR in one.person.roles and one.standing(today) is Standing.IN_FORCE


def end_sessions(connection: Connection, number: int, now: datetime) -> None:
    """End every session of this account that has not ended yet."""
    own = (desk_session.c.account_id == number) & desk_session.c.ended_at.is_(None)
    connection.execute(update(desk_session).where(own).values(ended_at=now))


def _named(connection: Connection, sign_in_name: str) -> Account:
    wanted = key_of(sign_in_name)
    found = next((one for one in read_accounts(connection) if one.person.sign_in_name == wanted), None)
    if found is None:
        raise RegisterRefused(NO_SUCH_PERSON)
    return found


def _refuse_taken(connection: Connection, person: Person, own: int) -> None:
    """Said in words; the database would refuse it in its own."""
    same = account.c.sign_in_name == key_of(person.sign_in_name)
    if person.email.strip():
        same |= account.c.email == key_of(person.email)
    if connection.execute(select(account.c.id).where(same, account.c.id != own)).first() is not None:
        raise RegisterRefused(TAKEN)


def _row(person: Person) -> dict[str, object]:
    return {
        "sign_in_name": key_of(person.sign_in_name),
        "display_name": person.display_name.strip(),
        "email": key_of(person.email),
        "authorised_by": person.authorised_by.strip(),
        "valid_from": person.valid_from,
        "valid_until": person.valid_until,
        "trained_on": person.trained_on,
    }


def read_accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account with the roles it has now."""
    roles: dict[int, set[Role]] = defaultdict(set)
    for event in connection.execute(select(role_event).order_by(role_event.c.id)):
        (roles[event.account_id].add if event.is_on else roles[event.account_id].discard)(Role[event.role.upper()])
    return tuple(
        Account(
            row.id,
            Person(
                row.sign_in_name,
                row.display_name,
                frozenset(roles[row.id]),
                row.authorised_by,
                row.valid_from,
                row.valid_until,
                row.trained_on,
                row.email,
            ),
            row.disabled_at is not None,
            row.must_change,
        )
        for row in connection.execute(select(account).order_by(account.c.id))
    )
