"""Is it really this person, and is this person still there? Sign-ins, lock-out and sessions, by the injected clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy import Connection, Row, func, insert, select, update

from checker.core.errors import NotAllowed
from checker.core.ledger import Deed, LedgerEntry
from checker.core.staff import IDLE_ENDS, Account, Standing
from checker.store.accounts import key_of, read_accounts
from checker.store.ledger import append
from checker.store.passwords import Passwords
from checker.store.register import SqlRegister, as_utc
from checker.store.tables_people import account, desk_session, sign_in_failure

FAILURES_ALLOWED = 5
"""Wrong passwords in a row before an account is locked: a slip or two is usual, guessing needs thousands."""
LOCKED_FOR = timedelta(minutes=15)
"""How long it is locked: 480 guesses a day at the most."""
LONGEST_SESSION = timedelta(hours=10)
"""A working day: nobody stays signed in overnight, however busy the page looks."""
SEEN_EVERY = timedelta(seconds=20)
"""How often a session that is used is written down: not at every click, which would keep the database busy."""
_CLOCK_SLACK = timedelta(minutes=1)

REFUSED = "The sign-in name or the password is not right, or this person may not sign in now."
LOCKED = "This account is locked for a while after too many wrong passwords. Try again in 15 minutes."
NO_ACCOUNT = (
    "The school's sign-in knows you, but the checker does not. Ask its administrator to add you with this e-mail "
    "address."
)
USED_UP = "This sign-in has ended. Please sign in again."


class SignIns:
    """Who is at the desk. Every method raises NoRegister, as the register does."""

    def __init__(
        self, register: SqlRegister, passwords: Passwords | None = None, idle_ends: timedelta = IDLE_ENDS
    ) -> None:
        self._database = register.database
        self._unchanged = register.unchanged
        self._now = register.now
        self._passwords = passwords or Passwords()
        self._idle_ends = idle_ends

    def by_password(self, sign_in_name: str, password: str) -> int:
        """Begin a session; its number. Raises: NotAllowed, with the same words whatever was wrong."""
        found, kept_hash = self._kept(sign_in_name)
        if found is not None and self._is_locked(found.number):
            self._refuse(found, LOCKED)
        # Outside of the transaction: hashing is slow on purpose.
        is_right = self._passwords.fits(kept_hash, password)
        if found is None or not is_right or found.standing(self._now().date()) is not Standing.IN_FORCE:
            self._refuse(found, REFUSED)
        if self._is_locked(found.number):  # by others who guessed at the same time
            self._refuse(found, LOCKED)
        return self._begin(found.number, None)

    def by_email(self, email: str, token: str) -> int:
        """Begin, or go on with, the session of somebody whom the school's own system signed in; its number.

        `token` is a digest of what that system said: it opens one session, so an ended one is not begun again by it.
        Raises: NotAllowed.
        """
        with self._database.reading() as connection:
            wanted = key_of(email)
            people = read_accounts(connection)
            found = next((one for one in people if wanted and one.person.email == wanted), None)
            known = connection.execute(select(desk_session).where(desk_session.c.token == token)).first()
        if found is None or found.standing(self._now().date()) is not Standing.IN_FORCE:
            self._refuse(found, NO_ACCOUNT)
        if known is None:
            return self._begin(found.number, token)
        if known.account_id != found.number or self._has_ended(known):
            raise NotAllowed(USED_UP)
        return int(known.id)

    def at_desk(self, session: int, *, is_active: bool = True) -> Account | None:
        """Who has this session; None once it has ended. `is_active`: something was just done with it."""
        now = self._now()
        row, found = self._unchanged(f"session {session}", lambda: self._session(session))
        if row is None or found is None or self._has_ended(row) or found.standing(now.date()) is not Standing.IN_FORCE:
            return None
        if is_active and now - as_utc(row.seen_at) >= SEEN_EVERY:
            with self._database.writing() as connection:
                is_open = (desk_session.c.id == session) & desk_session.c.ended_at.is_(None)
                connection.execute(update(desk_session).where(is_open).values(seen_at=now))
        return found

    def _session(self, session: int) -> tuple[Row[Any] | None, Account | None]:
        """A session, whether it has ended or not, and whose it is."""
        with self._database.reading() as connection:
            row = connection.execute(select(desk_session).where(desk_session.c.id == session)).first()
            if row is None:
                return None, None
            return row, next(one for one in read_accounts(connection) if one.number == row.account_id)

    def today(self) -> date:
        """The day by the same clock."""
        return self._now().date()

    def end(self, session: int) -> None:
        """Sign out; ending it twice changes nothing."""
        now = self._now()
        with self._database.writing() as connection:
            is_open = (desk_session.c.id == session) & desk_session.c.ended_at.is_(None)
            row = connection.execute(select(desk_session.c.account_id).where(is_open)).first()
            if row is not None:
                connection.execute(update(desk_session).where(is_open).values(ended_at=now))
                append(connection, LedgerEntry(Deed.SIGNED_OUT, reference=session, account=row.account_id), now)

    def _has_ended(self, row: Row[tuple[object, ...]]) -> bool:
        """Also where the clock stands before what was seen: then nobody can say how long nothing was done."""
        now, seen, started = self._now(), as_utc(row.seen_at), as_utc(row.started_at)
        if row.ended_at is not None or now < seen - _CLOCK_SLACK:
            return True
        return now - seen >= self._idle_ends or now - started >= LONGEST_SESSION

    def _kept(self, sign_in_name: str) -> tuple[Account | None, str]:
        wanted = key_of(sign_in_name)
        with self._database.reading() as connection:
            found = next((one for one in read_accounts(connection) if one.person.sign_in_name == wanted), None)
            if found is None:
                return None, ""
            kept = connection.execute(select(account.c.password_hash).where(account.c.id == found.number)).scalar_one()
        return found, kept

    def _is_locked(self, number: int) -> bool:
        """Five failures, each less than fifteen minutes ago and after the last time it went well."""
        own = sign_in_failure.c.account_id == number
        well = select(func.max(desk_session.c.started_at)).where(desk_session.c.account_id == number)
        with self._database.reading() as connection:
            last, now = connection.execute(well).scalar(), self._now()
            since = now - LOCKED_FOR
            if last is not None and as_utc(last) <= now:  # one in the future, by a clock set back since, forgives none
                since = max(since, as_utc(last))
            query = select(func.count()).where(own, sign_in_failure.c.failed_at > since)
            return int(connection.execute(query).scalar_one()) >= FAILURES_ALLOWED

    def _refuse(self, found: Account | None, says: str) -> NoReturn:
        """Raises: NotAllowed."""
        now, number = self._now(), None if found is None else found.number
        with self._database.writing() as connection:
            if says != LOCKED:  # or knocking on a locked door would keep it locked for ever
                connection.execute(insert(sign_in_failure).values(account_id=number, failed_at=now))
            append(connection, LedgerEntry(Deed.SIGN_IN_REFUSED, account=number or 0), now)
        raise NotAllowed(says)

    def _begin(self, number: int, token: str | None) -> int:
        now = self._now()
        with self._database.writing() as connection:
            session = _add_session(connection, number, token, now)
            append(connection, LedgerEntry(Deed.SIGNED_IN, reference=session, account=number), now)
        return session


def _add_session(connection: Connection, number: int, token: str | None, now: datetime) -> int:
    row = {"account_id": number, "token": token, "started_at": now, "seen_at": now}
    made = connection.execute(insert(desk_session).values(**row))
    return int((made.inserted_primary_key or (0,))[0])
