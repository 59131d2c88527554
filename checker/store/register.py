"""The school's register: who its pupils are, what was consented to, and whose face may be compared.

Importing this module brings SQLAlchemy (about 0.2 s): import it where a register is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.parents import ParentRecord
from checker.core.people import DLIB, AnswerKind, Consent, ConsentState, FaceTemplate, RegisterSnapshot
from checker.core.staff import Signer
from checker.store import writing
from checker.store.certificate import Certificate
from checker.store.database import Database, open_database
from checker.store.erasing import erase_certified
from checker.store.file_mark import Mark, Unchanged, VersionPage, mark_of
from checker.store.follow_up import FollowUp
from checker.store.importing import ConsentChange, ImportPlan
from checker.store.leaving import end_what_is_due
from checker.store.ledger import LedgerBook, append
from checker.store.reading import read_history, read_snapshot, read_version
from checker.store.sealed_vectors import is_vector
from checker.store.seen import require_unchanged, seen_of
from checker.store.tables import consent_event


def utc_now() -> datetime:
    """The moment that goes into the record."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RecordedConsent:
    """One line of a pupil's timeline. `recorded_at` is UTC."""

    recorded_at: datetime
    consent: Consent


@dataclass(frozen=True, slots=True)
class _Latest:
    """What was read last, on which day, and how the file lay just before."""

    day: date
    snapshot: RegisterSnapshot
    mark: Mark | None = None


def open_register(
    url_or_path: str,
    *,
    create: bool = False,
    now: Callable[[], datetime] = utc_now,
    seal_folder: Path | None = None,
    signer: Signer | None = None,
) -> SqlRegister:
    """Open the register in this file, folder or database URL; `create` makes an empty one where there is none.

    `signer` signs what is done with it in the ledger.

    Raises: NoRegister with one sentence for the office.
    """
    database = open_database(url_or_path, create=create, seal_folder=seal_folder)
    return SqlRegister(replace(database, signer=signer or Signer()), now)


