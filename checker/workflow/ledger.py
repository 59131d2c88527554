"""What does the ledger say, does it hold together, and how do governors get it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError, NoRegister
from checker.core.ledger import Deed, LedgerEntry, LedgerFilter, LedgerRow
from checker.core.staff import Actor
from checker.store import REGISTER_FILE
from checker.workflow.files import write_new
from checker.workflow.ledger_words import about, in_words
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.register_source import checker_home

if TYPE_CHECKING:
    from checker.store.ledger import LedgerProof

THIS_MACHINE = "The command line of this machine"


def verify(actor: Actor, register: str | None) -> LedgerProof:
    """Whether every entry is as sealed and none is missing; on a full disk too. Raises: NotAllowed, NoRegister."""
    from checker.store.faults import NO_ROOM

    try:
        return opened_for(actor, Act.SEE_LEDGER, register).ledger.verify()
    except NoRegister as error:
        if str(error) != NO_ROOM:
            raise
    return _verified_still(register or str(checker_home() / REGISTER_FILE))


def _verified_still(register: str) -> LedgerProof:
    from checker.store.database import open_still
    from checker.store.register import SqlRegister

    with SqlRegister(open_still(register)) as store:
        return store.ledger.verify()


def ledger_lines(actor: Actor, register: str | None, most: int) -> Iterator[str]:
    """The latest entries, oldest first; a word and numbers each. Raises: InputError, NoRegister."""
    for row in opened_for(actor, Act.SEE_LEDGER, register).ledger.rows()[-most:]:
        parts = [row.deed.replace("_", " "), row.channel, row.role.replace("_", " ")]
        told = ", ".join(part for part in parts if part)
        amount = f", {row.amount} in all" if row.amount else ""
        digest = f", {row.digest[:12]}" if row.digest else ""
        yield f"{row.sequence}  {row.at[:16].replace('T', ' ')}  {told}{amount}{digest}"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An entry in words; who did it by name for the eyes at the desk, which the ledger itself does not hold."""

    sequence: int
    at: datetime
    deed: str
    who: str = field(repr=False)
    about: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What the page of the ledger shows: the newest entries that fit, of how many, and who can be asked for."""

    count: int
    lines: tuple[LedgerLine, ...]
    people: Mapping[int, str] = field(repr=False)


def ledger_view(actor: Actor, wanted: LedgerFilter, register: str | None, most: int = 200) -> LedgerView:
    """The newest entries that fit, newest first. Raises: NotAllowed, NoRegister."""
    from checker.store.accounts import Accounts

    with opened_for(actor, Act.SEE_LEDGER, register) as store:
        people = {0: THIS_MACHINE} | {one.number: one.person.display_name for one in Accounts(store).everybody()}
        count, rows = store.ledger.found(wanted, most)
    return LedgerView(count, tuple(_line(row, people) for row in rows), people)


def _line(row: LedgerRow, people: Mapping[int, str]) -> LedgerLine:
    who = people.get(row.account, f"account {row.account}")
    at = datetime.fromisoformat(row.at)
    return LedgerLine(row.sequence, at, in_words(row.deed), who, about(row, people))


def ledger_csv(actor: Actor, register: str | None) -> tuple[bytes, int]:
    """Every entry as CSV, and how many; that it was exported is an entry too. It holds no names, texts or vectors.

    Raises: NotAllowed, InputError, NoRegister.
    """
    book = opened_for(actor, Act.EXPORT_LEDGER, register).ledger
    book.append(LedgerEntry(Deed.LEDGER_EXPORTED))
    rows = book.rows()
    written = io.StringIO(newline="")
    fields = "sequence at deed digest reference amount channel role account previous seal".split()
    table = csv.DictWriter(written, fields)
    table.writeheader()
    table.writerows(asdict(row) for row in rows)
    return written.getvalue().encode(), len(rows)


def export_ledger(actor: Actor, out: Path, register: str | None) -> int:
    """Write every entry as CSV; how many. Raises: NotAllowed, InputError, NoRegister."""
    data, count = ledger_csv(actor, register)
    try:
        write_new(out, data)
    except FileExistsError:
        raise InputError("There is such a file already. Give another name.") from None
    except OSError as error:
        raise InputError(f"The file could not be written ({error.strerror}).") from None
    return count
