"""Keeps the ledger: each entry is sealed together with the one before it, in the transaction of the deed itself.

What the chain proves: no entry was changed, taken out or put in between without every later seal being made anew.
What the file with the last seal adds (`seal_file`): the end was not cut off, nor the whole made anew, by anybody who
could not write that file too. Neither stops somebody who may write both; an exported ledger kept elsewhere does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, true

from checker.core.ledger import FIRST, Deed, LedgerEntry, LedgerFilter, LedgerRow, moment
from checker.core.staff import Signer
from checker.store.database import Database
from checker.store.seal_file import Seal, read_seal
from checker.store.tables_published import ledger, ledger_head

_DEEDS = frozenset(Deed)


@dataclass(frozen=True, slots=True)
class LedgerProof:
    """What verifying found. `broken` is the first entry that does not hold, None where all do."""

    entries: int
    since: str
    says: str
    broken: int | None = None
    notes: tuple[str, ...] = ()
    is_whole: bool = True


def append(connection: Connection, entry: LedgerEntry, now: datetime) -> int:
    """Seal an entry after the last one; its sequence. Where it names nobody, whoever opened the database signs."""
    entry = _signed(connection, entry)
    head = connection.execute(select(ledger_head)).one()
    fields = {
        "sequence": head.entries + 1,
        "at": moment(now),
        "deed": entry.deed.value,
        "digest": entry.digest,
        "reference": entry.reference,
        "amount": entry.amount,
        "channel": "" if entry.channel is None else entry.channel.value,
        "role": "" if entry.role is None else entry.role.name.lower(),
        "account": entry.account,
        "previous": head.seal,
    }
    connection.execute(insert(ledger), [{**fields, "seal": LedgerRow(**fields, seal="").expected_seal()}])
    return int(head.entries) + 1


def _signed(connection: Connection, entry: LedgerEntry) -> LedgerEntry:
    signer: Signer = connection.get_execution_options().get("signer", Signer())
    return replace(entry, account=entry.account or signer.account, role=entry.role or signer.role)


def rows(connection: Connection) -> Iterator[LedgerRow]:
    """Every entry, oldest first."""
    for row in connection.execute(select(ledger).order_by(ledger.c.sequence)):
        yield LedgerRow(**row._mapping)


class LedgerBook:
    """The ledger of an opened database. Every method raises NoRegister when the database is locked or gone."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def append(self, entry: LedgerEntry) -> int:
        """Record a deed that changes nothing else in the database; its sequence."""
        with self._database.writing() as connection:
            return append(connection, entry, self._now())

    def append_with(self, entry: LedgerEntry, do: Callable[[], None]) -> int:
        """Record what is done outside of the database, while nobody else writes: neither is there without the other."""
        with self._database.writing() as connection:
            sequence = append(connection, entry, self._now())
            do()
            return sequence

    def rows(self) -> tuple[LedgerRow, ...]:
        """Every entry, oldest first."""
        with self._database.reading() as connection:
            return tuple(rows(connection))

    def found(self, wanted: LedgerFilter, most: int) -> tuple[int, tuple[LedgerRow, ...]]:
        """How many entries fit, and the newest of them, newest first."""
        fits = _condition(wanted)
        newest = select(ledger).where(fits).order_by(ledger.c.sequence.desc()).limit(most)
        with self._database.reading() as connection:
            count = connection.execute(select(func.count()).select_from(ledger).where(fits)).scalar_one()
            return int(count), tuple(LedgerRow(**row._mapping) for row in connection.execute(newest))

    def verify(self) -> LedgerProof:
        """Whether every entry is as it was sealed, none is missing, and the end is where it was last seen."""
        with self._database.reading() as connection:
            head = connection.execute(select(ledger_head)).first()
            counted = Seal(0, FIRST) if head is None else Seal(head.entries, head.seal)
            return prove(rows(connection), counted, self._seen())

    def _seen(self) -> Seal | None:
        return None if self._database.seal_file is None else read_seal(self._database.seal_file)


def _condition(wanted: LedgerFilter) -> ColumnElement[bool]:
    """Moments are kept as text that sorts as time does."""
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.deed is not None:
        conditions.append(ledger.c.deed == wanted.deed.value)
    if wanted.account is not None:
        conditions.append(ledger.c.account == wanted.account)
    if wanted.first is not None:
        conditions.append(ledger.c.at >= wanted.first.isoformat())
    if wanted.last is not None:
        conditions.append(ledger.c.at < (wanted.last + timedelta(days=1)).isoformat())
    return and_(*conditions)


def prove(entries: Iterable[LedgerRow], counted: Seal, seen: Seal | None) -> LedgerProof:
    """Walk the chain. `counted` is the head inside the database, `seen` the last seal kept outside of it."""
    last, since, before = Seal(0, FIRST), "", ""
    backwards: list[int] = []
    seals = {0: FIRST}
    for row in entries:
        fault = _fault(row, last)
        if fault:
            return LedgerProof(last.entries, since, f"The ledger is broken at entry {last.entries + 1}: {fault}.",
                               last.entries + 1, is_whole=False)  # fmt: skip
        if row.at < before:
            backwards.append(row.sequence)
        last, since, before = Seal(row.sequence, row.seal), since or row.at[:10], row.at
        if seen is not None and row.sequence == seen.entries:
            seals[row.sequence] = row.seal
    notes = tuple(f"The clock ran backwards before entry {one}: the order of entries counts." for one in backwards)
    if counted != last:
        says = f"The ledger is broken after entry {last.entries}: {counted.entries} entries were counted."
        return LedgerProof(last.entries, since, says, last.entries + 1, notes, is_whole=False)
    return _compared(last, since, notes, seen, seals)


def _compared(last: Seal, since: str, notes: tuple[str, ...], seen: Seal | None, seals: dict[int, str]) -> LedgerProof:
    """Against the seal that was kept outside of the database."""
    if seen is None:
        if last.entries == 0:
            return LedgerProof(0, since, "The ledger is empty.", None, notes)
        says = (
            f"All {last.entries} entries hold together, but the file with the last seal is missing, so nobody can say "
            "whether the end was cut off. Compare with the last exported ledger. The next entry makes the file again."
        )
        return LedgerProof(last.entries, since, says, None, notes, is_whole=False)
    if seals.get(seen.entries) != seen.seal:
        first = min(seen.entries, last.entries + 1)
        says = (
            f"The ledger is broken at entry {first}: the seal kept outside of it is of entry {seen.entries}, and "
            "the ledger does not hold that entry any more. It was cut off, made anew, or an older backup was put back."
        )
        return LedgerProof(last.entries, since, says, first, notes, is_whole=False)
    if seen.entries < last.entries:
        behind = last.entries - seen.entries
        notes += (
            f"The seal kept outside is {behind} behind, as after a power cut: those {behind} have the chain only.",
        )
    return LedgerProof(last.entries, since, f"Unbroken since {since}: {last.entries} entries.", None, notes)


def _fault(row: LedgerRow, last: Seal) -> str:
    if row.sequence != last.entries + 1:
        return "it is missing"
    if row.previous != last.seal:
        return "it does not follow the one before it"
    if row.seal != row.expected_seal():
        return "it is not as it was sealed"
    return "" if row.deed in _DEEDS else "it is of a kind this checker does not know"
