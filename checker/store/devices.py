"""Which cameras and phones does the school own?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.store.ledger import append
from checker.store.tables import meta
from checker.store.tables_people import device

NO_SUCH_DEVICE = "There is no device of this number on the list. See: checker devices list"
LISTED = "This device is on the list already."

if TYPE_CHECKING:
    from checker.store.register import SqlRegister


@dataclass(frozen=True, slots=True)
class Device:
    """A camera or phone of the school's."""

    number: int
    make: str
    model: str
    serial: str = field(repr=False)
    approved_by: str = field(repr=False)

    @property
    def as_setting(self) -> str:
        """As `school_devices` in the settings has it: "Canon EOS 250D, serial 0420"."""
        has_make = self.model.casefold().startswith(self.make.casefold())
        named = self.model if has_make else f"{self.make} {self.model}"
        return f"{named}, serial {self.serial}" if self.serial else named


def read_devices(connection: Connection) -> tuple[Device, ...]:
    """Those that are the school's now."""
    query = select(device).where(device.c.removed_at.is_(None)).order_by(device.c.id)
    return tuple(Device(row.id, row.make, row.model, row.serial, row.approved_by) for row in connection.execute(query))


class Devices:
    """The list of an opened register. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def listed(self) -> tuple[Device, ...]:
        """Those that are the school's now."""
        with self._database.reading() as connection:
            return read_devices(connection)

    def add(self, make: str, model: str, serial: str, approved_by: str) -> int:
        """Put a device on the list; its number. Raises: RegisterRefused when it is there."""
        row = {"make": make.strip(), "model": model.strip(), "serial": serial.strip()}
        now = self._now()
        with self._database.writing() as connection:
            if connection.execute(select(device).filter_by(**row, removed_at=None)).first() is not None:
                raise RegisterRefused(LISTED)
            who = {"approved_by": approved_by.strip(), "account": self._database.signer.account}
            made = connection.execute(insert(device).values(**row, **who, recorded_at=now))
            number = int((made.inserted_primary_key or (0,))[0])
            self._tell(connection)
            append(connection, LedgerEntry(Deed.DEVICE_ADDED, reference=number), now)
        return number

    def _tell(self, connection: Connection) -> None:
        """The list is part of what a check reads, so a changed list is another version of the register."""
        connection.execute(update(meta).values(changes=meta.c.changes + 1, stamp=secrets.token_hex(16)))

    def remove(self, number: int) -> None:
        """Take a device off the list; the row stays, for photos that were taken before. Raises: RegisterRefused."""
        now = self._now()
        with self._database.writing() as connection:
            listed = (device.c.id == number) & device.c.removed_at.is_(None)
            if connection.execute(update(device).where(listed).values(removed_at=now)).rowcount != 1:
                raise RegisterRefused(NO_SUCH_DEVICE)
            self._tell(connection)
            append(connection, LedgerEntry(Deed.DEVICE_REMOVED, reference=number), now)
