"""The school's register: who its pupils are, what was consented to, and whose face may be compared.

Importing this module brings SQLAlchemy (about 0.2 s): import it where a register is opened.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import select

from checker.core.errors import RegisterRefused
from checker.core.people import Consent, FaceTemplate, RegisterSnapshot
from checker.store import writing
from checker.store.database import Database, open_database
from checker.store.importing import ConsentChange, ImportPlan
from checker.store.reading import consent_of, read_snapshot, read_version
from checker.store.tables import consent_event

_VECTOR = struct.Struct("<128f")


def utc_now() -> datetime:
    """The moment that goes into the record."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RecordedConsent:
    """One line of a pupil's timeline. `recorded_at` is UTC."""

    recorded_at: datetime
    consent: Consent


def open_register(url_or_path: str, *, create: bool = False, now: Callable[[], datetime] = utc_now) -> SqlRegister:
    """Open the register in this file, folder or database URL; `create` makes an empty one where there is none.

    Raises: NoRegister with one sentence for the office.
    """
    return SqlRegister(open_database(url_or_path, create=create), now)


class SqlRegister:
    """A register in a database. Fulfils `RegisterReader`; may be used from several threads and processes at once.

    Every method raises NoRegister when the database is locked, gone or damaged.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now
        self._latest: RegisterSnapshot | None = None

    def read(self) -> RegisterSnapshot:
        """The register as it stands; read anew only when its version has changed."""
        with self._database.reading() as connection:
            latest = self._latest
            if latest is None or latest.version != read_version(connection):
                latest = self._latest = read_snapshot(connection)
        return latest

    def version(self) -> str:
        """Changes whenever anything in the register does."""
        with self._database.reading() as connection:
            return read_version(connection)

    def history(self, pupil_id: str) -> tuple[RecordedConsent, ...]:
        """Every answer ever recorded for a pupil, oldest first. Raises: RegisterRefused."""
        events = select(consent_event).where(consent_event.c.pupil_id == pupil_id).order_by(consent_event.c.id)
        with self._database.reading() as connection:
            writing.require_pupil(connection, pupil_id)
            rows = connection.execute(events).all()
        return tuple(RecordedConsent(_as_utc(row.recorded_at), consent_of(row)) for row in rows)

    def apply(self, change: ImportPlan) -> RegisterSnapshot:
        """Apply a plan whole or not at all; the register afterwards. Raises: RegisterRefused when it is outdated."""
        with self._database.writing() as connection:
            writing.apply_plan(connection, change, self._now())
        return self.read()

    def record_consent(self, pupil_id: str, consent: Consent) -> None:
        """Record an answer. Any answer to face matching but a parent's written yes deletes the pupil's templates.

        Raises: RegisterRefused.
        """
        with self._database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            writing.add_consents(connection, [ConsentChange(pupil_id, consent)], self._now())

    def add_template(self, pupil_id: str, vector: bytes) -> None:
        """Keep a reference vector, 128 little-endian float32.

        Raises: RegisterRefused without the sign-off and a parent's written consent; ValueError for no such vector.
        """
        if len(vector) != _VECTOR.size or not all(map(math.isfinite, _VECTOR.unpack(vector))):
            raise ValueError("a face template is 128 finite float32")
        with self._database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            writing.add_template(connection, FaceTemplate(pupil_id, vector), self._now())

    def switch_matching_on(self, dpia: str, dpo: str, on: date) -> None:
        """Record the DPIA and the DPO's sign-off, which lets face matching be used. Raises: RegisterRefused."""
        if not dpia.strip() or not dpo.strip():
            raise RegisterRefused(
                "Face matching needs the reference of the DPIA and the name of the DPO who signed it off. Give both."
            )
        with self._database.writing() as connection:
            writing.add_signoff(connection, "on", dpia.strip(), dpo.strip(), on, self._now())

    def switch_matching_off(self) -> None:
        """Stop face matching for everybody at once. Templates are kept, but nobody is given them."""
        now = self._now()
        with self._database.writing() as connection:
            writing.add_signoff(connection, "off", "", "", now.date(), now)

    def erase(self, pupil_id: str) -> None:
        """Erase a pupil with all consents and templates. Raises: RegisterRefused."""
        with self._database.writing() as connection:
            writing.erase_pupil(connection, pupil_id)

    def close(self) -> None:
        """Let go of the database."""
        self._latest = None
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _as_utc(moment: datetime) -> datetime:
    """SQLite forgets the zone of what we stored in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