class SqlRegister:
    """A register in a database. It may be used from several threads and processes at once.

    Every method raises NoRegister when the database is locked, gone or damaged. What changes the register is written
    into the ledger in the same transaction.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self.database = database
        self.now = now
        self.unchanged = Unchanged(database.file)
        self._latest: _Latest | None = None
        self._page: VersionPage | None = None

    @property
    def ledger(self) -> LedgerBook:
        """The ledger in the same database."""
        return LedgerBook(self.database, self.now)

    def read(self) -> RegisterSnapshot:
        """The register as it stands; read anew only when its version or the day has changed."""
        now, file = self.now(), self.database.file
        mark = self._mark(file)  # before it is read: what changes from here on shows
        latest = self._latest
        if latest is not None and latest.day == now.date() and mark is not None and mark == latest.mark:
            return latest.snapshot
        if latest is None or latest.day != now.date():
            end_what_is_due(self.database, now)
        with self.database.reading() as connection:
            if latest is None or latest.day != now.date() or latest.snapshot.version != read_version(connection):
                latest = _Latest(now.date(), read_snapshot(connection, now))
            if file is not None and self._page is None:
                self._page = VersionPage.found(connection)
        self._latest = replace(latest, mark=mark)
        return latest.snapshot

    def _mark(self, file: Path | None) -> Mark | None:
        if file is None:
            return None
        return mark_of(file) or (None if self._page is None else self._page.mark(file))

    def version(self) -> str:
        """Changes whenever anything in the register does."""
        with self.database.reading() as connection:
            return read_version(connection)

    def history(self, pupil_id: str) -> tuple[RecordedConsent, ...]:
        """Every answer ever recorded for a pupil, oldest first. Raises: RegisterRefused."""
        moments = select(consent_event.c.recorded_at).where(consent_event.c.pupil_id == pupil_id)
        with self.database.reading() as connection:
            writing.require_pupil(connection, pupil_id)
            consents = [consent for _, consent in read_history(connection, pupil_id)]
            times = connection.execute(moments.order_by(consent_event.c.id)).scalars().all()
        return tuple(RecordedConsent(as_utc(at), consent) for at, consent in zip(times, consents, strict=True))

    def seen(self, pupil_id: str) -> str:
        """A mark of this pupil's record as it stands, to hand in with a change: who came second is told so."""
        with self.database.reading() as connection:
            return seen_of(connection, pupil_id)

    def apply(self, change: ImportPlan) -> RegisterSnapshot:
        """Apply a plan whole or not at all; the register afterwards. Raises: RegisterRefused when it is outdated."""
        with self.database.writing() as connection:
            number = writing.apply_plan(connection, change, self.now())
            self._sign(connection, LedgerEntry(Deed.IMPORTED, change.digest, number, change.rows))
        return self.read()

    def record_consent(self, pupil_id: str, consent: Consent, seen: str | None = None) -> FollowUp:
        """Record an answer, or a child's own wish, and do what follows from a no.

        Any answer to face matching but a parent's written yes, and the child's no, delete the pupil's templates.
        `seen`: the mark of the record that was looked at. Raises: RegisterRefused.
        """
        writing.require_past(consent.received_on, self.now())
        with self.database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            require_unchanged(connection, pupil_id, seen)
            followed = writing.add_consents(connection, [ConsentChange(pupil_id, consent)], self.now())
            self._sign(connection, LedgerEntry(_deed(consent), reference=writing.last_consent(connection)))
        return followed

    def record_answers(self, pupil_id: str, consents: tuple[Consent, ...], seen: str | None = None) -> FollowUp:
        """Record several answers of one letter in one transaction. Raises: RegisterRefused."""
        followed = FollowUp()
        for consent in consents:
            writing.require_past(consent.received_on, self.now())
        with self.database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            require_unchanged(connection, pupil_id, seen)
            for consent in consents:
                followed += writing.add_consents(connection, [ConsentChange(pupil_id, consent)], self.now())
                self._sign(connection, LedgerEntry(_deed(consent), reference=writing.last_consent(connection)))
        return followed

    def record_parent(self, pupil_id: str, record: ParentRecord, seen: str | None = None) -> None:
        """Record that a parent is known, was told about face matching, or need not be told. Raises: RegisterRefused."""
        writing.require_past(record.happened_on, self.now())
        with self.database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            require_unchanged(connection, pupil_id, seen)
            number = writing.add_parent(connection, pupil_id, record, self.now())
            self._sign(connection, LedgerEntry(Deed.PARENT_RECORDED, reference=number))

    def add_template(self, pupil_id: str, vector: bytes, model: str = DLIB) -> None:
        """Keep a reference vector, little-endian float32: 128 of dlib's, or as many as the model that made it gives.

        Raises: RegisterRefused without the sign-off, a parent's written consent or with a parent who was not told;
        ValueError for no such vector.
        """
        if not is_vector(vector, model):
            raise ValueError("a face template is 128 finite float32, or as many as its model gives")
        with self.database.writing() as connection:
            writing.require_pupil(connection, pupil_id)
            number = writing.add_template(connection, FaceTemplate(pupil_id, vector, model=model), self.now())
            if number:
                self._sign(connection, LedgerEntry(Deed.ENROLLED, reference=number))

    def switch_matching_on(self, dpia: str, dpo: str, on: date) -> None:
        """Record the DPIA and the DPO's sign-off, which lets face matching be used. Raises: RegisterRefused."""
        if not dpia.strip() or not dpo.strip():
            raise RegisterRefused(
                "Face matching needs the reference of the DPIA and the name of the DPO who signed it off. Give both."
            )
        with self.database.writing() as connection:
            writing.add_signoff(connection, "on", dpia.strip(), dpo.strip(), on, self.now())
            self._sign(connection, LedgerEntry(Deed.MATCHING_ON))

    def switch_matching_off(self) -> None:
        """Stop face matching for everybody at once. Templates are kept, but nobody is given them."""
        now = self.now()
        with self.database.writing() as connection:
            writing.add_signoff(connection, "off", "", "", now.date(), now)
            self._sign(connection, LedgerEntry(Deed.MATCHING_OFF))

    def erase(self, pupil_id: str, also: tuple[tuple[str, int], ...] = ()) -> Certificate:
        """Erase everything on a pupil, whose earlier posts become take-downs. Raises: RegisterRefused.

        `also`: what was deleted outside of the register, and how many, for the certificate.
        """
        with self.database.writing() as connection:
            return erase_certified(connection, pupil_id, self.now(), also)

    def _sign(self, connection: Connection, entry: LedgerEntry) -> None:
        append(connection, entry, self.now())

    def close(self) -> None:
        """Let go of the database."""
        self._latest = None
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _deed(consent: Consent) -> Deed:
    if consent.kind is AnswerKind.WISH:
        return Deed.WISH_RECORDED
    is_no = consent.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN)
    return Deed.CONSENT_WITHDRAWN if is_no else Deed.CONSENT_RECORDED


def as_utc(moment: datetime) -> datetime:
    """SQLite forgets the zone of what we stored in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
